"""Результаты ВсОШ, our own template: totals of a stage by a code that the school gives (METHODS §3.13)."""

from __future__ import annotations

import numpy as np

from objektiv.model.reader import Book, Reading, Request
from objektiv.model.tables import Extra
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.fill_in import Field, Filled, FillIn
from objektiv.workbooks.school_fields import PUPIL, SCHOOL, year_field
from objektiv.workbooks.template_reader import template_reader

_STAGES = {
    "школьный": "school",
    "муниципальный": "municipal",
    "региональный": "regional",
    "заключительный": "final",
}

_FORM = FillIn(
    "olympiad",
    (
        SCHOOL,
        PUPIL,
        year_field("Год, в котором закончился учебный год олимпиады: для 2023/24 это 2024. Обязательно."),
        Field(
            "stage",
            "Этап",
            "Выберите из списка. Обязательно.",
            "школьный",
            cells.choice(_STAGES),
            object,
            is_required=True,
            choices=tuple(_STAGES),
        ),
        Field(
            "subject",
            "Предмет",
            "Предмет олимпиады. Обязательно.",
            "математика",
            cells.subject,
            object,
            "",
            True,
        ),
        Field(
            "grade",
            "Класс участия",
            "За какой класс выполнена работа, 4–11. Обязательно.",
            "8",
            cells.whole(4, 11),
            np.int8,
            empty=0,
            is_required=True,
        ),
        Field(
            "total",
            "Сумма баллов",
            "Баллы за этап, дробные допустимы. Обязательно.",
            "31,5",
            cells.points(1000),
            np.float64,
            empty=np.nan,
            is_required=True,
        ),
        Field(
            "maximum",
            "Максимум",
            "Наибольшая возможная сумма баллов этого этапа, предмета и класса. Обязательно.",
            "40",
            cells.points(1000),
            np.float64,
            empty=np.nan,
            is_required=True,
        ),
    ),
    key=("school", "pupil", "year", "stage", "subject"),
    telling=("Школа", "Код участника", "Этап", "Сумма баллов"),
)


def _read(book: Book, request: Request) -> Reading:  # noqa: ARG001 the olympiad belongs to no assessment
    filled = _FORM.read(book)
    is_above = filled.table["total"] > filled.table["maximum"]
    for place in np.flatnonzero(is_above).tolist():
        _report_above(filled, place)
    extra = Extra("olympiad", filled.extra("olympiad").table.filter(~is_above))
    return Reading(None, 0, extras=(extra,), problems=filled.remarks.problems)


def _report_above(filled: Filled, place: int) -> None:
    total, maximum = (f"{filled.table[name][place]:g}".replace(".", ",") for name in ("total", "maximum"))
    filled.remarks.add(
        "error",
        "above_maximum",
        f"Сумма баллов {total} больше максимума {maximum}: строка не взята.",
        "Проверьте оба числа.",
        cell=(filled.rows[place], filled.columns["total"]),
        school=int(filled.table["school"][place]),
    )


READER = template_reader(_FORM, "Результаты ВсОШ (наш шаблон)", "METHODS §3.13", _read)
