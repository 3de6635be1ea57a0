"""Отчёт ФИС ОКО «Распределение первичных баллов»: one row a group, shares of the raw scores 0…maximum."""

from __future__ import annotations

from collections.abc import Sequence

from objektiv.model.reader import Book, Reader, Reading, Request, Rows
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.report_cells import COUNT, SCORE_COUNTS, ReportCells
from objektiv.workbooks.report_checks import as_percent, check_participants, check_shares, shares
from objektiv.workbooks.report_layout import OpenReport, ReportLayout
from objektiv.workbooks.report_table import GroupRow, GroupTable, find_table, group_rows


def _find(rows: Rows) -> tuple[GroupTable, int] | None:
    table = find_table(rows, at_least=5)
    keys = set(table.values.values()) if table else set()
    is_scores = {"0", "1"} <= keys and all(key.isdigit() for key in keys)
    return (table, table.header) if table and is_scores else None


_LAYOUT = ReportLayout("распределение первичных баллов", _find)


def _read(book: Book, request: Request) -> Reading:
    report = _LAYOUT.open(book, request)
    table, remarks = report.table, report.remarks
    groups = list(group_rows(report.rows, table, remarks))
    _check_scores(report, request)
    check_participants(groups, table, remarks)
    cells = ReportCells(SCORE_COUNTS)
    is_counts = _are_counts(groups)
    if not is_counts:
        groups = as_percent(groups, remarks)
        check_shares(groups, table, remarks)
    for row in groups:
        cells.add_school_count(row.group, row.schools, row.n)
        if is_counts:
            for column, score in table.values.items():
                cells.add(row.group, score, row.values.get(column, 0.0), n=row.n, unit=COUNT)
        else:
            for score, share in shares(row, table).items():
                cells.add(row.group, score, share, n=row.n)
    return Reading(report.assessment, 0, extras=(cells.extra(),), problems=remarks.problems)


def _are_counts(groups: Sequence[GroupRow]) -> bool:
    """Whether the cells are numbers of participants: every row sums to its participants and not to 100."""
    sums = [(sum(row.values.values()), row.n) for row in groups if row.n]
    is_sum_of_people = bool(sums) and all(abs(total - n) < 0.5 for total, n in sums)
    return is_sum_of_people and any(abs(total - 100) > 1 for total, _ in sums)


def _check_scores(report: OpenReport[GroupTable], request: Request) -> None:
    scores = sorted(map(int, report.table.values.values()))
    scale = request.scale_of(report.assessment)
    maximum = report.head.maximum or (scale.maximum if scale else scores[-1])
    if scores != list(range(maximum + 1)):
        _report_gap(report.remarks, scores, maximum, report.table)


def _report_gap(remarks: Remarks, scores: Sequence[int], maximum: int, table: GroupTable) -> None:
    missing = sorted(set(range(maximum + 1)) - set(scores))
    surplus = sorted(set(scores) - set(range(maximum + 1)))
    said = [f"нет столбцов для баллов {', '.join(map(str, missing))}"] if missing else []
    said += [f"лишние баллы {', '.join(map(str, surplus))}"] if surplus else []
    remarks.add(
        "warning",
        "scores_incomplete",
        f"Столбцы баллов не идут подряд от 0 до {maximum}: {'; '.join(said) or 'есть повторы'}.",
        "Сверьте заголовки с отчётом в ФИС ОКО и с максимальным баллом работы.",
        cell=(table.header, min(table.values)),
    )


READER = Reader(
    code="report_scores",
    title="Отчёт ФИС ОКО «Распределение первичных баллов»",
    kind="report",
    recognises=_LAYOUT.recognises,
    read=_read,
    source="отчёт ФИС ОКО (вид таблицы ожидаемый)",
)
