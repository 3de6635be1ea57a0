"""Lists of people and of the journal as workbooks, as seen on the screen; the answer that carries a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from objektiv.documents.blocks import INTEGER, Column, DataTable
from objektiv.documents.xlsx import Sheet, write_workbook
from objektiv.reports.phrases import STRIPE
from objektiv.web.access.models import Assignment, User
from objektiv.web.audit.models import Record
from objektiv.web.audit.verbs import changes_of, title_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PEOPLE = (
    Column("Фамилия, имя, отчество", width=3), Column("Логин", width=1.6), Column("Роли", width=4),
    Column("Где", width=3), Column("Срок", width=1.6), Column("Почта", width=2), Column("Вход", width=1.4),
    Column("Последний вход", width=1.4),
)  # fmt: skip
JOURNAL = (
    Column("№", INTEGER, width=0.7), Column("Когда", width=1.4), Column("Кто", width=2.4), Column("Действие", width=2),
    Column("Объект", width=2.6), Column("Что изменилось", width=5), Column("Почему", width=3),
    Column("Отпечаток", width=5.5),
)  # fmt: skip


def workbook(name: str, sheets: Sequence[Sheet]) -> HttpResponse:
    """A download of the sheets; in the training district every printed page says what it is."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "book.xlsx"
        write_workbook(file, sheets, title=name, stripe=STRIPE if settings.IS_DEMO else "")
        return download(f"{name}.xlsx", file.read_bytes())


def download(name: str, content: bytes, content_type: str = EXCEL) -> HttpResponse:
    """A file to keep."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def people_book(people: Iterable[User], chosen: str) -> HttpResponse:
    """People with their roles, one row each."""
    rows = tuple(
        (
            one.full_name, one.login, "\n".join(held.role_class.title for held in roles_of(one)),
            "\n".join(str(held.unit) for held in roles_of(one)), "\n".join(map(period, roles_of(one))), one.email,
            "открыт" if one.is_active else "закрыт", moment(one.last_login),
        )
        for one in people
    )  # fmt: skip
    lines = (f"Люди и роли на {moment(timezone.now())}.", *([f"Отобрано: {chosen}."] if chosen else ()))
    return workbook("Люди", [Sheet("Люди", lines, (DataTable("Люди", PEOPLE, rows),))])


def journal_book(records: Iterable[Record], chosen: str, notes: Sequence[str] = ()) -> HttpResponse:
    """Records of the journal with their hashes; ``notes``: what the file does not hold."""
    rows = tuple(
        (
            one.number, moment(one.at), one.actor_title, title_of(one.verb), one.object_title, changes_text(one),
            one.reason, one.hash,
        )
        for one in records
    )  # fmt: skip
    head = f"Журнал действий на {moment(timezone.now())}."
    lines = (head, *([f"Отобрано: {chosen}."] if chosen else ()), *notes)
    return workbook("Журнал действий", [Sheet("Журнал", lines, (DataTable("Журнал", JOURNAL, rows),))])


def changes_text(record: Record) -> str:
    """«название: Школа № 1 → Лицей № 1; код: —  → 990001»."""
    return "; ".join(
        f"{one.title}: {one.old} → {one.new}" if one.was_known else f"{one.title}: {one.new}"
        for one in changes_of(record)
    )


def roles_of(user: User) -> list[Assignment]:
    """Roles read together with the list of people."""
    held: list[Assignment] = getattr(user, "unexpired_assignments", [])
    return held


def period(held: Assignment) -> str:
    """«с 01.09.2026 по 30.09.2026», «бессрочно»."""
    begins = f"с {day(held.valid_from)}" if held.valid_from > timezone.localdate() else ""
    ends = f"по {day(held.valid_to)}" if held.valid_to else "бессрочно"
    return f"{begins} {ends}".strip()


def day(value: date | None) -> str:
    """«26.02.2021»."""
    return f"{value:%d.%m.%Y}" if value else ""


def moment(value: datetime | None) -> str:
    """«26.02.2021 15:30» by the clock of the office."""
    return f"{timezone.localtime(value):%d.%m.%Y %H:%M}" if value else ""


def said_filters(pairs: Iterable[tuple[str, Any]]) -> str:
    """What was chosen above a list, for its export: «роль: Методист; муниципалитет: Северный район»."""
    return "; ".join(f"{title}: {value}" for title, value in pairs if value)
