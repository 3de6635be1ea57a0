"""Widths of the columns of a ruled table and heights of its rows, the same in every kind of file."""

from __future__ import annotations

import math
from collections.abc import Sequence

from objektiv.documents.blocks import Column
from objektiv.documents.column_widths import (
    CELL_MARGIN,
    HALF_POINTS,
    SAMPLE,
    TWIPS_PER_MM,
    fit_widths,
    text_width,
)
from objektiv.documents.paper_blocks import Entry, RuledTable


def ruled_widths(table: RuledTable, width_mm: float, size: int) -> list[float]:
    """Widths in millimetres of columns whose text is ``size`` points high; together ``width_mm``."""
    larger = 2 * size / HALF_POINTS  # widths of letters are known for one size
    texts = [entry.cells for entry in table.rows if isinstance(entry, Entry)]
    titles = tuple(column.title for column in table.columns)
    columns = [Column(column.title, width=column.width) for column in table.columns]
    total = round(width_mm * TWIPS_PER_MM / larger)
    return [twips * larger / TWIPS_PER_MM for twips in fit_widths(columns, [titles, *texts[:SAMPLE]], total)]


def cell_lines(text: str, width_mm: float, size: int) -> int:
    """About how many lines a text takes in a cell."""
    room = width_mm * TWIPS_PER_MM * HALF_POINTS / (2 * size) - 2 * CELL_MARGIN
    return sum(max(1, math.ceil(text_width(line) / max(room, 1.0))) for line in text.split("\n"))


def row_lines(cells: Sequence[str], widths_mm: Sequence[float], size: int) -> int:
    """About how many lines a row takes."""
    return max(cell_lines(text, width, size) for text, width in zip(cells, widths_mm, strict=True))
