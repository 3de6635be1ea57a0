"""The pictures of a school's card: which works, which of their pictures first, what stands above them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from objektiv.documents.blocks import Block, Columns, Figure, Folded, Paragraph, Tab, Tabs
from objektiv.documents.numbers import (
    DASH,
    choose_form,
    count_of,
    format_integer,
    format_interval,
    format_number,
    format_share,
)
from objektiv.reports.boundaries import boundary_table
from objektiv.reports.figures import school_figures
from objektiv.reports.lookup import Place, YearView
from objektiv.reports.phrases import REPORT_SOURCE, WORKS
from objektiv.reports.whereabouts import tasks_left_out

MOST_BRIEF = 2  # works of a card on paper, and pictures of a work there
LARGE_ABSENCE = 0.3


def telling_works(view: YearView, school: int) -> dict[str, list[str]]:
    """Works that the conclusion rests on → its families there; the clearest of each family first, then the others."""
    rows = view.deciding(school)
    works: dict[str, list[str]] = {}
    firsts = {str(row["family"]): row for row in reversed(rows)}
    leading = [row for row in rows if firsts[str(row["family"])] is row]
    for row in (*leading, *rows):
        families = works.setdefault(str(row["assessment"]), [])
        if str(row["family"]) not in families:
            families.append(str(row["family"]))
    return works


def picture_blocks(view: YearView, school: int) -> list[Block]:
    """Pictures by assessment; those with a finding are marked, those that the conclusion rests on go to paper."""
    found = {str(row["assessment"]) for row in view.findings(school)}
    telling = telling_works(view, school)
    tabs: list[Tab] = []
    printed: list[str] = []
    drawn = {str(place.id): place for place in view.places(school) if school_figures(place)}
    for work in telling:
        if work in drawn and len(printed) < MOST_BRIEF:
            printed.append(work)
    for work, place in drawn.items():
        blocks = _tab_blocks(place, telling.get(work, []))
        tabs.append(Tab(place.id.short_title, blocks, work in found, work in printed))
    if not tabs:
        return []
    shown = Paragraph(_shown_sentence(len(printed), len(telling)), "note paper")
    return [Tabs("Процедура:", tuple(tabs)), *([shown] if len(printed) < len(telling) else [])]


def _shown_sentence(shown: int, found: int) -> str:
    drawn = count_of(shown, "процедура", "процедуры", "процедур")
    verb = choose_form(shown, "показана", "показаны", "показано")
    return f"На рисунках {verb} {drawn} из {found}, на которых стоит вывод; остальные — в карточке на экране."


def brief_pictures(view: YearView, school: int) -> list[Block]:
    """For paper: the work that the conclusion rests on most, else the largest, and the two pictures that show it."""
    telling = telling_works(view, school)
    order = {work: number for number, work in enumerate(telling)}
    places = sorted(
        view.places(school), key=lambda place: (order.get(str(place.id), len(order)), -place.works)
    )
    if not places or not (figures := school_figures(places[0])):
        return []
    chosen = _ordered(figures, telling.get(str(places[0].id), []))[:MOST_BRIEF]
    blocks: list[Block] = [Paragraph(place_line(places[0])), _pairs(chosen)]
    if len(telling) > 1:
        rest = f"На рисунках показана 1 процедура из {len(telling)}, на которых стоит вывод."
        blocks.append(Paragraph(rest, "note"))
    return blocks


def _ordered(figures: dict[str, Figure], families: Sequence[str]) -> list[Figure]:
    return [figures[family] for family in dict.fromkeys([*families, *figures]) if family in figures]


def _tab_blocks(place: Place, families: Sequence[str]) -> tuple[Block, ...]:
    """The pictures that show the ``families`` first; without families all of them, else the rest behind a line."""
    figures = school_figures(place)
    ordered = _ordered(figures, families)
    count = max(MOST_BRIEF, len([family for family in families if family in figures]))
    first = ordered[:count] if families else ordered
    blocks: list[Block] = [Paragraph(place_line(place)), _pairs(first)]
    missing = tasks_left_out(place)
    blocks += [Paragraph(missing, "note")] if missing else []
    table = boundary_table(place)
    blocks += [table] if table and "boundary" in families else []
    rest: list[Block] = [_pairs(ordered[len(first) :])] if len(ordered) > len(first) else []
    rest += [table] if table and "boundary" not in families else []
    return (
        (*blocks, Folded(f"Ещё об этой процедуре: {place.id.short_title}", tuple(rest)))
        if rest
        else tuple(blocks)
    )


def _pairs(figures: Sequence[Figure]) -> Columns:
    """Pictures side by side where there is room."""
    return Columns(tuple((figure,) for figure in figures))


def place_line(place: Place) -> str:
    """What the school wrote: works, the absent, the mean beside the comparison, marks, works without a journal mark."""
    parts = [f"{place.id.title}: {count_of(place.works, *WORKS)}"]
    if place.is_from_report:
        parts.append(REPORT_SOURCE)
    told = (_absent(place), _mean(place), _marks(place), _without_journal(place))
    return "; ".join([*parts, *(one for one in told if one)]) + "."


def _absent(place: Place) -> str:
    absent = int(place.assessment.cells.absent[place.row])
    if not absent:
        return ""
    verb = choose_form(absent, "отсутствовал", "отсутствовали", "отсутствовали")
    share = absent / (absent + place.works)
    if share < LARGE_ABSENCE:
        return f"{verb} {format_integer(absent)}"
    listed = f"{verb} {format_integer(absent)} из {format_integer(absent + place.works)} ({format_share(share, 0)})"
    return f"{listed} — о всей параллели эти работы говорят мало"


def _mean(place: Place) -> str:
    cells = place.assessment.cells
    if cells.score_counts is None or cells.scale is None or not place.works:
        return ""
    counts = cells.score_counts[place.row]
    mean = format_number(float(counts @ range(len(counts)) / counts.sum()))
    own, other = _plain_intervals(place)
    schools = _mean_of_schools(place)
    compared = [f"по всем работам {other}" if other else "", f"по школам — {schools}" if schools else ""]
    known = ", ".join(one for one in compared if one)
    interval = f" (интервал 95 %: {own})" if own and place.works > 1 else ""
    beside = f"; у школ для сравнения средний балл {known}" if known and place.is_compared else ""
    return f"средний балл {mean} из {cells.scale.maximum}{interval}{beside}"


def _plain_intervals(place: Place) -> tuple[str, str]:
    """95 % intervals of the mean by the number of works: the school's, the comparison's; empty where not known."""
    estimates = place.estimates("school_mean", "higher")
    if estimates is None or not {"plain_low", "region_low"} <= estimates.details.keys():
        return "", ""
    own, other = (
        format_interval(
            float(estimates.details[f"{who}_low"][row]), float(estimates.details[f"{who}_high"][row])
        )
        for who, row in (("plain", place.row), ("region", 0))
    )
    return ("", "") if DASH in (own, other) else (own, other)


def _mean_of_schools(place: Place) -> str:
    """With what the school itself is compared: every school counts alike there, not every work."""
    estimates = place.estimates("school_mean", "higher")
    if estimates is None or place.assessment.reference.kind != "loaded":
        return ""
    expected = float(estimates.expected[place.row])
    return format_number(expected) if np.isfinite(expected) else ""


def _marks(place: Place) -> str:
    counts = place.assessment.cells.mark_counts
    if counts is None or not counts[place.row][2:6].any():
        return ""
    marks = ", ".join(f"«{mark}»\u00a0—\u00a0{int(counts[place.row][mark])}" for mark in range(2, 6))
    return f"отметки: {marks}"


def _without_journal(place: Place) -> str:
    """Works that the comparison with the journal lacks."""
    pairs = place.assessment.cells.mark_pairs
    known = 0 if pairs is None else int(pairs[place.row][2:6, 2:6].sum())
    return (
        f"без отметки по журналу {count_of(place.works - known, *WORKS)}" if 0 < known < place.works else ""
    )
