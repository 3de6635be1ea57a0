"""Отчёт ФИС ОКО «Выполнение заданий группами участников»: under each group rows «2»–«5» × parts."""

from __future__ import annotations

from objektiv.model.reader import Book, Reader, Reading, Request, Rows
from objektiv.scales.headers import scale_with_headers
from objektiv.workbooks.report_cells import PART_BY_MARK, PART_FACILITY, ReportCells
from objektiv.workbooks.report_checks import check_range
from objektiv.workbooks.report_layout import ReportLayout
from objektiv.workbooks.report_parts import check_parts, new_parts, read_maxima
from objektiv.workbooks.report_table import GroupTable, find_table, has_mark_rows, mark_rows


def _find(rows: Rows) -> tuple[GroupTable, int] | None:
    table = find_table(rows, at_least=3)
    return (table, table.header) if table and has_mark_rows(rows, table) else None


_LAYOUT = ReportLayout("выполнение заданий группами участников", _find)


def _read(book: Book, request: Request) -> Reading:
    report = _LAYOUT.open(book, request)
    table, remarks = report.table, report.remarks
    maxima = read_maxima(report.rows, table, remarks)
    check_parts(report, maxima, request)
    rows = list(mark_rows(report.rows, table, remarks))
    check_range([row for row, _ in rows], remarks)
    cells = ReportCells(PART_BY_MARK)
    for row, mark in rows:
        for column, value in row.values.items():
            aggregate = PART_BY_MARK if mark else PART_FACILITY
            cells.add(row.group, table.values[column], value, n=row.n, key2=mark, aggregate=aggregate)
    parts = new_parts(report, maxima, request)
    known = request.scale_of(report.assessment)
    scale = scale_with_headers(known, report.assessment, parts) if parts else None
    return Reading(report.assessment, 0, scale=scale, extras=(cells.extra(),), problems=remarks.problems)


READER = Reader(
    code="report_groups",
    title="Отчёт ФИС ОКО «Выполнение заданий группами участников»",
    kind="report",
    recognises=_LAYOUT.recognises,
    read=_read,
    source="отчёт ФИС ОКО (вид таблицы ожидаемый)",
)
