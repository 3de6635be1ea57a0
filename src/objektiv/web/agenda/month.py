"""The page of a month: weeks of days, what goes on all the time, what has no day."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR

from objektiv.web.agenda.day_marks import mark_of, school_breaks
from objektiv.web.agenda.entry import Entry, Span
from objektiv.web.agenda.narrowing import CalendarFilter, Choices
from objektiv.web.agenda.navigation import crumbs
from objektiv.web.agenda.schedule import off_day
from objektiv.web.agenda.sources import actions, entries
from objektiv.web.agenda.undated import undated
from objektiv.web.plans.snapshot import in_force

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 1)
IN_CELL = 3  # entries that a day of the grid shows at once
FEW_UNDATED = 10
MONTHS = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip


@dataclass(slots=True)
class Day:
    """One cell. ``is_shown``: it belongs to the month; ``mark``: «праздничный день», empty for a usual one."""

    date: date
    is_shown: bool
    is_today: bool
    mark: str = ""
    is_off: bool = False
    entries: list[Entry] = field(default_factory=list)

    @property
    def weekday(self) -> str:
        """«Пн»."""
        return str(WEEKDAYS_ABBR[self.date.weekday()])

    @property
    def note(self) -> str:
        """The mark, where it says more than the column does: Saturday and Sunday are days off anyway."""
        return "" if self.mark == "выходной" else self.mark

    @property
    def first_entries(self) -> Sequence[Entry]:
        """Those in sight; a single one more is not worth hiding."""
        return self.entries if len(self.entries) <= IN_CELL + 1 else self.entries[:IN_CELL]

    @property
    def more_entries(self) -> Sequence[Entry]:
        """Those behind «ещё»."""
        return self.entries[len(self.first_entries) :]


def read_month(text: str) -> date:
    """«2026-11», else this month."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = timezone.localdate().replace(day=1)
    return min(max(month, FIRST), LAST)


def month_page(user: Any, chosen: CalendarFilter, month: date) -> dict[str, Any]:
    """The variables of the page."""
    span = Span.of_month(month)
    found = entries(user, span, chosen)
    without = undated(user, chosen)
    return {
        "asked": chosen, "choices": Choices(user, chosen), "month": month, "title": title_of(month),
        "months": months_around(month),
        "weeks": weeks_of(month, found), "long": [one for one in found if not one.is_due and one.is_long],
        "count": len(found), "breaks": list(school_breaks(span.first, span.last)),
        "before": month - timedelta(days=1) if month > FIRST else None,
        "after": span.last + timedelta(days=1) if month < LAST else None, "today": timezone.localdate(),
        "is_cut": actions.within(chosen.rows(user), span).count() > actions.MOST, "most": actions.MOST,
        "undated": in_force(without[:FEW_UNDATED]), "undated_count": without.count(),
        "crumbs": crumbs(user), "tab": "month",
    }  # fmt: skip


def weeks_of(month: date, found: Sequence[Entry]) -> list[list[Day]]:
    """The grid: weeks from Monday; days of the months beside stand empty."""
    today = timezone.localdate()
    weeks = [
        [Day(day, day.month == month.month, day == today) for day in week]
        for week in Calendar().monthdatescalendar(month.year, month.month)
    ]
    by_day = {day.date: day for week in weeks for day in week if day.is_shown}
    for day in by_day.values():
        day.mark, day.is_off = mark_of(day.date), bool(off_day(day.date))
    for one in found:
        if one.is_due or not one.is_long:
            shown = Span(max(one.first, month), min(one.last, Span.of_month(month).last))
            for when in shown.days():
                by_day[when].entries.append(one)
    return _without_repeats(weeks)


def _without_repeats(weeks: list[list[Day]]) -> list[list[Day]]:
    """The last day of what goes on is its due day: there it stands once."""
    for day in (day for week in weeks for day in week):
        due = {one.url for one in day.entries if one.is_due}
        day.entries = [one for one in day.entries if one.is_due or one.url not in due]
    return weeks


def months_around(month: date) -> list[tuple[str, str]]:
    """A year back and a year on, to choose from."""
    first = month.year * 12 + month.month - 1
    near = [date(number // 12, number % 12 + 1, 1) for number in range(first - 12, first + 13)]
    return [(f"{one:%Y-%m}", title_of(one)) for one in near if FIRST <= one <= LAST]


def title_of(month: date) -> str:
    """«Ноябрь 2026»."""
    return f"{MONTHS[month.month - 1]} {month.year}"
