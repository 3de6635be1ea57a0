"""Collection form of one school, 2026: sheet «Протокол» and its helper sheets; the path names the school."""

from __future__ import annotations

import re

from objektiv.model.errors import RefusedFileError
from objektiv.model.organisation import parse_school
from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.scales.headers import scale_with_headers
from objektiv.workbooks.headers import plain
from objektiv.workbooks.parts import coded_columns
from objektiv.workbooks.pupil_layout import PupilLayout

_LOGIN = re.compile(r"(?<![a-z0-9])(?:sch|edu)\d{6}(?!\d)", re.IGNORECASE)


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


_LAYOUT = PupilLayout(
    wanted=("код участника", "вариант", "итого баллов"),
    pupil="код участника",
    forms=("вариант",),
    class_group=("порядковый номер класса", "класс"),
    gender=("пол",),
    journal_mark=("отметка за предыдущ…",),
    total=("итого баллов",),
    sheet="Протокол",
    school_of=_school,
)


def _recognises(book: Book) -> float:
    if not _LAYOUT.find(book):
        return 0.0
    return 1.0 if plain("Служебный") in map(plain, book.sheet_names) else 0.9


def _read(book: Book, request: Request) -> Reading:
    table = _LAYOUT.open(book, request)
    found = coded_columns(table.sheet, table.known)
    scale = scale_with_headers(table.known, table.assessment, found.parts)
    return _LAYOUT.read(table, found.columns, scale)


READER = Reader(
    code="collection_2026",
    title="Форма сбора результатов ВПР (лист «Протокол»)",
    kind="attempts",
    recognises=_recognises,
    read=_read,
    source="форма сбора результатов 2026 года",
)
