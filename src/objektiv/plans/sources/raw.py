"""A line of a document without tables of its own: what tables, paragraphs and headings are found in."""

from __future__ import annotations

from dataclasses import dataclass

from objektiv.plans.source import Cell, Row


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line with its tabs. ``place`` in Russian; ``new_page``: a page begins with it."""

    text: str
    place: str
    new_page: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on the line."""
        return not self.text.strip()

    @property
    def is_tabbed(self) -> bool:
        """Whether the line has cells: a tab before or between words."""
        return "\t" in self.text.strip(" \n") and not self.is_blank


def padded(rows: list[Row]) -> tuple[Row, ...]:
    """Rows of one width, without columns in which nothing stands at the right."""
    width = max((_filled_width(row) for row in rows), default=0)
    return tuple(Row(_fit(row, width), row.place, row.breaks_before) for row in rows)


def _filled_width(row: Row) -> int:
    return max((index + 1 for index, cell in enumerate(row.cells) if cell.text), default=1)


def _fit(row: Row, width: int) -> tuple[Cell, ...]:
    missing = width - len(row.cells)
    return (*row.cells[:width], *[Cell("", row.place)] * missing) if missing > 0 else row.cells[:width]
