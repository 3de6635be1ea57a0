"""Documents drawn for tests: one description, written as docx, odt, pdf, xlsx, tabs, markdown."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import typst
import xlsxwriter
from docx.enum.text import WD_BREAK

from objektiv.plans.model import Action, Plan


@dataclass(frozen=True)
class Paragraph:
    text: str
    bold: bool = False


@dataclass(frozen=True)
class Page:
    """A page ends here."""


@dataclass(frozen=True)
class Wide:
    """A cell over all columns of the row."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows of texts, or one ``Wide`` cell; None: the cell belongs to the one above."""

    rows: Sequence[Sequence[str | None] | Wide]

    @property
    def width(self) -> int:
        return max(len(row) for row in self.rows if not isinstance(row, Wide))


Drawn = Sequence[Paragraph | Page | Table]


def height_of(table: Table, row: int, column: int) -> int:
    """How many rows a cell takes."""
    end = row + 1
    while end < len(table.rows) and not isinstance(table.rows[end], Wide) and table.rows[end][column] is None:
        end += 1
    return end - row


def write_docx(path: Path, drawn: Drawn) -> Path:
    document = docx.Document()
    for block in drawn:
        if isinstance(block, Page):
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif isinstance(block, Paragraph):
            paragraph = document.add_paragraph()
            for number, line in enumerate(block.text.split("\n")):
                run = paragraph.add_run(line)
                run.bold = block.bold or None
                if number < block.text.count("\n"):
                    run.add_break()
        else:
            _docx_table(document, block)
    document.save(path)
    return path


def _docx_table(document, table: Table) -> None:
    made = document.add_table(len(table.rows), table.width, style="Table Grid")
    for number, row in enumerate(table.rows):
        if isinstance(row, Wide):
            made.cell(number, 0).merge(made.cell(number, table.width - 1)).text = row.text
            continue
        for column, text in enumerate(row):
            if text is None:
                continue
            cell = made.cell(number, column)
            if (height := height_of(table, number, column)) > 1:
                cell = cell.merge(made.cell(number + height - 1, column))
            cell.text = text


def write_odt(path: Path, drawn: Drawn) -> Path:
    body = "".join(_odt_block(block) for block in drawn)
    names = {"office": "office", "text": "text", "table": "table", "style": "style"}
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in names.items()
    )
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:automatic-styles>'
        '<style:style style:name="B" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>'
        "</style:style>"
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/>'
        f"</style:style></office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return path


def _odt_words(text: str) -> str:
    return escape(text).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")


def _odt_block(block: Paragraph | Page | Table) -> str:
    if isinstance(block, Page):
        return '<text:p text:style-name="P"/>'
    if isinstance(block, Paragraph):
        style = ' text:style-name="B"' if block.bold else ""
        return f"<text:p{style}>{_odt_words(block.text)}</text:p>"
    rows = []
    for number, row in enumerate(block.rows):
        if isinstance(row, Wide):
            covered = "<table:covered-table-cell/>" * (block.width - 1)
            span = f'table:number-columns-spanned="{block.width}"'
            cells = f"<table:table-cell {span}>{_odt_cell(row.text)}</table:table-cell>{covered}"
        else:
            cells = "".join(_odt_place(block, number, column, text) for column, text in enumerate(row))
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    return f"<table:table>{''.join(rows)}</table:table>"


def _odt_cell(text: str) -> str:
    return "".join(f"<text:p>{_odt_words(line)}</text:p>" for line in text.split("\n"))


def _odt_place(table: Table, row: int, column: int, text: str | None) -> str:
    if text is None:
        return "<table:covered-table-cell/>"
    height = height_of(table, row, column)
    return f'<table:table-cell table:number-rows-spanned="{height}">{_odt_cell(text)}</table:table-cell>'


def write_pdf(path: Path, drawn: Drawn) -> Path:
    source = ['#set page(paper: "a4", margin: 1.5cm)', '#set text(size: 9pt, lang: "ru", hyphenate: false)']
    source += [_typst_block(block) for block in drawn]
    path.write_bytes(typst.compile("\n\n".join(source).encode()))
    return path


def _typst_words(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return " #linebreak() ".join(f'#"{line}"' if line else "" for line in quoted.split("\n"))


def _typst_block(block: Paragraph | Page | Table) -> str:
    if isinstance(block, Page):
        return "#pagebreak()"
    if isinstance(block, Paragraph):
        words = _typst_words(block.text)
        return f"#strong[{words}]" if block.bold else words
    cells = []
    for number, row in enumerate(block.rows):
        if isinstance(row, Wide):
            cells.append(f"table.cell(colspan: {block.width})[{_typst_words(row.text)}]")
            continue
        for column, text in enumerate(row):
            if text is not None:
                height = height_of(block, number, column)
                cells.append(f"table.cell(rowspan: {height}, breakable: false)[{_typst_words(text)}]")
    shares = ", ".join(["3fr" if column == 1 else "2fr" for column in range(block.width)])
    if block.width > 3:
        shares = shares.replace("2fr", "1.3cm", 1)
    return f"#table(columns: ({shares}), {', '.join(cells)})"


def write_xlsx(path: Path, drawn: Drawn) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("План")
    line = 0
    for block in drawn:
        if isinstance(block, Paragraph):
            sheet.write_string(line, 0, block.text)
            line += 1
        elif isinstance(block, Table):
            for number, row in enumerate(block.rows):
                _xlsx_row(sheet, block, number, row, line + number)
            line += len(block.rows)
    book.close()
    return path


def _xlsx_row(sheet, table: Table, number: int, row, line: int) -> None:
    if isinstance(row, Wide):
        sheet.merge_range(line, 0, line, table.width - 1, row.text)
        return
    for column, text in enumerate(row):
        if text and (height := height_of(table, number, column)) > 1:
            sheet.merge_range(line, column, line + height - 1, column, text)
        elif text:
            sheet.write_string(line, column, text)


def as_tabs(drawn: Drawn) -> str:
    parts = []
    for block in drawn:
        if isinstance(block, Paragraph):
            parts.append(block.text)
        elif isinstance(block, Table):
            rows = [
                [row.text] if isinstance(row, Wide) else [text or "" for text in row] for row in block.rows
            ]
            parts.append("\n".join("\t".join(row) for row in rows))
    return "\n\n".join(parts) + "\n"


def as_markdown(drawn: Drawn) -> str:
    parts = []
    for block in drawn:
        if isinstance(block, Paragraph):
            parts.append(f"**{block.text}**" if block.bold else block.text)
        elif isinstance(block, Table):
            rows = [
                [row.text, *[""] * (block.width - 1)]
                if isinstance(row, Wide)
                else [text or "" for text in row]
                for row in block.rows
            ]
            lines = ["| " + " | ".join(row) + " |" for row in rows]
            parts.append("\n".join([lines[0], "|" + "---|" * block.width, *lines[1:]]))
    return "\n\n".join(parts) + "\n"


def _write_text(text_of: Callable[[Drawn], str]) -> Callable[[Path, Drawn], Path]:
    def write(path: Path, drawn: Drawn) -> Path:
        path.write_text(text_of(drawn), encoding="utf-8")
        return path

    return write


WRITERS: dict[str, Callable[[Path, Drawn], Path]] = {
    "docx": write_docx,
    "odt": write_odt,
    "pdf": write_pdf,
    "xlsx": write_xlsx,
    "txt": _write_text(as_tabs),
    "md": _write_text(as_markdown),
}


def drawn_from(plan: Plan, *, torn: int | None = None) -> list[Paragraph | Page | Table]:
    """A plan laid out again; ``torn``: the measure whose row the end of a page cuts in two."""
    drawn: list[Paragraph | Page | Table] = [Paragraph(plan.head.title.text, bold=True)]
    for direction in plan.directions:
        drawn.append(Paragraph(f"{direction.number.text}. {direction.title.text}:", bold=True))
        shown = ""
        for bullet in direction.bullets:
            if bullet.group != shown:
                shown = bullet.group
                title = next(group.title.text for group in direction.groups if group.key == shown)
                drawn.append(Paragraph(f"{shown}. {title}:"))
            drawn.append(Paragraph(f"- {bullet.text.text};"))
    for actions, is_decisions in ((plan.actions, False), (plan.decisions, True)):
        if actions:
            drawn.append(Table(_rows(plan, actions, torn, is_decisions=is_decisions)))
    drawn += [Paragraph(f"{signed.post.text} {signed.person.text}") for signed in plan.signatures]
    return drawn


def _rows(plan: Plan, actions: Sequence[Action], torn: int | None, *, is_decisions: bool):
    names = dict(plan.columns)
    fields = [
        name
        for name in ("number", "text", "deadline", "responsible", "result")
        if name in names or name == "number"
    ]
    if is_decisions:
        fields = ["text", "result"]
    rows = [[names.get(name, "№ п/п") for name in fields]]
    titles = {
        section.key: f"{section.number.text}. {section.title.text}".lstrip(". ") for section in plan.sections
    }
    section = ""
    for index, action in enumerate(actions):
        if action.section != section:
            section = action.section
            if not is_decisions:
                rows.append(Wide(titles[section]))
        row = [getattr(action, name).text for name in fields]
        if is_decisions:
            row[0] = f"{action.number.text}. {row[0]}"
        rows += _torn(row, fields.index("deadline")) if index == torn else [row]
    return rows


def _torn(row: list[str], column: int) -> list[list[str]]:
    words = row[column].split()
    half = len(words) // 2
    first = [*row[:column], " ".join(words[:half]), *row[column + 1 :]]
    second = [""] * len(row)
    second[column] = " ".join(words[half:])
    return [first, second]
