"""What single cells of a result workbook mean, however they are typed (METHODS §1.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, Generic, TypeVar

import numpy as np

from objektiv.model.tables import EMPTY, NOT_ATTEMPTED, NOT_TAUGHT, TOO_LARGE, UNREADABLE, Array
from objektiv.workbooks.headers import plain

Meaning = TypeVar("Meaning")
_WHOLE = re.compile(r"^-?[0-9]{1,9}(?:[.,]0+)?$")
_LARGEST_KEPT = 127  # of int8
_NO_MARK = frozenset({"", "нет", "нет отметки", "-", "—", "–", "н/а", "не аттестован", "0"})

FORM_EMPTY, FORM_ABSENT, FORM_KNOWN, FORM_UNKNOWN = 0, 1, 2, 3


class Memo(dict[Any, Meaning], Generic[Meaning]):
    """Meanings of cells, each distinct cell read once; ``map(memo.__getitem__, column)`` runs at C speed."""

    def __init__(self, read: Callable[[Any], Meaning]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Any) -> Meaning:
        meaning = self[cell] = self._read(cell)
        return meaning

    def column(self, cells: Sequence[Any] | Array, kind: type[np.generic] | type[object]) -> Array:
        """Meanings of a column as an array of the given NumPy type."""
        return np.fromiter(map(self.__getitem__, cells), dtype=kind, count=len(cells))


class ByteMemo(Memo[int]):
    """Meanings −128 … 127, remembered as bytes 0 … 255: columns of scores are gathered a third quicker from bytes."""

    def __missing__(self, cell: Any) -> int:
        byte = self[cell] = self._read(cell) & 0xFF
        return byte

    def column(self, cells: Sequence[Any] | Array, kind: type[np.generic] | type[object]) -> Array:
        """Meanings of a column; ``kind`` is a type of one byte, and the signed one brings the sign back."""
        return np.frombuffer(bytearray(map(self.__getitem__, cells)), dtype=kind)


def text(cell: object) -> str:
    """A cell as trimmed text; whole numbers without «.0»; a box with a tick is 1, as the sheet counts it.

    What equals 1 must read as 1: memos of cells keep one meaning for True, 1 and 1.0.
    """
    if isinstance(cell, (bool, float)) and float(cell).is_integer():
        return str(int(cell))
    return str(cell).strip()


def whole(cell: object) -> int | None:
    """The whole number of a cell («3», 3.0, «3,0»), or None."""
    if isinstance(cell, (int, float)):
        return int(cell) if float(cell).is_integer() else None
    if isinstance(cell, str) and _WHOLE.match(trimmed := cell.strip()):
        return int(re.split("[.,]", trimmed)[0])
    return None


def part_score(cell: object) -> int:
    """Points of a part cell, or a negative code of `objektiv.model.tables`."""
    said = plain(cell)
    if said in {"", "х"}:
        return NOT_ATTEMPTED if said else EMPTY
    if said.startswith("не пройд"):
        return NOT_TAUGHT
    points = whole(cell)
    if points is None or points < 0:
        return UNREADABLE
    return points if points <= _LARGEST_KEPT else TOO_LARGE


def is_stray_score(cell: object) -> bool:
    """Whether a cell that should hold no score holds one: a whole number 0–9, an X or «не пройд.»."""
    score = part_score(cell)
    return 0 <= score <= 9 or score in {NOT_ATTEMPTED, NOT_TAUGHT}


def mark(cell: object) -> int:
    """A mark 2–5, 0 for none, −1 for anything else."""
    points = whole(cell)
    if points is not None and 2 <= points <= 5:
        return points
    return 0 if plain(text(cell)) in _NO_MARK else -1


def total(cell: object) -> int:
    """A printed total, −1 for none, −2 for anything that is no total."""
    points = whole(cell)
    if points is not None and 0 <= points <= 9_999:
        return points
    return -1 if plain(cell) in {"", "-", "—", "отсутствовал"} else -2


def form_kind(cell: object) -> int:
    """What a variant cell says: nothing, absent, a variant, or something that is no variant."""
    said = plain(text(cell))
    if not said:
        return FORM_EMPTY
    if said.startswith("отсут"):
        return FORM_ABSENT
    number = whole(cell)
    return FORM_KNOWN if number is not None and number > 0 else FORM_UNKNOWN


def gender(cell: object) -> str:
    """«м», «ж» or nothing."""
    said = plain(cell)
    if said in {"м", "муж", "муж.", "мужской"}:
        return "м"
    return "ж" if said in {"ж", "жен", "жен.", "женский"} else ""


# Cells mean the same in every file, so what was read once is kept for the whole run.
PART_SCORES = ByteMemo(part_score)
_next_number = count()
PUPIL_NUMBERS: Memo[int] = Memo(lambda _: next(_next_number))  # equal codes of pupils get equal numbers
