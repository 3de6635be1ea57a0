"""report.xlsx: сводка, школы, признаки, протокол загрузки, методика."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from objektiv.analysis.posterior import PRIOR
from objektiv.analysis.result import AnalysisResult
from objektiv.documents.blocks import INTEGER, NUMBER, P_VALUE, SHARE, Column, DataTable, Value
from objektiv.documents.xlsx import Sheet
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import FAMILIES
from objektiv.model.organisation import format_school
from objektiv.reports.background import (
    file_table,
    limit_items,
    method_rules,
    passport_table,
    problem_sentence,
    problem_table,
    used_passports,
)
from objektiv.reports.estimate_tables import OBSERVATION_P
from objektiv.reports.lookup import YearView, views
from objektiv.reports.methods import OFFICIAL_CAUTION, OFFICIAL_SOURCE, index_table, method_totals
from objektiv.reports.phrases import CAUTION, NO_RANKING, SIGN_TITLES, STRIPE, direction_title
from objektiv.reports.summary import (
    list_columns,
    list_rows,
    official_sentence,
    reference_sentence,
    scope_sentence,
    source_sentence,
    zone_sentence,
    zone_table,
)
from objektiv.reports.territory import hole_sentences, hole_table, holes
from objektiv.statistics.bounds import posterior_bound

SHOWN_PRIORS = (PRIOR, 0.02, 0.10)
CHANCE_NOTE = (
    "Оценка подтверждения — для аналитика: вероятность по смоделированным данным при разной доле школ с необъективными "
    "результатами; перепроверками она не проверена и выводом о школе не является."
)
OFFICIAL, CALIBRATED = "официальная", "калиброванная"
FINDING_COLUMNS = (
    Column("Учебный год", width=0.8),
    Column("Код", width=0.7),
    Column("Школа", width=1.8),
    Column("Муниципалитет", width=2.8),
    Column("Процедура", width=1.5),
    Column("Методика", width=1.1),
    Column("Показатель", width=5),
    Column("Направление", width=2.8),
    Column("Работ", INTEGER, width=0.7),
    Column("Наблюдалось", NUMBER, digits=2, width=0.95),
    Column("Ожидалось (порог)", NUMBER, digits=2, width=0.95),
    Column("Эффект", NUMBER, digits=2, width=0.8),
    Column("95 % от", NUMBER, digits=2, width=0.8),
    Column("до", NUMBER, digits=2, width=0.8),
    Column("p", P_VALUE, width=0.7),
    Column("Вывод", width=2),
)


def build_sheets(result: AnalysisResult) -> tuple[Sheet, ...]:
    """The five sheets of report.xlsx."""
    years = views(result)
    return (
        _summary_sheet(result, years),
        _school_sheet(years),
        _finding_sheet(years),
        _protocol_sheet(result),
        _method_sheet(years),
    )


def stripe(result: AnalysisResult) -> str:
    """What every printed page carries for training data."""
    return STRIPE if result.is_training else ""


def _summary_sheet(result: AnalysisResult, years: tuple[YearView, ...]) -> Sheet:
    lines = [result.title, CAUTION, source_sentence(result)]
    lines += [STRIPE] if result.is_training else []
    tables: list[DataTable] = []
    for view in years:
        lines += [
            scope_sentence(view),
            reference_sentence(view),
            zone_sentence(view),
            official_sentence(view),
        ]
        lines += hole_sentences(view)
        tables.append(zone_table(view))
        found = holes(view)
        tables += [hole_table(view, found)] if found else []
        index = index_table(view)
        tables += [*method_totals(view), *([index] if index else [])]
    return Sheet("Сводка", tuple(line for line in lines if line), tuple(tables))


def _school_sheet(years: tuple[YearView, ...]) -> Sheet:
    columns: tuple[Column, ...] = ()
    rows: list[tuple[Value, ...]] = []
    for view in years:
        has_name = any(column.title == "Школа" for column in list_columns(view))
        columns = (Column("Учебный год", width=0.8), *_school_columns())
        listed = view.by_zone()
        for school, row in zip(listed, list_rows(view, listed, has_links=False), strict=True):
            place = row if has_name else (*row[:2], view.name(school).name, *row[2:])
            rows.append((view.year.school_year, *place[:-1], *_evidence(view, school), place[-1]))
    table = DataTable("Школы", columns or _school_columns(), tuple(rows), CHANCE_NOTE)
    return Sheet("Школы", (CAUTION, NO_RANKING), (table,))


def _evidence(view: YearView, school: int) -> tuple[Value, ...]:
    """Families with signs, q, and the posterior at the three printed priors: for the analyst."""
    row = view.schools[school]
    families = [FAMILIES.get(code, code) for code in str(row["families"]).split(";") if code]
    chances = (chance_at(float(row["posterior"]), prior) for prior in SHOWN_PRIORS)
    p = view.year.combined_p.get(school, math.nan)
    bound = float(posterior_bound(np.array([p]), PRIOR)[0])
    return (", ".join(families) or "—", float(row["q_value"]), *chances, bound)


def chance_at(chance: float, prior: float) -> float:
    """The posterior of the table, which is at the product's prior, at another one: the odds change by their ratio."""
    if not 0 <= chance < 1:
        return chance
    odds = chance / (1 - chance) * (prior / (1 - prior)) / (PRIOR / (1 - PRIOR))
    return odds / (1 + odds)


def _school_columns() -> tuple[Column, ...]:
    return (
        Column("№", INTEGER, width=0.5),
        Column("Код", width=0.7),
        Column("Школа", width=2),
        Column("Муниципалитет", width=2),
        Column("Работ", INTEGER, width=0.7),
        Column("Зона", width=1.6),
        Column("Официальная методика: признаков", width=1.2),
        Column("Группы показателей с признаками", width=2),
        Column("q", P_VALUE, width=0.7),
        *(
            Column(f"Оценка подтверждения, если необъективны {prior:.0%} школ", SHARE, digits=0, width=1.1)
            for prior in SHOWN_PRIORS
        ),
        Column("Не больше чем (предел по p, 5 % школ)", SHARE, digits=0, width=1.1),
        Column("Заключение", width=5),
    )


def _finding_sheet(years: tuple[YearView, ...]) -> Sheet:
    rows = [row for view in years for row in (*_calibrated_rows(view), *_official_rows(view))]
    rows.sort(key=lambda row: (str(row[0]), str(row[1]), str(row[4]), str(row[5]), str(row[6]), str(row[7])))
    lines = (
        CAUTION,
        "Признаки обеих методик и наблюдения калиброванной (p < 0,05 без поправки на число школ; признаком не "
        "являются). Методики не смешиваются: зона — только по калиброванной. Все показатели — в файле estimates.csv.",
    )
    return Sheet("Признаки", lines, (DataTable("Признаки", FINDING_COLUMNS, tuple(rows)),))


def _calibrated_rows(view: YearView) -> Iterator[tuple[Value, ...]]:
    table = view.year.estimates
    if not len(table):
        return
    finding = table["is_finding"].astype(bool)
    with np.errstate(invalid="ignore"):
        noted = table["applicable"].astype(bool) & (table["p_value"] < OBSERVATION_P)
    for row in table.filter(finding | noted).rows():
        figures = [row[name] for name in ("observed", "expected", "effect", "lower", "upper", "p_value")]
        passport = view.passport(str(row["indicator"]))
        yield (
            *_who(view, row),
            CALIBRATED,
            f"{passport.title}, {passport.unit}" if passport else str(row["indicator"]),
            direction_title(str(row["indicator"]), str(row["direction"])),
            int(row["n"]),
            *figures,
            _verdict(view, row),
        )


def _verdict(view: YearView, row: dict[str, Any]) -> str:
    if not row["is_finding"]:
        return "наблюдение"
    return "признак" if view.enters_zone(row) else "признак (отдельный список)"


def _official_rows(view: YearView) -> Iterator[tuple[Value, ...]]:
    table = view.year.official
    if not len(table):
        return
    for row in table.filter(table["flag"].astype(bool)).rows():
        title = SIGN_TITLES.get(str(row["sign"]), str(row["sign"]))
        rest = (None, None, None, None, "признак")
        yield (*_who(view, row), OFFICIAL, title, "", int(row["n"]), row["value"], row["threshold"], *rest)


def _who(view: YearView, row: dict[str, Any]) -> tuple[Value, ...]:
    school = int(row["school"])
    name = view.name(school)
    assessment = AssessmentId.parse(str(row["assessment"])).short_title
    return (view.year.school_year, format_school(school), name.name, name.municipality_title, assessment)


def _protocol_sheet(result: AnalysisResult) -> Sheet:
    tables = tuple(table for table in (file_table(result), problem_table(result)) if table)
    return Sheet("Протокол загрузки", (problem_sentence(result),), tables)


def _method_sheet(years: tuple[YearView, ...]) -> Sheet:
    lines = (CAUTION, *method_rules(), OFFICIAL_SOURCE, OFFICIAL_CAUTION, *limit_items(years))
    return Sheet("Методика", lines, tuple(passport_table(passport) for passport in used_passports(years)))
