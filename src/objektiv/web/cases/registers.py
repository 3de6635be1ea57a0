"""Lists of cases and of letters as workbooks, as seen on the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from objektiv.documents.blocks import INTEGER, Column, DataTable, Value
from objektiv.documents.xlsx import Sheet
from objektiv.web.access.exporters import day, moment, workbook
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.cases.models import Case, Letter
from objektiv.web.findings.phrases import ALPHABET, CAUTION

NUMBER, VERSION, RESPONSIBLE, DUE = "№ карточки", "Версия", "Ответственный (логин)", "Ответить до"
CASES = (
    Column(NUMBER, INTEGER), Column("Муниципалитет", width=2),
    Column("Школа", width=3), Column("Код"), Column("Учебный год"), Column("Состояние", width=2.2),
    Column("Ведёт", width=1.6), Column("Письмо №"), Column("Письмо от"), Column(DUE),
    Column("Осталось рабочих дней", INTEGER), Column("Срок истёк, рабочих дней назад", INTEGER),
    Column("Ответ получен"), Column("Последнее напоминание", width=1.2), Column("Работы хранятся до", width=1.6),
    Column(RESPONSIBLE, width=2), Column(VERSION, INTEGER, width=0.8),
)  # fmt: skip
ON_PAPER = len(CASES) - 2  # logins and versions are for the workbook that comes back
LETTERS = (
    Column("№", width=0.6), Column("Дата"), Column("Вид", width=2.2), Column("Кто отправляет", width=2.4),
    Column("Кому", width=3), Column("Код школы"), Column("Карточка", INTEGER), Column("Срок"),
    Column("Подписывает", width=2.6), Column("Составил", width=2), Column("Код бланка", width=1.6),
)  # fmt: skip
BY_TERM = "Школы стоят по сроку ответа, внутри дня — по алфавиту."
EDITABLE = (
    f"Исправить и загрузить обратно можно столбцы «{RESPONSIBLE}» и «{DUE}»; карточка узнаётся по № и версии, "
    "остальное не читается."
)


def cases_book(
    cases: Iterable[Case], chosen: str, *, by: Any, name: str = "Карточки", order: str = ALPHABET
) -> HttpResponse:
    """Cases one a row; they come with what a row shows. ``order``: the sentence that says how they stand.

    Logins and versions are there for those only who may bring the workbook back.
    """
    is_editor = Permission.CASES_ASK in permissions_of(by)
    width = len(CASES) if is_editor else ON_PAPER
    rows = tuple(_case(one)[:width] for one in cases)
    lines = (
        f"{name} на {moment(timezone.now())}.", *([f"Отобрано: {chosen}."] if chosen else ()),
        f"{CAUTION} {order}", *([EDITABLE] if is_editor else ()),
    )  # fmt: skip
    return workbook(name, [Sheet(name[:31], lines, (DataTable(name, CASES[:width], rows),), ON_PAPER)])


def _case(one: Case) -> tuple[Value, ...]:
    is_asked = one.state == "asked"
    parent = one.school.parent
    works = (
        f"уничтожены {day(one.works_destroyed_on)}" if one.works_destroyed_on else day(one.works_kept_until)
    )
    return (
        one.pk, parent.title if parent else "", one.school.title, one.school.code, one.school_year,
        one.get_state_display(), one.responsible.short_name if one.responsible else "",
        getattr(one, "letter_number", None) or "", day(getattr(one, "letter_on", None)), day(one.reply_due_on),
        one.reply_days_left if is_asked else None, one.reply_days_over or None if is_asked else None,
        day(timezone.localtime(one.replied_at).date() if one.replied_at else None),
        day(getattr(one, "reminded_on", None)), works, one.responsible.login if one.responsible else "", one.version,
    )  # fmt: skip


def letters_sheet(letters: Iterable[Letter], chosen: str = "") -> Sheet:
    """The book of papers: number, date, addressee, term, who signs."""
    rows = tuple(_letter(one) for one in letters)
    lines = (f"Реестр писем на {moment(timezone.now())}.", *([f"Отобрано: {chosen}."] if chosen else ()))
    return Sheet("Реестр писем", lines, (DataTable("Письма", LETTERS, rows),))


def letters_book(letters: Iterable[Letter], chosen: str) -> HttpResponse:
    """The same as a download."""
    return workbook("Реестр писем", [letters_sheet(letters, chosen)])


def _letter(one: Letter) -> tuple[Value, ...]:
    return (
        one.shown_number, day(one.made_on), one.get_kind_display(), one.organisation.title, one.addressee,
        one.case.school.code, one.case_id, day(one.due_on), one.signer, one.by.short_name, one.code or "",
    )  # fmt: skip
