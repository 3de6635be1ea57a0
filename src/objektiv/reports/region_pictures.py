"""Scores of all compared schools, an assessment a picture, with what must be said of the fitted line."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from objektiv.analysis.result import AssessmentResult
from objektiv.documents.blocks import Block, Columns, Dataset, Figure, Paragraph
from objektiv.documents.charts import draw_distribution
from objektiv.documents.numbers import capitalise, count_of, format_integer, format_number, join_words
from objektiv.model.tables import FloatArray
from objektiv.reports.boundaries import BUNCHING
from objektiv.reports.figures import boundary_rules, count_bars, share_curve, short_reference
from objektiv.reports.lookup import find_estimates
from objektiv.reports.phrases import WORKS

LEAST_WORKS = 2  # of a school that takes part in a comparison
WINDOW = 2  # scores below a boundary from which the line explains missing works
ROUGH_FIT = 0.02
HOW_TO_READ = (
    "Столбцы — работы сравниваемых школ: без специальных школ и школ с одной работой. Линия — ожидаемое, если бы "
    "граница отметки на баллы не влияла. Пунктир — первые баллы отметок 3, 4 и 5. Столбцы под границей ниже линии, а "
    "за ней выше — скачок на границе."
)
NO_BOUNDARIES = (
    "Где границы отметок программе не известны, пунктира и линии нет, скачок не оценивался: {works}."
)
NO_LINE = "Где данных для линии мало, её нет, скачок не оценивался: {works}."
ROUGH = (
    "Далеко под первым баллом отметки «3» столбцы тоже ниже линии — в сумме на {shares} % работ процедуры: {works}. "
    "Скачок у самой границы этого не объясняет: либо недостаёт и работ с совсем низкими баллами, либо линия для слабых "
    "работ неточна — по одному распределению этого не различить. Поэтому избыток у границы 2/3 в этих процедурах "
    "приблизителен."
)
REGION_SCORES = draw_distribution("region-scores", "Первичный балл", "Доля работ, %")


def region_pictures(drawn: list[AssessmentResult]) -> list[Block]:
    """Pictures of the assessments that have scores, and how to read them."""
    pairs = [(one, figure) for one in drawn if (figure := region_figure(one))]
    if not pairs:
        return []
    notes = [HOW_TO_READ, *_fit_notes([one for one, _ in pairs])]
    return [Paragraph(" ".join(notes), "note"), Columns(tuple((figure,) for _, figure in pairs))]


def _fit_notes(drawn: list[AssessmentResult]) -> Iterator[str]:
    """Which of the pictures have no boundaries, which no line, and where the line is rough."""
    without, unfitted, rough = [], [], {}
    for one in drawn:
        if one.cells.scale is None or one.cells.scale.boundaries is None:
            without.append(one.cells.assessment.short_title)
        elif (missing := _missing_far_below(one)) is None:
            unfitted.append(one.cells.assessment.short_title)
        elif missing >= ROUGH_FIT:
            rough[one.cells.assessment.short_title] = missing
    if without:
        yield NO_BOUNDARIES.format(works=join_words(without))
    if unfitted:
        yield NO_LINE.format(works=join_words(unfitted))
    if rough:
        shares = "–".join(dict.fromkeys(format_number(100 * end(rough.values()), 0) for end in (min, max)))
        yield ROUGH.format(shares=shares, works=join_words(list(rough)))


def _missing_far_below(one: AssessmentResult) -> float | None:
    """Share of works that the scores further below the first boundary miss; None where there is no line."""
    estimates = find_estimates(one, BUNCHING, "higher")
    if estimates is None or not {"region_honest_curve", "region_observed_curve"} <= estimates.details.keys():
        return None
    far = slice(0, max(0, int(np.min(estimates.details["region_boundaries"])) - WINDOW))
    line, bars = (
        np.asarray(estimates.details[f"region_{name}_curve"])[far] for name in ("honest", "observed")
    )
    return float(line.sum() - bars.sum())


def region_figure(one: AssessmentResult) -> Figure | None:
    """Scores of the whole set with boundaries and the honest curve where it was estimated."""
    observed, who = _observed(one)
    if observed is None:
        return None
    total = round(float(np.nansum(observed)))
    estimates = find_estimates(one, BUNCHING, "higher")
    data = {
        "bars": count_bars(np.round(np.nan_to_num(observed)), f"{who}: {count_of(total, *WORKS)}"),
        "curve": Dataset({"score": [], "share": [], "label": []}),
        "rules": boundary_rules(one.cells.scale.boundaries if one.cells.scale else None),
    }
    if estimates is not None and "region_honest_curve" in estimates.details:
        honest = np.asarray(estimates.details["region_honest_curve"], dtype=np.float64)
        data["curve"] = share_curve(honest, "ожидаемое без влияния границ")
    alt = f"{one.cells.assessment.title}: распределение первичных баллов, {count_of(total, *WORKS)}."
    return Figure(REGION_SCORES, data, one.cells.assessment.title, alt)


def _observed(one: AssessmentResult) -> tuple[FloatArray | None, str]:
    """Works by score of those compared, and who they are, short enough for a legend."""
    estimates = find_estimates(one, BUNCHING, "higher")
    schools, own = _compared(one)
    if estimates is not None and "region_observed_curve" in estimates.details:
        shares = np.asarray(estimates.details["region_observed_curve"], dtype=np.float64)
        works = float(estimates.details["region_works"][0])
        is_own = own is not None and round(works) == own.sum()
        return shares * works, _compared_label(schools) if is_own else _region_label(one)
    if one.reference.kind == "loaded" and own is not None and own.any():
        return own, _compared_label(schools)
    known = one.reference.score_counts
    if known is None or not np.nansum(known):
        return None, ""
    return np.asarray(known, dtype=np.float64), _region_label(one)


def _compared(one: AssessmentResult) -> tuple[int, FloatArray | None]:
    """How many loaded schools are compared, and their works by score."""
    counts = one.cells.score_counts
    if counts is None:
        return 0, None
    compared = (counts.sum(axis=1) >= LEAST_WORKS) & (one.cells.strata >= 0)
    return int(compared.sum()), np.asarray(counts[compared].sum(axis=0), dtype=np.float64)


def _compared_label(schools: int) -> str:
    return f"Сравниваемые школы ({format_integer(schools)})"


def _region_label(one: AssessmentResult) -> str:
    title = capitalise(short_reference(one.reference.kind))
    return f"{title} ({format_integer(one.reference.schools)})" if one.reference.schools else title
