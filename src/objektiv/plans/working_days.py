"""Working days of the Russian production calendar: weekends, public holidays, days off moved by the government."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE = timedelta(days=1)
SATURDAY = 5


def is_working_day(day: date, transfers: Mapping[date, bool] | None = None) -> bool:
    """Whether people work on a day. ``transfers``: day → True for a working one, over what the calendar knows."""
    if transfers and day in transfers:
        return transfers[day]
    calendar = _calendar(day.year)
    if day.weekday() >= SATURDAY:
        return day in calendar.weekend_workdays
    return day not in calendar


def add_working_days(start: date, count: int, transfers: Mapping[date, bool] | None = None) -> date:
    """The last day of a term of ``count`` working days; the day of the event itself does not count (ГК РФ ст. 191).

    A negative count goes back: «не позднее одного рабочего дня до». Zero is ``start`` itself.
    """
    step = ONE if count > 0 else -ONE
    day = start
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, transfers):
            day += step
    return day


def working_days_left(today: date, until: date, transfers: Mapping[date, bool] | None = None) -> int:
    """Working days after ``today`` through ``until``; 0 when the term is over."""
    days = (today + timedelta(days=k) for k in range(1, (until - today).days + 1))
    return sum(is_working_day(day, transfers) for day in days)


@lru_cache(maxsize=64)
def _calendar(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("RU", years=year)
