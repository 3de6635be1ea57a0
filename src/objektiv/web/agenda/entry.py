"""One line of the calendar: what, on which days, where to open it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from objektiv.web.agenda.enums import EntryKind

ONE = timedelta(days=1)
SHORT_DAYS = 7  # what lasts no longer stands in each of its days


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @classmethod
    def of_month(cls, month: date) -> Span:
        """The whole month of a day."""
        return cls(month.replace(day=1), month.replace(day=monthrange(month.year, month.month)[1]))

    def touches(self, first: date, last: date) -> bool:
        """Whether some of the days lie here."""
        return first <= self.last and last >= self.first

    def days(self) -> Iterator[date]:
        """One after another."""
        for back in range((self.last - self.first).days + 1):
            yield self.first + back * ONE


@dataclass(frozen=True, slots=True)
class Entry:
    """A due day (``first`` = ``last``) or days on which something goes on (``is_due`` False).

    ``uid``: stays the same when the days move. ``note``: beside the title on a page; ``source``: the plan;
    ``plain``: the title for places that others may read, where it is another one.
    """

    uid: str
    kind: str
    first: date
    last: date
    title: str
    url: str
    is_due: bool = True
    is_late: bool = False
    is_over: bool = False
    note: str = ""
    source: str = ""
    plain: str = ""

    @property
    def kind_title(self) -> str:
        """The word before the title; an action is told by its text alone."""
        return "" if self.kind == EntryKind.ACTION else str(EntryKind(self.kind).label)

    @property
    def is_long(self) -> bool:
        """Goes on longer than a week: it does not stand in each of its days."""
        return (self.last - self.first).days >= SHORT_DAYS
