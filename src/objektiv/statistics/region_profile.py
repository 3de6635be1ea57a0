"""Profile against a region that is not loaded: its pack, or its printed completion alone (METHODS §1.4, §4.2).

A printed row has no spread between schools, so that of parts is a printed default. Honest schools differed by 0.25
to 0.38 logits² in an observed international study (two to three pupils a part) and by 0.22 in the middle part of VPR
2021: 0.25 is taken, and its half and double are shown beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import logit

from objektiv.model.tables import BoolArray, FloatArray
from objektiv.statistics.item_profile import FittedProfile, judge_schools
from objektiv.statistics.part_correlation import PartCorrelation
from objektiv.statistics.part_curves import PartCurves, flat_curves, implied_curves, match_level
from objektiv.statistics.part_noise import PartNoise, PupilSpread, pupil_spread
from objektiv.statistics.part_table import PartTable

DEFAULT_BETWEEN = 0.25  # logits²
DEFAULT_DISPERSION = 1.2  # of sampling, for classes
SLOPE_SD = (
    0.2  # of the slopes of parts on the level around those that pupils imply: grows with distance from region
)
SENSITIVITY = (0.5, 2.0)
EDGE = 0.005


def usable_by_region(facility: FloatArray) -> BoolArray:
    """(P,) parts whose regional completion is known and neither 0 nor 1."""
    return np.isfinite(facility) & (facility > 0) & (facility < 1)


def fit_to_region(table: PartTable, facility: FloatArray, between: FloatArray | None = None) -> FittedProfile:
    """Profiles of ``table`` against regional completion ``facility`` (P,); ``between`` (P,) part variances of a pack.

    Slopes come from the pupils of the loaded schools; parts are taken as independent.
    """
    known = np.where(usable_by_region(facility), facility, 0.5)
    places = np.asarray(logit(np.clip(known, EDGE, 1 - EDGE)))
    everyone = np.ones(len(table.works))
    level = match_level(table, flat_curves(places), np.zeros(len(table.works)))
    expected = flat_curves(places).expected(level)
    spread = pupil_spread(table, expected * (1 - expected), everyone)
    curves = implied_curves(places, spread.loading, table.maxima)
    for _ in range(3):
        level = match_level(table, curves, level)
    base = np.full(len(places), DEFAULT_BETWEEN) if between is None else between
    noise = PartNoise(base + (SLOPE_SD * level[:, None]) ** 2, DEFAULT_DISPERSION, np.zeros(len(places)))
    nobody = np.zeros(len(table.works), dtype=bool)
    return judge_schools(table, curves, level, noise, spread, np.ones_like(expected), nobody)


@dataclass(frozen=True)
class PackedProfile:
    """What a region's pack knows: curves (P, 3), part variances, loadings, spreads (P,), correlations (P, P), φ."""

    facility: FloatArray
    curves: FloatArray
    between: FloatArray
    dispersion: float
    spread: PupilSpread
    correlation: FloatArray


PACKED_KEYS = ("control", "curves", "between", "dispersion", "spread", "loading", "correlation")


def pack_profile(fit: FittedProfile, facility: FloatArray, usable: BoolArray) -> dict[str, FloatArray]:
    """Arrays of a pack, by key, that :func:`unpack_profile` reads; parts outside ``usable`` get completion 0."""
    return {
        "control": np.where(usable, facility, 0.0),
        "curves": fit.curves.coefficients,
        "between": np.broadcast_to(fit.noise.between, fit.residual.shape).mean(axis=0),
        "dispersion": np.array([fit.noise.dispersion]),
        "spread": fit.spread.variance,
        "loading": fit.spread.loading,
        "correlation": fit.correlation.matrix,
    }


def unpack_profile(arrays: Mapping[str, FloatArray], parts: int) -> PackedProfile | None:
    """The profile of a pack made for ``parts`` parts; None when a key is missing or a size is wrong."""
    sizes = {"curves": 3 * parts, "dispersion": 1, "correlation": parts**2}
    if any(key not in arrays or arrays[key].size != sizes.get(key, parts) for key in PACKED_KEYS):
        return None
    return PackedProfile(
        arrays["control"].ravel(),
        arrays["curves"].reshape(parts, 3),
        arrays["between"].ravel(),
        float(arrays["dispersion"].ravel()[0]),
        PupilSpread(arrays["spread"].ravel(), arrays["loading"].ravel()),
        arrays["correlation"].reshape(parts, parts),
    )


def fit_to_pack(table: PartTable, pack: PackedProfile) -> FittedProfile:
    """Profiles of ``table`` against the curves and noise that a region estimated on its own schools."""
    curves = PartCurves(pack.curves)
    level = np.zeros(len(table.works))
    for _ in range(4):
        level = match_level(table, curves, level)
    noise = PartNoise(pack.between, pack.dispersion, np.zeros(len(pack.between)))
    nobody = np.zeros(len(table.works), dtype=bool)
    fit = judge_schools(table, curves, level, noise, pack.spread, np.ones_like(table.n), nobody)
    intensity = float(np.mean(pack.correlation == 0))
    return replace(fit, correlation=PartCorrelation(pack.correlation, intensity))


def scale_between(fit: FittedProfile, table: PartTable, factor: float) -> FittedProfile:
    """The same profiles with the part variance multiplied by ``factor``."""
    noise = replace(fit.noise, between=fit.noise.between * factor)
    nobody = np.zeros(len(table.works), dtype=bool)
    return judge_schools(table, fit.curves, fit.level, noise, fit.spread, fit.factor, nobody)
