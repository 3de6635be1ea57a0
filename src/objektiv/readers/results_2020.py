"""Result export of autumn 2020: headers in Latin, parts «a-1-grade», two variants for works in two parts."""

from __future__ import annotations

from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.scales.headers import scale_with_headers
from objektiv.workbooks.headers import plain
from objektiv.workbooks.parts import fit_in_order, numbered_columns
from objektiv.workbooks.pupils import (
    column,
    find_table,
    named_assessment,
    open_table,
    read_pupils,
    required_column,
)
from objektiv.workbooks.sheet import Roles, columns_beyond

_WANTED = ("user", "code", "var-1", "a-1-grade")
_PART = plain("a-") + r"(\d+)" + plain("-grade")


def _recognises(book: Book) -> float:
    return 1.0 if find_table(book, _WANTED) else 0.0


def _read(book: Book, request: Request) -> Reading:
    assessment = named_assessment(book, request)
    sheet, remarks = open_table(book, _WANTED)
    known = request.scale_of(assessment)
    found = fit_in_order(sheet, numbered_columns(sheet.header, _PART), known, remarks)
    scale = found.fits or scale_with_headers(known, assessment, found.parts)
    forms = (column(sheet, "var-1"), column(sheet, "var-2"))
    roles = Roles(
        parts=found.columns,
        beyond=columns_beyond(sheet.header, max(found.columns)),
        pupil=required_column(sheet, "code"),
        forms=tuple(index for index in forms if index is not None),
        school=required_column(sheet, "user"),
        municipality=column(sheet, "groups"),
        class_group=column(sheet, "klass"),
        gender=column(sheet, "gender"),
        journal_mark=column(sheet, "otc"),
        total=column(sheet, "sum"),
    )
    return read_pupils(sheet, roles, scale, remarks)


READER = Reader(
    code="results_2020",
    title="Выгрузка результатов ВПР осени 2020 года",
    kind="attempts",
    recognises=_recognises,
    read=_read,
    source="DOMAIN §2.4, выгрузка 2020",
)
