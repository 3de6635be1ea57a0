"""The card of one school and year: conclusion, what to do, pictures, numbers, explanations, how it was computed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from objektiv.analysis.evidence import AMBER_Q, RED_Q
from objektiv.analysis.result import AMBER, RED, AssessmentResult
from objektiv.analysis.signals import is_observation
from objektiv.documents.blocks import (
    INTEGER,
    Badge,
    Block,
    Bullets,
    Card,
    Column,
    DataTable,
    Folded,
    Heading,
    Paragraph,
)
from objektiv.documents.numbers import capitalise, count_of, format_number, join_words
from objektiv.reports.advice import school_steps
from objektiv.reports.card_pictures import picture_blocks
from objektiv.reports.estimate_tables import (
    estimate_table,
    explanation_table,
    judged_table,
    sensitivity_table,
    signal_table,
    signal_word,
)
from objektiv.reports.grounds import family_sentence, no_second_ground, second_ground
from objektiv.reports.lookup import YearView
from objektiv.reports.official_signs import official_blocks
from objektiv.reports.phrases import (
    CAUTION,
    FINDING_RULE,
    KIND_TITLES,
    REPORT_SOURCE,
    SETTLEMENT_TITLES,
    WORKS,
    ZONE_TONES,
    ZONE_WORDS,
    zone_badge,
)

LEAST_SHOWN_Q = 0.01
CLEAR_P = 0.001  # below it nobody says that chance alone does that
NOT_JUDGED = "Ни один показатель к этой школе не применим: причины — в таблице всех показателей."
NO_PICTURES = "Рисунков у этой карточки нет: школ и процедур слишком много для одной страницы. Числа — ниже."


def make_card(view: YearView, school: int, *, has_pictures: bool = True) -> Card:
    """The card of a school for the page."""
    zone = view.zone(school)
    is_listed = zone in (RED, AMBER)
    return Card(
        key=view.card_key(school),
        title=f"{view.title(school)}, {view.year.school_year}",
        summary=view.conclusion(school),
        badge=Badge(f"приоритет: {ZONE_WORDS[zone]}", ZONE_TONES[zone]) if is_listed else zone_badge(zone),
        blocks=card_blocks(view, school, has_pictures=has_pictures),
        is_marked=is_listed,
    )


def card_blocks(view: YearView, school: int, *, has_pictures: bool = True) -> tuple[Block, ...]:
    """Conclusion first, then pictures, then numbers, then how it was computed."""
    reason = _reason(view, school)
    blocks: list[Block] = [
        Paragraph(view.conclusion(school), "lead"),
        Paragraph(school_facts(view, school), "note"),
        *([Paragraph(reason, "note")] if reason else []),
        Paragraph(CAUTION, "caution"),
        Heading("Что делать дальше", 4),
        Bullets(school_steps(view, school), is_ordered=True),
    ]
    blocks += picture_blocks(view, school) if has_pictures else [Paragraph(NO_PICTURES, "note")]
    blocks += _number_blocks(view, school)
    explanations = explanation_table(view, school)
    blocks += [explanations] if explanations else []
    blocks += official_blocks(view, school)
    blocks += _earlier_blocks(view, school)
    blocks += [Folded("Как посчитано", _method_blocks(view, school))]
    return tuple(blocks)


def school_facts(view: YearView, school: int) -> str:
    """Where the school stands, its works of the year, what could be judged."""
    row, name = view.schools[school], view.name(school)
    kind = KIND_TITLES.get(name.kind, name.kind)
    where = SETTLEMENT_TITLES.get(name.settlement, name.settlement)
    facts = ", ".join(one for one in (name.municipality_title, f"{kind} {where}".strip()) if one)
    works = count_of(int(row["works"]), *WORKS)
    judged = f"применимых групп показателей: {int(row['families_applicable'])}"
    source = _source_sentence(view, school)
    return f"{facts}. За год {works}; {judged}.{source}".lstrip(". ")


def _reason(view: YearView, school: int) -> str:
    """Why this priority: the figure that decides, its limit, the second ground; empty without a priority."""
    zone, q_value = view.zone(school), float(view.schools[school]["q_value"])
    if zone not in (RED, AMBER) or not math.isfinite(q_value):
        return ""
    is_certain = q_value <= RED_Q
    limit = f"не больше {format_number(RED_Q if is_certain else AMBER_Q)}"
    if zone == RED:
        ground = "есть второе основание: " + second_ground(view, school)
    elif is_certain:
        ground = f"но второго основания нет: {no_second_ground(view, school)}"
    else:
        ground = f"для «высокого» нужно не больше {format_number(RED_Q)} и второе основание"
    is_usual = not any(row["is_finding"] or row["p_value"] < CLEAR_P for row in view.deciding(school))
    alone = "по отдельности показатели года бывают такими и случайно, но " if is_usual else ""
    told = f"вместе показатели года необычны — {_told_q(q_value)} ({limit}); {ground}"
    return (
        f"Почему «{ZONE_WORDS[zone]}»: {alone}{told}. "
        "q — вероятность такого сочетания при обычной работе, увеличенная с запасом на число школ."
        f"{_confirmed(view, zone)} {family_sentence(view, school)}"
    )


def _told_q(q_value: float) -> str:
    return (
        f"q = {format_number(q_value)}"
        if q_value >= LEAST_SHOWN_Q
        else f"q меньше {format_number(LEAST_SHOWN_Q)}"
    )


def _confirmed(view: YearView, zone: str) -> str:
    """How often signals of the zone are confirmed: of the zone, never of the school."""
    expected = view.year.expected_confirmed.get(zone, math.nan)
    if not math.isfinite(expected):
        return ""
    count = f"около {format_number(expected, 0)}" if expected >= 1 else "меньше 1"
    return f" Из 10 школ этой зоны подтверждаются в среднем {count}: это оценка всей зоны, а не этой школы."


def _source_sentence(view: YearView, school: int) -> str:
    """That there are no rows of pupils, where the figures come from report files; empty where there are."""
    works = [place.id.short_title for place in view.places(school) if place.is_from_report]
    return f" {capitalise(REPORT_SOURCE)}: {join_words(works)}." if works else ""


def _number_blocks(view: YearView, school: int) -> list[Block]:
    """What the conclusion rests on; all figures behind a line."""
    rows = view.estimates(school)
    blocks = (
        _priority_blocks(view, school, rows)
        if view.zone(school) in (RED, AMBER)
        else _calm_blocks(view, rows)
    )
    if rows:
        caption = f"Все показатели школы ({len(rows)})"
        blocks.append(Folded(caption, (estimate_table(view, caption, rows),)))
    return blocks


def _priority_blocks(view: YearView, school: int, rows: list[dict[str, Any]]) -> list[Block]:
    """Every named family with the rows that made it, then findings that stay outside the zone."""
    deciding = view.deciding(school)
    apart = [row for row in rows if row["is_finding"] and not view.enters_zone(row)]
    beside = ", и признаки вне зоны" if apart else ""
    caption = f"{signal_word(deciding)}, на которых стоит вывод{beside}"
    return [signal_table(view, caption, [*deciding, *apart])]


def _calm_blocks(view: YearView, rows: list[dict[str, Any]]) -> list[Block]:
    """Findings; where there are none, observations."""
    findings = [row for row in rows if row["is_finding"]]
    observations = [row for row in rows if is_observation(row)]
    applicable = sum(bool(row["applicable"]) for row in rows)
    blocks: list[Block] = []
    if findings:
        blocks.append(signal_table(view, "Признаки", findings))
    else:
        said = "Ни один показатель по отдельности не дал признака." if applicable else NOT_JUDGED
        blocks.append(Paragraph(said))
        blocks += [judged_table(view, "Наблюдения", observations)] if observations else []
    if observations:
        blocks.append(Paragraph(_observation_sentence(len(observations), applicable), "note"))
    return blocks


def _observation_sentence(observations: int, applicable: int) -> str:
    judged = count_of(applicable, "применимой оценки", "применимых оценок", "применимых оценок")
    return (
        f"Наблюдений (p < 0,05 без поправки на число школ): {observations} из {judged}; "
        f"случайно бывает около {round(0.05 * applicable)}. Признаками они не являются."
    )


def _earlier_blocks(view: YearView, school: int) -> list[Block]:
    columns = (
        Column("Учебный год"),
        Column("Работ", INTEGER),
        Column("Зона", width=1.5),
        Column("Заключение", width=4),
    )
    rows = tuple(
        (school_year, int(row["works"]), zone_badge(str(row["zone"])), str(row["conclusion"]))
        for school_year, row in view.earlier(school)
    )
    if not rows:
        return []
    return [DataTable("Та же школа в предыдущие годы", columns, rows)]


def _method_blocks(view: YearView, school: int) -> tuple[Block, ...]:
    codes = dict.fromkeys(str(row["indicator"]) for row in view.estimates(school))
    passports = [passport for code in codes if (passport := view.passport(code))]
    items = [
        f"{passport.title}. {passport.definition} Сравнение: {passport.reference_population}. "
        f"Наименьшая значимая величина: {passport.smallest_effect}."
        for passport in passports
    ]
    references = [
        f"{place.id.short_title}: сравнение — {place.assessment.reference.title}."
        for place in view.places(school)
        if place.is_compared
    ]
    blocks: list[Block] = [Paragraph(FINDING_RULE), Bullets(tuple(items))]
    if references:
        blocks.append(Bullets((*references, *_place_notes(view, school))))
    sensitivity = sensitivity_table(view, school)
    return (*blocks, sensitivity) if sensitivity else tuple(blocks)


def _place_notes(view: YearView, school: int) -> Iterator[str]:
    """What the indicators say of their own run on the school's assessments, once each."""
    for place in view.places(school):
        yield from (f"{place.id.short_title}: {note}" for note in run_notes(place.assessment))


def run_notes(assessment: AssessmentResult) -> tuple[str, ...]:
    """What the indicators say of their own run on an assessment, once each."""
    notes = (note for one in assessment.estimates.values() for each in one for note in each.notes)
    return tuple(dict.fromkeys(notes))
