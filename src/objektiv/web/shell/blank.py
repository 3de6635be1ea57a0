"""Forms that go out with a letter: numbered questions with room for answers, known again by their code."""

from __future__ import annotations

import secrets
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm

from objektiv.documents.blocks import Block, Column, DataTable, Document, Paragraph, Signature
from objektiv.documents.docx import write_docx
from objektiv.documents.xlsx import escape_formula, new_workbook

ANSWER = "Ответ школы"
NUMBER = "№"
CODE = "Код бланка"
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that look alike
CODE_LENGTH = 8
HOW_TO = (
    f"Впишите ответы в столбец «{ANSWER}» и верните файл тем же путём, не меняя кода и номеров строк.",
    "Имён учеников не указывайте: достаточно кодов участников.",
)
ROOM_MM, LAST_ROOM_MM = 22, 60
ROOM_POINTS, LAST_ROOM_POINTS = 62, 140
QUESTION_SIGNS, ANSWER_SIGNS = 50, 70  # widths of the columns of the workbook
LINE_POINTS, HIGHEST_POINTS = 15.0, 409.0  # of a row; a spreadsheet allows no more
WRAPPED_AT = 0.9  # of the width: capitals and wide letters take more than a digit


@dataclass(frozen=True, slots=True)
class Blank:
    """What a form says. ``questions``: its rows; the last one, the school's word on the whole, gets the most room.

    ``notes``: what else is to be known, below the usual words on how to fill it in.
    """

    title: str
    subtitle: str
    code: str
    questions: tuple[str, ...]
    notes: tuple[str, ...] = ()


def new_code(key: int) -> str:
    """«12-7Q3M-XK9P»: names one form, on paper and in a file; ``key``: of what it is about."""
    drawn = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
    return f"{key}-{drawn[:4]}-{drawn[4:]}"


def write_docx_blank(blank: Blank, path: Path, *, stripe: str = "") -> None:
    """The form as a Word file: rows high enough to write into by hand."""
    rows = tuple((str(number), text, "") for number, text in enumerate(blank.questions, 1))
    columns = (Column(NUMBER, width=0.4), Column("Вопрос", width=3), Column(ANSWER, width=4))
    blocks: tuple[Block, ...] = (
        Paragraph(f"{CODE}: {blank.code}", style="lead"),
        *(Paragraph(one, style="note") for one in (*HOW_TO, *blank.notes)),
        DataTable("Вопросы и ответы", columns, rows),
        Signature((("Должность", "подпись, фамилия, дата"),)),
    )
    write_docx(Document(blank.title, blocks, stripe, blank.subtitle), path)
    _make_room(path, blank)


def write_xlsx_blank(blank: Blank, path: Path, *, stripe: str = "") -> None:
    """The form as a workbook: one sheet that prints on A4."""
    with new_workbook(path) as book:
        sheet = book.add_worksheet("Бланк")
        look = {"text_wrap": True, "valign": "top"}
        bold, plain = book.add_format({**look, "bold": True}), book.add_format(look)
        cell, head = (
            book.add_format({**look, "border": 1}),
            book.add_format({**look, "border": 1, "bold": True}),
        )
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, QUESTION_SIGNS)
        sheet.set_column(2, 2, ANSWER_SIGNS)
        lines = (blank.title, blank.subtitle, f"{CODE}: {blank.code}", *HOW_TO, *blank.notes)
        for row, line in enumerate(lines):
            sheet.merge_range(row, 0, row, 2, "", plain)
            sheet.set_row(row, _height(line, QUESTION_SIGNS + ANSWER_SIGNS))
            sheet.write_string(row, 0, escape_formula(line), plain if row > 2 else bold)
        _write_rows(sheet, len(lines) + 1, blank.questions, (head, cell))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{blank.code}&R&P из &N")
        if stripe:
            sheet.set_header(f"&C&B{stripe}")


def _write_rows(sheet: Any, top: int, questions: tuple[str, ...], looks: tuple[Any, Any]) -> None:
    head, cell = looks
    for column, title in enumerate((NUMBER, "Вопрос", ANSWER)):
        sheet.write_string(top, column, title, head)
    for number, text in enumerate(questions, 1):
        room = LAST_ROOM_POINTS if number == len(questions) else ROOM_POINTS
        sheet.set_row(top + number, max(room, _height(text, QUESTION_SIGNS)))
        sheet.write_number(top + number, 0, number, cell)
        sheet.write_string(top + number, 1, escape_formula(text), cell)
        sheet.write_blank(top + number, 2, None, cell)


def _height(text: str, signs: int) -> float:
    """Points that a wrapped text needs: a spreadsheet does not stretch a row by itself once it has a height."""
    lines = len(textwrap.wrap(text, int(signs * WRAPPED_AT))) or 1
    return min(HIGHEST_POINTS, (lines + 0.3) * LINE_POINTS)


def _make_room(path: Path, blank: Blank) -> None:
    file: Any = docx.Document(str(path))
    rows = file.tables[0].rows[1:]
    for row in rows:
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        row.height = Mm(LAST_ROOM_MM if row is rows[-1] else ROOM_MM)
    file.core_properties.keywords = f"{CODE}: {blank.code}"
    file.save(str(path))
