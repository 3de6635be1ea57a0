"""Tables as an Excel workbook: numbers stay numbers, no text becomes a formula, sheets print on A4."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from objektiv.documents.blocks import (
    FIGURE,
    INTEGER,
    P_VALUE,
    SHARE,
    SIGNED,
    TEXT,
    Badge,
    Column,
    DataTable,
    Link,
    Value,
)
from objektiv.documents.cells import format_value
from objektiv.documents.sheet_pages import SheetPages

# The workbook says what was found, not when the file was made: the same result gives the same bytes.
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
LONGEST_TEXT = 32_767
MAXIMUM_ROWS = 1_048_576
CHARACTERS = 12  # of a column of width 1
ROWS_AT_HEAD = 3  # rows of a table that stay with its caption and its heading row
MOST_WHOLE_ROWS = 15  # a longer table may be cut by the end of a page
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_TONES = {
    "strong": {"bg_color": "#FDE5E0", "font_color": "#821B0B"},
    "medium": {"bg_color": "#FDF1D2", "font_color": "#644200"},
    "calm": {"bg_color": "#E6F2EA", "font_color": "#1C5030"},
    "unknown": {"bg_color": "#EDF0F3", "font_color": "#3E4C59"},
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: lines of text above, then tables one below the other; the longest can be filtered.

    ``printed`` is the number of columns that paper has, the others are for the screen; 0: all.
    """

    title: str
    lines: tuple[str, ...]
    tables: tuple[DataTable, ...]
    printed: int = 0


def escape_formula(text: str) -> str:
    """A text that a spreadsheet would take for a formula (here or in a csv copy) gets an apostrophe."""
    return f"'{text}" if text.startswith(_RISKY) else text


@contextlib.contextmanager
def new_workbook(path: Path, *, constant_memory: bool = False) -> Iterator[xlsxwriter.Workbook]:
    """A workbook in which texts stay texts; OSError when the disk refuses it, as with any other file."""
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), {**plain, "constant_memory": constant_memory}) as book:
            yield book
    except FileCreateError as error:
        raise error.args[0] from error


def write_workbook(path: Path, sheets: Sequence[Sheet], *, title: str, stripe: str = "") -> None:
    """Write sheets to ``path``; ``stripe`` stands in the head of every printed page."""
    with new_workbook(path) as book:
        book.set_properties({"title": title, "author": "Объектив", "created": EPOCH})
        formats = _Formats(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.title), sheet, formats, stripe)


class _Formats:
    """Formats of a workbook, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._cache: dict[tuple[str, int, str], Any] = {}
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#EEEEEE", "valign": "vcenter"}
        )
        self.caption = book.add_format({"bold": True, "text_wrap": True})
        self.line = book.add_format({"text_wrap": True, "valign": "top"})

    def cell(self, column: Column, tone: str = "") -> Any:
        key = (column.kind, column.digits, tone)
        if key not in self._cache:
            look = {"border": 1, "valign": "top", "border_color": "#BFBFBF", **_TONES.get(tone, {})}
            number_format = _number_format(column)
            look |= {"num_format": number_format} if number_format else {"text_wrap": True}
            self._cache[key] = self._book.add_format(look)
        return self._cache[key]


def _number_format(column: Column) -> str:
    """Excel shows the point of a format as the comma of the reader's locale."""
    decimals = "." + "0" * column.digits if column.digits else ""
    return {
        TEXT: "",
        INTEGER: "#,##0",
        SHARE: f"0{decimals}%",
        SIGNED: f"+0{decimals};-0{decimals};0{decimals}",
        P_VALUE: "0.0000",
        FIGURE: "0.0###",
    }.get(column.kind, f"0{decimals}")


class _Page:
    """One worksheet being written from top to bottom; ``row`` is the first free row."""

    def __init__(self, page: Any, sheet: Sheet, formats: _Formats) -> None:
        self._page = page
        self._formats = formats
        columns = max((len(table.columns) for table in sheet.tables), default=1)
        self._widths = [_width(sheet.tables, position) for position in range(columns)]
        self._printed = sheet.printed or columns
        self._pages = SheetPages(self._widths[: self._printed])
        for position, width in enumerate(self._widths):
            page.set_column(position, position, width)
        self.row = 0

    def write_line(self, text: str, look: Any) -> None:
        """A text across the columns of the paper, as high as it needs to be."""
        if self._printed > 1:
            self._page.merge_range(self.row, 0, self.row, self._printed - 1, "", look)
        self._page.write_string(self.row, 0, escape_formula(text)[:LONGEST_TEXT], look)
        self._set_lines(_lines(text, sum(self._widths[: self._printed])))
        self.row += 1

    def write_table(self, table: DataTable, caption: str = "") -> tuple[int, int]:
        """Caption, heading row and rows; the heading row and the last row are returned."""
        first = self.row
        if caption:
            self.write_line(caption, self._formats.caption)
        head = self.row
        for position, column in enumerate(table.columns):
            self._page.write_string(head, position, column.title, self._formats.head)
        heights = [_lines(column.title, self._widths[i]) for i, column in enumerate(table.columns)]
        self._set_lines(max(heights, default=1))
        self.row += 1
        for values in table.rows[: MAXIMUM_ROWS - self.row - 2]:
            self._write_row(values, table.columns)
            if self.row == head + 1 + min(ROWS_AT_HEAD, len(table.rows)):
                self._pages.keep_together(first, self.row)
        if len(table.rows) <= MOST_WHOLE_ROWS:
            self._pages.keep_together(first, self.row)
        return head, self.row - 1

    def _write_row(self, values: tuple[Value, ...], columns: tuple[Column, ...]) -> None:
        lines = 1
        for position, (value, column) in enumerate(zip(values, columns, strict=True)):
            _write_value(self._page, (self.row, position), value, column, self._formats)
            if isinstance(value, str | Badge | Link):
                lines = max(lines, _lines(format_value(value, column), self._widths[position]))
        if lines > 1:
            self._set_lines(lines)
        self.row += 1

    def _set_lines(self, lines: int) -> None:
        self._page.set_row(self.row, self._pages.set_lines(self.row, lines))

    def set_up_print(self, sheet: Sheet, stripe: str) -> None:
        """A4, landscape, the columns of the paper on one page."""
        page = self._page
        page.print_area(0, 0, max(self.row - 1, 0), self._printed - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_h_pagebreaks(self._pages.breaks)
        page.set_margins(left=0.4, right=0.4, top=0.7 if stripe else 0.5, bottom=0.6)
        page.set_footer(f"&L{sheet.title}&R&P из &N")
        if stripe:
            page.set_header(f"&C&B{stripe}")


def _write_sheet(page: Any, sheet: Sheet, formats: _Formats, stripe: str) -> None:
    writer = _Page(page, sheet, formats)
    for line in sheet.lines:
        writer.write_line(line, formats.line)
    longest = max(sheet.tables, key=lambda table: len(table.rows), default=None)
    for table in sheet.tables:
        writer.row += 1
        head, last = writer.write_table(table, table.caption if len(sheet.tables) > 1 else "")
        if table is longest:
            page.autofilter(head, 0, max(head, last), len(table.columns) - 1)
        if len(sheet.tables) == 1:
            page.freeze_panes(head + 1, 0)
        # A heading row repeats on every later page, so only the last table may have it.
        if table is longest and table is sheet.tables[-1]:
            page.repeat_rows(head)
        if table.note:
            writer.write_line(table.note, formats.line)
    writer.set_up_print(sheet, stripe)


def _write_value(page: Any, place: tuple[int, int], value: Value, column: Column, formats: _Formats) -> None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        page.write_blank(*place, None, formats.cell(column))
    elif isinstance(value, int | float):
        page.write_number(*place, value, formats.cell(column))
    else:
        text = escape_formula(format_value(value, column))[:LONGEST_TEXT]
        page.write_string(*place, text, formats.cell(Column(""), getattr(value, "tone", "")))


def _width(tables: Sequence[DataTable], position: int) -> float:
    """Width of a column in characters: the widest that a table asks for; a sheet of lines is as wide as a page."""
    wanted = [table.columns[position].width for table in tables if position < len(table.columns)]
    return CHARACTERS * max(wanted, default=9.0)


def _lines(text: str, width: float) -> int:
    """How many lines a wrapped text takes in a column of so many characters; Excel allows some 27."""
    return min(27, max(1, math.ceil(1.15 * len(text) / width)))
