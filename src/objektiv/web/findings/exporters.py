"""Tables as workbooks, as they stand on the screen: same filters, same rule of what is shown, same sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from objektiv.documents.blocks import INTEGER, NUMBER, Badge, Column, DataTable, Value
from objektiv.documents.xlsx import Sheet, write_workbook
from objektiv.reports.phrases import STRIPE
from objektiv.web.findings.enums import MARKED_ZONES, Verdict, Zone
from objektiv.web.findings.forms import ResultsFilter, set_title
from objektiv.web.findings.models import ResultSet, SchoolResult
from objektiv.web.findings.phrases import (
    ALPHABET,
    CAUTION,
    NOT_CONFIRMED,
    OFFICIAL,
    PRELIMINARY,
    confirmed_sentence,
)
from objektiv.web.findings.shown.card import SchoolCard
from objektiv.web.findings.shown.cells import Cell
from objektiv.web.findings.shown.matrix import Matrix
from objektiv.web.findings.shown.official import INDEX_NOTE, IndexRow
from objektiv.web.findings.shown.overview import Overview
from objektiv.web.findings.shown.schools import ShownSchool
from objektiv.web.findings.small_numbers import SMALL_NOTE

Rows: TypeAlias = tuple[tuple[Value, ...], ...]

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VERDICT_TONES: dict[str, str] = {
    Verdict.FINDING: "strong",
    Verdict.APART: "medium",
    Verdict.NO: "calm",
}
ZONE_TONES: dict[str, str] = {Zone.RED: "strong", Zone.AMBER: "medium", Zone.NONE: "calm"}
SCHOOL_COLUMNS = (
    Column("Школа", width=2.6),
    Column("Код", width=0.8),
    Column("Муниципалитет", width=2),
    Column("Работ", INTEGER, width=0.7),
)
ZONE_COLUMN = Column("Приоритет", width=1.8)
LINE_COLUMNS = (
    Column("Процедура"),
    Column("Показатель", width=2.4),
    Column("Единица", width=1.4),
    Column("Направление", width=1.8),
    Column("Работ", INTEGER, width=0.7),
    Column("Наблюдалось", width=1.2),
    Column("Ожидалось", width=1.1),
    Column("Эффект", width=0.9),
    Column("Интервал 95 %", width=1.8),
    Column("p", width=0.8),
    Column("Вывод", width=2.2),
)
SIGN_COLUMNS = (
    Column("Процедура"),
    Column("Признак официальной методики", width=3.2),
    Column("Работ", INTEGER, width=0.7),
    Column("Значение"),
    Column("Порог"),
    Column("Вывод"),
)
INDEX_COLUMNS = (
    Column("Территория", width=2.6),
    Column("Школ, где признаки применимы", INTEGER, width=1.4),
    Column("из них с признаками", INTEGER, width=1.2),
    Column("Индекс", NUMBER),
)


def matrix_book(form: ResultsFilter, matrix: Matrix) -> HttpResponse:
    """The matrix of the calibrated method."""
    columns = (*SCHOOL_COLUMNS, ZONE_COLUMN, *(Column(_column_title(one), width=2) for one in matrix.columns))
    rows: Rows = tuple(
        (*_school(row.school), _zone(row.school), *(_cell(cell) for cell in row.cells)) for row in matrix.rows
    )
    table = DataTable("Признаки по показателям", columns, rows)
    lines = [*_head("Признаки по показателям", form), *_matrix_lines(matrix), _confirmed(form)]
    return _book("Признаки", form.taken, [Sheet("Признаки", tuple(lines), (table,))])


def official_book(form: ResultsFilter, matrix: Matrix, index: Sequence[IndexRow]) -> HttpResponse:
    """The official method: its signs and, on a sheet of its own, its index."""
    columns = (*SCHOOL_COLUMNS, *(Column(one.title, width=2) for one in matrix.columns))
    rows: Rows = tuple((*_school(row.school), *(_cell(cell) for cell in row.cells)) for row in matrix.rows)
    head = [*_head(OFFICIAL, form), NOT_CONFIRMED, *(form.taken.official_notes if form.taken else ())]
    sheets = [Sheet("Признаки", (*head, *_matrix_lines(matrix)), (DataTable(OFFICIAL, columns, rows),))]
    if index:
        figures = tuple((one.title, one.schools, one.flagged, one.index) for one in index)
        sheets.append(Sheet("Индекс", (*head, INDEX_NOTE), (DataTable("Индекс", INDEX_COLUMNS, figures),)))
    return _book(OFFICIAL, form.taken, sheets)


def school_book(result: SchoolResult, shown: ShownSchool, card: SchoolCard) -> HttpResponse:
    """Numbers of one school, each method on its own sheet."""
    taken = result.result_set
    head = [f"{shown.title} ({shown.code}), {set_title(taken)}", CAUTION]
    head += [PRELIMINARY] if shown.is_preliminary else []
    lines: Rows = tuple(
        (
            one.assessment, one.title, one.unit, one.direction, one.n, one.observed, one.expected, one.effect,
            one.interval, one.p_value, one.verdict,
        )
        for procedure in card.procedures
        for one in procedure.lines
    )  # fmt: skip
    signs: Rows = tuple(
        (one.assessment, one.title, one.n, one.value, one.threshold, "признак" if one.flag else "нет")
        for one in card.official
    )
    said = (*head, shown.conclusion, confirmed_sentence(taken.expected_confirmed))
    sheets = [Sheet("Калиброванная", said, (DataTable("Показатели", LINE_COLUMNS, lines),))]
    if signs:
        sheets.append(
            Sheet("Официальная", (*head, NOT_CONFIRMED), (DataTable(OFFICIAL, SIGN_COLUMNS, signs),))
        )
    return _book(f"Признаки {shown.code}", taken, sheets)


def overview_book(overview: Overview, taken: ResultSet | None) -> HttpResponse:
    """Counts by municipality."""
    titles = ("Школ", "С результатами", "Без результатов", *(_priority_title(zone) for zone in Zone))
    columns = (Column("Муниципалитет", width=2.6), *(Column(title, INTEGER, width=1.2) for title in titles))
    listed = [*overview.rows, *([overview.total] if overview.total else [])]
    rows: Rows = tuple(
        (row.title, row.schools, row.with_results, row.without_results, *row.by_zone) for row in listed
    )
    lines = ["Обзор: школы по приоритету перепроверки", CAUTION]
    lines += [set_title(taken), confirmed_sentence(taken.expected_confirmed)] if taken else []
    lines += [SMALL_NOTE] if overview.is_narrowed else []
    return _book(
        "Обзор", taken, [Sheet("Обзор", tuple(lines), (DataTable("Школы по приоритету", columns, rows),))]
    )


def _priority_title(zone: Zone) -> str:
    return f"Приоритет {zone.label}" if zone in MARKED_ZONES else str(zone.label).capitalize()


def _head(title: str, form: ResultsFilter) -> list[str]:
    where = f"{title}: {set_title(form.taken)}" if form.taken else title
    return [where, *([f"Отобрано: {form.said}."] if form.said else []), CAUTION]


def _matrix_lines(matrix: Matrix) -> list[str]:
    return [*matrix.notes, ALPHABET]


def _confirmed(form: ResultsFilter) -> str:
    return confirmed_sentence(form.taken.expected_confirmed if form.taken else {})


def _column_title(column: object) -> str:
    return f"{getattr(column, 'title', '')}: {getattr(column, 'direction_words', '')}"


def _school(school: ShownSchool) -> tuple[Value, ...]:
    return (school.title, school.code, school.municipality, school.works)


def _zone(school: ShownSchool) -> Badge:
    title = f"{school.zone_title}; {school.standing}" if school.standing else school.zone_title
    return Badge(title, "unknown" if school.is_settled else ZONE_TONES.get(school.zone, "unknown"))


def _cell(cell: Cell) -> Badge:
    return Badge(cell.text, VERDICT_TONES.get(cell.verdict, "unknown"))


def _book(name: str, taken: ResultSet | None, sheets: Sequence[Sheet]) -> HttpResponse:
    year = f" {taken.school_year.replace('/', '-')}" if taken else ""
    stripe = STRIPE if taken and taken.is_training else ""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "table.xlsx"
        write_workbook(file, sheets, title=name, stripe=stripe)
        return HttpResponse(
            file.read_bytes(),
            content_type=EXCEL,
            headers={"Content-Disposition": content_disposition_header(True, f"{name}{year}.xlsx") or ""},
        )
