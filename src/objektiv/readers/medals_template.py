"""Претенденты на медаль, our own template: ЕГЭ results by a code that the school gives (METHODS §3.11)."""

from __future__ import annotations

import numpy as np

from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.fill_in import Field, FillIn
from objektiv.workbooks.school_fields import PUPIL, SCHOOL, year_field

_MEDALS = {"I": "I", "II": "II"}


def _test_score(name: str, header: str, explanation: str, example: str) -> Field:
    return Field(name, header, explanation, example, cells.whole(0, 100), np.int16, empty=-1)


_FORM = FillIn(
    "medals",
    (
        SCHOOL,
        PUPIL,
        year_field("Год выпуска: по нему выбирается правило подтверждения медали. Обязательно."),
        Field(
            "medal",
            "Медаль",
            "Степень, на которую ученик претендует: I — все «5», II — не больше двух «4». Обязательно.",
            "I",
            cells.choice(_MEDALS),
            object,
            is_required=True,
            choices=tuple(_MEDALS),
        ),
        _test_score("ru", "ЕГЭ русский язык", "Тестовый балл 0–100; не сдавал — пусто.", "82"),
        _test_score(
            "ma_profile", "ЕГЭ математика профильная", "Тестовый балл 0–100; не сдавал — пусто.", "74"
        ),
        Field(
            "ma_base",
            "ЕГЭ математика базовая",
            "Отметка 2–5; не сдавал — пусто.",
            "5",
            cells.mark,
            np.int8,
            empty=0,
            choices=("2", "3", "4", "5"),
        ),
        _test_score(
            "best_other",
            "ЕГЭ лучший из других предметов",
            "Наибольший тестовый балл, кроме русского языка и математики; не сдавал — пусто.",
            "68",
        ),
    ),
    key=("school", "pupil", "year"),
    telling=("Школа", "Код участника", "Медаль", "ЕГЭ русский язык"),
)


def _read(book: Book, request: Request) -> Reading:  # noqa: ARG001 medals belong to a year, not to one assessment
    filled = _FORM.read(book)
    return Reading(None, 0, extras=(filled.extra("medals"),), problems=filled.remarks.problems)


READER = Reader(
    code="medals_template",
    title="Претенденты на медаль и их ЕГЭ (наш шаблон)",
    kind="template",
    recognises=_FORM.recognises,
    read=_read,
    source="METHODS §3.11",
    template=_FORM.template,
    examples=_FORM.examples,
    choices=_FORM.choices,
)
