"""Отчёт ФИС ОКО «Выполнение заданий»: one row a group, facility of every part."""

from __future__ import annotations

from objektiv.model.reader import Book, Reader, Reading, Request, Rows
from objektiv.scales.headers import scale_with_headers
from objektiv.workbooks.report_cells import PART_FACILITY, ReportCells
from objektiv.workbooks.report_checks import check_participants, check_range
from objektiv.workbooks.report_layout import ReportLayout
from objektiv.workbooks.report_parts import check_parts, new_parts, read_maxima
from objektiv.workbooks.report_table import GroupTable, find_table, group_rows, has_mark_rows

_MARKS = {"2", "3", "4", "5"}


def _find(rows: Rows) -> tuple[GroupTable, int] | None:
    table = find_table(rows, at_least=3)
    if table is None or "0" in table.values.values() or set(table.values.values()) == _MARKS:
        return None
    return None if has_mark_rows(rows, table) else (table, table.header)


_LAYOUT = ReportLayout("выполнение заданий", _find, others=("выполнение заданий группами",))


def _read(book: Book, request: Request) -> Reading:
    report = _LAYOUT.open(book, request)
    table, remarks = report.table, report.remarks
    maxima = read_maxima(report.rows, table, remarks)
    check_parts(report, maxima, request)
    groups = list(group_rows(report.rows, table, remarks))
    check_range(groups, remarks)
    check_participants(groups, table, remarks)
    cells = ReportCells(PART_FACILITY)
    for row in groups:
        cells.add_school_count(row.group, row.schools, row.n)
        for column, value in row.values.items():
            cells.add(row.group, table.values[column], value, n=row.n)
    parts = new_parts(report, maxima, request)
    known = request.scale_of(report.assessment)
    scale = scale_with_headers(known, report.assessment, parts) if parts else None
    return Reading(report.assessment, 0, scale=scale, extras=(cells.extra(),), problems=remarks.problems)


READER = Reader(
    code="report_items",
    title="Отчёт ФИС ОКО «Выполнение заданий»",
    kind="report",
    recognises=_LAYOUT.recognises,
    read=_read,
    source="отчёт ФИС ОКО (вид таблицы ожидаемый)",
)
