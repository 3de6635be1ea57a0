"""What of a region may leave it in a reference pack: nothing of a school, nothing of a cell below ten (METHODS §1.4).

Every figure of the pack is a function of merged counts or is too coarse to bring a small cell back: an exact mean,
share or fitted curve beside merged counts would be one equation more for the works that merging hides.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from objektiv.analysis.comparison import Compared
from objektiv.analysis.references import moments_of_counts
from objektiv.model.indicator import Cells, Reference
from objektiv.model.tables import FloatArray, IntArray
from objektiv.statistics.region_profile import PACKED_KEYS

SMALLEST_CELL = 10
LEAST_SCHOOLS = 3
GAP_RANGE = 6  # gaps work − journal lie between −3 and 3
BUNCHING, PROFILE = "boundary_bunching", "item_profile"
_LEVEL_KEYS = ("pooled_mean", "pooled_tau2", "within", "null")
# Only what an indicator reads back from a pack; everything else that it says of the region stays there.
KEYS: dict[str, tuple[str, ...]] = {
    "school_mean": _LEVEL_KEYS,
    "journal_gap": _LEVEL_KEYS,
    BUNCHING: ("honest_curve", "rho"),
    PROFILE: (*PACKED_KEYS, "null"),
    "difficulty_inversion": ("null",),
}


def shareable(one: Compared) -> Reference | None:
    """The reference of one assessment as it may leave the region, with the parameters that indicators read back.

    None where it would speak of one or two schools or of fewer than ten works.
    """
    known, cells = one.reference, one.reduced.cells
    if known.works < SMALLEST_CELL or (known.kind == "loaded" and known.schools < LEAST_SCHOOLS):
        return None
    counts = None if known.score_counts is None else merge_small(known.score_counts)
    mean, variance = moments_of_counts(counts)
    return replace(
        known,
        mean=mean,
        variance=variance,
        score_counts=counts,
        part_facility=_coarse_facility(known.part_facility, cells, known),
        mark_shares=_mark_shares(counts, cells, known),
        journal_shares=_merged_shares(known.journal_shares, _pairs(cells, known)),
        parameters=_parameters(one),
    )


def merge_small(counts: FloatArray) -> FloatArray:
    """Counts in which no cell between 1 and 9 is left: works of small cells move towards the fullest one."""
    whole = np.asarray(counts, dtype=np.float64)
    merged = np.bincount(merge_targets(whole), weights=whole, minlength=len(whole))
    return np.asarray(merged, dtype=np.float64)


def merge_targets(counts: FloatArray) -> IntArray:
    """(K+1,) the score at which the works of each score are counted after merging."""
    peak, last = int(counts.argmax()), len(counts) - 1
    targets = np.arange(len(counts))
    for run in (range(peak), range(last, peak, -1)):
        pending: list[int] = []
        for position in run:
            pending.append(position)
            if counts[pending].sum() >= SMALLEST_CELL:
                targets[pending] = position
                pending = []
        targets[pending] = peak
    return _fill_peak(counts, targets, peak)


def _fill_peak(counts: FloatArray, targets: IntArray, peak: int) -> IntArray:
    """Flat counts may leave the fullest cell itself small: the nearest cells join it."""
    while True:
        merged = np.bincount(targets, weights=counts, minlength=len(counts))
        others = np.flatnonzero((merged > 0) & (np.arange(len(counts)) != peak))
        if merged[peak] >= SMALLEST_CELL or not len(others):
            return targets
        nearest = others[np.abs(others - peak).argmin()]
        targets = np.where(targets == nearest, peak, targets)


def spread_small(curve: FloatArray, works: int) -> FloatArray:
    """A fitted curve (K+1,) whose merged cells share their works evenly, in whole works; shares that sum to 1."""
    expected = curve / curve.sum() * works
    targets = merge_targets(expected)
    totals = np.rint(np.bincount(targets, weights=expected, minlength=len(curve)))
    sizes = np.bincount(targets, minlength=len(curve))
    even = totals[targets] / sizes[targets]
    return np.asarray(even / even.sum())


def coarse(value: FloatArray | float, step: FloatArray | float) -> FloatArray:
    """``value`` as the nearest multiple of ``step``."""
    return np.asarray(np.round(np.rint(np.asarray(value) / step) * step, 9))


def _coarse_shares(shares: FloatArray, n: FloatArray) -> FloatArray:
    """Shares of the points of ``n`` works in steps of ten works; 0 and 1 only where they are exact."""
    step = np.minimum(SMALLEST_CELL / np.maximum(n, 1.0), 0.5)
    stepped = np.clip(coarse(shares, step), step, 1.0 - step)
    return np.asarray(np.where((shares > 0) & (shares < 1), stepped, shares))


def _part_works(cells: Cells, known: Reference, parts: int) -> FloatArray:
    """(P,) works behind the completion of each part."""
    if known.kind == "loaded" and cells.part_n is not None and cells.part_n.shape[1] == parts:
        return np.asarray(cells.part_n.sum(axis=0), dtype=np.float64)
    return np.full(parts, float(known.works))


def _coarse_facility(facility: FloatArray | None, cells: Cells, known: Reference) -> FloatArray | None:
    return None if facility is None else _coarse_shares(facility, _part_works(cells, known, len(facility)))


def _mark_shares(counts: FloatArray | None, cells: Cells, known: Reference) -> FloatArray | None:
    """By the boundaries from merged scores; None where marks ask for more than a score."""
    if counts is None:
        return _merged_shares(known.mark_shares, known.works)
    scale = cells.scale
    if known.mark_shares is None or scale is None or scale.boundaries is None or scale.conditions:
        return None
    marks = np.searchsorted(scale.boundaries, np.arange(len(counts)), side="right")
    return np.asarray(np.bincount(marks, weights=counts, minlength=4) / counts.sum())


def _pairs(cells: Cells, known: Reference) -> int:
    """Works that have both a mark and a journal mark."""
    if known.kind != "loaded" or cells.mark_pairs is None:
        return known.works
    return int(cells.mark_pairs[:, 2:6, 2:6].sum())


def _merged_shares(shares: FloatArray | None, works: int) -> FloatArray | None:
    if shares is None or works < SMALLEST_CELL:
        return None
    merged = merge_small(np.rint(shares * works))
    return np.asarray(merged / merged.sum()) if merged.sum() else None


def _parameters(one: Compared) -> dict[str, FloatArray]:
    """Finite details «region_…» of the first direction that ``KEYS`` lists, named «code:region_key»."""
    found = {}
    for code, keys in KEYS.items():
        details = one.estimates[code][0].details if one.estimates.get(code) else {}
        for key in keys:
            name = f"region_{key}"
            if name in details and np.isfinite(values := np.asarray(details[name], dtype=np.float64)).all():
                found[f"{code}:{name}"] = _disclosed(one, code, key, values.ravel())
    return found


def _disclosed(one: Compared, code: str, key: str, values: FloatArray) -> FloatArray:
    """One parameter, coarse where it would tell exact sums of points or works."""
    known, cells = one.reference, one.reduced.cells
    if key == "honest_curve":
        return spread_small(values, known.works)
    if (code, key) == (PROFILE, "control"):
        return _coarse_shares(values, _part_works(cells, known, len(values)))
    if key == "pooled_mean":
        works, width = known.works, float(0 if cells.scale is None else cells.scale.maximum)
        if code == "journal_gap":
            works, width = _pairs(cells, known), float(GAP_RANGE)
        return coarse(values, SMALLEST_CELL * max(width, 1.0) / max(works, SMALLEST_CELL))
    return values
