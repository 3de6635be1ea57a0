"""A year on one sheet for the wall: rows with bars over twelve months, set as PDF."""

from __future__ import annotations

import calendar
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from objektiv.documents.pdf import compile_pdf

MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
POSTER_TEMPLATE = "poster.typ"
SIZES = {"A3": (420, 297), "A4": (297, 210)}  # mm, lying on its side
_MONTHS_SHOWN = 12
_LABEL = 0.36  # of the width of the sheet
_TEXT_SIZES = (
    18.0,
    16.0,
    14.0,
    13.0,
    12.0,
    11.0,
    10.0,
    9.0,
)  # points on A3; smaller sheets have smaller letters
_SMALLEST = 6.5


@dataclass(frozen=True, slots=True)
class PosterRow:
    """One measure: bars from day to day, marks on due days; ``words`` stand in the row where there is neither."""

    number: str
    text: str
    owner: str = ""
    bars: tuple[tuple[date, date], ...] = ()
    marks: tuple[date, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class PosterGroup:
    """Rows under one heading."""

    title: str
    rows: tuple[PosterRow, ...]


@dataclass(frozen=True)
class Poster:
    """What the sheet shows: twelve months from ``start``, which is the first of a month."""

    title: str
    subtitle: str
    start: date
    groups: tuple[PosterGroup, ...]
    legend: str
    stripe: str = ""


def write_poster(poster: Poster, path: Path, *, size: str = "A3") -> None:
    """Write the sheet to ``path``; it goes on overleaf when there are more rows than fit."""
    width, height = SIZES[size]
    months = [_month(poster.start, number) for number in range(_MONTHS_SHOWN)]
    end = _month(poster.start, _MONTHS_SHOWN)
    data = {
        "title": poster.title,
        "subtitle": poster.subtitle,
        "legend": poster.legend,
        "stripe": poster.stripe,
        "width": width,
        "height": height,
        "label_width": round(width * _LABEL),
        "sizes": [max(_SMALLEST, round(size * width / SIZES["A3"][0], 1)) for size in _TEXT_SIZES],
        "is_numbered": any(row.number for group in poster.groups for row in group.rows),
        "months": [f"{MONTHS[month.month - 1]}\n{month.year}" for month in months],
        "groups": [
            {"title": group.title, "rows": [_row(row, poster.start, end) for row in group.rows]}
            for group in poster.groups
        ],
    }
    compile_pdf(POSTER_TEMPLATE, data, path)


def _row(row: PosterRow, start: date, end: date) -> dict[str, Any]:
    """The row with its days as parts of the year, 0–12 months; what lies outside the year is not drawn."""
    last = date.fromordinal(end.toordinal() - 1)
    shown = [(max(a, start), min(b, last)) for a, b in row.bars if a < end and b >= start]
    record = asdict(row)
    record["bars"] = [(_position(a, start), _position(b, start, is_end=True)) for a, b in shown]
    record["marks"] = [_position(day, start, is_end=True) for day in row.marks if start <= day < end]
    return record


def _position(day: date, start: date, *, is_end: bool = False) -> float:
    """Months from ``start`` to the beginning of a day, or to its end."""
    months = (day.year - start.year) * 12 + day.month - start.month
    length = calendar.monthrange(day.year, day.month)[1]
    return round(months + (day.day - (0 if is_end else 1)) / length, 4)


def _month(start: date, number: int) -> date:
    years, month = divmod(start.month - 1 + number, 12)
    return date(start.year + years, month + 1, 1)
