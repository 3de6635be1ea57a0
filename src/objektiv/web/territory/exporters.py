"""The list of schools as a workbook that may be brought back, its template, and the plan of a brought one."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone

from objektiv.documents.blocks import INTEGER, Column, DataTable, Value
from objektiv.documents.xlsx import Sheet
from objektiv.web.access.exporters import day, moment, workbook
from objektiv.web.territory.models import Unit
from objektiv.web.territory.register import EXPORTED_ONLY, FORM
from objektiv.workbooks.fill_in import DATA_SHEET

WIDTHS = {"title": 4.0, "municipality_title": 2.5, "kind": 2.0, "settlement": 1.8}
COLUMNS = tuple(Column(one.header, width=WIDTHS.get(one.name, 1.2)) for one in FORM.fields)
HOW_TO = (
    "Одна строка — одна школа. Школы узнаются по коду из столбца «Школа».",
    "Пустая ячейка ничего не меняет. Название здесь исправляют; переименование с датой — на странице школы.",
    "Фамилии, телефоны и другие личные данные сюда не вписывают.",
)
EXPLAINED = (Column("Столбец", width=2), Column("Что писать", width=5), Column("Пример", width=2.5))


def schools_book(units: Iterable[Unit], chosen: str) -> HttpResponse:
    """The list as seen on the screen; the first columns are those of the template."""
    pupils, classes, state = EXPORTED_ONLY
    columns = (*COLUMNS, Column(pupils, INTEGER), Column(classes, INTEGER), Column(state, width=1.6))
    rows = tuple(_school(one) for one in units)
    lines = (f"Школы на {moment(timezone.now())}.", *([f"Отобрано: {chosen}."] if chosen else ()))
    return workbook("Школы", [Sheet("Школы", lines, (DataTable("Школы", columns, rows),))])


def template_book() -> HttpResponse:
    """An empty table with a sheet that explains its columns."""
    explained = tuple((one.header, one.explanation, one.example) for one in FORM.fields)
    sheets = [
        Sheet(DATA_SHEET, (), (DataTable("Школы", COLUMNS, ()),)),
        Sheet("Справка", HOW_TO, (DataTable("Столбцы", EXPLAINED, explained),)),
    ]
    return workbook("Шаблон списка школ", sheets)


def _school(one: Unit) -> tuple[Value, ...]:
    parent = one.parent
    return (
        one.code, one.title, parent.code if parent else "", parent.title if parent else "", one.kind, one.settlement,
        getattr(one, "last_pupils", None), getattr(one, "class_count", None),
        f"закрыта {day(one.closed_on)}" if one.closed_on else "действует",
    )  # fmt: skip
