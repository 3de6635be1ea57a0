"""Grids of a document as tables of a plan: headings found, pages joined, what stands around a table set free."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from objektiv.plans.layout.approvals import is_approval
from objektiv.plans.layout.columns import Columns, find_heading, guess_columns, is_enumeration, is_repeated
from objektiv.plans.layout.signatures import signature_of
from objektiv.plans.model import Remark
from objektiv.plans.source import Block, Cell, Grid, Line, Row

_NOISE = re.compile(
    r"[\W_]*(?:(?:стр(?:аница)?\.?\s*)?\d{1,4}(?:\s*из\s*\d+)?|продолжение таблицы.{0,20})?[\W_]*",
    re.IGNORECASE,
)


@dataclass
class Table:
    """Rows under one heading, from as many grids as pages had them. ``remarks``: rows that were left out."""

    columns: Columns
    rows: list[Row]
    place: str
    remarks: list[Remark] = field(default_factory=list)


Part: TypeAlias = Line | Table


def parts_of(blocks: Iterable[Block]) -> list[Part]:
    """The document as paragraphs and tables of measures; every other grid becomes paragraphs."""
    parts: list[Part] = []
    for block in blocks:
        if isinstance(block, Line):
            parts.append(block)
        else:
            _add_grid(parts, block)
    return parts


def _add_grid(parts: list[Part], grid: Grid) -> None:
    previous = next((part for part in reversed(parts) if isinstance(part, Table)), None)
    heading = find_heading(grid)
    if heading is not None:
        parts += _lines_of(grid.rows[: heading.begin])
        _add_rows(parts, previous, heading.columns, grid.rows[heading.end :], grid.place)
    elif previous is not None and _has_width_of(grid, previous):
        _add_rows(parts, previous, previous.columns, grid.rows, grid.place)
    elif not _is_of_head(grid) and (columns := guess_columns(grid.rows)):
        _add_rows(parts, previous, columns, grid.rows, grid.place)
    else:
        parts += _lines_of(grid.rows)


def _has_width_of(grid: Grid, table: Table) -> bool:
    width = max((len(row.cells) for row in grid.rows), default=0)
    is_signed = all(signature_of(_words(row)) for row in grid.rows)
    return (
        width > 1
        and abs(width - len(table.columns.roles)) <= (width > 3)
        and not is_signed
        and not _is_of_head(grid)
    )


def _add_rows(
    parts: list[Part], previous: Table | None, columns: Columns, rows: Sequence[Row], place: str
) -> None:
    """Rows go on the table above when nothing but page numbers stands between, else they are a table of their own."""
    body, remarks, after = _body(rows, columns)
    between = _since(parts, previous) if previous is not None else []
    is_same = previous is not None and (columns.headings == previous.columns.headings or columns.is_guessed)
    if previous is not None and is_same and all(_NOISE.fullmatch(line.text) for line in between):
        if body:
            previous.rows += [replace(body[0], breaks_before=True), *body[1:]]
        previous.remarks += [
            Remark(line.place, f"Строка между частями таблицы пропущена: «{line.text}».") for line in between
        ] + remarks
        parts[:] = [part for part in parts if not any(part is line for line in between)]
    else:
        parts.append(Table(columns, body, place, remarks))
    parts += after


def _since(parts: list[Part], table: Table) -> list[Line]:
    return [part for part in parts[parts.index(table) + 1 :] if isinstance(part, Line)]


def _body(rows: Sequence[Row], columns: Columns) -> tuple[list[Row], list[Remark], list[Line]]:
    """Rows of measures, remarks on rows left out, paragraphs of the rows below the table (who signed it)."""
    kept: list[Row] = []
    remarks: list[Remark] = []
    for row in rows:
        if not any(cell.text for cell in row.cells):
            continue
        if is_repeated(row, columns):
            remarks.append(Remark(row.place, f"Повтор заголовка таблицы пропущен: «{_words(row)}»."))
        elif is_enumeration(row):
            remarks.append(Remark(row.place, f"Строка с номерами граф пропущена: «{_words(row)}»."))
        else:
            kept.append(row)
    end, width = len(kept), max(3, len(columns.roles))
    while end and signature_of(_words(kept[end - 1])) and len(_said(kept[end - 1])) < width:
        end -= 1
    return kept[:end], remarks, _lines_of(kept[end:])


def _said(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.text.strip()]


def _words(row: Row) -> str:
    return " ".join(cell.text for cell in _said(row))


def _is_of_head(grid: Grid) -> bool:
    return any(is_approval(cell.text) for row in grid.rows for cell in row.cells)


def _lines_of(rows: Sequence[Row]) -> list[Line]:
    """Paragraphs of rows: column by column where blocks of approval stand side by side, else row by row."""
    cells = [cell for row in rows for cell in _said(row)]
    if any(is_approval(cell.text) for cell in cells):
        width = max(len(row.cells) for row in rows)
        columns = [[row.cells[index] for row in rows if index < len(row.cells)] for index in range(width)]
        cells = [cell for column in columns for cell in column if cell.text.strip()]
        return [Line(cell.text, cell.place) for cell in cells]
    return [
        Line(_words(row), row.place, 6 * all(cell.bold for cell in _said(row))) for row in rows if _said(row)
    ]
