"""Widths of the columns of a printed table: as the columns ask, but no word is broken while others have room."""

from __future__ import annotations

import re
from collections.abc import Sequence

from objektiv.documents.blocks import Column

TWIPS_PER_MM = 1440 / 25.4
HALF_POINTS = 18
CELL_MARGIN = 60  # twips
SAMPLE = 300  # rows that are measured
# Widths of letters in parts of the size, of Times in bold: a little too wide, so that no word is broken.
_WIDE = frozenset("жмшщыюфЖМШЩЫЮФДWMm@%—")
_NARROW = frozenset(".,:;!|'()[]/ -ijlt\u00a0")
_LETTER, _WIDE_LETTER, _NARROW_LETTER, _CAPITAL = 0.55, 0.8, 0.35, 0.75


def fit_widths(columns: Sequence[Column], texts: Sequence[Sequence[str]], total: int) -> list[int]:
    """Widths in twips as the columns ask, but none too narrow for its longest word while others have room."""
    asked = total / sum(column.width for column in columns)
    wanted = [column.width * asked for column in columns]
    needed = [max(map(_word_width, cells)) for cells in zip(*texts, strict=True)]
    lack = sum(max(0.0, need - width) for need, width in zip(needed, wanted, strict=True))
    room = sum(max(0.0, width - need) for need, width in zip(needed, wanted, strict=True))
    if lack > room:
        return [round(need * total / sum(needed)) for need in needed]
    share = lack / room if room else 0.0
    return [
        round(need if width < need else width - share * (width - need))
        for need, width in zip(needed, wanted, strict=True)
    ]


def _word_width(text: str) -> float:
    """Twips of a cell that holds the longest word of a text."""
    return 2 * CELL_MARGIN + max(map(text_width, re.split(r"[ \n]|(?<=-)", text)))


def text_width(text: str) -> float:
    """Twips of a text on one line."""
    return HALF_POINTS / 2 * 20 * sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if letter in _WIDE:
        return _WIDE_LETTER
    if letter in _NARROW:
        return _NARROW_LETTER
    return _CAPITAL if letter.isupper() else _LETTER
