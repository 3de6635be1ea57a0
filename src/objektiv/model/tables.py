"""Tables that travel between the parts of the house: named NumPy columns, and the codes used inside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

# Codes of a part cell below zero; zero and above are points.
EMPTY = -1
NOT_ATTEMPTED = -2
NOT_TAUGHT = -3
UNREADABLE = -4
TOO_LARGE = -5

# Status of an attempt.
PRESENT = 0
ABSENT = 1
QUARANTINED = 2

# Why an attempt is absent (0 = present): the words of METHODS §1.1 and §1.3.
ABSENT_SAID = 1
ABSENT_EMPTY = 2
ABSENT_ONE_SITTING = 3

# Why a row was quarantined (bits, 0 = accepted).
ABOVE_MAXIMUM = 1
NOT_WHOLE = 2
SHIFTED = 4
NO_SCHOOL = 8  # no school can be read, so the row belongs to no cell


@dataclass(frozen=True)
class Table:
    """Named columns of equal length."""

    columns: Mapping[str, Array]

    def __post_init__(self) -> None:
        lengths = {len(column) for column in self.columns.values()}
        if len(lengths) > 1:
            raise ValueError(f"columns of different length: { {k: len(v) for k, v in self.columns.items()} }")

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()))) if self.columns else 0

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]

    def __contains__(self, name: object) -> bool:
        return name in self.columns

    def filter(self, keep: Array) -> Table:
        """Rows chosen by a mask or by positions."""
        return Table({name: column[keep] for name, column in self.columns.items()})

    def rows(self) -> Iterator[dict[str, Any]]:
        """Rows as dictionaries of plain Python values; for small tables that people read."""
        names = list(self.columns)
        lists = [column.tolist() for column in self.columns.values()]
        for values in zip(*lists, strict=True):
            yield dict(zip(names, values, strict=True))


@dataclass(frozen=True)
class Attempts:
    """Rows of pupils of one file, wide.

    ``parts`` maps the part code to int8 points or a negative code of this module; ``table`` has the columns of
    ``ATTEMPT_COLUMNS``. Rows stand in the order of the sheet and none is missing: present, absent and quarantined.
    """

    table: Table
    parts: Mapping[str, Array]


# name → (numpy kind, meaning). Strings are object arrays of str, never None.
ATTEMPT_COLUMNS: dict[str, str] = {
    "row": "int32, 1-based row of the sheet",
    "school": "int32, six digits of the login",
    "municipality": "int32, the integer of its code, 0 unknown",
    "pupil": "str, code of the pupil as printed, no name ever",
    "class_group": "str, «4А», «А», «нет» as printed, trimmed; empty unknown",
    "gender": "str, «м», «ж» or empty",
    "form": "str, variant as printed, empty unknown",
    "journal_mark": "int8, 2–5, 0 none",
    "printed_total": "int16, −1 none",
    "printed_mark": "int8, 2–5, 0 none",
    "status": "int8, PRESENT, ABSENT or QUARANTINED",
    "absence": "int8, 0 present or ABSENT_*",
    "fault": "int8, bits of the quarantine, 0 accepted",
    "raw_score": "int16, sum of valid parts, −1 unless present and −1 where no part was taught yet (NOT_TAUGHT)",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One remark about an input, in words: where, what, what to do. ``severity``: error, warning or note."""

    severity: str
    code: str
    message: str
    remedy: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    school: int = 0


@dataclass(frozen=True)
class Extra:
    """A named table other than attempts that a reader returns: context, register, medals, report cells …

    ``name`` is a key of ``EXTRA_SCHEMAS``.
    """

    name: str
    table: Table


# Aggregate rows as report files print them, long: one value a row. Levels: country, region, municipality, school.
# ``key`` is the mark, score, part code or «понизили»…; ``key2`` the group (mark) where there is one.
EXTRA_SCHEMAS: dict[str, tuple[str, ...]] = {
    "report": ("level", "id", "name", "aggregate", "key", "key2", "n", "value", "unit"),
    "context": (
        "school",
        "municipality",
        "name",
        "kind",
        "settlement",
        "pupils",
        "special_needs_pupils",
        "teachers",
        "teachers_with_category",
        "is_special",
        "is_advanced",
        "special_needs_base",
    ),
    "register": ("school", "municipality", "municipality_name", "region", "name", "kind", "settlement"),
    "journal": ("school", "pupil", "class_group", "journal_mark"),
    "medals": ("school", "pupil", "medal", "ru", "ma_profile", "ma_base", "best_other", "year"),
    "gia": ("school", "pupil", "class_group", "raw_score", "test_score", "mark"),
    "control_sample": ("school", "reason"),
    "olympiad": ("school", "pupil", "stage", "subject", "grade", "total", "maximum", "year"),
}
