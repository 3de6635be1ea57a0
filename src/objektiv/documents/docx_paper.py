"""Blocks of official papers in a Word file."""

from __future__ import annotations

from functools import singledispatchmethod
from typing import Any
from xml.sax.saxutils import escape

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from objektiv.documents.column_widths import TWIPS_PER_MM
from objektiv.documents.docx_table import clean_text, wrap_rows
from objektiv.documents.paper_blocks import (
    BLANK_DAY,
    CENTRE,
    CORNER_MM,
    DASH,
    LEFT,
    RED_LINE_MM,
    RIGHT,
    WRITING_LINE,
    Acquainted,
    Band,
    Dashes,
    Entry,
    Layout,
    NewSheet,
    PaperBlock,
    Requisites,
    RuledColumn,
    RuledTable,
    SignedLines,
    Text,
    Title,
)
from objektiv.documents.ruled_widths import row_lines, ruled_widths

_SIDES = {LEFT: "left", CENTRE: "center", RIGHT: "right"}
_ALIGNMENTS = {
    LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_MOST_WHOLE_LINES = 25  # a higher row may be cut by the end of a page


class PaperWriter:
    """Writes the blocks one below the other into a file of python-docx."""

    def __init__(self, file: Any, layout: Layout) -> None:
        self._file = file
        self._layout = layout

    @singledispatchmethod
    def write(self, block: PaperBlock) -> None:
        """Write one block."""
        raise TypeError(f"a Word file cannot hold {type(block).__name__}")

    @write.register
    def _(self, block: NewSheet) -> None:
        set_sheet(self._file.add_section(WD_SECTION.NEW_PAGE), block.layout)
        self._layout = block.layout

    @write.register
    def _(self, block: Requisites) -> None:
        if block.left:
            self._write_corners(block)
            return
        for number, line in enumerate(block.right):
            paragraph = self._add(line, is_bold=block.is_marked and number == 0)
            paragraph.paragraph_format.left_indent = Mm(self._layout.text_width - CORNER_MM)
            paragraph.paragraph_format.space_after = Pt(0)

    @write.register
    def _(self, block: Title) -> None:
        paragraph = self._add(block.text, is_bold=True)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(18)
        paragraph.paragraph_format.space_after = Pt(12)
        paragraph.paragraph_format.keep_with_next = True

    @write.register
    def _(self, block: Text) -> None:
        paragraph = self._add(block.text, is_bold=block.is_bold)
        paragraph.alignment = _ALIGNMENTS[block.side]
        paragraph.paragraph_format.first_line_indent = Mm(RED_LINE_MM) if block.is_indented else None
        paragraph.paragraph_format.keep_with_next = block.is_kept or None

    @write.register
    def _(self, block: Dashes) -> None:
        for item in block.items:
            paragraph = self._add(f"{DASH} {item}")
            paragraph.paragraph_format.first_line_indent = Mm(RED_LINE_MM)
            paragraph.paragraph_format.space_after = Pt(3)

    @write.register
    def _(self, block: RuledTable) -> None:
        end = self._file.add_paragraph()
        end.paragraph_format.space_after = Pt(0)
        end._p.addprevious(_table(block, self._layout))

    @write.register
    def _(self, block: SignedLines) -> None:
        self._stay_with_table()
        for post, person in block.lines:
            paragraph = self._add(f"{post}\t{WRITING_LINE}\t{person or WRITING_LINE}")
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Mm(self._layout.text_width * 0.58))
            stops.add_tab_stop(Mm(self._layout.text_width), WD_TAB_ALIGNMENT.RIGHT)
            paragraph.paragraph_format.space_before = Pt(18)
            paragraph.paragraph_format.keep_together = True

    @write.register
    def _(self, block: Acquainted) -> None:
        self._add(block.text).paragraph_format.space_before = Pt(18)
        for person in block.people or ("",) * block.lines:
            self._add(f"{WRITING_LINE} {person or WRITING_LINE} {BLANK_DAY}")

    def _stay_with_table(self) -> None:
        """The last row of a table right above goes to the page of the signature, which does not stand there alone."""
        body = self._file.element.body
        end = body[-2] if len(body) > 2 else None  # the last element is the section
        table = None if end is None or "".join(end.itertext()) else end.getprevious()
        if end is None or table is None or table.tag != qn("w:tbl"):
            return
        for paragraph in (*table[-1].iter(qn("w:p")), end):
            paragraph.get_or_add_pPr().get_or_add_keepNext()

    def _write_corners(self, block: Requisites) -> None:
        table = self._file.add_table(rows=1, cols=2)
        for cell, lines in zip(table.rows[0].cells, (block.left, block.right), strict=True):
            for number, line in enumerate(lines):
                paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                paragraph.add_run(clean_text(line)).bold = block.is_marked and number == 0
                paragraph.paragraph_format.space_after = Pt(0)

    def _add(self, text: str, *, is_bold: bool = False) -> Any:
        paragraph = self._file.add_paragraph()
        run = paragraph.add_run(clean_text(text))
        run.bold = is_bold or None
        return paragraph


def set_sheet(section: Any, layout: Layout) -> None:
    """Give a section of a file the size and the margins of a sheet."""
    is_wide = layout.width > layout.height
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(layout.width), Mm(layout.height)
    top, right, bottom, left = map(Mm, layout.margins)
    section.top_margin, section.bottom_margin = top, bottom
    section.left_margin, section.right_margin = left, right


def _table(table: RuledTable, layout: Layout) -> Any:
    widths = ruled_widths(table, layout.text_width, layout.table_size)
    twips = [round(width * TWIPS_PER_MM) for width in widths]
    half_points = 2 * layout.table_size
    titles = Entry(tuple(column.title for column in table.columns), is_total=True)
    centred = tuple(RuledColumn(column.title, column.width, CENTRE) for column in table.columns)
    rows = [_entry(titles, centred, twips, half_points, "<w:cantSplit/><w:tblHeader/>")]
    for row in table.rows:
        if isinstance(row, Band):
            rows.append(_band(row, twips, half_points))
        else:
            is_whole = row_lines(row.cells, widths, layout.table_size) <= _MOST_WHOLE_LINES
            rows.append(_entry(row, table.columns, twips, half_points, "<w:cantSplit/>" if is_whole else ""))
    return wrap_rows(twips, "".join(rows), "000000", table.name)


def _band(band: Band, twips: list[int], half_points: int) -> str:
    look = f'<w:tcW w:w="{sum(twips)}" w:type="dxa"/><w:gridSpan w:val="{len(twips)}"/>'
    text = _paragraphs(band.text, "center", half_points, is_bold=True, is_kept=True)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>{look}</w:tcPr>{text}</w:tc></w:tr>"


def _entry(
    entry: Entry, columns: tuple[RuledColumn, ...], twips: list[int], half_points: int, row: str
) -> str:
    is_head = "tblHeader" in row
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        + _paragraphs(text, _SIDES[column.side], half_points, is_bold=entry.is_total, is_kept=is_head)
        + "</w:tc>"
        for text, column, width in zip(entry.cells, columns, twips, strict=True)
    )
    return f"<w:tr><w:trPr>{row}</w:trPr>{cells}</w:tr>"


def _paragraphs(text: str, side: str, half_points: int, *, is_bold: bool, is_kept: bool) -> str:
    keep, bold = "<w:keepNext/>" if is_kept else "", "<w:b/>" if is_bold else ""
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return "".join(
        f'<w:p><w:pPr>{keep}<w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:r><w:rPr>{bold}{size}</w:rPr><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in clean_text(text).split("\n")
    )
