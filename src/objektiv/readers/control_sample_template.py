"""Контрольная выборка, our own template: schools whose results were got under observation (METHODS §4.2)."""

from __future__ import annotations

from objektiv.model.reader import Book, Reading, Request
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.fill_in import Field, FillIn
from objektiv.workbooks.school_fields import SCHOOL
from objektiv.workbooks.template_reader import read_form, template_reader

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
    return read_form(_FORM, book, request.assessment)


READER = template_reader(_FORM, "Контрольная выборка школ (наш шаблон)", "METHODS §4.2", _read)
