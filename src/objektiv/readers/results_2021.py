"""Result export of spring 2021: Russian headers, parts «балл за 1», «балл за 2», …"""

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

_WANTED = ("логин школы", "код обучающегося", "вариант", "балл за 1")
_PART = plain("балл за") + r" (\d+)"


def _recognises(book: Book) -> float:
    return 1.0 if find_table(book, _WANTED) else 0.0


def _read(book: Book, request: Request) -> Reading:
    assessment = named_assessment(book, request)
    sheet, remarks = open_table(book, _WANTED)
    known = request.scale_of(assessment)
    found = fit_in_order(sheet, numbered_columns(sheet.header, _PART), known, remarks)
    scale = found.fits or scale_with_headers(known, assessment, found.parts)
    roles = Roles(
        parts=found.columns,
        beyond=columns_beyond(sheet.header, max(found.columns)),
        pupil=required_column(sheet, "код обучающегося"),
        forms=(required_column(sheet, "вариант"),),
        school=required_column(sheet, "логин школы"),
        municipality=column(sheet, "муниципалитет", "регион"),
        class_group=column(sheet, "класс"),
        gender=column(sheet, "пол"),
        journal_mark=column(sheet, "отметка за предыдущ…"),
        total=column(sheet, "всего баллов"),
    )
    return read_pupils(sheet, roles, scale, remarks)


READER = Reader(
    code="results_2021",
    title="Выгрузка результатов ВПР весны 2021 года",
    kind="attempts",
    recognises=_recognises,
    read=_read,
    source="DOMAIN §2.4, выгрузка 2021",
)
