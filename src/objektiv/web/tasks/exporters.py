"""Lists of tasks, the table of a plan and the book of letters as workbooks, as seen on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone

from objektiv.documents.blocks import INTEGER, Column, DataTable, Value
from objektiv.documents.xlsx import Sheet
from objektiv.web.access.exporters import day, moment, workbook
from objektiv.web.tasks.models import Letter, Task

if TYPE_CHECKING:
    from objektiv.web.tasks.table import Table

TASKS = (
    Column("Муниципалитет", width=2), Column("Школа", width=3), Column("Код"), Column("Мероприятие", width=4),
    Column("План", width=3), Column("Письмо", width=1.2), Column("Отчитаться до", width=1.3),
    Column("Состояние", width=2), Column("Отчёт получен", width=1.3), Column("Документов", INTEGER),
    Column("Последнее напоминание", width=1.4), Column("Причина", width=3), Column("Код бланка", width=1.8),
)  # fmt: skip
LETTERS = (
    Column("№", width=0.8), Column("Дата", width=1.2), Column("Вид", width=2), Column("Кто поручает", width=2.5),
    Column("Мероприятие", width=4), Column("Школ", INTEGER), Column("Срок", width=1.2),
    Column("Подписывает", width=2.5), Column("Составил", width=2),
)  # fmt: skip
OF_LETTER = (
    Column("Школа", width=3), Column("Код"), Column("Отчитаться до", width=1.3), Column("Код бланка", width=1.8),
    Column("Состояние", width=2),
)  # fmt: skip


def tasks_book(tasks: Iterable[Task], chosen: str, name: str = "Поручения школам") -> HttpResponse:
    """Tasks as they are seen; they come with what a row shows."""
    rows = tuple(_task(one) for one in tasks)
    return workbook(name, [Sheet(name[:31], _lines(name, chosen), (DataTable(name, TASKS, rows),))])


def _task(one: Task) -> tuple[Value, ...]:
    parent = one.school.parent
    return (
        parent.title if parent else "", one.school.title, one.school.code, str(one.action), one.action.plan.title,
        one.letter.shown_number, day(one.due_on), one.state_title,
        day(timezone.localtime(one.reported_at).date() if one.reported_at else None), getattr(one, "papers", 0),
        day(getattr(one, "reminded_on", None)), one.reason, one.code,
    )  # fmt: skip


def table_book(table: Table, title: str) -> HttpResponse:
    """The table school × action of a plan."""
    columns = (Column("Школа", width=3), *(Column(one.heading, width=2) for one in table.columns))
    rows = tuple(
        (row.school.title, *("; ".join(task.state_title for task in cell) or "—" for cell in row.cells))
        for row in table.rows
    )
    name = "Кто отчитался"
    lines = (*_lines(name, title), *(f"{one.heading} — {one.action.text}" for one in table.columns))
    return workbook(name, [Sheet(name, lines, (DataTable(name, columns, rows),))])


def letters_book(letters: Iterable[Letter], chosen: str) -> HttpResponse:
    """The book of letters; they come with ``schools``, the number of their addressees."""
    rows = tuple(
        (
            one.shown_number, day(one.made_on), one.get_kind_display(), one.organisation.title, one.subject,
            getattr(one, "schools", 0), day(one.due_on), one.signed_by, one.by.short_name,
        )
        for one in letters
    )  # fmt: skip
    name = "Письма с поручениями"
    return workbook(name, [Sheet(name, _lines(name, chosen), (DataTable(name, LETTERS, rows),))])


def letter_sheet(letter: Letter, tasks: Sequence[Task]) -> Sheet:
    """To whom one letter went, for its archive."""
    rows = tuple(
        (one.school.title, one.school.code, day(one.due_on), one.code, one.state_title) for one in tasks
    )
    name = "Кому направлено"
    about = f"{letter}: {letter.subject}"
    return Sheet(name, (f"{about[:1].upper()}{about[1:]}",), (DataTable(name, OF_LETTER, rows),))


def _lines(name: str, chosen: str) -> tuple[str, ...]:
    return (f"{name} на {moment(timezone.now())}.", *([f"Отобрано: {chosen}."] if chosen else ()))
