"""The summary of cases: numbers by municipality and state, no school named, small numbers hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.utils import timezone

from objektiv.documents.blocks import Column, DataTable, Value
from objektiv.documents.xlsx import Sheet
from objektiv.web.access.exporters import moment, workbook
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may, reachable
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.listing import in_term
from objektiv.web.cases.models import Case
from objektiv.web.findings.phrases import CAUTION
from objektiv.web.findings.small_numbers import HIDDEN, NO_TOTAL, SMALL_NOTE, SMALLEST, Shown
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit

OVER = "из них срок ответа истёк"
STATES = [(value, label) for value, label in CaseState.choices]
OVER_PLACE = [value for value, _ in STATES].index(CaseState.ASKED) + 1  # beside those it is a part of
Cell = TypeVar("Cell")


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One municipality: its numbers in the order of the columns, the last one is all cases."""

    title: str
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The table as shown: columns, rows, the last row of totals; whether anything is hidden."""

    columns: tuple[str, ...]
    rows: tuple[SummaryRow, ...]
    totals: SummaryRow
    is_narrowed: bool


def summary_of(user: Any, year: str, today: date) -> Summary:
    """Numbers of the municipalities that lie wholly in the person's part of the territory."""
    units = list(_municipalities(user))
    counted = _count(units, year, today)
    open_rows = [may(user, Permission.CASES_VIEW, unit.path) for unit in units]
    return build([unit.title for unit in units], [counted[unit.pk] for unit in units], open_rows)


def chosen_year(user: Any, asked: str, years: Sequence[str]) -> str:
    """The asked school year; empty for all together. ``years``: newest first.

    Whoever sees a municipality without its small numbers reads one year at a time: all years less one would tell them.
    """
    if asked in years:
        return asked
    return years[0] if years and reads_one_year(user) else ""


def reads_one_year(user: Any) -> bool:
    """Whether small numbers are hidden from the person in a municipality."""
    return not all(may(user, Permission.CASES_VIEW, unit.path) for unit in _municipalities(user))


def _municipalities(user: Any) -> QuerySet[Unit]:
    whole = Unit.objects.filter(reachable(user, Permission.SUMMARY_VIEW, "path"), level=Level.MUNICIPALITY)
    return whole.order_by("order_key", "code")


def years_of(user: Any) -> list[str]:
    """School years that have cases there."""
    cases = Case.objects.filter(reachable(user, Permission.SUMMARY_VIEW, "school__path"))
    return list(cases.order_by("-school_year").values_list("school_year", flat=True).distinct())


def _count(units: Sequence[Unit], year: str, today: date) -> dict[int, list[int]]:
    """Municipality → cases by state, then those of the asked whose term is over."""
    cases = Case.objects.filter(school__parent__in=units).order_by()
    cases = cases.filter(school_year=year) if year else cases
    found = cases.values("school__parent", "state").annotate(
        count=Count("pk"), over=Count("pk", filter=in_term("over", today) & Q(state=CaseState.ASKED))
    )
    places = {value: place for place, (value, _) in enumerate(STATES)}
    counted = {unit.pk: [0] * (len(STATES) + 1) for unit in units}
    for one in found:
        row = counted[one["school__parent"] or 0]
        row[places[one["state"]]] = one["count"]
        row[-1] += one["over"]
    return counted


def build(titles: Sequence[str], counted: Sequence[Sequence[int]], is_open: Sequence[bool]) -> Summary:
    """The table of counts; rows that are not open hide small numbers and every total that would give them away.

    ``counted``: by state, the last number is the overdue ones among the asked; they are shown beside the asked.
    """
    rows = [
        _row(title, numbers, shown) for title, numbers, shown in zip(titles, counted, is_open, strict=True)
    ]
    width = len(STATES) + 2
    sums = [[*(sum(row[i] for row in counted) for i in range(width - 1))]] if counted else [[0] * (width - 1)]
    exact = _in_order(sums[0], sum(sums[0][:-1]))
    totals = tuple(
        NO_TOTAL if any(isinstance(row.cells[i], str) for row in rows) else exact[i] for i in range(width)
    )
    columns = _in_order([*(label for _, label in STATES), OVER], "Всего")
    is_narrowed = any(isinstance(cell, str) for row in rows for cell in row.cells)
    return Summary(columns, tuple(rows), SummaryRow("Всего", totals), is_narrowed)


def _row(title: str, numbers: Sequence[int], is_open: bool) -> SummaryRow:
    total = sum(numbers[:-1])
    if is_open:
        return SummaryRow(title, _in_order(numbers, total))
    cells: list[Shown] = [HIDDEN if one < SMALLEST else one for one in numbers]
    asked = numbers[[value for value, _ in STATES].index(CaseState.ASKED)]
    if 0 < asked - numbers[-1] < SMALLEST:
        cells[-1] = HIDDEN  # the difference from all asked ones would tell
    is_whole = not any(isinstance(one, str) for one in cells)
    return SummaryRow(title, _in_order(cells, total if is_whole else NO_TOTAL))


def _in_order(cells: Sequence[Cell], total: Cell) -> tuple[Cell, ...]:
    """By state with the overdue ones (the last of ``cells``) right after the asked, then the total."""
    return (*cells[:OVER_PLACE], cells[-1], *cells[OVER_PLACE:-1], total)


def summary_book(found: Summary, year: str) -> HttpResponse:
    """The same as a workbook."""
    columns = (Column("Муниципалитет", width=3), *(Column(title, width=1.3) for title in found.columns))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (one.title, *one.cells) for one in (*found.rows, found.totals)
    )
    lines = (
        f"Сводка карточек на {moment(timezone.now())}{f', {year} учебный год' if year else ''}.",
        CAUTION,
        *([SMALL_NOTE] if found.is_narrowed else ()),
    )
    sheet = Sheet("Сводка карточек", lines, (DataTable("Сводка карточек", columns, rows),))
    return workbook("Сводка карточек", [sheet])
