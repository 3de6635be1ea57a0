"""Претенденты на медаль, our own template: ЕГЭ results by a code that the school gives (METHODS §3.11)."""

from __future__ import annotations

from objektiv.model.reader import Book, Reading, Request
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.fill_in import Field, FillIn
from objektiv.workbooks.mark_fields import exam_score_field, mark_field
from objektiv.workbooks.school_fields import PUPIL, SCHOOL, year_field
from objektiv.workbooks.template_reader import read_form, template_reader

_MEDALS = {"I": "I", "II": "II"}


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
        exam_score_field("ru", "ЕГЭ русский язык", "Тестовый балл 0–100; не сдавал — пусто.", "82"),
        exam_score_field(
            "ma_profile", "ЕГЭ математика профильная", "Тестовый балл 0–100; не сдавал — пусто.", "74"
        ),
        mark_field("ma_base", "ЕГЭ математика базовая", "Отметка 2–5; не сдавал — пусто.", "5"),
        exam_score_field(
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
    return read_form(_FORM, book, None)


READER = template_reader(_FORM, "Претенденты на медаль и их ЕГЭ (наш шаблон)", "METHODS §3.11", _read)
