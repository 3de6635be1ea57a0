"""Отметки по журналу, our own template: the mark of the last quarter by pupil code."""

from __future__ import annotations

import numpy as np

from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.fill_in import Field, FillIn
from objektiv.workbooks.pupils import named_assessment
from objektiv.workbooks.school_fields import CLASS_GROUP, PUPIL, SCHOOL

_FORM = FillIn(
    "journal",
    (
        SCHOOL,
        PUPIL,
        CLASS_GROUP,
        Field(
            "journal_mark",
            "Отметка по журналу",
            "Отметка за последнюю четверть, триместр или полугодие перед работой: 2, 3, 4 или 5; нет — пусто.",
            "4",
            cells.mark,
            np.int8,
            empty=0,
            choices=("2", "3", "4", "5"),
        ),
    ),
    key=("school", "pupil"),
    telling=("Школа", "Код участника", "Отметка по журналу"),
)


def _read(book: Book, request: Request) -> Reading:
    assessment = named_assessment(book, request)
    filled = _FORM.read(book)
    return Reading(assessment, 0, extras=(filled.extra("journal"),), problems=filled.remarks.problems)


READER = Reader(
    code="journal_template",
    title="Отметки по журналу (наш шаблон)",
    kind="template",
    recognises=_FORM.recognises,
    read=_read,
    source="Шаблон «Объектива»",
    template=_FORM.template,
    examples=_FORM.examples,
    choices=_FORM.choices,
)
