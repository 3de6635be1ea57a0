"""The card of one school and year: conclusion, what to do, pictures, numbers, explanations, how it was computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from objektiv.analysis.result import AssessmentResult
from objektiv.documents.blocks import (
    INTEGER,
    Block,
    Bullets,
    Card,
    Column,
    Columns,
    DataTable,
    Figure,
    Folded,
    Heading,
    Paragraph,
    Tab,
    Tabs,
)
from objektiv.documents.numbers import DASH, capitalise, count_of, format_interval, format_number, join_words
from objektiv.reports.advice import school_steps
from objektiv.reports.boundaries import boundary_table
from objektiv.reports.estimate_tables import (
    estimate_table,
    explanation_table,
    is_observation,
    judged_table,
    official_table,
    sensitivity_table,
)
from objektiv.reports.figures import school_figures
from objektiv.reports.lookup import Place, YearView
from objektiv.reports.phrases import (
    CAUTION,
    KIND_TITLES,
    REPORT_SOURCE,
    SETTLEMENT_TITLES,
    WORKS,
    zone_badge,
)

MOST_BRIEF = 2
NOT_JUDGED = "Ни один показатель к этой школе не применим: причины — в таблице всех показателей."
NO_PICTURES = "Рисунков у этой карточки нет: школ и процедур слишком много для одной страницы. Числа — ниже."


def make_card(view: YearView, school: int, *, has_pictures: bool = True) -> Card:
    """The card of a school for the page."""
    zone = view.zone(school)
    return Card(
        key=view.card_key(school),
        title=f"{view.title(school)}, {view.year.school_year}",
        summary=view.conclusion(school),
        badge=zone_badge(zone),
        blocks=card_blocks(view, school, has_pictures=has_pictures),
        is_marked=zone in ("red", "amber"),
    )


def card_blocks(view: YearView, school: int, *, has_pictures: bool = True) -> tuple[Block, ...]:
    """Conclusion first, then pictures, then numbers, then how it was computed."""
    blocks: list[Block] = [
        Paragraph(view.conclusion(school), "lead"),
        Paragraph(school_facts(view, school), "note"),
        Paragraph(CAUTION, "caution"),
        Heading("Что делать дальше", 4),
        Bullets(school_steps(view, school), is_ordered=True),
    ]
    blocks += picture_blocks(view, school) if has_pictures else [Paragraph(NO_PICTURES, "note")]
    blocks += _number_blocks(view, school)
    explanations = explanation_table(view, school)
    blocks += [explanations] if explanations else []
    official = official_table(view, school)
    blocks += [official] if official else []
    blocks += _earlier_blocks(view, school)
    blocks += [Folded("Как посчитано", _method_blocks(view, school))]
    return tuple(blocks)


def school_facts(view: YearView, school: int) -> str:
    """Where the school stands, its works of the year, what could be judged."""
    row, name = view.schools[school], view.name(school)
    places = [
        name.municipality_title,
        SETTLEMENT_TITLES.get(name.settlement, name.settlement),
        KIND_TITLES.get(name.kind, name.kind),
    ]
    works = count_of(int(row["works"]), *WORKS)
    facts = ", ".join(place for place in places if place)
    judged = f"применимых групп показателей: {int(row['families_applicable'])}"
    source = _source_sentence(view, school)
    return f"{facts}. За год {works}; {judged}.{source}".lstrip(". ")


def _source_sentence(view: YearView, school: int) -> str:
    """That there are no rows of pupils, where the figures come from report files; empty where there are."""
    works = [place.id.short_title for place in view.places(school) if place.is_from_report]
    return f" {capitalise(REPORT_SOURCE)}: {join_words(works)}." if works else ""


def picture_blocks(view: YearView, school: int) -> list[Block]:
    """Pictures by assessment; those with a finding are marked, the clearest of them go to paper."""
    clearest: dict[str, float] = {}
    for row in view.findings(school):
        work = str(row["assessment"])
        clearest[work] = min(float(row["p_value"]), clearest.get(work, 1.0))
    printed = sorted(clearest, key=lambda work: (clearest[work], work))[:MOST_BRIEF]
    tabs = []
    for place in view.places(school):
        figures = tuple(school_figures(place).values())
        if figures:
            blocks = (Paragraph(place_line(place)), _pairs(figures), *_boundary_blocks(place))
            work = str(place.id)
            tabs.append(Tab(place.id.short_title, blocks, work in clearest, work in printed))
    return [Tabs("Процедура:", tuple(tabs))] if tabs else []


def brief_pictures(view: YearView, school: int) -> list[Block]:
    """For paper: the assessment with most findings, and the two pictures that show them."""
    findings = view.findings(school)
    counts = Counter(str(row["assessment"]) for row in findings)
    places = sorted(view.places(school), key=lambda place: (-counts[str(place.id)], -place.works))
    if not places:
        return []
    shown = [str(row["family"]) for row in findings if str(row["assessment"]) == str(places[0].id)]
    figures = school_figures(places[0])
    chosen = [figures[family] for family in dict.fromkeys([*shown, *figures]) if family in figures]
    if not chosen:
        return []
    return [Paragraph(place_line(places[0])), _pairs(tuple(chosen[:MOST_BRIEF]))]


def _boundary_blocks(place: Place) -> tuple[Block, ...]:
    table = boundary_table(place)
    return (table,) if table else ()


def _pairs(figures: tuple[Figure, ...]) -> Columns:
    """Pictures side by side where there is room."""
    return Columns(tuple((figure,) for figure in figures))


def place_line(place: Place) -> str:
    """One assessment of a school in a line: works, absent, mean, marks."""
    cells, row = place.assessment.cells, place.row
    parts = [f"{place.id.title}: {count_of(place.works, *WORKS)}"]
    if place.is_from_report:
        parts.append(REPORT_SOURCE)
    if cells.absent[row]:
        parts.append(f"отсутствовали {int(cells.absent[row])}")
    if cells.score_counts is not None and cells.scale is not None and place.works:
        counts = cells.score_counts[row]
        mean = float(counts @ range(len(counts)) / counts.sum())
        parts.append(f"средний балл {format_number(mean)} из {cells.scale.maximum}{_plain_intervals(place)}")
    if cells.mark_counts is not None and cells.mark_counts[row][2:6].any():
        marks = ", ".join(f"«{mark}»\u00a0—\u00a0{int(cells.mark_counts[row][mark])}" for mark in range(2, 6))
        parts.append(f"отметки: {marks}")
    return "; ".join(parts) + "."


def _plain_intervals(place: Place) -> str:
    """The plain 95 % intervals of the school and of those it is compared with; empty where they are not known."""
    estimates = place.estimates("school_mean", "higher")
    if estimates is None or not {"plain_low", "region_low"} <= estimates.details.keys():
        return ""
    own, other = (
        format_interval(
            float(estimates.details[f"{who}_low"][row]), float(estimates.details[f"{who}_high"][row])
        )
        for who, row in (("plain", place.row), ("region", 0))
    )
    return "" if DASH in (own, other) else f" (простой интервал 95 %: {own}; сравнение — {other})"


def _number_blocks(view: YearView, school: int) -> list[Block]:
    """Findings; where there are none, observations; all figures behind a line."""
    rows = view.estimates(school)
    findings = [row for row in rows if row["is_finding"]]
    observations = [row for row in rows if is_observation(row)]
    applicable = sum(bool(row["applicable"]) for row in rows)
    blocks: list[Block] = []
    if findings:
        blocks.append(judged_table(view, "Признаки", findings))
    else:
        said = "Ни один показатель по отдельности не дал признака." if applicable else NOT_JUDGED
        blocks.append(Paragraph(said))
        blocks += [judged_table(view, "Наблюдения", observations)] if observations else []
    if observations:
        blocks.append(Paragraph(_observation_sentence(len(observations), applicable), "note"))
    if len(rows) > len(findings):
        caption = f"Все показатели школы ({len(rows)})"
        blocks.append(Folded(caption, (estimate_table(view, caption, rows),)))
    return blocks


def _observation_sentence(observations: int, applicable: int) -> str:
    return (
        f"Наблюдений (p < 0,05 без поправки на число школ): {observations} из {applicable} применимых оценок; "
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
    ]
    rule = (
        "Признак — вероятность такого отличия при обычной работе мала с поправкой на число школ (q ≤ 0,05), работ не "
        "меньше 10, а само отличие не меньше указанной величины. Наблюдение — p < 0,05 без поправки."
    )
    blocks: list[Block] = [Paragraph(rule), Bullets(tuple(items))]
    if references:
        blocks.append(Bullets((*references, *place_notes(view, school))))
    sensitivity = sensitivity_table(view, school)
    return (*blocks, sensitivity) if sensitivity else tuple(blocks)


def place_notes(view: YearView, school: int) -> Iterator[str]:
    """What the indicators say of their own run on the school's assessments, once each."""
    for place in view.places(school):
        for note in run_notes(place.assessment):
            yield f"{place.id.short_title}: {note}"


def run_notes(assessment: AssessmentResult) -> tuple[str, ...]:
    """What the indicators say of their own run on an assessment, once each."""
    notes = (note for one in assessment.estimates.values() for each in one for note in each.notes)
    return tuple(dict.fromkeys(notes))
