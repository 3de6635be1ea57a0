"""report.xlsx: сводка, школы, признаки, протокол загрузки, методика."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from objektiv.analysis.posterior import PRIOR
from objektiv.analysis.result import AnalysisResult
from objektiv.analysis.signals import OBSERVATION_P
from objektiv.documents.blocks import INTEGER, NUMBER, P_VALUE, SHARE, Column, DataTable, Value
from objektiv.documents.numbers import format_share
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
from objektiv.reports.boundaries import BUNCHING
from objektiv.reports.estimate_tables import INDICATOR_NOTES, ONE_SIDED_NOTE, P_NOTE
from objektiv.reports.grounds import family_list
from objektiv.reports.lookup import YearView, views
from objektiv.reports.methods import (
    OFFICIAL_CAUTION,
    OFFICIAL_SOURCE,
    groups_sentence,
    index_table,
    method_totals,
)
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
from objektiv.reports.territory import hole_sentences, hole_table, holes, municipality_table
from objektiv.statistics.bounds import posterior_bound

SHOWN_PRIORS = (PRIOR, 0.02, 0.10)
CHANCE_NOTE = (
    "Оценка подтверждения — для аналитика: вероятность по смоделированным данным при разной доле школ с необъективными "
    "результатами; перепроверками она не проверена и выводом о школе не является. У школы со средним приоритетом она "
    "бывает больше, чем у школы с высоким: высокий требует ещё, чтобы то же было видно в двух группах показателей или "
    "очень ясно в двух процедурах одной группы, сколь бы велика ни была оценка."
)
OFFICIAL, CALIBRATED = "официальная", "калиброванная"
YEAR_COLUMN, NAME_COLUMN = Column("Учебный год", width=0.8), Column("Школа", width=1.8)
# What is for the screen stands on the right: paper has the other columns in letters that can be read.
FINDING_COLUMNS = (
    YEAR_COLUMN,
    Column("Код", width=0.7),
    NAME_COLUMN,
    Column("Муниципалитет", width=2),
    Column("Процедура", width=1.2),
    Column("Методика", width=1.15),
    Column("Показатель", width=3),
    Column("Направление", width=1.6),
    Column("Работ", INTEGER, width=0.6),
    Column("Наблюдалось", NUMBER, digits=2, width=1.05),
    Column("Ожидалось (порог)", NUMBER, digits=2, width=1),
    Column("Вывод", width=1.4),
)
FINDING_SCREEN_COLUMNS = (
    Column("Эффект", NUMBER, digits=2, width=0.8),
    Column("95 % от", NUMBER, digits=2, width=0.8),
    Column("до", NUMBER, digits=2, width=0.8),
    Column("p", P_VALUE, width=0.7),
)
SCHOOL_COLUMNS = (
    YEAR_COLUMN,
    Column("№", INTEGER, width=0.5),
    Column("Код", width=0.7),
    NAME_COLUMN,
    Column("Муниципалитет", width=2),
    Column("Работ", INTEGER, width=0.7),
    Column("Зона", width=1.6),
    Column("Официальная методика: признаков", width=1.2),
    Column("Группы показателей, на которых стоит заключение", width=2.2),
    Column("Заключение", width=5),
)
SCHOOL_SCREEN_COLUMNS = (
    Column("q", P_VALUE, width=0.7),
    *(
        Column(
            f"Оценка подтверждения, если необъективны результаты {format_share(prior, 0)} школ",
            SHARE,
            digits=0,
            width=1.1,
        )
        for prior in SHOWN_PRIORS
    ),
    Column("Не больше чем (предел по p, 5 % школ)", SHARE, digits=0, width=1.1),
    Column("p групп показателей за год", width=2.6),
)


def build_sheets(result: AnalysisResult) -> tuple[Sheet, ...]:
    """The five sheets of report.xlsx."""
    years = views(result)
    return (
        _summary_sheet(result, years),
        _school_sheet(result, years),
        _finding_sheet(result, years),
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
        by_municipality = municipality_table(view)
        tables += [by_municipality] if by_municipality else []
    return Sheet("Сводка", tuple(line for line in lines if line), tuple(tables))


def _school_sheet(result: AnalysisResult, years: tuple[YearView, ...]) -> Sheet:
    rows = [row for view in years for row in _school_rows(view)]
    lines = (result.title, CAUTION, NO_RANKING)
    return _wide_sheet("Школы", lines, years, (SCHOOL_COLUMNS, SCHOOL_SCREEN_COLUMNS), rows, CHANCE_NOTE)


def _school_rows(view: YearView) -> Iterator[tuple[Value, ...]]:
    listed = view.by_zone()
    for school, row in zip(listed, list_rows(view, listed, has_links=False), strict=True):
        place = row if _has_names(view) else (*row[:2], view.name(school).name, *row[2:])
        yield (view.year.school_year, *place[:-1], _grounds(view, school), place[-1], *_chances(view, school))


def _has_names(view: YearView) -> bool:
    """Whether the names of schools say more than their codes."""
    return any(column.title == "Школа" for column in list_columns(view))


def _wide_sheet(
    title: str,
    lines: tuple[str, ...],
    years: tuple[YearView, ...],
    columns: tuple[tuple[Column, ...], tuple[Column, ...]],
    rows: Sequence[tuple[Value, ...]],
    note: str = "",
) -> Sheet:
    """A list with its columns for paper and for the screen; without years and names that would say nothing."""
    idle = {YEAR_COLUMN} if len(years) < 2 else set()
    idle |= set() if any(map(_has_names, years)) else {NAME_COLUMN}
    paper, screen = columns
    shown = [position for position, column in enumerate((*paper, *screen)) if column not in idle]
    kept = tuple(tuple(row[position] for position in shown) for row in rows)
    listed = tuple((*paper, *screen)[position] for position in shown)
    return Sheet(title, lines, (DataTable(title, listed, kept, note),), len(listed) - len(screen))


def _grounds(view: YearView, school: int) -> str:
    """Families that the conclusion rests on, and whether by findings or by observations."""
    kinds: dict[str, str] = {}
    for row in view.deciding(school):
        kinds.setdefault(str(row["family"]), "признаки" if row["is_finding"] else "наблюдения")
    return ", ".join(f"{FAMILIES.get(code, code)} ({kind})" for code, kind in kinds.items()) or "—"


def _chances(view: YearView, school: int) -> tuple[Value, ...]:
    """q, the posterior at the three printed priors and its bound, p of every family: for the analyst."""
    row = view.schools[school]
    chances = (chance_at(float(row["posterior"]), prior) for prior in SHOWN_PRIORS)
    p = view.year.combined_p.get(school, math.nan)
    bound = float(posterior_bound(np.array([p]), PRIOR)[0])
    return (float(row["q_value"]), *chances, bound, family_list(view, school))


def chance_at(chance: float, prior: float) -> float:
    """The posterior of the table, which is at the product's prior, at another one: the odds change by their ratio."""
    if not 0 <= chance < 1:
        return chance
    odds = chance / (1 - chance) * (prior / (1 - prior)) / (PRIOR / (1 - PRIOR))
    return odds / (1 + odds)


def _finding_sheet(result: AnalysisResult, years: tuple[YearView, ...]) -> Sheet:
    rows = [row for view in years for row in (*_calibrated_rows(view), *_official_rows(view))]
    rows.sort(key=lambda row: (str(row[0]), str(row[1]), str(row[4]), str(row[5]), str(row[6]), str(row[7])))
    lines = (
        result.title,
        CAUTION,
        "Признаки обеих методик и наблюдения калиброванной (p < 0,05 без поправки на число школ; признаком не "
        "являются). Методики не смешиваются: зона — только по калиброванной. Все показатели — в файле estimates.csv.",
        "Печатаются строки, которые оставил фильтр: чтобы напечатать только признаки, выберите их в столбце «Вывод».",
    )
    note = f"{P_NOTE} {ONE_SIDED_NOTE} {INDICATOR_NOTES[BUNCHING]}"
    return _wide_sheet("Признаки", lines, years, (FINDING_COLUMNS, FINDING_SCREEN_COLUMNS), rows, note)


def _calibrated_rows(view: YearView) -> Iterator[tuple[Value, ...]]:
    table = view.year.estimates
    if not len(table):
        return
    finding = table["is_finding"].astype(bool)
    with np.errstate(invalid="ignore"):
        noted = table["applicable"].astype(bool) & (table["p_value"] < OBSERVATION_P)
    for row in table.filter(finding | noted).rows():
        passport = view.passport(str(row["indicator"]))
        yield (
            *_who(view, row),
            CALIBRATED,
            f"{passport.title}, {passport.unit}" if passport else str(row["indicator"]),
            direction_title(str(row["indicator"]), str(row["direction"])),
            int(row["n"]),
            row["observed"],
            row["expected"],
            _verdict(view, row),
            *(row[name] for name in ("effect", "lower", "upper", "p_value")),
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
        rest = ("признак", None, None, None, None)
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
    groups = map(groups_sentence, years)
    lines = (CAUTION, *method_rules(), *groups, OFFICIAL_SOURCE, OFFICIAL_CAUTION, *limit_items(years))
    return Sheet("Методика", lines, tuple(passport_table(passport) for passport in used_passports(years)))
