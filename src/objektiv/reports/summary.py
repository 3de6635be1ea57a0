"""The first page: what was looked at, what was found, the schools by zone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from objektiv.analysis.result import AMBER, INSUFFICIENT, NONE, RED, AnalysisResult
from objektiv.documents.blocks import (
    INTEGER,
    Block,
    Column,
    DataTable,
    Link,
    Paragraph,
    Value,
)
from objektiv.documents.numbers import (
    capitalise,
    choose_form,
    count_of,
    format_integer,
    format_number,
    join_words,
)
from objektiv.model.assessment import AssessmentId
from objektiv.model.organisation import format_school
from objektiv.reports.lookup import YearView
from objektiv.reports.phrases import (
    ASSESSMENTS,
    CAUTION,
    NO_RANKING,
    SCHOOLS,
    WORKS,
    ZONE_MEANINGS,
    ZONE_WORDS,
    ZONES,
    zone_badge,
)

MOST_REFERENCES = 3
OF_SCHOOLS = ("школы", "школ", "школ")
ROWS = ("строка", "строки", "строк")
SPECIAL_SCHOOLS = ("специальная школа", "специальные школы", "специальных школ")
REFERENCE_KINDS = {
    "pack": "пакет региона",
    "report": "строки отчётов ФИС ОКО",
    "loaded": "загруженные школы региона",
}
# METHODS §5.5: the figure is the share of treated schools in simulated worlds, rounded down.
CONFIRMED_BASIS = (
    "среднее по зоне, оценённое по смоделированным данным, в которых необъективны результаты 5 % школ, и округлённое "
    "вниз; перепроверками оно не проверено"
)
ZONE_COLUMNS = (
    Column("Зона", width=2.4),
    Column("Школ", INTEGER, width=0.8),
    Column("Работ", INTEGER, width=0.8),
    Column("Что это значит", width=4.2),
    Column("Из 10 таких сигналов подтверждаются", width=1.8),
)


def scope_sentence(view: YearView) -> str:
    """What was looked at: schools, assessments, works."""
    schools = len(view.schools)
    works = sum(int(row["works"]) for row in view.schools.values())
    assessments = dict.fromkeys(one.cells.assessment for one in view.year.assessments)
    looked = choose_form(schools, "рассмотрена", "рассмотрены", "рассмотрено")
    return (
        f"За {view.year.school_year} учебный год {looked} {count_of(schools, *SCHOOLS)}: "
        f"{count_of(len(assessments), *ASSESSMENTS)}, {count_of(works, *WORKS)}{_other_years(view.result)}."
    )


def _other_years(result: AnalysisResult) -> str:
    """Loaded works of school years that the result does not look at; empty without any."""
    years = {year.school_year for year in result.years}
    dated = ((AssessmentId.parse(file.assessment), file.present) for file in result.files if file.assessment)
    works = sum(present for assessment, present in dated if assessment.school_year not in years)
    return f"; ещё {count_of(works, *WORKS)} загружено за другие учебные годы" if works else ""


def reference_sentence(view: YearView) -> str:
    """With what the schools are compared, assessments of the same kind of reference together."""
    used = [one.reference for one in view.year.assessments if one.cells.n.any()]
    titles = list(dict.fromkeys(reference.title for reference in used))
    if len(titles) <= MOST_REFERENCES:
        return f"Сравнение: {join_words(titles)}{_left_out(view)}." if titles else ""
    words = []
    for kind, title in REFERENCE_KINDS.items():
        counts = sorted(reference.schools for reference in used if reference.kind == kind)
        if counts:
            spread = f", по процедурам от {counts[0]} до {counts[-1]}" if counts[-1] > counts[0] else ""
            words.append(f"{title}{spread}")
    return f"Сравнение: {join_words(words)}{_left_out(view)}."


def _left_out(view: YearView) -> str:
    """Whom the indicators leave out; empty when nobody. Lines of pictures are of all that is loaded."""
    special = sum(view.is_special(school) for school in view.schools)
    return (
        f"; показатели считаются без специальных школ ({special}) и школ с одной работой" if special else ""
    )


def zone_sentence(view: YearView) -> str:
    """How many schools stand in each zone; for one school its own conclusion."""
    if len(view.schools) == 1:
        school = next(iter(view.schools))
        return f"{view.title(school)}: {view.conclusion(school)}"
    counts = {zone: len(view.in_zone(zone)) for zone in ZONES}
    if counts[INSUFFICIENT] == len(view.schools):
        return "Судить нельзя ни об одной школе: данных за год недостаточно."
    if counts[RED] or counts[AMBER]:
        high, middle = (count_of(counts[zone], *OF_SCHOOLS) for zone in (RED, AMBER))
        parts = [f"приоритет перепроверки высокий — у {high}, средний — у {middle}"]
    else:
        parts = ["школ с приоритетом перепроверки нет"]
    if counts[NONE]:
        parts.append(f"приоритета нет — у {count_of(counts[NONE], *OF_SCHOOLS)}")
    if counts[INSUFFICIENT]:
        parts.append(
            f"недостаточно данных — у {count_of(counts[INSUFFICIENT], *OF_SCHOOLS)}{_special_part(view)}"
        )
    return capitalise("; ".join(parts)) + "."


def _special_part(view: YearView) -> str:
    """How many of the schools without enough data are special ones."""
    special = sum(view.is_special(school) for school in view.in_zone(INSUFFICIENT))
    if not special:
        return ""
    return f" (из них {count_of(special, *SPECIAL_SCHOOLS)}: с другими не сравниваются, их смотрят отдельно)"


def official_sentence(view: YearView) -> str:
    """The index of the official method, or that it is not applicable."""
    rows = [row for row in view.year.official_index.rows() if row["level"] == "region"]
    if not rows:
        return "Официальная методика: применимых признаков в этих процедурах нет."
    parts = [
        f"признаки у {int(row['flagged'])} из {count_of(int(row['applicable']), *OF_SCHOOLS)}, где она применима"
        f"{_index_part(view, row)}"
        for row in rows
    ]
    notes = f" ({'; '.join(view.year.official_notes)})" if view.year.official_notes else ""
    return f"Официальная методика{notes}: {'; '.join(parts)}. Считается отдельно и на зону не влияет."


def _index_part(view: YearView, row: dict[str, Any]) -> str:
    """The index of several schools: of one school it would be 0 or 100 and say nothing of a territory."""
    if int(row["applicable"]) == 1 and not view.is_whole_region:
        return ""
    whose = "региона" if view.is_whole_region else "загруженных школ"
    return f", индекс {whose} {format_number(float(row['index']), 1)}"


def zone_table(view: YearView) -> DataTable:
    """Schools and works by zone, with what a zone means and how often its signals are confirmed."""
    rows: list[tuple[Value, ...]] = []
    for zone in ZONES:
        schools = view.in_zone(zone)
        works = sum(int(view.schools[school]["works"]) for school in schools)
        rows.append((zone_badge(zone), len(schools), works, ZONE_MEANINGS[zone], _confirmed(view, zone)))
    total = sum(int(row["works"]) for row in view.schools.values())
    rows.append(("Всего", len(view.schools), total, "", ""))
    has_signals = bool(view.in_zone(RED, AMBER))
    note = f"Сколько сигналов подтверждается: {CONFIRMED_BASIS}." if has_signals else ""
    return DataTable(f"Школы по зонам, {view.year.school_year}", ZONE_COLUMNS, tuple(rows), note)


def _confirmed(view: YearView, zone: str) -> str:
    if zone not in (RED, AMBER) or not view.in_zone(zone):
        return ""
    expected = view.year.expected_confirmed.get(zone, math.nan)
    if not math.isfinite(expected):
        return "оценки пока нет"
    return f"около {format_number(expected, 0)}" if expected >= 1 else "меньше 1"


def confirmed_sentence(view: YearView) -> str:
    """How often such signals are confirmed, in words; empty when no school has one."""
    parts = []
    for zone in (RED, AMBER):
        expected = view.year.expected_confirmed.get(zone, math.nan)
        if view.in_zone(zone) and math.isfinite(expected):
            parts.append(f"{ZONE_WORDS[zone]} приоритет — {_confirmed(view, zone)}")
    if not parts:
        return ""
    return (
        f"Из 10 таких сигналов подтверждаются: {', '.join(parts)} (по смоделированным данным; перепроверками не "
        "проверено)."
    )


def list_columns(view: YearView) -> tuple[Column, ...]:
    """Columns of the list of schools; the name is there when it says more than the code."""
    name = (Column("Школа", width=2.6),) if _has_names(view) else ()
    return (
        Column("№", INTEGER, width=0.7),
        Column("Код", width=1.1),
        *name,
        Column("Муниципалитет", width=2.2),
        Column("Работ", INTEGER, width=0.9),
        Column("Зона", width=2.6),
        Column("Официальная методика: признаков", width=2.5),
        Column("Заключение", width=9),
    )


def list_rows(view: YearView, schools: Sequence[int], *, has_links: bool) -> tuple[tuple[Value, ...], ...]:
    """Rows of the list: zone by zone, by code inside a zone."""
    has_names = _has_names(view)
    rows = []
    for number, school in enumerate(schools, 1):
        row, name, code = view.schools[school], view.name(school), format_school(school)
        rows.append(
            (
                number,
                Link(code, view.card_key(school)) if has_links else code,
                *((name.name,) if has_names else ()),
                name.municipality_title,
                int(row["works"]),
                zone_badge(str(row["zone"])),
                _official_count(view, school),
                view.conclusion(school),
            )
        )
    return tuple(rows)


def _official_count(view: YearView, school: int) -> str:
    rows = view.official(school)
    return f"{sum(bool(row['flag']) for row in rows)} из {len(rows)}" if rows else "не применима"


def _has_names(view: YearView) -> bool:
    return any(format_school(school) not in view.name(school).name for school in view.schools)


def list_caption(view: YearView) -> str:
    """Caption of the list of schools."""
    return f"Школы, {view.year.school_year} учебный год"


def list_note(view: YearView) -> str:
    """What stands under every list."""
    return f"{CAUTION} {NO_RANKING}" if len(view.schools) > 1 else CAUTION


def main_points(view: YearView, holes: Sequence[str]) -> tuple[Block, ...]:
    """«Главное» of a year in a few sentences."""
    first = (zone_sentence(view), confirmed_sentence(view))
    later = (scope_sentence(view), reference_sentence(view), official_sentence(view))
    return (
        Paragraph(" ".join(sentence for sentence in first if sentence), "lead"),
        *(Paragraph(sentence) for sentence in holes),
        Paragraph(" ".join(sentence for sentence in later if sentence)),
    )


def source_sentence(result: AnalysisResult) -> str:
    """What the report rests on: files, their rows and what became of them."""
    if not result.files:
        return "Сведений о загруженных файлах нет."
    rows, present, absent, refused = (
        sum(getattr(file, name) for file in result.files)
        for name in ("rows", "present", "absent", "quarantined")
    )
    became = (
        f" — {count_of(present, *WORKS)}, {format_integer(absent)} отсутствовавших, {format_integer(refused)} не "
        "приняты в расчёт"
    )
    told = became if present and rows == present + absent + refused else ""
    return (
        f"Источник: {count_of(len(result.files), 'файл', 'файла', 'файлов')}, {count_of(rows, *ROWS)}{told}. "
        f"Версия программы {result.version}."
    )
