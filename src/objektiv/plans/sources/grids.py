"""A grid out of cells that reach over several columns and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from objektiv.plans.source import Cell, Grid, Row

MOST_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell as its file has it: its words, how many columns and rows it takes; ``goes_on``: part of the one above."""

    text: str
    columns: int = 1
    rows: int = 1
    bold: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A row of pieces; ``skipped``: columns left out before the first."""

    pieces: tuple[Piece, ...]
    breaks_before: bool = False
    skipped: int = 0


def to_grid(rows: Sequence[PieceRow], place: str, *, row_name: str = "строка") -> Grid:
    """Every row with every column; what a merged cell takes beyond its first place is ``covered``."""
    below: dict[int, int] = {}  # column → how many rows below are still taken from above
    made: list[Row] = []
    for number, row in enumerate(rows, 1):
        where = f"{place}, {row_name} {number}"
        cells: list[Cell] = [Cell("", where) for _ in range(row.skipped)]
        for piece in row.pieces:
            _fill_taken(cells, below, where)
            _add(cells, piece, below, where)
        _fill_taken(cells, below, where)
        made.append(Row(tuple(cells), where, row.breaks_before))
    width = max((len(row.cells) for row in made), default=0)
    whole = [
        Row((*row.cells, *[Cell("", row.place)] * (width - len(row.cells))), row.place, row.breaks_before)
        for row in made
    ]
    return Grid(tuple(whole), place)


def _fill_taken(cells: list[Cell], below: dict[int, int], where: str) -> None:
    """Cells that a merged one above takes at this place."""
    while below.get(len(cells), 0) > 0 and len(cells) < MOST_COLUMNS:
        below[len(cells)] -= 1
        cells.append(Cell("", where, covered=True, from_above=True))


def _add(cells: list[Cell], piece: Piece, below: dict[int, int], where: str) -> None:
    begin = len(cells)
    columns = max(1, min(piece.columns, MOST_COLUMNS - begin))
    cells.append(
        Cell(
            piece.text,
            f"{where}, столбец {begin + 1}",
            piece.goes_on and not piece.text,
            piece.bold,
            piece.goes_on,
        )
    )
    cells += [Cell("", where, covered=True, from_above=piece.goes_on)] * (columns - 1)
    for column in range(begin, begin + columns):
        below[column] = piece.rows - 1
