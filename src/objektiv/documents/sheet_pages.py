"""Where the pages of a printed worksheet end, so that no caption stands alone above the end of a page."""

from __future__ import annotations

from collections.abc import Sequence

LINE_HEIGHT = 15  # points
# A4 on its side between the margins, in points; a character of the usual font and the edges of a cell.
PAGE_WIDTH, PAGE_HEIGHT = 784, 490
CHARACTER_WIDTH, CELL_EDGES = 5.25, 3.75


def print_scale(widths: Sequence[float]) -> float:
    """By how much columns of these widths, in characters, are made smaller to stand on one page."""
    total = sum(CHARACTER_WIDTH * width + CELL_EDGES for width in widths)
    return min(1.0, PAGE_WIDTH / total)


class SheetPages:
    """Heights of rows as they are written; ``breaks`` are the rows at which a page has to begin."""

    def __init__(self, widths: Sequence[float]) -> None:
        self._page_height = PAGE_HEIGHT / print_scale(widths)
        self._heights: dict[int, float] = {}
        self._top = 0
        self.breaks: list[int] = []

    def set_lines(self, row: int, lines: int) -> float:
        """Note how many lines a row has; its height in points is returned."""
        self._heights[row] = LINE_HEIGHT * lines
        return self._heights[row]

    def keep_together(self, first: int, end: int) -> None:
        """Begin a page at row ``first`` when a page would end between it and ``end``, which is not kept itself."""
        if self._top < first < self._last_top(end):
            self.breaks.append(first)
            self._top = first

    def _last_top(self, end: int) -> int:
        """First row of the page that holds the row before ``end``."""
        top, used = self._top, 0.0
        for row in range(self._top, end):
            height = self._heights.get(row, LINE_HEIGHT)
            used += height
            if used > self._page_height:
                top, used = row, height
        return top
