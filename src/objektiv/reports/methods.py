"""The two methods side by side, never mixed, and the findings that stay outside the zone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from objektiv.analysis.official import earlier_wave
from objektiv.analysis.signals import OBSERVATION_P
from objektiv.documents.blocks import (
    INTEGER,
    NUMBER,
    Block,
    Column,
    Columns,
    DataTable,
    Folded,
    Link,
    Paragraph,
    Value,
)
from objektiv.documents.numbers import join_words
from objektiv.model.assessment import AssessmentId
from objektiv.reports.lookup import YearView
from objektiv.reports.phrases import (
    BY_CODE,
    CAUTION,
    LEVEL_TITLES,
    SIGN_TITLES,
    direction_title,
)

MOST_OPEN_ROWS = 15
OFFICIAL_SOURCE = (
    "Официальная методика — «Уровень объективности оценки образовательных результатов в субъекте Российской "
    "Федерации»; реквизиты утверждающего документа не установлены. В программе её обозначение — "
    "rosobrnadzor-2019."
)
OFFICIAL_CAUTION = (
    "Как часто правила официальной методики срабатывают без причины: у смоделированных школ, которые работают "
    "объективно и отличаются друг от друга на 0,3 стандартного отклонения, завышенный средний балл отмечается в 11 % "
    "случаев при 15 участниках и в 27 % при 100. Связь с журналом меньше нуля встречается в основном там, где "
    "участников меньше 10. Рост и падение в выгрузках ВПР 2020–2021 годов отмечаются у 0–1 школы из 600."
)
SIGN_RULES = {
    "inflated_mean": "нижний конец интервала 95 % среднего балла школы выше верхнего конца такого интервала региона",
    "mark_mismatch": "чем выше отметка по журналу, тем ниже балл за работу (ранговая связь меньше нуля)",
    "cohort_rise": "результат тех же детей вырос {when} намного сильнее, чем в других школах",
    "cohort_fall": "результат тех же детей упал {when} намного сильнее, чем в других школах",
}
COHORT_SIGNS = frozenset({"cohort_rise", "cohort_fall"})
COHORT_RULE = (
    "Рост и падение — по отношению прежнего результата школы к новому; намного — это отношение отстоит от отношений "
    "средней половины школ дальше, чем на три ширины этой половины."
)
CALIBRATED_NOTE = (
    "Калиброванная методика — показатели этой программы: как часто они ошибаются, проверено на смоделированных данных. "
    "Признак — с поправкой на число школ. Наблюдение — без неё: само по себе оно ничего не значит. Применим — сумма по "
    "процедурам школ, у которых показатель можно посчитать: у показателя своё наименьшее число работ."
)
MIXED_NOTE = (
    "Вывод «{higher}» делается реже обратного: его не делают о школах с углублённым изучением, потому что для своей "
    "группы сравнения их мало (меньше 30)."
)
SUMMARY_COLUMNS = (
    Column("Показатель", width=2.6),
    Column("Направление", width=1.5),
    Column("Процедура"),
    Column("Применим, школ", INTEGER),
    Column("Признак, школ", INTEGER),
    Column("Наблюдение, школ", INTEGER),
)
TOTAL_COLUMNS = (
    Column("Показатель", width=2.1),
    Column("Направление", width=1.4),
    Column("Процедур", INTEGER, width=0.9),
    Column("Применим, школ × процедур", INTEGER, width=1.1),
    Column("Признаков", INTEGER, width=0.9),
    Column("Наблюдений", INTEGER, width=1),
)
SIGN_TOTAL_COLUMNS = (
    Column("Признак", width=2.6),
    Column("Процедур", INTEGER),
    Column("Применим, школ × процедур", INTEGER, width=1.2),
    Column("Признаков", INTEGER),
)
SIGN_COLUMNS = (
    Column("Признак", width=2.6),
    Column("Процедура"),
    Column("Применим, школ", INTEGER),
    Column("Признак, школ", INTEGER),
)
INDEX_COLUMNS = (
    Column("Уровень"),
    Column("Код", width=0.8),
    Column("Название", width=2),
    Column("Школ, где признаки применимы", INTEGER),
    Column("из них с признаками", INTEGER),
    Column("Индекс", NUMBER),
)
LIST_COLUMNS = (
    Column("Школа", width=2),
    Column("Муниципалитет", width=3.5),
    Column("Процедура", width=1.6),
    Column("Работ", INTEGER, width=0.9),
    Column("Наблюдалось", NUMBER, digits=2, width=1.75),
    Column("Ожидалось", NUMBER, digits=2, width=1.5),
    Column("Эффект", NUMBER, digits=2, width=1.1),
    Column("95 % от", NUMBER, digits=2, width=1),
    Column("до", NUMBER, digits=2, width=1),
)


def method_totals(view: YearView) -> tuple[DataTable, ...]:
    """Both methods with the assessments added up: the official one first, where it is applicable."""
    signs, calibrated = sign_summary(view), calibrated_summary(view)
    official = (_sum_assessments(signs, 1, SIGN_TOTAL_COLUMNS),) if signs else ()
    return (*official, _sum_assessments(calibrated, 2, TOTAL_COLUMNS))


def methods_beside(view: YearView) -> tuple[Block, ...]:
    """Summaries of both methods in two columns, then by assessment, then the index of the official one."""
    left: tuple[Block, ...] = (
        Paragraph("Официальная методика: применимых признаков в этих процедурах нет."),
    )
    signs, index = sign_summary(view), index_table(view)
    details: list[Block] = []
    if signs:
        heads = (Paragraph(f"Официальная методика — {note}.", "note") for note in view.year.official_notes)
        left = (*heads, method_totals(view)[0])
        details.append(Folded("Официальная методика по процедурам", (signs,)))
    calibrated = calibrated_summary(view)
    details.append(Folded("Калиброванная методика по процедурам", (calibrated,)))
    if index:
        is_long = len(index.rows) > MOST_OPEN_ROWS
        details.append(Folded(f"{index.caption} ({len(index.rows)})", (index,)) if is_long else index)
        details += [Paragraph(OFFICIAL_SOURCE, "note"), Paragraph(OFFICIAL_CAUTION, "note")]
    return (Columns((left, method_totals(view)[-1:])), *details)


def groups_sentence(view: YearView) -> str:
    """Whether the schools were compared in groups of their kind and settlement or all together, and why."""
    titles = dict.fromkeys(title for one in view.year.assessments for title in one.cells.stratum_titles)
    if len(titles) > 1:
        return f"Группы сравнения за {view.year.school_year}: {'; '.join(titles)}."
    is_known = any(name.kind or name.settlement for name in view.result.names.values())
    why = "иначе в какой-то из групп меньше 30 школ" if is_known else "сведений о виде школ и местности нет"
    return (
        f"За {view.year.school_year} все школы, кроме специальных, сравнивались вместе, без деления по виду школы и "
        f"местности: {why}."
    )


def _sum_assessments(table: DataTable, names: int, columns: tuple[Column, ...]) -> DataTable:
    """The same table with the assessments added up: ``names`` columns stay, then comes the assessment, then counts.

    An assessment counts where the first of the counts, the schools that could be judged, is not 0.
    """
    sums: dict[tuple[Value, ...], list[int]] = {}
    for row in table.rows:
        figures = [int(str(value)) for value in row[names + 1 :]]
        counts = [int(figures[0] > 0), *figures]
        known = sums.setdefault(row[:names], [0] * len(counts))
        sums[row[:names]] = [old + new for old, new in zip(known, counts, strict=True)]
    rows = tuple((*key, *counts) for key, counts in sums.items())
    return DataTable(table.caption, columns, rows, table.note)


def sign_summary(view: YearView) -> DataTable | None:
    """Signs of the official method: applicable and triggered, by assessment; None without any."""
    table = view.year.official
    if not len(table):
        return None
    applicable: Counter[tuple[str, str]] = Counter()
    flagged: Counter[tuple[str, str]] = Counter()
    for sign, assessment, flag in zip(table["sign"], table["assessment"], table["flag"], strict=True):
        applicable[str(sign), str(assessment)] += 1
        flagged[str(sign), str(assessment)] += bool(flag)
    rows = tuple(
        (SIGN_TITLES.get(sign, sign), _short(assessment), count, flagged[sign, assessment])
        for (sign, assessment), count in sorted(applicable.items())
    )
    signs = dict.fromkeys(sign for sign, _ in sorted(applicable))
    when = _between([AssessmentId.parse(work) for sign, work in sorted(applicable) if sign in COHORT_SIGNS])
    rules = "; ".join(
        f"{SIGN_TITLES[sign]} — {SIGN_RULES[sign].format(when=when)}" for sign in signs if sign in SIGN_RULES
    )
    cohorts = f" {COHORT_RULE}" if COHORT_SIGNS & signs.keys() else ""
    note = f"Правила: {rules}.{cohorts}" if rules else ""
    return DataTable("Официальная методика", SIGN_COLUMNS, rows, note)


def _between(later: Iterable[AssessmentId]) -> str:
    """From which work of the same pupils to which: «с осени 2020 года к весне 2021 года»."""
    told = dict.fromkeys(
        f"с {'осени' if earlier_wave(work).is_autumn else 'весны'} {earlier_wave(work).year} года "
        f"к {'осени' if work.is_autumn else 'весне'} {work.year} года"
        for work in later
    )
    return join_words(list(told))


def calibrated_summary(view: YearView) -> DataTable:
    """Indicators of the calibrated method: applicable, findings, observations, by assessment."""
    counts: dict[tuple[str, str, str], list[int]] = {}
    for indicator, direction, assessment, figures in _verdicts(view):
        total = counts.setdefault((indicator, direction, assessment), [0, 0, 0])
        for position, figure in enumerate(figures):
            total[position] += figure
    rows: list[tuple[Value, ...]] = [
        (_indicator(view, key[0]), direction_title(key[0], key[1]), _short(key[2]), *figures)
        for key, figures in sorted(counts.items())
    ]
    note = f"{CALIBRATED_NOTE}{_mixed_note(view)}"
    return DataTable("Калиброванная методика", SUMMARY_COLUMNS, tuple(rows), note)


def _mixed_note(view: YearView) -> str:
    """Why «too high» is judged of fewer schools than «too low»; empty where it is not."""
    mixed = (one.cells.is_mixed for one in view.year.assessments)
    if not any(each is not None and each.any() for each in mixed):
        return ""
    codes = ("school_mean", "journal_gap")
    titles = dict.fromkeys(direction_title(code, "higher") for code in codes if view.passport(code))
    return f" {MIXED_NOTE.format(higher='» и «'.join(titles))}" if titles else ""


def _verdicts(view: YearView) -> Iterator[tuple[str, str, str, tuple[int, int, int]]]:
    table = view.year.estimates
    if not len(table):
        return
    applicable = table["applicable"].astype(bool)
    finding = applicable & table["is_finding"].astype(bool)
    with np.errstate(invalid="ignore"):
        observation = applicable & ~finding & (table["p_value"] < OBSERVATION_P)
    names = (table[name].tolist() for name in ("indicator", "direction", "assessment"))
    flags = (flag.astype(int).tolist() for flag in (applicable, finding, observation))
    for *key, fits, found, noted in zip(*names, *flags, strict=True):
        yield *key, (fits, found, noted)


def index_table(view: YearView) -> DataTable | None:
    """The index of the region and of municipalities, by code; None where it is applicable to one school or none."""
    titles = {name.municipality: name.municipality_title for name in view.result.names.values()}
    listed = [row for row in view.year.official_index.rows() if row["level"] != "school"]
    listed.sort(key=lambda row: (row["level"] != "region", int(row["id"])))
    if not view.is_whole_region and max((int(row["applicable"]) for row in listed), default=0) == 1:
        return None
    rows = [_index_row(view, row, titles) for row in listed]
    scope = "" if view.is_whole_region else " Посчитан по загруженным школам."
    note = f"Индекс = 100 − доля школ, у которых есть хотя бы один признак, %.{scope} Порядок — по коду."
    return DataTable("Индекс по официальной методике", INDEX_COLUMNS, tuple(rows), note) if rows else None


def _index_row(view: YearView, row: dict[str, Any], titles: dict[int, str]) -> tuple[Value, ...]:
    level = str(row["level"])
    if level == "region" and not view.is_whole_region:
        return ("загруженные школы", "—", "—", *_index_figures(row))
    name = titles.get(int(row["id"]), "") if level == "municipality" else ""
    return (LEVEL_TITLES.get(level, level), str(int(row["id"])), name or "—", *_index_figures(row))


def _index_figures(row: dict[str, Any]) -> tuple[int, int, float]:
    return int(row["applicable"]), int(row["flagged"]), float(row["index"])


def separate_lists(view: YearView, *, has_links: bool) -> tuple[DataTable, ...]:
    """Findings that do not enter the zone, a list for each indicator and direction, schools by code."""
    lists: dict[tuple[str, str], list[tuple[Value, ...]]] = {}
    for school in view.schools:
        for row in view.estimates(school):
            if row["is_finding"] and not view.enters_zone(row):
                key = (str(row["indicator"]), str(row["direction"]))
                lists.setdefault(key, []).append(_list_row(view, school, row, has_links=has_links))
    tables = [
        DataTable(_list_title(view, code, direction), LIST_COLUMNS, tuple(rows))
        for (code, direction), rows in sorted(lists.items())
    ]
    # What holds of every list is said once, below the last.
    return (*tables[:-1], *(replace(table, note=f"{CAUTION} {BY_CODE}") for table in tables[-1:]))


def _list_row(view: YearView, school: int, row: dict[str, Any], *, has_links: bool) -> tuple[Value, ...]:
    title = view.title(school)
    figures = (row[key] for key in ("observed", "expected", "effect", "lower", "upper"))
    return (
        Link(title, view.card_key(school)) if has_links else title,
        view.name(school).municipality_title,
        _short(str(row["assessment"])),
        int(row["n"]),
        *figures,
    )


def _list_title(view: YearView, code: str, direction: str) -> str:
    passport = view.passport(code)
    if passport is None:
        return f"{code}: {direction}"
    scope = ", внутреннее оценивание" if passport.family == "journal" else ""
    return f"{passport.title}: {direction_title(code, direction)} ({passport.unit}{scope})"


def _indicator(view: YearView, code: str) -> str:
    passport = view.passport(code)
    return passport.title if passport else code


def _short(assessment: str) -> str:
    return AssessmentId.parse(assessment).short_title
