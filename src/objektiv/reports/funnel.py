"""The funnel: all schools of an assessment by size and mean, with limits; one school marked."""

from __future__ import annotations

import numpy as np

from objektiv.documents.blocks import Dataset, Figure
from objektiv.documents.charts import draw_funnel
from objektiv.documents.numbers import count_of, format_integer, format_number
from objektiv.model.indicator import Estimates, Reference
from objektiv.model.organisation import format_school
from objektiv.model.tables import Array, FloatArray
from objektiv.reports.lookup import Place
from objektiv.reports.phrases import WORKS

LEVELS = ("95", "998")
FEWEST_POINTS = 5
GRID = 30
NO_LIMITS = Dataset({"n": (), "low998": (), "high998": (), "low95": (), "high95": (), "middle": ()})
FUNNEL = draw_funnel("funnel", "Работ в школе (ось логарифмическая)", "Средний первичный балл")


def funnel_figure(place: Place) -> Figure | None:
    """All schools by size and mean with 95 and 99.8 % limits, this school marked; None where it says nothing."""
    estimates = place.estimates("school_mean", "higher")
    if estimates is None or "limit_95_low" not in estimates.details:
        return None
    own = float(estimates.details["mean"][place.row])
    points = place.remember("funnel-points", lambda: _points(estimates))
    stratum = int(place.assessment.cells.strata[place.row])
    limits = place.remember(f"funnel-limits-{stratum}", lambda: _limits(place, estimates, stratum))
    count = len(points.columns["n"])
    if not np.isfinite(own) or (limits is NO_LIMITS and count < FEWEST_POINTS):
        return None
    data = {
        "points": points,
        "limits": limits,
        "focus": Dataset({"n": [place.works], "y": [own], "label": ["эта школа"]}),
    }
    school = f"школа {format_school(place.school)}"
    label = f"{school}: {count_of(place.works, *WORKS)}, средний балл {format_number(own)}"
    alt = f"Воронка: {label}{_where(estimates, place.row, own)}."
    return Figure(FUNNEL, data, "Средний балл и число работ", alt, _note(place, count, limits))


def _note(place: Place, count: int, limits: Dataset) -> str:
    reference = place.assessment.reference
    is_own = reference.kind == "loaded"
    shown = f"Точки — {_points_words(count, reference)}. " if count > 1 else ""
    if limits is NO_LIMITS:
        return f"{shown}Пределы не проведены: нечем их оценить.".strip()
    compared = "" if is_own and count > 1 else f"; сравнение: {reference.title}"
    return f"{shown}Линии — пределы 95 % (пунктир) и 99,8 % (сплошные){compared}."


def _points_words(count: int, reference: Reference) -> str:
    """Who the points are; of the loaded schools of a comparison also how many of how many."""
    if reference.kind != "loaded":
        return f"загруженные школы ({format_integer(count)})"
    if count >= reference.schools:
        return f"сравниваемые школы ({format_integer(count)})"
    loaded = count_of(reference.schools, "загруженной школы", "загруженных школ", "загруженных школ")
    return f"{format_integer(count)} из {loaded}: без специальных и школ с одной работой"


def _points(estimates: Estimates) -> Dataset:
    means, sizes = np.asarray(estimates.details["mean"], dtype=np.float64), np.asarray(estimates.n)
    known = np.isfinite(means) & (sizes > 0)
    return Dataset({"n": sizes[known].tolist(), "y": np.round(means[known], 2).tolist()})


def _limits(place: Place, estimates: Estimates, stratum: int) -> Dataset:
    """Limits over sizes for a stratum: squared half-widths are linear in 1/n, so two sizes give the whole line."""
    peers = place.assessment.cells.strata == stratum
    sizes = np.asarray(estimates.n)
    ends = {key: np.asarray(estimates.details[f"limit_{key}"])[peers] for key in ("95_low", "95_high")}
    middles = (ends["95_low"] + ends["95_high"]) / 2
    known = np.isfinite(middles) & (sizes[peers] > 0)
    if len(np.unique(sizes[peers][known])) < 2:
        return NO_LIMITS
    middle = float(middles[known].mean())
    grid = _size_grid(sizes[sizes > 0])
    scale = place.assessment.cells.scale
    largest = float(scale.maximum) if scale else np.inf
    lines: dict[str, list[float]] = {}
    for level in LEVELS:
        low, high = (
            np.asarray(estimates.details[f"limit_{level}_{end}"])[peers][known] for end in ("low", "high")
        )
        half = _half_width((high - low) / 2, sizes[peers][known], grid)
        lines[f"low{level}"] = np.clip(middle - half, 0, largest).round(2).tolist()
        lines[f"high{level}"] = np.clip(middle + half, 0, largest).round(2).tolist()
    return Dataset({"n": grid.tolist(), **lines, "middle": [round(middle, 2)] * len(grid)})


def _half_width(half: FloatArray, sizes: Array, grid: Array) -> FloatArray:
    slope, base = np.polyfit(1.0 / sizes, half**2, 1)
    widths: FloatArray = np.sqrt(np.maximum(base + slope / grid, 0.0))
    return widths


def _size_grid(sizes: Array) -> Array:
    ends = (max(2.0, float(sizes.min())), float(max(sizes.max(), 4)))
    return np.unique(np.round(np.geomspace(*ends, GRID)).astype(int))


def _where(estimates: Estimates, row: int, own: float) -> str:
    for level, words in (("998", "99,8 %"), ("95", "95 %")):
        if own > estimates.details[f"limit_{level}_high"][row]:
            return f"; выше предела {words}"
        if own < estimates.details[f"limit_{level}_low"][row]:
            return f"; ниже предела {words}"
    return "; внутри пределов 95 %"
