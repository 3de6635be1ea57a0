"""A cell known from pupil rows and from a report file is checked against itself (METHODS §1.3)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from objektiv.aggregates.report_rows import ReportRow
from objektiv.documents.numbers import format_number
from objektiv.model.indicator import Cells
from objektiv.model.organisation import format_school
from objektiv.model.tables import Array, Problem

PRINTED_ROUNDING = 0.011  # percentage points: two printed decimals and a little for sums
REMEDY = "Проверьте, что загружены строки и отчёт одной и той же выгрузки; в расчёт взяты строки."


def compare_sources(cells: Cells, reports: tuple[ReportRow, ...]) -> tuple[Problem, ...]:
    """Remarks about schools whose rows and report disagree, at most one per school and report."""
    position = {int(school): row for row, school in enumerate(cells.schools)}
    return tuple(
        problem
        for report in reports
        if report.level == "school" and report.id in position and cells.n[position[report.id]] > 0
        for problem in _compare(cells, position[report.id], report)
    )


def _compare(cells: Cells, row: int, report: ReportRow) -> Iterator[Problem]:
    n = int(cells.n[row])
    if n != report.n:
        yield _problem(cells, report, f"участников в отчёте {report.n}, по строкам {n}")
        return
    if report.mark_shares is not None and cells.mark_counts is not None:
        mine = cells.mark_counts[row, 2:6] / n
        yield from _shares(cells, report, "доли отметок", mine, report.mark_shares)
    if report.score_counts is not None and cells.score_counts is not None:
        mine = cells.score_counts[row] / n
        yield from _shares(cells, report, "распределение первичных баллов", mine, report.score_counts / n)
    if (
        report.part_facility is not None
        and cells.part_sum is not None
        and cells.part_n is not None
        and cells.scale
    ):
        maxima = np.array([part.maximum for part in cells.scale.parts], dtype=np.float64)
        mine = cells.part_sum[row] / np.maximum(1, cells.part_n[row]) / maxima
        yield from _shares(cells, report, "выполнение заданий", mine, report.part_facility)


def _shares(cells: Cells, report: ReportRow, what: str, mine: Array, printed: Array) -> Iterator[Problem]:
    gap = 100 * float(np.abs(mine - printed).max())
    if gap > PRINTED_ROUNDING:
        yield _problem(cells, report, f"{what} расходятся до {format_number(gap)} п. п.")


def _problem(cells: Cells, report: ReportRow, what: str) -> Problem:
    school = format_school(report.id)
    message = f"ОО {school}, {cells.assessment.title}: отчёт ФИС ОКО не совпадает со строками ({what})."
    return Problem("warning", "sources_disagree", message, REMEDY, school=report.id)
