"""The matrix indicator × school of the calibrated method."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from objektiv.reports.phrases import direction_title
from objektiv.web.findings.enums import Verdict
from objektiv.web.findings.models import ResultSet
from objektiv.web.findings.queries.results import indicator_cells, of_assessments, of_columns, rows_of
from objektiv.web.findings.shown.cells import Cell, Legend, hidden_cells
from objektiv.web.findings.shown.schools import NOTES, ShownSchool, open_keys

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class IndicatorColumn:
    """An indicator in one direction; ``is_apart``: a list of its own that does not enter the priority."""

    indicator: str
    direction: str
    title: str
    is_apart: bool

    @property
    def key(self) -> str:
        """Its value in the filter."""
        return f"{self.indicator}:{self.direction}"

    @property
    def direction_words(self) -> str:
        """«работа выше журнала»."""
        return direction_title(self.indicator, self.direction)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One school with its cells, one a column."""

    school: ShownSchool
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A page of the matrix."""

    columns: Sequence[Any]
    rows: Sequence[MatrixRow]
    reasons: Sequence[str] = ()

    @property
    def is_preliminary(self) -> bool:
        """Some line is shown before its school was heard."""
        return any(row.school.is_preliminary for row in self.rows)

    @property
    def has_hidden(self) -> bool:
        """Some line says only that the school is looked into."""
        return any(row.school.is_in_analysis for row in self.rows)

    @property
    def has_withheld(self) -> bool:
        """Some line says only that there is no priority."""
        return any(row.school.is_hidden and not row.school.is_in_analysis for row in self.rows)

    @property
    def notes(self) -> list[str]:
        """What is to be said of the lines of this page, each sentence once."""
        return [
            said for known, said in NOTES.items() if any(row.school.disclosure == known for row in self.rows)
        ]


def all_columns(taken: ResultSet) -> list[IndicatorColumn]:
    """Indicators of a set by title: those that enter the priority, then the lists apart."""
    found = [
        IndicatorColumn(code, direction, told["title"], _is_apart(told, direction))
        for code, told in taken.passports.items()
        for direction in told["directions"]
    ]
    return sorted(found, key=lambda one: (one.is_apart, one.title, one.direction))


def _is_apart(told: Mapping[str, Any], direction: str) -> bool:
    return told["family"] == "none" or direction not in told["enters_zone"]


def make_matrix(
    shown: Sequence[ShownSchool], columns: Sequence[IndicatorColumn], assessments: Collection[int] | None
) -> Matrix:
    """Cells of these schools over the chosen procedures (all: None); two queries, however many schools."""
    rows = of_assessments(rows_of(open_keys(shown)), assessments)
    rows = of_columns(rows, [(one.indicator, one.direction) for one in columns])
    counts = {(one["result"], one["indicator"], one["direction"]): one for one in indicator_cells(rows)}
    where: dict[tuple[int, str, str], list[str]] = {}
    named = rows.filter(is_finding=True).order_by(
        "assessment__grade", "assessment__subject", "assessment__year"
    )
    told = named.values_list("result", "indicator", "direction", "assessment__short_title")
    for result, indicator, direction, title in told:
        where.setdefault((result, indicator, direction), []).append(title)
    legend = Legend()
    made = [MatrixRow(school, _cells(school, columns, counts, where, legend)) for school in shown]
    return Matrix(columns, made, legend.reasons)


def _cells(
    school: ShownSchool,
    columns: Sequence[IndicatorColumn],
    counts: Mapping[tuple[int, str, str], Mapping[str, Any]],
    where: Mapping[tuple[int, str, str], list[str]],
    legend: Legend,
) -> Sequence[Cell]:
    if school.is_hidden:
        return hidden_cells(len(columns), is_in_analysis=school.is_in_analysis)
    keys = [(school.pk, column.indicator, column.direction) for column in columns]
    return [
        _cell(column, counts.get(key), where.get(key, ()), legend)
        for column, key in zip(columns, keys, strict=True)
    ]


def _cell(
    column: IndicatorColumn, count: Mapping[str, Any] | None, where: Sequence[str], legend: Legend
) -> Cell:
    if count is None:
        return Cell(Verdict.ABSENT)
    judged, total = count["judged"], count["total"]
    if count["found"]:
        verdict = Verdict.APART if column.is_apart else Verdict.FINDING
        return Cell(verdict, tuple(where), judged, total)
    if judged:
        return Cell(Verdict.NO, judged=judged, total=total)
    reason = count["first_reason"] or "причина не записана"
    reason = f"{reason} и другие причины" if count["reasons"] > 1 else reason
    return Cell(Verdict.UNKNOWN, total=total, reason=reason, number=legend.number(reason))
