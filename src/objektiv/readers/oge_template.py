"""Результаты ОГЭ, our own template: raw score and mark by a code that the school gives."""

from __future__ import annotations

import numpy as np

from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.model.tables import Extra
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.exam_results import exam_assessment, gia_table
from objektiv.workbooks.fill_in import Field, FillIn
from objektiv.workbooks.school_fields import CLASS_GROUP, PUPIL, SCHOOL

_FORM = FillIn(
    "oge",
    (
        SCHOOL,
        PUPIL,
        CLASS_GROUP,
        Field(
            "raw_score",
            "Первичный балл ОГЭ",
            "Сумма первичных баллов, целое число; не явился — пусто.",
            "24",
            cells.whole(0, 100),
            np.int16,
            empty=-1,
        ),
        Field(
            "mark",
            "Отметка ОГЭ",
            "Отметка 2–5; если не выставлена — пусто.",
            "4",
            cells.mark,
            np.int8,
            empty=0,
            choices=("2", "3", "4", "5"),
        ),
    ),
    key=("school", "pupil"),
    telling=("Школа", "Код участника", "Первичный балл ОГЭ"),
)


def _read(book: Book, request: Request) -> Reading:
    assessment = exam_assessment(book, request, "oge")
    filled = _FORM.read(book)
    table = gia_table(filled, request.scale_of(assessment))
    return Reading(assessment, 0, extras=(Extra("gia", table),), problems=filled.remarks.problems)


READER = Reader(
    code="oge_template",
    title="Результаты ОГЭ (наш шаблон)",
    kind="template",
    recognises=_FORM.recognises,
    read=_read,
    source="METHODS §2",
    template=_FORM.template,
    examples=_FORM.examples,
    choices=_FORM.choices,
)
