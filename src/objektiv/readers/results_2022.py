"""Result export since 2022: sheets «Классы» and «Протокол», maxima in the headers «5(1) (1б)»."""

from __future__ import annotations

from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.scales.headers import scale_with_headers
from objektiv.workbooks.parts import coded_columns
from objektiv.workbooks.pupils import (
    column,
    find_table,
    named_assessment,
    open_table,
    read_pupils,
    required_column,
)
from objektiv.workbooks.sheet import Roles, columns_beyond

_SHEET = "Протокол"
_WANTED = ("пользователь", "код", "вариант")


def _recognises(book: Book) -> float:
    return 1.0 if find_table(book, _WANTED, sheet=_SHEET) else 0.0


def _read(book: Book, request: Request) -> Reading:
    assessment = named_assessment(book, request)
    sheet, remarks = open_table(book, _WANTED, sheet=_SHEET)
    known = request.scale_of(assessment)
    found = coded_columns(sheet, known)
    roles = Roles(
        parts=found.columns,
        beyond=columns_beyond(sheet.header, max(found.columns)),
        pupil=required_column(sheet, "код"),
        forms=(required_column(sheet, "вариант"),),
        school=required_column(sheet, "пользователь"),
        municipality=column(sheet, "муниципалитет"),
        class_group=column(sheet, "наименование класса"),
        gender=column(sheet, "пол"),
        journal_mark=column(sheet, "отметка за предыдущ…"),
        total=column(sheet, "итого баллов"),
    )
    return read_pupils(sheet, roles, scale_with_headers(known, assessment, found.parts), remarks)


READER = Reader(
    code="results_2022",
    title="Выгрузка результатов ВПР 2022 года (листы «Классы» и «Протокол»)",
    kind="attempts",
    recognises=_recognises,
    read=_read,
    source="DOMAIN §2.4, выгрузка 2022",
)
