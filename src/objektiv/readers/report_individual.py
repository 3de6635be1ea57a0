"""Отчёт ФИС ОКО «Индивидуальные результаты»: rows of pupils under a row for each school, marks printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from objektiv.model.organisation import parse_school
from objektiv.model.reader import Book, Reader, Reading, Request, Rows
from objektiv.model.scale import Part
from objektiv.model.tables import PRESENT, Attempts
from objektiv.scales.headers import scale_with_headers
from objektiv.scales.marks import marks_of
from objektiv.workbooks.headers import find_header, plain
from objektiv.workbooks.parts import PartColumns, coded_columns
from objektiv.workbooks.personal import drop_personal
from objektiv.workbooks.pupils import column, read_pupils, required_column
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.report_layout import ReportLayout
from objektiv.workbooks.sheet import PupilSheet, Roles, columns_beyond, cut, keep_rows

_WANTED = ("код участника", "первичный балл")
_DECLARED = re.compile(r"кол-?во участников\D{0,5}(\d+)")
_SECTION_CELLS = 4  # leftmost cells among which a section row has its text
_LEVEL_LINES = 3
_DASHES = frozenset({"-", "–", "—"})
_LEVELS = {"б": "Б", "п": "П", "в": "В"}


@dataclass(frozen=True, slots=True)
class _Section:
    """«МБОУ …(edu203389) | Кол-во участников: 89»: 0-based row, school (0 unknown), declared participants."""

    row: int
    school: int
    declared: int


def _find(rows: Rows) -> tuple[int, int] | None:
    header = find_header(rows, _WANTED)
    return None if header is None else (header, header)


_LAYOUT = ReportLayout("индивидуальные результаты", _find)


def _read(book: Book, request: Request) -> Reading:
    report = _LAYOUT.open(book, request)
    remarks = report.remarks
    sheet = cut(book.name, report.head.sheet, report.rows, report.table)
    sections = list(_sections(report.rows, report.table))
    drop_personal(sheet.header, report.table, remarks)
    known = request.scale_of(report.assessment)
    found = coded_columns(sheet, known, also_bare=True)
    scale = scale_with_headers(known, report.assessment, _with_levels(found, report.rows, report.table))
    sheet = _without_dashes(sheet, found.columns)
    sheet, roles = _with_schools(sheet, _roles(sheet, found), sections)
    reading = read_pupils(sheet, roles, scale, remarks, marks_of)
    if reading.attempts is not None:
        _check_sections(reading.attempts, sections, remarks)
    return replace(reading, problems=remarks.problems)


def _roles(sheet: PupilSheet, found: PartColumns) -> Roles:
    form = column(sheet, "вариант")
    return Roles(
        parts=found.columns,
        beyond=columns_beyond(sheet.header, max(found.columns)),
        pupil=required_column(sheet, "код участника"),
        forms=() if form is None else (form,),
        school=column(sheet, "оо", "логин", "логин оо", "название оо"),
        municipality=column(sheet, "муниципалитет"),
        class_group=column(sheet, "класс"),
        gender=column(sheet, "пол"),
        journal_mark=column(sheet, "отметка по журналу", "отметка за предыдущ…"),
        total=column(sheet, "первичный балл"),
        mark=column(sheet, "отметка"),
    )


def _sections(rows: Rows, header: int) -> Iterator[_Section]:
    for index in range(header + 1, len(rows)):
        for cell in rows[index][:_SECTION_CELLS]:
            declared = _DECLARED.search(plain(cell)) if isinstance(cell, str) else None
            if declared:
                yield _Section(index, parse_school(cell) or 0, int(declared[1]))
                break


def _without_dashes(sheet: PupilSheet, parts: Sequence[int]) -> PupilSheet:
    """The report prints a dash where a part has no score: an empty cell by the rules for rows."""
    columns = list(sheet.columns)
    for place in parts:
        if not _DASHES.isdisjoint(columns[place]):
            columns[place] = ["" if cell in _DASHES else cell for cell in columns[place]]
    return replace(sheet, columns=columns)


def _with_schools(sheet: PupilSheet, roles: Roles, sections: Sequence[_Section]) -> tuple[PupilSheet, Roles]:
    """The sheet without section rows and with a column of logins: the row's own, else that of its section."""
    by_row = {section.row: section.school for section in sections}
    names = next((place for place, cell in enumerate(sheet.header) if plain(cell) == "название оо"), None)
    logins, current = [], 0
    for place, row in enumerate(sheet.numbers.tolist()):
        current = by_row.get(row, current)
        own = [sheet.columns[c][place] for c in (roles.school, names) if c is not None]
        school = next((code for cell in own if (code := parse_school(str(cell)))), current)
        logins.append(f"edu{school:06d}" if school else "")
    extended = replace(sheet, columns=[*sheet.columns, logins], header=[*sheet.header, "логин оо"])
    is_pupil = np.array([row not in by_row for row in sheet.numbers.tolist()], dtype=np.bool_)
    return keep_rows(extended, is_pupil), replace(roles, school=len(sheet.columns))


def _with_levels(found: PartColumns, rows: Rows, header: int) -> tuple[Part, ...]:
    """Parts with the difficulty letters that stand above them, «Уровень сложности задания»."""
    for line in reversed(rows[max(header - _LEVEL_LINES, 0) : header]):
        letters = [plain(line[place]) if place < len(line) else "" for place in found.columns]
        if any(letter in _LEVELS for letter in letters):
            levels = [_LEVELS.get(letter, "") for letter in letters]
            return tuple(replace(part, level=level) for part, level in zip(found.parts, levels, strict=True))
    return found.parts


def _check_sections(attempts: Attempts, sections: Sequence[_Section], remarks: Remarks) -> None:
    """Declared participants of a school against its rows, absent ones counted or not."""
    schools, status = attempts.table["school"], attempts.table["status"]
    for section in sections:
        mine = schools == section.school
        rows, present = int(mine.sum()), int((mine & (status == PRESENT)).sum())
        if section.school and section.declared not in {rows, present}:
            remarks.add(
                "warning",
                "participants_differ",
                f"Школа {section.school:06d}: объявлено участников {section.declared}, строк с кодами {rows}.",
                "Проверьте, что отчёт выгружен целиком и строки не удалены.",
                cell=(section.row, 0),
                school=section.school,
            )


READER = Reader(
    code="report_individual",
    title="Отчёт ФИС ОКО «Индивидуальные результаты»",
    kind="attempts",
    recognises=_LAYOUT.recognises,
    read=_read,
    source="отчёт ФИС ОКО",
)
