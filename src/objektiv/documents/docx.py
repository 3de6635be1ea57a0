"""A document as a Word file: A4, page numbers, numbered tables whose heading rows repeat, pictures as PNG."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import singledispatchmethod
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from objektiv.documents.blocks import (
    Block,
    Bullets,
    Columns,
    DataTable,
    Document,
    Figure,
    FilteredTable,
    Folded,
    Heading,
    PageBreak,
    Paragraph,
    Section,
    Signature,
    Tabs,
)
from objektiv.documents.docx_paper import PaperWriter, set_sheet
from objektiv.documents.docx_table import build_table, clean_text
from objektiv.documents.drawing import render_png
from objektiv.documents.numbers import bind_percent
from objektiv.documents.paper_blocks import Layout, PaperBlock
from objektiv.documents.zip_clock import stop_clock

Progress = Callable[[float], None]

FONT = "Times New Roman"
PAIR_WIDTH_MM = 78
# A document says what was found, not when the file was made: the same result gives the same properties.
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
# Short paragraphs right before one of these stay on its page, so many of them at most.
_LED = (Bullets, Columns, DataTable, Figure, FilteredTable)
_MOST_LEADING, _LONGEST_LEAD = 4, 500
_STYLES = {"lead": "Lead", "note": "Note", "caution": "Caution"}


def write_docx(document: Document, path: Path, progress: Progress | None = None) -> None:
    """Write a document to ``path``."""
    file = docx.Document()
    _set_up(file, document)
    writer = _Writer(file, document.layout)
    if not document.layout.is_official:
        _write_title(file, document)
    for number, (block, is_kept) in enumerate(_with_next(document.blocks)):
        writer.write_kept(block, is_kept=is_kept)
        if progress:
            progress((number + 1) / len(document.blocks))
    file.save(str(path))
    stop_clock(path)


def _write_title(file: Any, document: Document) -> None:
    title = file.add_paragraph(bind_percent(document.title), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if document.subtitle:
        file.add_paragraph(document.subtitle, style="Note").alignment = WD_ALIGN_PARAGRAPH.CENTER


class _Writer:
    def __init__(self, file: Any, layout: Layout) -> None:
        self._file = file
        self._layout = layout
        self._paper = PaperWriter(file, layout)
        self._tables = 0
        self._figures = 0
        self._is_kept = False

    def write_all(self, blocks: Sequence[Block]) -> None:
        for block, is_kept in _with_next(blocks):
            self.write_kept(block, is_kept=is_kept)

    def write_kept(self, block: Block, *, is_kept: bool) -> None:
        """Write a block; a kept paragraph stands on the page of what follows it."""
        self._is_kept = is_kept
        self.write(block)

    @singledispatchmethod
    def write(self, block: Block) -> None:
        raise TypeError(f"a Word file cannot hold {type(block).__name__}")

    @write.register
    def _(self, block: Heading) -> None:
        self._file.add_heading(bind_percent(block.text), level=max(1, block.level - 1))

    @write.register
    def _(self, block: Section) -> None:
        self._file.add_heading(bind_percent(block.title), level=1)
        self.write_all(block.blocks)

    @write.register
    def _(self, block: Paragraph) -> None:
        paragraph = self._file.add_paragraph(bind_percent(block.text), style=_STYLES.get(block.style))
        paragraph.paragraph_format.keep_with_next = self._is_kept or None

    @write.register
    def _(self, block: Bullets) -> None:
        for number, item in enumerate(map(bind_percent, block.items), 1):
            # Numbers are typed: Word would carry its own numbering on from list to list.
            if block.is_ordered:
                paragraph = self._file.add_paragraph(f"{number}. {item}")
                paragraph.paragraph_format.left_indent = Mm(6)
            else:
                self._file.add_paragraph(item, style="List Bullet")

    @write.register
    def _(self, block: DataTable) -> None:
        self._tables += 1
        caption = self._file.add_paragraph(
            bind_percent(f"Таблица {self._tables}. {block.caption}"), style="Caption"
        )
        caption.paragraph_format.keep_with_next = True
        caption._p.addnext(build_table(block, self._layout.text_width))
        self._file.add_paragraph(bind_percent(block.note), style="Note")

    @write.register
    def _(self, block: FilteredTable) -> None:
        self.write(block.table)

    @write.register
    def _(self, block: Figure) -> None:
        picture = self._file.add_paragraph()
        picture.paragraph_format.keep_with_next = True
        self._place(block, picture, self._file.add_paragraph(), 110)

    @write.register
    def _(self, block: Columns) -> None:
        items = [[inner for inner in item if isinstance(inner, Figure)] for item in block.items]
        if any(len(figures) < len(item) for figures, item in zip(items, block.items, strict=True)):
            for item in block.items:
                self.write_all(item)
        elif len(items) == 1:
            self.write_all(items[0])
        else:
            self._place_pairs(items)

    @write.register
    def _(self, block: Tabs) -> None:
        for tab in [tab for tab in block.items if tab.is_printed] or block.items[:1]:
            self._file.add_heading(tab.title, level=3)
            self.write_all(tab.blocks)

    @write.register
    def _(self, block: Folded) -> None:
        self._file.add_heading(block.title, level=3)
        self.write_all(block.blocks)

    @write.register
    def _(self, block: Signature) -> None:
        for post, hint in block.lines:
            paragraph = self._file.add_paragraph(f"{post}  ______________  ______________________")
            paragraph.paragraph_format.space_before = Pt(18)
            self._file.add_paragraph(hint, style="Note")

    @write.register
    def _(self, _block: PageBreak) -> None:
        self._file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    @write.register
    def _(self, block: PaperBlock) -> None:
        self._paper.write(block)

    def _place_pairs(self, items: list[list[Figure]]) -> None:
        """Two items side by side, the pictures of an item one below the other."""
        table = self._file.add_table(rows=(len(items) + 1) // 2, cols=2)
        for number, figures in enumerate(items):
            cell = table.cell(number // 2, number % 2)
            for position, figure in enumerate(figures):
                picture = cell.add_paragraph() if position else cell.paragraphs[0]
                self._place(figure, picture, cell.add_paragraph(), PAIR_WIDTH_MM)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        self._file.add_paragraph(style="Note")

    def _place(self, figure: Figure, picture: Any, caption: Any, width_mm: int) -> None:
        self._figures += 1
        shape = picture.add_run().add_picture(BytesIO(render_png(figure)), width=Mm(width_mm))
        shape._inline.docPr.set("descr", figure.alt)
        picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.style = self._file.styles["Caption"]
        note = f" {figure.note}" if figure.note else ""
        caption.add_run(bind_percent(f"Рисунок {self._figures}. {figure.caption}.{note}"))


def _with_next(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Blocks, and whether each is a paragraph that leads to the table, the picture or the list after it."""
    for number, block in enumerate(blocks):
        following = list(itertools.dropwhile(_is_lead, blocks[number + 1 : number + _MOST_LEADING + 1]))
        leads = bool(following) and isinstance(following[0], _LED)
        yield block, leads and _is_lead(block)


def _is_lead(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) <= _LONGEST_LEAD


def _set_up(file: Any, document: Document) -> None:
    section = file.sections[0]
    set_sheet(section, document.layout)
    _set_styles(file, document.layout.text_size)
    _set_edges(section, document)
    properties = file.core_properties
    properties.title, properties.author, properties.language = clean_text(document.title), "Объектив", "ru-RU"
    properties.created = properties.modified = EPOCH
    properties.comments = ""


def _set_edges(section: Any, document: Document) -> None:
    """The number of the page and the stripe; an official paper has its numbers above, from the second page on."""
    head = section.header.paragraphs[0]
    numbered = head if document.layout.is_official else section.footer.paragraphs[0]
    for edge in (head, numbered):
        edge.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if document.layout.is_official:
        section.header_distance = Mm(10)
        section.different_first_page_header_footer = True
        first = section.first_page_header.paragraphs[0]
        first.alignment = WD_ALIGN_PARAGRAPH.CENTER
        first.add_run(document.stripe).bold = True
    if document.stripe:
        head.add_run(document.stripe).bold = True
        if document.layout.is_official:
            head.add_run("  ")
    _add_page_number(numbered)


def _set_styles(file: Any, text_size: int) -> None:
    styles = file.styles
    _set_font(styles["Normal"], text_size)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    sizes = {"Title": 16, "Heading 1": 14, "Heading 2": 13, "Heading 3": 12, "Caption": 10}
    for name, size in sizes.items():
        _set_font(styles[name], size)
        styles[name].font.color.rgb = RGBColor(0, 0, 0)
        styles[name].font.bold = name != "Caption"
        styles[name].paragraph_format.keep_with_next = name != "Caption"
    styles["Caption"].font.italic = False
    styles["Title"].element.get_or_add_pPr().remove_all("w:pBdr")
    for name, size in (("Lead", 12), ("Note", 10), ("Caution", 12)):
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        _set_font(style, size)
    styles["Lead"].font.bold = True
    styles["Note"].paragraph_format.space_before = Pt(3)
    styles["Caution"].font.italic = True


def _set_font(style: Any, size: int) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)


def _add_page_number(paragraph: Any) -> None:
    field = parse_xml(
        '<w:fldSimple xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:instr="PAGE"/>'
    )
    paragraph._p.append(field)
