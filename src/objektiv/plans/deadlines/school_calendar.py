"""Terms and breaks of the school year, and days moved by the region: a table that people edit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from objektiv.model.errors import UsageError

Interval = tuple[date, date]
ONE = timedelta(days=1)
_SEASONS = ("autumn", "winter", "spring")


@dataclass(frozen=True)
class SchoolCalendar:
    """Breaks by the year in which the school year begins (autumn, winter, spring), and transferred days."""

    breaks: Mapping[int, tuple[Interval, ...]]
    usual: tuple[tuple[str, str], ...]
    transfers: Mapping[date, bool] = field(default_factory=dict)

    def knows(self, begins: int) -> bool:
        """Whether the breaks of this school year stand in the table."""
        return begins in self.breaks

    def school_year(self, begins: int) -> Interval:
        """«Учебный год» as a period."""
        return date(begins, 9, 1), date(begins + 1, 5, 31)

    def holidays_of(self, begins: int) -> tuple[Interval, ...]:
        """Breaks of a school year: autumn, winter, spring, summer."""
        summer = (date(begins + 1, 6, 1), date(begins + 1, 8, 31))
        return (*self.breaks.get(begins, self._usual(begins)), summer)

    def terms_of(self, begins: int) -> tuple[Interval, ...]:
        """The four terms: what lies between the breaks."""
        first, last = self.school_year(begins)
        breaks = self.holidays_of(begins)[:3]
        starts = (first, *(end + ONE for _, end in breaks))
        ends = (*(start - ONE for start, _ in breaks), last)
        return tuple(zip(starts, ends, strict=True))

    def _usual(self, begins: int) -> tuple[Interval, ...]:
        return tuple((_on(begins, first), _on(begins, last)) for first, last in self.usual)


def _on(begins: int, day: str) -> date:
    """«03-24» in the school year that begins in ``begins``."""
    month, number = map(int, day.split("-"))
    return date(begins + (month < 9), month, number)


@cache
def packaged_calendar() -> SchoolCalendar:
    """The table that comes with the program."""
    return _read(files(__package__).joinpath("school_calendar.toml").read_text(encoding="utf-8"))


def read_calendar(path: Path) -> SchoolCalendar:
    """A table of one's own in the same form; UsageError with the reason when it cannot be read."""
    try:
        return _read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise UsageError(
            f"таблица четвертей и каникул {path.name} не прочитана: {error}.",
            "Возьмите за образец school_calendar.toml из поставки: года с каникулами и перенесённые дни.",
        ) from error


def _read(text: str) -> SchoolCalendar:
    document: dict[str, Any] = tomllib.loads(text)
    breaks = {
        int(year["begins"]): tuple(_interval(year[season]) for season in _SEASONS)
        for year in document["year"]
    }
    usual = tuple(
        (str(document["usual"][season][0]), str(document["usual"][season][1])) for season in _SEASONS
    )
    moved = {
        date.fromisoformat(str(day)): bool(working) for day, working in document.get("transfers", {}).items()
    }
    return SchoolCalendar(breaks, usual, moved)


def _interval(days: list[date]) -> Interval:
    first, last = days
    if not isinstance(first, date) or not isinstance(last, date) or last < first:
        raise ValueError(f"конец раньше начала или не дата: {first}, {last}")
    return first, last
