"""Результаты ОГЭ, our own template: raw score and mark by a code that the school gives."""

from __future__ import annotations

from objektiv.workbooks.fill_in import FillIn
from objektiv.workbooks.mark_fields import exam_score_field, mark_field
from objektiv.workbooks.school_fields import CLASS_GROUP, PUPIL, SCHOOL
from objektiv.workbooks.template_reader import exam_reader

_FORM = FillIn(
    "oge",
    (
        SCHOOL,
        PUPIL,
        CLASS_GROUP,
        exam_score_field(
            "raw_score",
            "Первичный балл ОГЭ",
            "Сумма первичных баллов, целое число; не явился — пусто.",
            "24",
        ),
        mark_field("mark", "Отметка ОГЭ", "Отметка 2–5; если не выставлена — пусто.", "4"),
    ),
    key=("school", "pupil"),
    telling=("Школа", "Код участника", "Первичный балл ОГЭ"),
)

READER = exam_reader(_FORM, "Результаты ОГЭ (наш шаблон)", "METHODS §2")
