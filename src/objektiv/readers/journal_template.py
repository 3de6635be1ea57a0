"""Отметки по журналу, our own template: the mark of the last quarter by pupil code."""

from __future__ import annotations

from objektiv.model.reader import Book, Reading, Request
from objektiv.workbooks.fill_in import FillIn
from objektiv.workbooks.mark_fields import mark_field
from objektiv.workbooks.pupils import named_assessment
from objektiv.workbooks.school_fields import CLASS_GROUP, PUPIL, SCHOOL
from objektiv.workbooks.template_reader import read_form, template_reader

_FORM = FillIn(
    "journal",
    (
        SCHOOL,
        PUPIL,
        CLASS_GROUP,
        mark_field(
            "journal_mark",
            "Отметка по журналу",
            "Отметка за последнюю четверть, триместр или полугодие перед работой: 2, 3, 4 или 5; нет — пусто.",
            "4",
        ),
    ),
    key=("school", "pupil"),
    telling=("Школа", "Код участника", "Отметка по журналу"),
)


def _read(book: Book, request: Request) -> Reading:
    return read_form(_FORM, book, named_assessment(book, request))


READER = template_reader(_FORM, "Отметки по журналу (наш шаблон)", "Шаблон «Объектива»", _read)
