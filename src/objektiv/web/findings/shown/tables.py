"""Tables of a stored card as a page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from objektiv.documents.blocks import TEXT, Column, DataTable, Figure
from objektiv.documents.cells import format_value, is_numeric


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of texts; ``heads`` and cells come with whether they are numbers."""

    caption: str
    heads: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[tuple[str, bool]]]
    note: str = ""


def show_table(table: DataTable) -> ShownTable:
    """Values as texts."""
    numeric = [is_numeric(column) for column in table.columns]
    rows = [
        [
            (format_value(value, column), flag)
            for value, column, flag in zip(row, table.columns, numeric, strict=True)
        ]
        for row in table.rows
    ]
    heads = [(column.title, flag) for column, flag in zip(table.columns, numeric, strict=True)]
    return ShownTable(table.caption, heads, rows, table.note)


def figure_tables(figure: Figure) -> list[ShownTable]:
    """The data of a picture, for those who do not see it or want the numbers."""
    return [
        show_table(_as_table(figure, name, columns))
        for name, columns in figure.chart.tables
        if name in figure.data and any(map(len, figure.data[name].columns.values()))
    ]


def _as_table(figure: Figure, name: str, columns: tuple[tuple[str, str, int], ...]) -> DataTable:
    data = figure.data[name].columns
    heads = tuple(
        Column(title, TEXT if digits < 0 else "number", max(digits, 0)) for _, title, digits in columns
    )
    rows = zip(*(data[field] for field, _, _ in columns), strict=True)
    return DataTable(figure.caption, heads, tuple(map(tuple, rows)))
