"""Pictures of a school's card: funnel, scores, parts, journal. A picture that the data do not give is None."""

from __future__ import annotations

from typing import Any

import numpy as np

from objektiv.documents.blocks import Dataset, Figure
from objektiv.documents.charts import draw_corridor, draw_distribution, draw_shares
from objektiv.documents.numbers import count_of, format_integer, format_number, join_words, round_half_up
from objektiv.model.indicator import Estimates, Reference
from objektiv.model.organisation import format_school
from objektiv.model.tables import Array, FloatArray
from objektiv.reports.funnel import funnel_figure
from objektiv.reports.lookup import Place
from objektiv.reports.phrases import WORKS

# A picture of fewer works would show single pupils, not a school.
LEAST_DRAWN = 5
NO_CURVE = Dataset({"score": (), "share": (), "label": ()})
LOWERED, CONFIRMED, RAISED = "понизили", "подтвердили", "повысили"
JOURNAL_KINDS = {LOWERED: "#eab08c", CONFIRMED: "#d9dee4", RAISED: "#9fc3e0"}

SCORES = draw_distribution("scores", "Первичный балл", "Доля работ, %")
AXIS_REFERENCES = {"loaded": "загруженные", "report": "по отчёту", "pack": "по пакету"}
CONTROL_COLUMNS = (("control", "Для сравнения", 1), ("margin", "Разность: ± 95 %, п. п.", 1))
PARTS = draw_corridor("parts", "Задание", "Выполнение, % от максимума", CONTROL_COLUMNS)
JOURNAL = draw_shares("journal", JOURNAL_KINDS, "Доля работ, %")


def school_figures(place: Place) -> dict[str, Figure]:
    """All pictures of a school in one assessment that its data give, by the family of indicators that they show."""
    drawn = {
        "level": funnel_figure(place),
        "boundary": scores_figure(place),
        "profile": parts_figure(place),
        "journal": journal_figure(place),
    }
    return {family: figure for family, figure in drawn.items() if figure is not None}


def scores_figure(place: Place) -> Figure | None:
    """Scores of the school with boundaries and the curve of the reference."""
    cells, reference = place.assessment.cells, place.assessment.reference
    if cells.score_counts is None or cells.score_counts[place.row].sum() < LEAST_DRAWN:
        return None
    counts = cells.score_counts[place.row]
    label = f"школа {format_school(place.school)} ({count_of(int(counts.sum()), *WORKS)})"
    rules = place.remember(
        "score-rules", lambda: boundary_rules(cells.scale.boundaries if cells.scale else None)
    )
    curve = NO_CURVE
    if place.is_compared:
        curve = place.remember("score-curve", lambda: _reference_curve(reference))
    data = {"bars": count_bars(counts, label), "curve": curve, "rules": rules}
    mean = float(counts @ np.arange(len(counts)) / counts.sum())
    boundaries = "Пунктир — первые баллы отметок 3, 4 и 5. " if rules.columns["at"] else ""
    note = f"{boundaries}Линия — {reference.title}." if curve.columns["score"] else boundaries.strip()
    alt = f"Распределение первичных баллов: {label}, средний балл {format_number(mean)}."
    return Figure(SCORES, data, "Распределение первичных баллов", alt, note)


def _reference_curve(reference: Reference) -> Dataset:
    if reference.score_counts is None or not np.nansum(reference.score_counts):
        return NO_CURVE
    return share_curve(reference.score_counts, f"для сравнения: {short_reference(reference.kind)}")


def count_bars(counts: Array, label: str) -> Dataset:
    """Counts by score as the bars of a distribution."""
    scores = list(range(len(counts)))
    return Dataset(
        {"score": scores, "count": [int(count) for count in counts], "label": [label] * len(scores)}
    )


def share_curve(counts: Array, label: str) -> Dataset:
    """Shares by score, in percent, as the curve of a distribution."""
    shares = 100 * np.asarray(counts, dtype=np.float64) / np.sum(counts)
    scores = list(range(len(shares)))
    return Dataset({"score": scores, "share": shares.round(2).tolist(), "label": [label] * len(scores)})


def boundary_rules(boundaries: tuple[int, int, int] | None) -> Dataset:
    """Lines between the last score of one mark and the first of the next."""
    known = boundaries or ()
    return Dataset({"at": [first - 0.5 for first in known], "label": [str(3 + i) for i in range(len(known))]})


def parts_figure(place: Place) -> Figure | None:
    """Completion of parts against the corridor expected from the control sample."""
    estimates, scale = place.estimates("item_profile", "higher"), place.assessment.cells.scale
    if estimates is None or scale is None or "part_observed" not in estimates.details:
        return None
    observed, low, high = (_percents(estimates, key, place.row) for key in ("observed", "low", "high"))
    known = np.isfinite(observed) & np.isfinite(low) & np.isfinite(high)
    if not known.any():
        return None
    codes = [code for code, is_known in zip(scale.part_codes, known, strict=True) if is_known]
    difference = _percents(estimates, "difference", place.row)
    points: dict[str, list[Any]] = {
        "name": codes,
        "value": observed[known].round(1).tolist(),
        "low": np.clip(low[known], 0, 100).round(1).tolist(),
        "high": np.clip(high[known], 0, 100).round(1).tolist(),
        "label": ["ожидаемое при уровне этой школы, 95 %"] * len(codes),
        "control": (observed - difference)[known].round(1).tolist(),
        "margin": (difference - _percents(estimates, "difference_low", place.row))[known].round(1).tolist(),
    }
    outside = known & ((observed < low) | (observed > high))
    listed = [code for code, is_out in zip(scale.part_codes, outside, strict=True) if is_out]
    alt = f"Вне коридора: {join_words(listed)}." if listed else "Все задания в коридоре."
    control = _control_sentence(estimates)
    compared = control or f"Для сравнения: {place.assessment.reference.title}."
    return Figure(PARTS, {"points": Dataset(points)}, "Выполнение заданий и ожидаемое", alt, compared)


def _percents(estimates: Estimates, key: str, row: int) -> FloatArray:
    values: FloatArray = 100 * np.asarray(estimates.details[f"part_{key}"][row], dtype=np.float64)
    return values


def _control_sentence(estimates: Estimates) -> str:
    """Which control sample it was, as the indicator says it; of all schools also why they are not quite all."""
    told = next((note for note in estimates.notes if note.startswith("Контрольная выборка")), "")
    return f"{told} Школы с очень малым числом работ в неё не входят." if "все школы" in told else told


def journal_figure(place: Place) -> Figure | None:
    """Marks of the work against the journal, beside the reference."""
    cells, reference = place.assessment.cells, place.assessment.reference
    own = None if cells.mark_pairs is None else pair_shares(cells.mark_pairs[place.row])
    if own is None or cells.mark_pairs is None:
        return None
    pairs = int(cells.mark_pairs[place.row][2:6, 2:6].sum())
    if pairs < LEAST_DRAWN:
        return None
    units = [(f"школа ({format_integer(pairs)})", own)]
    if reference.journal_shares is not None and place.is_compared:
        units.append((AXIS_REFERENCES.get(reference.kind, "сравнение"), 100 * reference.journal_shares))
    kinds = list(JOURNAL_KINDS)
    data = {
        "who": [who for who, _ in units for _ in kinds],
        "kind": kinds * len(units),
        "order": [*range(len(kinds))] * len(units),
        "share": [round(share, 2) for _, shares in units for share in shares.tolist()],
        "shown": [int(round_half_up(share, 0)) for _, shares in units for share in shares.tolist()],
    }
    listed = join_words(
        [f"{kind} {format_number(share, 1)} %" for kind, share in zip(kinds, own.tolist(), strict=True)]
    )
    alt = f"Отметка за работу и по журналу, {count_of(pairs, *WORKS)}: {listed}."
    note = f"Для сравнения: {reference.title}." if len(units) > 1 else ""
    return Figure(JOURNAL, {"shares": Dataset(data)}, "Отметка за работу и отметка по журналу", alt, note)


def pair_shares(pairs: Array) -> FloatArray | None:
    """Percent of works whose mark is lower than, equal to, higher than the journal's; None without pairs."""
    counts = np.array(pair_counts(pairs), dtype=np.float64)
    if not counts.any():
        return None
    shares: FloatArray = 100 * counts / counts.sum()
    return shares


def pair_counts(pairs: Array) -> list[int]:
    """Works whose mark is lower than, equal to, higher than the journal's."""
    known = np.asarray(pairs)[2:6, 2:6]
    return [int(np.tril(known, -1).sum()), int(np.trace(known)), int(np.triu(known, 1).sum())]


def short_reference(kind: str) -> str:
    """A word or two for a legend; the note below the picture has the whole title."""
    return {"loaded": "загруженные школы", "report": "отчёт ФИС ОКО", "pack": "пакет региона"}.get(
        kind, "для сравнения"
    )
