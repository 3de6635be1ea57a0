"""An official paper as a workbook: the same blocks from top to bottom of a sheet that prints as the paper does.

Each table has a sheet of its own. The last column is hidden: it holds the keys by which rows are known again when
the workbook comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatchmethod
from pathlib import Path
from typing import Any

from objektiv.documents.blocks import Block, Bullets, Document, Heading, PageBreak, Paragraph
from objektiv.documents.docx_table import clean_text
from objektiv.documents.paper_blocks import (
    BLANK_DAY,
    CENTRE,
    CORNER_MM,
    DASH,
    LEFT,
    RIGHT,
    WRITING_LINE,
    Acquainted,
    Band,
    Dashes,
    Layout,
    Requisites,
    RuledTable,
    SignedLines,
    Text,
    Title,
)
from objektiv.documents.paper_sheet_parts import sheet_name, split_sheets
from objektiv.documents.ruled_widths import cell_lines, row_lines, ruled_widths
from objektiv.documents.xlsx import EPOCH, LONGEST_TEXT, escape_formula, new_workbook

KEY_TITLE = "Код строки"
FONT, SIZE = "Times New Roman", 12
CHARACTER_MM, EDGES_MM = 1.85, 1.3  # of a column of width 1, and what every column has besides
TEXT_COLUMNS = (
    4  # of a sheet without a table, merged in every row: a single one would not be made to fit the page
)
ROOMIER = 1.12  # letters take less room than they are measured with
INDENT_MM = 2.4  # of one step
LINE_POINTS, HIGHEST_POINTS = 16.0, 409.0  # of a row; a spreadsheet allows no more
TEXT_SHEET = "Текст"
MOST_FROZEN = 6  # rows above a table that may stay in sight
_SIDES = {LEFT: "left", CENTRE: "center", RIGHT: "right"}


def write_sheet(document: Document, path: Path) -> None:
    """Write a document to ``path`` as a workbook; OSError when the disk refuses it."""
    with new_workbook(path) as book:
        book.set_properties({"title": clean_text(document.title), "author": "Объектив", "created": EPOCH})
        names: set[str] = set()
        for layout, name, blocks in split_sheets(document):
            table = next((block for block in blocks if isinstance(block, RuledTable)), None)
            title = name or (table.name or document.title if table else TEXT_SHEET)
            writer = _Sheet(book, book.add_worksheet(sheet_name(title, names)), layout, table)
            for block in blocks:
                writer.write(block)
            writer.set_up_print(document.stripe)


class _Sheet:
    """One worksheet being written from top to bottom."""

    def __init__(self, book: Any, page: Any, layout: Layout, table: RuledTable | None) -> None:
        self._book, self._page, self._layout = book, page, layout
        self._row = 0
        self._heights: dict[int, float] = {}
        self._looks: dict[tuple[Any, ...], Any] = {}
        self._has_table = table is not None
        self._widths = _widths(table, layout)
        for position, width in enumerate(self._widths):
            page.set_column(position, position, max(1.0, (width - EDGES_MM) / CHARACTER_MM))
        page.set_column(len(self._widths), len(self._widths), None, None, {"hidden": True})

    @singledispatchmethod
    def write(self, block: Block) -> None:
        """Write one block below the others."""
        raise TypeError(f"a workbook cannot hold {type(block).__name__}")

    @write.register
    def _(self, block: Requisites) -> None:
        if not self._has_table:
            for number, line in enumerate((*block.left, *block.right)):
                is_bold = block.is_marked and number in {0, len(block.left)}
                self._line(
                    line, bold=is_bold, indent=0 if number < len(block.left) else self._corner_indent()
                )
            return
        split = self._corner()
        for number in range(max(len(block.left), len(block.right))):
            is_bold = block.is_marked and number == 0
            row = self._row
            if number < len(block.left):
                self._line(block.left[number], bold=is_bold, last=split - 1)
                self._row = row
            if number < len(block.right):
                self._line(block.right[number], bold=is_bold, first=split)
            self._row = row + 1

    @write.register
    def _(self, block: Title) -> None:
        self._row += 1
        for line in block.text.split("\n"):
            self._line(line, bold=True, side=CENTRE, size=SIZE + 2)
        self._row += 1

    @write.register
    def _(self, block: Text) -> None:
        self._line(block.text, bold=block.is_bold, side=block.side)

    @write.register
    def _(self, block: Paragraph) -> None:
        self._line(block.text, bold=block.style == "lead")

    @write.register
    def _(self, block: Heading) -> None:
        self._line(block.text, bold=True)

    @write.register
    def _(self, block: Dashes) -> None:
        for item in block.items:
            self._line(f"{DASH} {item}")

    @write.register
    def _(self, block: Bullets) -> None:
        for number, item in enumerate(block.items, 1):
            self._line(f"{number}. {item}" if block.is_ordered else f"{DASH} {item}")

    @write.register
    def _(self, _block: PageBreak) -> None:
        self._page.set_h_pagebreaks([self._row])

    @write.register
    def _(self, block: SignedLines) -> None:
        for post, person in block.lines:
            self._row += 1
            self._line(f"{post} {WRITING_LINE} {person or WRITING_LINE}".strip())

    @write.register
    def _(self, block: Acquainted) -> None:
        self._row += 1
        self._line(block.text)
        for person in block.people or ("",) * block.lines:
            self._line(f"{WRITING_LINE} {person or WRITING_LINE} {BLANK_DAY}")

    @write.register
    def _(self, block: RuledTable) -> None:
        head = self._row
        titles = tuple(column.title for column in block.columns)
        self._cells(titles, tuple(CENTRE for _ in titles), bold=True)
        self._page.write_string(head, len(self._widths), KEY_TITLE)
        for row in block.rows:
            if isinstance(row, Band):
                self._band(row.text)
            else:
                self._page.write_string(self._row, len(self._widths), row.key)
                sides = tuple(column.side for column in block.columns)
                self._cells(row.cells, sides, bold=row.is_total)
        self._page.repeat_rows(head)
        if head <= MOST_FROZEN:
            self._page.freeze_panes(head + 1, 0)
        self._row += 1

    def set_up_print(self, stripe: str) -> None:
        """A4 as the paper lies, the columns on one page, numbers below."""
        page, layout = self._page, self._layout
        if layout.width > layout.height:
            page.set_landscape()
        page.set_paper(9)
        top, right, bottom, left = (margin / 25.4 for margin in layout.margins)
        page.set_margins(left=left, right=right, top=top, bottom=bottom)
        page.print_area(0, 0, max(self._row - 1, 0), len(self._widths) - 1)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P из &N")
        if stripe:
            page.set_header(f"&C&B{stripe}")

    def _corner(self) -> int:
        """The first column of the right corner: the last columns that are wide enough together, never all of them."""
        width, position = 0.0, len(self._widths)
        while position > 1 and width < CORNER_MM * 0.8:
            position -= 1
            width += self._widths[position]
        return position

    def _band(self, text: str) -> None:
        """A heading over all columns and the hidden one: to who reads the sheet, nothing stands beside it."""
        look = self._look(bold=True, side=CENTRE, border=1)
        self._page.merge_range(self._row, 0, self._row, len(self._widths), "", look)
        self._page.write_string(self._row, 0, _safe(text), look)
        self._end_row(cell_lines(text, sum(self._widths) * ROOMIER, SIZE))

    def _corner_indent(self) -> int:
        """Steps by which the lines of a corner are moved to the right where no table says its columns."""
        return max(0, int((sum(self._widths) - CORNER_MM) / INDENT_MM))

    def _cells(self, texts: Sequence[str], sides: Sequence[str], *, bold: bool) -> None:
        lines = row_lines(texts, [width * ROOMIER for width in self._widths], SIZE)
        for position, (text, side) in enumerate(zip(texts, sides, strict=True)):
            look = self._look(bold=bold, side=side, border=1)
            self._page.write_string(self._row, position, _safe(text), look)
        self._end_row(lines)

    def _line(
        self,
        text: str,
        *,
        bold: bool = False,
        side: str = LEFT,
        size: int = SIZE,
        first: int = 0,
        last: int | None = None,
        indent: int = 0,
    ) -> None:
        """A text across columns ``first`` to ``last``, as high as it needs to be."""
        end = len(self._widths) - 1 if last is None else last
        look = self._look(bold=bold, side=side, size=size, indent=indent)
        if end > first:
            self._page.merge_range(self._row, first, self._row, end, "", look)
        self._page.write_string(self._row, first, _safe(text), look)
        width = sum(self._widths[first : end + 1]) - indent * INDENT_MM
        self._end_row(cell_lines(text, width * ROOMIER, size))

    def _end_row(self, lines: int) -> None:
        height = min(HIGHEST_POINTS, LINE_POINTS * lines + 3)
        self._heights[self._row] = max(height, self._heights.get(self._row, 0.0))  # two corners share a row
        self._page.set_row(self._row, self._heights[self._row])
        self._row += 1

    def _look(self, *, bold: bool, side: str, size: int = SIZE, border: int = 0, indent: int = 0) -> Any:
        key = (bold, side, size, border, indent)
        if key not in self._looks:
            self._looks[key] = self._book.add_format(
                {
                    "bold": bold,
                    "align": _SIDES[side],
                    "valign": "top",
                    "text_wrap": True,
                    "border": border,
                    "indent": indent,
                    "font_name": FONT,
                    "font_size": size,
                }
            )
        return self._looks[key]


def _widths(table: RuledTable | None, layout: Layout) -> list[float]:
    if table is None:
        return [layout.text_width / TEXT_COLUMNS] * TEXT_COLUMNS
    return ruled_widths(table, layout.text_width, SIZE)


def _safe(text: str) -> str:
    return escape_formula(clean_text(text))[:LONGEST_TEXT]
