"""The year and the events that the dates of a plan are counted in, from options and from the plan itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from objektiv.model.errors import UsageError
from objektiv.plans.deadlines.dates import Frame, resolve
from objektiv.plans.deadlines.language import understand
from objektiv.plans.model import Head

_SCHOOL_YEAR = re.compile(r"((?:19|20)\d{2})\s*[/–—-]\s*(?:20)?(\d{2})\D*")
_YEAR = re.compile(r"((?:19|20)\d{2})\D*")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_HOW = "Укажите --school-year 2023/24 или --year 2021."


def build_frame(
    head: Head,
    *,
    school_year: str | None = None,
    year: int | None = None,
    approved: str | None = None,
    week: int = 5,
    events: Sequence[str] = (),
) -> Frame:
    """The frame of a plan: what the options say, else what its head says; UsageError when neither names a year."""
    if school_year and year is not None:
        raise UsageError("указаны и учебный, и календарный год.", _HOW)
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise UsageError(f"год {year} не подходит.", f"Нужен год от {_FIRST_YEAR} до {_LAST_YEAR}.")
    begins, calendar_year = (None, year) if year else _year_of(school_year or head.school_year.text)
    if begins is None and calendar_year is None:
        if school_year:
            raise UsageError(f"учебный год «{school_year}» не понят.", _HOW)
        raise UsageError("год плана не указан.", _HOW)
    return Frame(
        school_year=begins,
        year=calendar_year,
        approved=_day(approved, "--approved") if approved else approval_day(head),
        week=week,
        events=tuple(_event(text) for text in events),
    )


def approval_day(head: Head) -> date | None:
    """The day of the last approval that names one in full."""
    for text in (
        *(approval.date.text for approval in reversed(head.approvals)),
        head.annex.date.text if head.annex else "",
    ):
        plain = re.sub(r"^\W*от\s+", "", text.strip(), flags=re.IGNORECASE)
        found = re.search(r"(?:19|20)\d{2}", plain)
        day = resolve(understand(plain), Frame(year=int(found[0]))).due if found else None
        if day:
            return day
    return None


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
