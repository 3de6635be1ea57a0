"""What is special about a day: nobody works, a holiday, a working Saturday, a school break."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import holidays

from objektiv.plans.deadlines.school_calendar import packaged_calendar
from objektiv.plans.working_days import SATURDAY
from objektiv.web.agenda.schedule import off_day

BREAKS = ("осенние каникулы", "зимние каникулы", "весенние каникулы", "летние каникулы")


def mark_of(day: date) -> str:
    """The words beside a day, empty for a usual one: «День России», «рабочий день», «выходной»."""
    reason = off_day(day)
    if not reason:
        return "рабочий день" if day.weekday() >= SATURDAY else ""
    name = _russian(day.year).get(day, "")
    if day.weekday() >= SATURDAY:
        return _short(name) or "выходной"
    return _short(name) or "выходной (перенос)"


def school_breaks(first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """Breaks that touch a span, with their names."""
    for begins in range(first.year - 1, last.year + 1):
        for title, (start, end) in zip(BREAKS, packaged_calendar().holidays_of(begins), strict=True):
            if start <= last and end >= first:
                yield title, start, end


def _short(name: str) -> str:
    """Of several names the first; a moved day off is told as one."""
    first = name.partition(";")[0].strip()
    return "выходной (перенос)" if first.lower().startswith("выходной") else first


@lru_cache(maxsize=16)
def _russian(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("RU", years=year, language="ru")
