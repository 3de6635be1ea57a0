"""Words of header rows: compared as people read them, not as they were typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from objektiv.model.reader import Rows

_LATIN = "abcehkmoptxy"
_CYRILLIC = "авсенкмортху"
_LOOK_ALIKES = str.maketrans(_LATIN + "ё", _CYRILLIC + "е")
_SPACES = re.compile(r"\s+")
_PART = re.compile(r"^(\d{1,2})(?:[.(](\d{1,2})\)?)?(?:к(\d{1,2}))?$")
_PART_HEADER = re.compile(r"^(.*?)\s*\(\s*(\d{1,2})\s*б[а-я]*\.?\s*\)$")
BEGINS = "…"


def plain(text: object) -> str:
    """Text for comparison: trimmed, spaces collapsed, lower case, Latin look-alikes as Cyrillic, ё as е."""
    return _plain(text if isinstance(text, str) else str(text))


# Many readers ask the same top rows of a sheet whether they are theirs.
@lru_cache(maxsize=1 << 14)
def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip().lower().translate(_LOOK_ALIKES)


def matches(cell: object, wanted: str) -> bool:
    """Whether a cell says the wanted header; a wanted text ending in «…» only has to begin the cell."""
    text, sought = plain(cell), plain(wanted)
    return text.startswith(sought.removesuffix(BEGINS)) if sought.endswith(BEGINS) else text == sought


def find_header(rows: Rows, wanted: Sequence[str], within: int = 30) -> int | None:
    """Index of the first of the top ``within`` rows in which every wanted header stands, or None."""
    for index, row in enumerate(rows[:within]):
        said = _said(tuple([cell for cell in row if isinstance(cell, str)]))
        if all(_is_said(text, said) for text in wanted):
            return index
    return None


@lru_cache(maxsize=1 << 10)
def _said(cells: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain, cells))


def _is_said(wanted: str, said: frozenset[str]) -> bool:
    sought = plain(wanted)
    if not sought.endswith(BEGINS):
        return sought in said
    beginning = sought.removesuffix(BEGINS)
    return any(text.startswith(beginning) for text in said)


def find_column(header: Sequence[object], wanted: str) -> int | None:
    """Index of the first column whose header matches; None if there is none."""
    return next((index for index, cell in enumerate(header) if matches(cell, wanted)), None)


def column_letter(index: int) -> str:
    """Letters of a column by its 0-based index: 0 → A, 26 → AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A1 address of a cell by its 0-based row and column."""
    return f"{column_letter(column)}{row + 1}"


def part_code(text: object) -> str:
    """Code of a part in one spelling: «1K1» → «1К1», «5(1)» and «5,1» → «5.1», 3.0 → «3»; else the text.

    Only the code is read; a maximum in brackets is taken off by `part_header`.
    """
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    found = _PART.match(plain(text).replace(" ", "").replace(",", "."))
    if not found:
        return str(text).strip()
    item, sub, criterion = found.groups()
    return item + (f".{sub}" if sub else "") + (f"К{criterion}" if criterion else "")


def is_part_code(text: object) -> bool:
    """Whether a cell is a part code: a number with an optional sub-number and criterion."""
    return bool(_PART.match(part_code(text).lower()))


def part_header(text: object) -> tuple[str, int] | None:
    """Part code and maximum of a header such as «10К1 (2б)» or «5(1) (1 б.)»; None if it is another."""
    found = _PART_HEADER.match(plain(text))
    if not found or not is_part_code(found[1]):
        return None
    return part_code(found[1]), int(found[2])
