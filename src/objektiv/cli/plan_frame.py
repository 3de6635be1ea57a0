"""The year and the events that the dates of a plan are counted in, from options and from the plan itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from objektiv.model.errors import UsageError
from objektiv.plans.deadlines.frame import FIRST_YEAR, LAST_YEAR, Frame
from objektiv.plans.model import Plan
from objektiv.plans.prepared import approval_date

_SCHOOL_YEAR = re.compile(r"((?:19|20)\d{2})\s*[/–—-]\s*(?:20)?(\d{2})\D*")
_YEAR = re.compile(r"((?:19|20)\d{2})\D*")
_HOW = "Укажите --school-year 2023/24 или --year 2021."


def build_frame(
    plan: Plan,
    *,
    school_year: str | None = None,
    year: int | None = None,
    approved: str | None = None,
    week: int = 5,
    events: Sequence[str] = (),
) -> Frame:
    """The frame of a plan: what the options say, else what its head says.

    UsageError when neither names a year, or one that has no production calendar.
    """
    if school_year and year is not None:
        raise UsageError("указаны и учебный, и календарный год.", _HOW)
    written = school_year or plan.head.school_year.text
    begins, calendar_year = (None, year) if year is not None else _year_of(written)
    if school_year and begins is None:
        calendar_year = (
            None  # «2023» alone may begin or end a school year: it is asked, not taken as a calendar year
        )
    base = begins if begins is not None else calendar_year
    if base is None:
        raise UsageError(
            f"учебный год «{school_year}» не понят." if school_year else "год плана не указан.", _HOW
        )
    if not FIRST_YEAR <= base <= LAST_YEAR:
        raise UsageError(f"год {base} не подходит: нужен от {FIRST_YEAR} до {LAST_YEAR}.", _HOW)
    return Frame(
        school_year=begins,
        year=calendar_year,
        approved=_day(approved, "--approved") if approved else approval_date(plan),
        week=week,
        events=tuple(_event(text) for text in events),
    )


def _year_of(text: str) -> tuple[int | None, int | None]:
    """(the year in which a school year begins, the calendar year): one of them, or neither."""
    plain = text.strip()
    if found := _SCHOOL_YEAR.fullmatch(plain):
        begins = int(found[1])
        return (begins, None) if int(found[2]) == (begins + 1) % 100 else (None, None)
    found = _YEAR.fullmatch(plain)
    return None, int(found[1]) if found else None


def _event(text: str) -> tuple[str, date]:
    name, sign, day = text.rpartition("=")
    if not sign or not name.strip():
        raise UsageError(f"событие «{text}» записано неверно.", 'Пишите так: --event "ВПР=2024-04-16".')
    return name.strip(), _day(day, "--event")


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f"дата «{text}» после {option} не понята.", "Пишите год-месяц-день: 2024-04-16."
        ) from None
