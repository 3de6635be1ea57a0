"""Отчёт ФИС ОКО «Достижение планируемых результатов»: rows are requirements, columns are groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from objektiv.model.organisation import parse_municipality, parse_school, region_of_school
from objektiv.model.reader import Book, Reader, Reading, Request, Rows
from objektiv.workbooks.cell_numbers import is_blank
from objektiv.workbooks.headers import is_part_code, part_code, plain
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.report_cells import MUNICIPALITY, PLANNED, REGION, SCHOOL, Group, ReportCells
from objektiv.workbooks.report_layout import OpenReport, ReportLayout
from objektiv.workbooks.report_table import identify, number_at

_SEARCHED_ROWS = 30
_PARTICIPANT_LINES = 3
_GENERIC = {
    "регион": REGION,
    "субъект рф": REGION,
    "мо": MUNICIPALITY,
    "муниципалитет": MUNICIPALITY,
    "оо": SCHOOL,
}
_TEXT_HEADERS = ("блоки", "требован", "умени", "планируем", "проверяем", "достижени")
_NUMBER_HEADERS = ("№", "номер", "задани")
_PARTICIPANTS = re.compile(r"(?:участников:?|уч\.?|чел\.?)?\s*(\d[\d ]*)\s*(?:уч\w*\.?|чел\w*\.?)?")
_LEADING_CODE = re.compile(r"\s*(\d{1,2}(?:[.,(]\d{1,2}\)?)?(?:[КкKk]\d{1,2})?)\s*[.)]?\s+(.*)", re.DOTALL)


@dataclass(frozen=True)
class _Table:
    """0-based places; ``number`` is None where the item's number begins the text of the requirement."""

    header: int
    text: int
    number: int | None
    maximum: int
    groups: Mapping[int, str]


def _find(rows: Rows) -> tuple[_Table, int] | None:
    for index, row in enumerate(rows[:_SEARCHED_ROWS]):
        texts = [plain(cell) for cell in row]
        maximum = next(
            (c for c, text in enumerate(texts) if text.startswith("макс") and "балл" in text), None
        )
        if maximum is None or maximum == 0 or "первичный" in texts[maximum]:
            continue
        number = next((c for c in range(maximum) if texts[c].startswith(_NUMBER_HEADERS)), None)
        text = next((c for c in range(maximum) if c != number and texts[c].startswith(_TEXT_HEADERS)), None)
        groups = {c: str(row[c]).strip() for c in range(maximum + 1, len(row)) if _is_group(row[c])}
        if text is not None and groups:
            return _Table(index, text, number, maximum, groups), index
    return None


def _is_group(cell: object) -> bool:
    return isinstance(cell, str) and bool(cell.strip()) and not is_part_code(cell)


_LAYOUT = ReportLayout("достижение планируемых результатов", _find)


def _read(book: Book, request: Request) -> Reading:
    report = _LAYOUT.open(book, request)
    groups = dict(_groups(report))
    participants, first = _participants(report.rows, report.table)
    cells = ReportCells(PLANNED)
    for index in range(first, len(report.rows)):
        code, requirement = _item(report.rows[index], report.table)
        values = [(column, number_at(report.rows[index], index, column, report.remarks)) for column in groups]
        for column, value in values if code else ():
            if value is not None and _is_percent(value, index, column, report.remarks):
                cells.add(groups[column], code, value, n=participants.get(column, 0), key2=requirement)
        if not code and any(value is not None for _, value in values):
            _report_codeless(index, report)
    return Reading(report.assessment, 0, extras=(cells.extra(),), problems=report.remarks.problems)


def _groups(report: OpenReport[_Table]) -> Iterator[tuple[int, Group]]:
    """Groups by column; «ОО» and «МО» without a name are those that the head or the file's name tells."""
    context = f"{report.head.title} {report.head.file}"
    for column, name in report.table.groups.items():
        level = _GENERIC.get(plain(name))
        if level is None:
            found = identify(
                name, report.table.header, column, report.remarks, has_region=_has_region(report, column)
            )
            if found is not None:
                yield column, found
        elif level == REGION:
            yield column, Group(REGION, 0, name)
        else:
            code = (parse_school if level == SCHOOL else parse_municipality)(context) or 0
            if level == SCHOOL and not code:
                identify(f"школа {name}", report.table.header, column, report.remarks, has_region=True)
            else:
                region = region_of_school(code) if level == SCHOOL else 0
                yield column, Group(level, code, name, region)


def _has_region(report: OpenReport[_Table], column: int) -> bool:
    """Whether a region stands to the left: then a name without a code is a municipality."""
    names = [plain(name) for place, name in report.table.groups.items() if place < column]
    return any(name not in {"рф", "россия", "российская федерация", "вся выборка"} for name in names)


def _participants(rows: Rows, table: _Table) -> tuple[dict[int, int], int]:
    """Participants by column from the line below the header, and the row where requirements begin."""
    for index in range(table.header + 1, min(table.header + 1 + _PARTICIPANT_LINES, len(rows))):
        row = rows[index]
        if table.maximum < len(row) and not is_blank(row[table.maximum]):
            break
        found = {column: _people(row[column]) for column in table.groups if column < len(row)}
        if any(found.values()):
            return {column: people for column, people in found.items() if people}, index + 1
    return {}, table.header + 1


def _people(cell: object) -> int:
    if isinstance(cell, (int, float)):
        return int(cell)
    found = _PARTICIPANTS.fullmatch(plain(cell))
    return int(found[1].replace(" ", "")) if found else 0


def _item(row: Sequence[object], table: _Table) -> tuple[str, str]:
    """Part code and requirement of a row; an empty code where there is none."""
    text = str(row[table.text]).strip() if table.text < len(row) else ""
    if table.number is not None:
        number = row[table.number] if table.number < len(row) else ""
        return (part_code(number) if is_part_code(number) else "", text)
    found = _LEADING_CODE.fullmatch(text)
    return (part_code(found[1]), found[2].strip()) if found else ("", text)


def _is_percent(value: float, row: int, column: int, remarks: Remarks) -> bool:
    if value > 100:
        remarks.add(
            "error",
            "above_hundred",
            f"Процент {value:.2f} больше 100: ячейка не принята.".replace(".", ",", 1),
            "Проверьте ячейку: выгрузите отчёт из ФИС ОКО ещё раз.",
            cell=(row, column),
        )
    return value <= 100


def _report_codeless(index: int, report: OpenReport[_Table]) -> None:
    report.remarks.add(
        "warning",
        "requirement_without_item",
        "У требования не указан номер задания: строка пропущена.",
        "Впишите номер задания перед текстом требования, например «5.1. Умение …».",
        cell=(index, report.table.text),
    )


READER = Reader(
    code="report_planned",
    title="Отчёт ФИС ОКО «Достижение планируемых результатов»",
    kind="report",
    recognises=_LAYOUT.recognises,
    read=_read,
    source="отчёт ФИС ОКО (вид таблицы ожидаемый)",
)
