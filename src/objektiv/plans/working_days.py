"""Working days of the Russian production calendar: weekends, public holidays, days off moved by the government.

Schools often work six days: then Saturdays are working days, and so are the days off that the government made of
Saturdays (ТК РФ ст. 112: only a holiday on a day of rest is moved).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays
from holidays.countries.russia import RussiaStaticHolidays

ONE = timedelta(days=1)
SATURDAY = 5
SUNDAY = 6
FIVE_DAYS = 5
_MOVED_FROM = re.compile(r"substituted from (\d{2})/(\d{2})/(\d{4})")


def is_working_day(day: date, transfers: Mapping[date, bool] | None = None, *, week: int = FIVE_DAYS) -> bool:
    """Whether people work on a day. ``transfers``: day → True for a working one, over what the calendar knows.

    ``week``: working days in a week, 5 or 6.
    """
    if transfers and day in transfers:
        return transfers[day]
    calendar = _calendar(day.year)
    if day.weekday() == SUNDAY or (day.weekday() == SATURDAY and week == FIVE_DAYS):
        return day in calendar.weekend_workdays
    return day not in calendar or (week > FIVE_DAYS and _is_instead_of_saturday(day))


def add_working_days(
    start: date, count: int, transfers: Mapping[date, bool] | None = None, *, week: int = FIVE_DAYS
) -> date:
    """The last day of a term of ``count`` working days; the day of the event itself does not count (ГК РФ ст. 191).

    A negative count goes back: «не позднее одного рабочего дня до». Zero is ``start`` itself.
    """
    step = ONE if count > 0 else -ONE
    day = start
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, transfers, week=week):
            day += step
    return day


def nearest_working_day(
    day: date, transfers: Mapping[date, bool] | None = None, *, week: int = FIVE_DAYS, forward: bool
) -> date:
    """The day itself when people work on it, else the next one (``forward``) or the last one before."""
    while not is_working_day(day, transfers, week=week):
        day += ONE if forward else -ONE
    return day


def working_days_left(
    today: date, until: date, transfers: Mapping[date, bool] | None = None, *, week: int = FIVE_DAYS
) -> int:
    """Working days after ``today`` through ``until``; 0 when the term is over."""
    days = (today + timedelta(days=k) for k in range(1, (until - today).days + 1))
    return sum(is_working_day(day, transfers, week=week) for day in days)


def has_transfers(year: int) -> bool:
    """Whether the government's transfer of days off for a year is known here."""
    return year in RussiaStaticHolidays.special_public_holidays


def _is_instead_of_saturday(day: date) -> bool:
    """Whether a day off only replaces a Saturday, which people of a six-day week work or lose anyway."""
    calendar = _calendar(day.year)
    name = calendar[day]
    if moved := _MOVED_FROM.search(name):
        month, number, year = map(int, moved.groups())
        return date(year, month, number).weekday() == SATURDAY
    if not name.endswith("(observed)"):
        return False
    holiday = name.removesuffix(" (observed)")
    before = next((day - k * ONE for k in (1, 2, 3) if calendar.get(day - k * ONE) == holiday), day)
    return before.weekday() == SATURDAY


@lru_cache(maxsize=64)
def _calendar(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("RU", years=year, language="en_US")
