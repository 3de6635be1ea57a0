"""Результаты ЕГЭ, our own template: raw and test score, mark of base mathematics, by a code of the school."""

from __future__ import annotations

from objektiv.workbooks.fill_in import FillIn
from objektiv.workbooks.mark_fields import exam_score_field, mark_field
from objektiv.workbooks.school_fields import CLASS_GROUP, PUPIL, SCHOOL
from objektiv.workbooks.template_reader import exam_reader

_FORM = FillIn(
    "ege",
    (
        SCHOOL,
        PUPIL,
        CLASS_GROUP,
        exam_score_field(
            "raw_score",
            "Первичный балл ЕГЭ",
            "Сумма первичных баллов, целое число; неизвестна или не явился — пусто.",
            "24",
        ),
        exam_score_field(
            "test_score",
            "Тестовый балл ЕГЭ",
            "Балл по стобалльной шкале; не явился или базовая математика — пусто.",
            "78",
        ),
        mark_field("mark", "Отметка ЕГЭ", "Только базовая математика: отметка 2–5; иначе пусто.", "5"),
    ),
    key=("school", "pupil"),
    telling=("Школа", "Код участника", "Тестовый балл ЕГЭ"),
)

READER = exam_reader(_FORM, "Результаты ЕГЭ (наш шаблон)", "METHODS §3.4")
