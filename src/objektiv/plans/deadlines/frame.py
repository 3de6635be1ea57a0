"""The year in which deadlines are counted, with the events, the week and the tables that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from objektiv.plans.deadlines.school_calendar import Interval, SchoolCalendar, packaged_calendar
from objektiv.plans.working_days import add_working_days, has_transfers, is_working_day, nearest_working_day

FIRST_YEAR, LAST_YEAR = 1993, 2099  # of plans; the calendar of holidays begins a little earlier


@dataclass(frozen=True)
class Frame:
    """The year of a plan: either ``school_year`` (the year in which it begins) or the calendar ``year``.

    ``events``: pairs of a name and a date, one name as often as needed; ``week``: working days in it, 5 or 6;
    ``transfers``: day → True for a working one, over the table and the calendar.
    """

    school_year: int | None = None
    year: int | None = None
    approved: date | None = None
    week: int = 5
    events: tuple[tuple[str, date], ...] = ()
    transfers: Mapping[date, bool] = field(default_factory=dict)
    terms: SchoolCalendar = field(default_factory=packaged_calendar)

    def __post_init__(self) -> None:
        if (self.school_year is None) == (self.year is None):
            raise ValueError("a frame needs a school year or a calendar year, not both")
        if not FIRST_YEAR <= self.base <= LAST_YEAR:
            raise ValueError(f"the production calendar knows {FIRST_YEAR} to {LAST_YEAR}")
        if self.week not in {5, 6}:
            raise ValueError("a week has 5 or 6 working days")

    @property
    def base(self) -> int:
        """The calendar year in which the frame begins."""
        return self.year if self.year is not None else self.school_year or 0

    @property
    def is_school(self) -> bool:
        """Whether it is a school year."""
        return self.school_year is not None

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.base, 9 if self.is_school else 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.base + 1, 8, 31) if self.is_school else date(self.base, 12, 31)

    def holds(self, day: date) -> bool:
        """Whether a day lies in the frame."""
        return self.first <= day <= self.last

    def is_working(self, day: date) -> bool:
        """Whether people work on a day."""
        return is_working_day(day, self._moved, week=self.week)

    def working(self, day: date, *, forward: bool = False) -> date:
        """The working day not later than a day, or not earlier."""
        return nearest_working_day(day, self._moved, week=self.week, forward=forward)

    def add_working(self, day: date, count: int) -> date:
        """So many working days on, or back."""
        return add_working_days(day, count, self._moved, week=self.week)

    def lacks_transfers(self, year: int) -> bool:
        """Whether days off moved in a year are unknown both to the calendar and to the tables."""
        return not has_transfers(year) and not any(day.year == year for day in self._moved)

    @property
    def _moved(self) -> Mapping[date, bool]:
        return {**self.terms.transfers, **self.transfers}


__all__ = ["Frame", "Interval"]
