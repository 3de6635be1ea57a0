"""Where in a work a sign is seen: the mark boundary, the tasks. Words for the steps of a card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from objektiv.documents.numbers import choose_form, format_share, join_words
from objektiv.model.indicator import Estimates
from objektiv.model.tables import BoolArray
from objektiv.reports.boundaries import BUNCHING, boundary_name
from objektiv.reports.lookup import Place

SEEN_P = 0.05
MOST_TASKS = 6
MOST_WORKS = 4
PROFILE, INVERSION = "item_profile", "difficulty_inversion"


def list_works(places: Mapping[str, Place], rows: Sequence[Mapping[str, Any]]) -> str:
    """Works of the rows with the place of each sign: «биология в 5 классе — граница 3/4 (баллы 18 и 19)»."""
    works: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        works.setdefault(str(row["assessment"]), []).append(row)
    told = [_work(places[work], group) for work, group in works.items() if work in places]
    rest = len(told) - MOST_WORKS
    return "; ".join([*told[:MOST_WORKS], *([f"ещё {rest} — в таблице"] if rest > 0 else [])])


def _work(place: Place, rows: Iterable[Mapping[str, Any]]) -> str:
    codes = list(dict.fromkeys(str(row["indicator"]) for row in rows))
    if BUNCHING in codes:
        where = _boundaries(place)
    elif PROFILE in codes or INVERSION in codes:
        where = _tasks(tasks_outside(place) or _hard_tasks(place, codes))
    else:
        where = ""
    return f"{place.id.spoken} — {where}" if where else place.id.spoken


def _boundaries(place: Place) -> str:
    """Boundaries with more works above them than in the comparison, the clearest alone where none is clear."""
    estimates, scale = place.estimates(BUNCHING, "higher"), place.assessment.cells.scale
    if (
        estimates is None
        or scale is None
        or scale.boundaries is None
        or "boundary_p" not in estimates.details
    ):
        return ""
    p_values = np.asarray(estimates.details["boundary_p"][place.row], dtype=np.float64)
    if not np.isfinite(p_values).any():
        return ""
    shown = p_values < SEEN_P
    if not shown.any():
        shown[int(np.nanargmin(p_values))] = True
    scores = np.asarray(estimates.details["region_boundaries"])[shown].tolist()
    named = [
        f"{boundary_name(scale.boundaries, score)} (баллы {score} и {score + 1})"
        if score < scale.maximum
        else f"{boundary_name(scale.boundaries, score)} (балл {score})"
        for score in scores
    ]
    return f"{choose_form(len(named), 'граница', 'границы', 'границы')} {join_words(named)}"


def _tasks(codes: Sequence[str]) -> str:
    if not codes:
        return ""
    return f"{'задание' if len(codes) == 1 else 'задания'} {join_words(codes)}"


def tasks_outside(place: Place) -> list[str]:
    """Tasks done otherwise than expected at the level of the school, at most six, the clearest kept."""
    estimates, scale = place.estimates(PROFILE, "higher"), place.assessment.cells.scale
    if estimates is None or scale is None or "part_observed" not in estimates.details:
        return []
    observed, low, high = (estimates.details[f"part_{key}"][place.row] for key in ("observed", "low", "high"))
    with np.errstate(invalid="ignore"):
        outside = (observed < low) | (observed > high)
    return _clearest(estimates, place, outside, scale.part_codes)


def _hard_tasks(place: Place, codes: Sequence[str]) -> list[str]:
    """The hardest tasks, where no single one stands out but all of them together do."""
    estimates, scale = place.estimates(INVERSION, "higher"), place.assessment.cells.scale
    if INVERSION not in codes or estimates is None or scale is None or "region_hard" not in estimates.details:
        return []
    hard = np.asarray(estimates.details["region_hard"], dtype=bool)
    return _clearest(estimates, place, hard, scale.part_codes)


def _clearest(estimates: Estimates, place: Place, chosen: BoolArray, codes: Sequence[str]) -> list[str]:
    """Codes of the chosen parts in the order of the work; of many those farthest from what is expected."""
    size = np.where(chosen, np.abs(np.nan_to_num(estimates.details["part_z"][place.row])), -1.0)
    kept = np.argsort(-size, kind="stable")[: min(MOST_TASKS, int(chosen.sum()))]
    return [codes[position] for position in sorted(kept.tolist())]


def tasks_left_out(place: Place) -> str:
    """Which tasks the picture of tasks does not have, and why; empty when it has all or there is none."""
    estimates, cells = place.estimates(PROFILE, "higher"), place.assessment.cells
    if estimates is None or cells.scale is None or "part_low" not in estimates.details:
        return ""
    is_shown = np.isfinite(estimates.details["part_low"][place.row])
    if not is_shown.any() or is_shown.all():
        return ""
    named = [
        f"{cells.scale.part_codes[part]} ({_reason(place, part)})"
        for part in np.flatnonzero(~is_shown).tolist()
    ]
    noun = "задания" if len(named) == 1 else "заданий"
    return f"На рисунке нет {noun} {join_words(named)}."


def _reason(place: Place, part: int) -> str:
    cells = place.assessment.cells
    skipped = 0 if cells.part_not_taught is None else int(cells.part_not_taught[place.row, part])
    if not skipped or not place.works:
        return "у сравниваемых школ нет различий"
    return f"«не пройдено» у {format_share(skipped / place.works, 0)}"
