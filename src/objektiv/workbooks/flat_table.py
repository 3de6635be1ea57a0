"""Regional flat tables: one row a school and work, «Год | Класс | Предмет | Муниципалитет | Логин | ОО | …»."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.organisation import parse_school, region_of_school
from objektiv.model.reader import Book, Request, Rows
from objektiv.workbooks.cell_numbers import read_whole
from objektiv.workbooks.headers import find_column, find_header, plain
from objektiv.workbooks.naming import subject_from_text
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.report_cells import SCHOOL, Group
from objektiv.workbooks.report_table import GroupRow, GroupTable, key_of, number_at

_WANTED = ("год", "класс", "предмет", "логин")
_SEARCHED_ROWS = 12
_NAMED_IN_SENTENCE = 10


@dataclass(frozen=True)
class FlatTable:
    """Rows of one assessment as groups of a report; ``table`` says where the columns stand."""

    assessment: AssessmentId
    groups: Sequence[GroupRow]
    table: GroupTable
    remarks: Remarks


def find_flat(book: Book, is_key_set: Callable[[frozenset[str]], bool]) -> tuple[str, int] | None:
    """First sheet and 0-based header row, if its value columns are the wanted ones."""
    for sheet in book.sheet_names[:1]:
        rows = book.rows(sheet)
        header = find_header(rows, _WANTED, _SEARCHED_ROWS)
        if header is not None and is_key_set(frozenset(_values(rows[header]).values())):
            return sheet, header
    return None


def read_flat(book: Book, request: Request, is_key_set: Callable[[frozenset[str]], bool]) -> FlatTable:
    """Rows of the assessment that the user or the path names, or of the only one in the table.

    Raises RefusedFileError when the table holds several and none is named, or has no row of the named one.
    """
    found = find_flat(book, is_key_set)
    if found is None:
        raise RefusedFileError(
            "Нет столбцов «Год», «Класс», «Предмет», «Логин».", "Верните столбцы таблицы.", place=book.name
        )
    sheet, header = found
    rows, remarks = book.rows(sheet), Remarks(book.name, sheet)
    places = {title: find_column(rows[header], title) or 0 for title in _WANTED}
    works = _works(rows, header, places, remarks)
    assessment = _choose(set(works.values()), request, book.name)
    table = GroupTable(
        header=header,
        first=header + 1,
        group=places["логин"],
        schools=None,
        participants=find_column(rows[header], "кол-во участников"),
        values=_values(rows[header]),
    )
    name = find_column(rows[header], "оо")
    chosen = [row for row, work in works.items() if work == assessment]
    groups = [_group(rows[row], row, table, name, remarks) for row in chosen]
    return FlatTable(assessment, [group for group in groups if group is not None], table, remarks)


def _values(header: Sequence[object]) -> dict[int, str]:
    return {column: key for column, cell in enumerate(header) if (key := key_of(cell)) is not None}


def _works(rows: Rows, header: int, places: Mapping[str, int], remarks: Remarks) -> dict[int, AssessmentId]:
    """Assessment of every row; rows that name none are reported."""
    works = {}
    for index in range(header + 1, len(rows)):
        row = [*rows[index], *[""] * (len(rows[header]) - len(rows[index]))]
        if not any(plain(row[place]) for place in places.values()):
            continue
        subject = subject_from_text(str(row[places["предмет"]]))
        year, grade = (_whole(row[places[title]]) for title in ("год", "класс"))
        if subject is None or year is None or grade is None:
            remarks.add(
                "error",
                "no_assessment",
                f"Строка {index + 1}: не прочитаны год, класс или предмет, строка не взята.",
                "Впишите год числом, класс числом и название предмета.",
                cell=(index, places["предмет"]),
            )
        else:
            works[index] = AssessmentId("vpr", year, subject, grade)
    return works


def _whole(cell: object) -> int | None:
    try:
        return read_whole(cell)
    except ValueError:
        return None


def _choose(works: set[AssessmentId], request: Request, file: str) -> AssessmentId:
    if request.assessment in works:
        return request.assessment
    if len(works) == 1 and not request.is_said_by_user:
        return next(iter(works))
    listed = ", ".join(map(str, sorted(works)[:_NAMED_IN_SENTENCE])) or "ни одной"
    raise RefusedFileError(
        f"В таблице несколько работ или нет нужной: {listed}{' …' if len(works) > _NAMED_IN_SENTENCE else ''}.",
        "Укажите одну работу ключом --assessment или сохраните каждую работу отдельным файлом.",
        place=file,
    )


def _group(
    row: Sequence[object], index: int, table: GroupTable, name: int | None, remarks: Remarks
) -> GroupRow | None:
    school = parse_school(str(row[table.group])) if table.group < len(row) else None
    if school is None:
        remarks.add(
            "error",
            "school_unknown",
            f"В строке {index + 1} нет логина школы: строка не взята.",
            "Впишите логин из шести цифр, например edu990001.",
            cell=(index, table.group),
        )
        return None
    title = str(row[name]).strip() if name is not None and name < len(row) else ""
    numbers = {column: number_at(row, index, column, remarks) for column in table.values}
    n = None if table.participants is None else number_at(row, index, table.participants, remarks)
    values = {column: number for column, number in numbers.items() if number is not None}
    return GroupRow(index, Group(SCHOOL, school, title, region_of_school(school)), None, int(n or 0), values)
