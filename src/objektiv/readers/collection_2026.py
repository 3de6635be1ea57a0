"""Collection form of one school, 2026: sheet «Протокол» and its helper sheets; the path names the school."""

from __future__ import annotations

import re

from objektiv.model.errors import RefusedFileError
from objektiv.model.organisation import parse_school
from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.scales.headers import scale_with_headers
from objektiv.workbooks.headers import plain
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
_WANTED = ("код участника", "вариант", "итого баллов")
_LOGIN = re.compile(r"(?<![a-z0-9])(?:sch|edu)\d{6}(?!\d)", re.IGNORECASE)


def _recognises(book: Book) -> float:
    if not find_table(book, _WANTED, sheet=_SHEET):
        return 0.0
    return 1.0 if plain("Служебный") in map(plain, book.sheet_names) else 0.9


def _school(book: Book) -> int:
    """School of the form: a login in its path, nearest to the file, else six digits in the file's name."""
    logins = _LOGIN.findall(book.path)
    school = parse_school(logins[-1]) if logins else parse_school(book.name)
    if school is None:
        raise RefusedFileError(
            "В форме сбора нет логина школы, и в имени файла его нет.",
            "Допишите логин к имени файла («edu990001 Форма сбора….xlsx») или назовите им папку.",
            place=book.name,
        )
    return school


def _read(book: Book, request: Request) -> Reading:
    assessment = named_assessment(book, request)
    sheet, remarks = open_table(book, _WANTED, sheet=_SHEET, fixed_school=_school(book))
    known = request.scale_of(assessment)
    found = coded_columns(sheet, known)
    roles = Roles(
        parts=found.columns,
        beyond=columns_beyond(sheet.header, max(found.columns)),
        pupil=required_column(sheet, "код участника"),
        forms=(required_column(sheet, "вариант"),),
        class_group=column(sheet, "порядковый номер класса", "класс"),
        gender=column(sheet, "пол"),
        journal_mark=column(sheet, "отметка за предыдущ…"),
        total=column(sheet, "итого баллов"),
    )
    return read_pupils(sheet, roles, scale_with_headers(known, assessment, found.parts), remarks)


READER = Reader(
    code="collection_2026",
    title="Форма сбора результатов ВПР (лист «Протокол»)",
    kind="attempts",
    recognises=_recognises,
    read=_read,
    source="DOMAIN §2.4, форма сбора 2026",
)
