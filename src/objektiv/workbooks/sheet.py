"""A sheet of pupils cut into columns, and the roles of those columns that every reader fills in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from objektiv.model.reader import Rows
from objektiv.model.tables import Array
from objektiv.workbooks.headers import plain
from objektiv.workbooks.personal import is_personal

# Headers of all layouts whose columns rightly hold digits: class, gender, journal mark, total and the like.
_MEANINGFUL_WORDS = (
    "наименование класса", "класс", "порядковый номер", "номер", "буква", "пол$", "отметка", "итого",
    "всего", "сумма", "первичный", "процент", "логин", "пользователь", "регион", "код", "муниципалитет",
    "школа", "оо$", "название оо", "дата", "вариант", "groups", "user", "id$", "code", "otc", "gender",
    "klass", "var-", "sum$",
)  # fmt: skip
_MEANINGFUL = re.compile("|".join(map(plain, _MEANINGFUL_WORDS)))
_ROWS_AT_ONCE = 1024  # so many rows fit the processor's cache, and cutting them is a third quicker


@dataclass(frozen=True)
class Roles:
    """0-based columns of a pupil sheet by what they say; None or empty where the layout has no such column.

    ``parts`` stand in the order of the scale; ``beyond`` are the columns that hold no score in a sound row:
    everything to the right of the last part but for columns with a meaning of their own (METHODS §1.1).
    """

    parts: tuple[int, ...]
    beyond: tuple[int, ...]
    pupil: int
    forms: tuple[int, ...]
    school: int | None = None
    municipality: int | None = None
    class_group: int | None = None
    gender: int | None = None
    journal_mark: int | None = None
    total: int | None = None
    mark: int | None = None


@dataclass(frozen=True)
class PupilSheet:
    """Rows below the header as columns. ``first_row`` is the 0-based row of the sheet where they begin.

    ``fixed_school`` and ``fixed_municipality`` hold where the sheet itself does not name them.
    """

    file: str
    name: str
    header: Sequence[object]
    first_row: int
    columns: Sequence[Sequence[Any]]
    fixed_school: int = 0
    fixed_municipality: int = 0
    numbers: Array = field(default_factory=lambda: np.empty(0, dtype=np.int32))  # 0-based rows of the sheet

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.numbers)


def cut(
    file: str, name: str, rows: Rows, header: int, *, fixed_school: int = 0, fixed_municipality: int = 0
) -> PupilSheet:
    """Cut the rows below the header into columns; short rows are filled with empty cells."""
    width = max(map(len, rows[header:]))
    body = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows[header + 1 :]]
    numbers = np.arange(header + 1, header + 1 + len(body), dtype=np.int32)
    titles = [*rows[header], *[""] * (width - len(rows[header]))]
    columns = _turned(body, width)
    return PupilSheet(file, name, titles, header + 1, columns, fixed_school, fixed_municipality, numbers)


def _turned(rows: Rows, width: int) -> list[list[Any]]:
    """Rows of one width as columns."""
    columns: list[list[Any]] = [[] for _ in range(width)]
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        pieces = zip(*rows[start : start + _ROWS_AT_ONCE], strict=True)
        for column, piece in zip(columns, pieces, strict=True):
            column.extend(piece)
    return columns


def keep_rows(sheet: PupilSheet, keep: Array) -> PupilSheet:
    """The sheet without the rows where ``keep`` is False; the others keep their numbers."""
    if keep.all():
        return sheet
    places = np.flatnonzero(keep).tolist()
    columns = [[column[place] for place in places] for column in sheet.columns]
    return PupilSheet(
        sheet.file,
        sheet.name,
        sheet.header,
        sheet.first_row,
        columns,
        sheet.fixed_school,
        sheet.fixed_municipality,
        sheet.numbers[keep],
    )


def columns_beyond(header: Sequence[object], last_part: int) -> tuple[int, ...]:
    """Columns right of the last part without a meaning of their own: surplus parts, textbooks, unnamed.

    A score in one of them says that the row is shifted.
    """
    return tuple(
        index
        for index in range(last_part + 1, len(header))
        if not _MEANINGFUL.match(plain(header[index])) and not is_personal(header[index])
    )
