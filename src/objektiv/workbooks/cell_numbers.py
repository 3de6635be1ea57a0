"""Numbers as people and programs leave them in cells: «12,5», «12.5 %», 12.0, a dash, nothing."""

from __future__ import annotations

import re

from objektiv.workbooks.headers import plain

_BLANKS = frozenset(
    {"", "-", "–", "—", "н/д", "нд", "нет", "нет данных", "нет отметки", "не указано", "н", "..."}
)
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def is_blank(cell: object) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, «нет», «н/д»."""
    return cell is None or (isinstance(cell, str) and plain(cell) in _BLANKS)


def read_number(cell: object) -> float | None:
    """Number in a cell, a percent sign taken off; None for a blank; ValueError for anything else."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    if is_blank(cell):
        return None
    text = _SPACES.sub("", str(cell)).removesuffix("%").replace(",", ".")
    if not isinstance(cell, str) or not _NUMBER.fullmatch(text):
        raise ValueError("not a number")
    return float(text)


def read_whole(cell: object) -> int | None:
    """Whole number in a cell; None for a blank; ValueError for a fraction or a text."""
    number = read_number(cell)
    if number is None:
        return None
    if not number.is_integer():
        raise ValueError("not a whole number")
    return int(number)


def decimals(values: list[float]) -> int:
    """Digits after the point that the values were printed with: 0, 1 or 2 (2 also for longer ones)."""
    return next((digits for digits in (0, 1) if all(abs(v - round(v, digits)) < 1e-9 for v in values)), 2)
