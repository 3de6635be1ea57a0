"""Отчёт ФИС ОКО «Статистика по отметкам»: one row a group, shares of the marks 2–5."""

from __future__ import annotations

from objektiv.model.reader import Book, Reader, Reading, Request, Rows
from objektiv.workbooks.report_cells import MARK_COUNTS, ReportCells
from objektiv.workbooks.report_checks import as_percent, check_participants, check_shares, shares
from objektiv.workbooks.report_layout import ReportLayout
from objektiv.workbooks.report_table import GroupTable, find_table, group_rows

_MARKS = {"2", "3", "4", "5"}


def _find(rows: Rows) -> tuple[GroupTable, int] | None:
    table = find_table(rows, at_least=4)
    return (table, table.header) if table and set(table.values.values()) == _MARKS else None


_LAYOUT = ReportLayout("статистика по отметкам", _find)


def _read(book: Book, request: Request) -> Reading:
    report = _LAYOUT.open(book, request)
    groups = as_percent(list(group_rows(report.rows, report.table, report.remarks)), report.remarks)
    check_shares(groups, report.table, report.remarks)
    check_participants(groups, report.table, report.remarks)
    cells = ReportCells(MARK_COUNTS)
    for row in groups:
        cells.add_school_count(row.group, row.schools, row.n)
        for mark, share in shares(row, report.table).items():
            cells.add(row.group, mark, share, n=row.n)
    return Reading(report.assessment, 0, extras=(cells.extra(),), problems=report.remarks.problems)


READER = Reader(
    code="report_marks",
    title="Отчёт ФИС ОКО «Статистика по отметкам»",
    kind="report",
    recognises=_LAYOUT.recognises,
    read=_read,
    source="отчёт ФИС ОКО",
)
