"""Workbooks (.xlsx, .xls, .ods) as documents: every sheet is a grid, merged cells included."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from objektiv.model.reader import Rows
from objektiv.plans.source import Block, Cell, Grid, Row, Source
from objektiv.workbooks.book import Limits, merged_ranges, open_book

_LIMITS = Limits(
    file_bytes=50 << 20, unpacked_bytes=200 << 20, sheets=40, rows=20_000, columns=256, cells=400_000
)
_WIDEST = 40
_ROW_CODE = re.compile(r"[a-z]+:\d+")  # of the hidden column by which our own workbooks know their rows
_NOTHING = re.compile(r"[\s_]*")
_ESCAPED = re.compile(r"^'(?=[=+\-@\t\r])")  # set before words that a workbook would take for a formula


def read(path: Path) -> Source:
    """The blocks of a workbook. Raises RefusedFileError as ``workbooks.book`` does."""
    book = open_book(path, _LIMITS)
    blocks: list[Block] = []
    for name in book.sheet_names:
        rows = book.rows(name)
        merged = merged_ranges(book, name)
        if grid := _grid(name, rows, merged, is_named=len(book.sheet_names) > 1):
            blocks.append(grid)
    return Source(path.name, "xlsx", blocks)


def _grid(name: str, rows: Rows, merged: list[tuple[int, int, int, int]], *, is_named: bool) -> Grid | None:
    columns = [index for index in range(min(max(map(len, rows), default=0), _WIDEST)) if _holds(rows, index)]
    if not columns:
        return None
    covered = _covered(merged)
    begin = f"лист «{name}», " if is_named else ""
    made = []
    for number, values in enumerate(rows):
        cells = []
        for index in columns:
            text = _text(values[index]) if index < len(values) else ""
            above = covered.get((number, index))
            cells.append(
                Cell(text, f"{begin}{_letters(index)}{number + 1}", above is not None, False, bool(above))
            )
        made.append(Row(tuple(cells), f"{begin}строка {number + 1}"))
    kept = [row for row in made if any(cell.text for cell in row.cells)]
    return Grid(tuple(kept), f"лист «{name}»")


def _holds(rows: Rows, index: int) -> bool:
    """Whether a column has words for people."""
    said = [text for values in rows if index < len(values) and (text := _text(values[index]))]
    is_of_codes = len(said) > 1 and all(map(_ROW_CODE.fullmatch, said[1:]))
    return not is_of_codes and any(not _NOTHING.fullmatch(text) for text in said)


def _covered(merged: list[tuple[int, int, int, int]]) -> dict[tuple[int, int], bool]:
    """Place → whether the merged cell that takes it begins in a row above; the first place of each is free."""
    found = {}
    for top, left, bottom, right in merged:
        for row in range(top, min(bottom, top + 2_000) + 1):
            for column in range(left, min(right, left + _WIDEST) + 1):
                if (row, column) != (top, left):
                    found[row, column] = row > top and column == left
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}" if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return _ESCAPED.sub("", str(value)).strip()


def _letters(index: int) -> str:
    letters, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
