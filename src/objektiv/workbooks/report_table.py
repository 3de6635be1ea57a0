"""Tables of reports with rows for groups: «Группы участников | Кол-во ОО | Кол-во участников | …»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from objektiv.model.reader import Rows
from objektiv.workbooks.cell_numbers import is_blank, read_number, read_whole
from objektiv.workbooks.group_names import read_group
from objektiv.workbooks.headers import is_part_code, part_code, part_header, plain
from objektiv.workbooks.privacy import shown
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.report_cells import COUNTRY, REGION, Group

_GROUP = ("группы участников", "группа участников", "участники", "оо", "наименование оо", "название оо")
_SCHOOLS = ("кол-во оо", "количество оо", "число оо")
_PARTICIPANTS = ("кол-во уч", "количество уч", "число уч", "кол. уч", "участников")
_PUPIL = ("код участника", "код ученика", "код обучающегося")
_MARK_COLUMN = ("отметка", "отметки", "группа", "группа баллов", "группы баллов", "группа по отметке")
_MARK = re.compile(
    r"(?:отметка|группа|.*\bгр\w*\.? ?балл\w*|.*получивш\w+(?: отметку)?)? ?[«\"']?([2-5])[»\"']?(?:\.0)?"
)
_SEARCHED_ROWS = 30
_HEADER_LINES = 3


@dataclass(frozen=True)
class GroupTable:
    """Where the columns of such a table stand; all indices 0-based.

    ``maxima`` is the row «Макс. балл» and ``mark`` the column of marks, where there is one.
    """

    header: int
    first: int
    group: int
    schools: int | None
    participants: int | None
    values: Mapping[int, str]
    maxima: int | None = None
    mark: int | None = None


@dataclass(frozen=True)
class GroupRow:
    """One row of the table: the group it speaks of and its numbers by column; blanks are left out."""

    row: int
    group: Group
    schools: int | None
    n: int
    values: Mapping[int, float]


def find_table(rows: Rows, *, at_least: int = 1) -> GroupTable | None:
    """The table whose value columns are marks, scores or parts; their header may stand two rows lower."""
    for index, row in enumerate(rows[:_SEARCHED_ROWS]):
        group = _column(row, _GROUP, whole=True)
        if group is None or _column(row, _PUPIL) is not None:
            continue
        maxima = _maxima_row(rows, index)
        for line in range(index, min(index + _HEADER_LINES, len(rows))):
            values = _keys(rows[line], group)
            is_header = line == index or is_blank(_cell(rows[line], group))
            if line != maxima and is_header and len(values) >= at_least:
                return GroupTable(
                    header=index,
                    first=max(line, index if maxima is None else maxima) + 1,
                    group=group,
                    schools=_column(row, _SCHOOLS),
                    participants=_column(row, _PARTICIPANTS),
                    values=values,
                    maxima=maxima,
                    mark=_column(row, _MARK_COLUMN, whole=True),
                )
    return None


def key_of(cell: object) -> str | None:
    """Key of a value column: a mark, a score or a part code in one spelling; None for any other header."""
    part = part_header(cell)
    if part:
        return part[0]
    return part_code(cell) if is_part_code(cell) else None


def group_rows(rows: Rows, table: GroupTable, remarks: Remarks) -> Iterator[GroupRow]:
    """Rows with a group and at least one number; every cell that is no number is reported and left out."""
    has_region, seen = False, dict[tuple[str, int], int]()
    for index in range(table.first, len(rows)):
        row = rows[index]
        text = _cell(row, table.group)
        values = dict(_numbers(row, index, table.values, remarks))
        if is_blank(text) or not values:
            continue
        group = identify(text, index, table.group, remarks, has_region=has_region)
        if group is None or _is_repeated(group, index, seen, table, remarks):
            continue
        has_region = has_region or group.level == REGION
        n = _whole(row, index, table.participants, remarks)
        yield GroupRow(index, group, _whole(row, index, table.schools, remarks), n or 0, values)


def has_mark_rows(rows: Rows, table: GroupTable) -> bool:
    """Whether rows of marks stand under a group, as in «Выполнение заданий группами участников»."""
    if table.mark is not None:
        return True
    return any(_mark_of(_cell(row, table.group)) for row in rows[table.first : table.first + _SEARCHED_ROWS])


def mark_rows(rows: Rows, table: GroupTable, remarks: Remarks) -> Iterator[tuple[GroupRow, str]]:
    """Rows with their mark, '' for a whole group; a row without a group belongs to the one above."""
    group, has_region = None, False
    for index in range(table.first, len(rows)):
        row = rows[index]
        name = _cell(row, table.group)
        mark = _mark_of(name if table.mark is None else _cell(row, table.mark))
        if not is_blank(name) and not (mark and table.mark is None):
            group = identify(name, index, table.group, remarks, has_region=has_region)
            has_region = has_region or (group is not None and group.level == REGION)
        values = dict(_numbers(row, index, table.values, remarks))
        if group is not None and values:
            n = _whole(row, index, table.participants, remarks)
            yield GroupRow(index, group, None, n or 0, values), mark


def identify(text: object, row: int, column: int, remarks: Remarks, *, has_region: bool) -> Group | None:
    """Group named in a cell; reported are a school without a login, which is left out, and an area without a code."""
    group = read_group(text, has_region=has_region)
    if group is None:
        remarks.add(
            "error",
            "school_unknown",
            f"В строке «{str(text).strip()}» нет логина ОО: к какой школе она относится, неизвестно.",
            "Выгрузите отчёт так, чтобы после названия стоял логин, например «МБОУ СОШ № 1(edu990001)».",
            cell=(row, column),
        )
    elif group.level == "municipality" and not group.id:
        remarks.add(
            "warning",
            "municipality_unknown",
            f"У муниципалитета «{group.name}» нет кода: строка сохранена без номера.",
            "Допишите код в скобках после названия, например «(reg99_m007)».",
            cell=(row, column),
        )
    return group


def _is_repeated(
    group: Group, row: int, seen: dict[tuple[str, int], int], table: GroupTable, remarks: Remarks
) -> bool:
    """Whether the group stood above; the first of such rows counts, areas without a code cannot be told apart."""
    key = (group.level, group.id)
    first = seen.setdefault(key, row)
    is_known = group.id > 0 or group.level == COUNTRY
    if first == row or not is_known:
        return False
    remarks.add(
        "warning",
        "group_repeated",
        f"Строка «{group.name}» уже была выше, в строке {first + 1}: взята первая.",
        "Удалите лишнюю строку.",
        cell=(row, table.group),
    )
    return True


def number_at(row: Sequence[object], index: int, column: int, remarks: Remarks) -> float | None:
    """Number of a cell; None for a blank and, with a remark, for a text or a negative number."""
    cell = _cell(row, column)
    try:
        number = read_number(cell)
    except ValueError:
        number = -1.0
    if number is not None and number < 0:
        remarks.add(
            "error",
            "not_a_number",
            f"В ячейке стоит «{shown(cell)}», а нужно неотрицательное число.",
            "Исправьте ячейку или выгрузите отчёт ещё раз.",
            cell=(index, column),
        )
        return None
    return number


def _numbers(
    row: Sequence[object], index: int, columns: Mapping[int, str], remarks: Remarks
) -> Iterator[tuple[int, float]]:
    for column in columns:
        number = number_at(row, index, column, remarks)
        if number is not None:
            yield column, number


def _whole(row: Sequence[object], index: int, column: int | None, remarks: Remarks) -> int | None:
    if column is None:
        return None
    try:
        return read_whole(_cell(row, column))
    except ValueError:
        number_at(row, index, column, remarks)
        return None


def _keys(line: Sequence[object], group: int) -> dict[int, str]:
    found = ((column, key_of(cell)) for column, cell in enumerate(line) if column > group)
    return {column: key for column, key in found if key is not None}


def _mark_of(cell: object) -> str:
    found = _MARK.fullmatch(plain(cell))
    return found[1] if found else ""


def _column(row: Sequence[object], beginnings: Sequence[str], *, whole: bool = False) -> int | None:
    for index, cell in enumerate(row):
        text = plain(cell)
        if text and (text in beginnings if whole else text.startswith(tuple(beginnings))):
            return index
    return None


def _maxima_row(rows: Rows, header: int) -> int | None:
    for index in range(header, min(header + _HEADER_LINES + 1, len(rows))):
        if any(plain(cell).startswith("макс") and "балл" in plain(cell) for cell in rows[index][:4]):
            return index
    return None


def _cell(row: Sequence[object], column: int) -> object:
    return row[column] if column < len(row) else ""
