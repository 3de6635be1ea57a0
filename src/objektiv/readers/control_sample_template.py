"""Контрольная выборка, our own template: schools whose results were got under observation (METHODS §4.2)."""

from __future__ import annotations

from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.fill_in import Field, FillIn
from objektiv.workbooks.school_fields import SCHOOL

_FORM = FillIn(
    "control_sample",
    (
        SCHOOL,
        Field(
            "reason",
            "Основание включения",
            "Почему результатам школы можно доверять: независимые наблюдатели, внешняя проверка и тому подобное.",
            "независимые наблюдатели в каждой аудитории",
            cells.text,
            object,
        ),
    ),
    key=("school",),
    telling=("Школа", "Основание включения"),
)


def _read(book: Book, request: Request) -> Reading:
    """The list holds for the assessment that the user or the path names, else for all."""
    filled = _FORM.read(book)
    extra = filled.extra("control_sample")
    return Reading(request.assessment, 0, extras=(extra,), problems=filled.remarks.problems)


READER = Reader(
    code="control_sample_template",
    title="Контрольная выборка школ (наш шаблон)",
    kind="template",
    recognises=_FORM.recognises,
    read=_read,
    source="METHODS §4.2",
    template=_FORM.template,
    examples=_FORM.examples,
    choices=_FORM.choices,
)
