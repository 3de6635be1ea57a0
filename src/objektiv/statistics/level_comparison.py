"""With what a school's mean is compared: its stratum, a known reference, or other schools (METHODS §1.4)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from objektiv.model.tables import FloatArray, IntArray
from objektiv.statistics.between_variance import estimate_between_variance
from objektiv.statistics.empirical_null import SMALLEST_SET, EmpiricalNull
from objektiv.statistics.funnel import (
    Comparison,
    KnownReference,
    compare_in_strata,
    compare_with_known,
    compare_with_others,
)

DEFAULT_ICC = 0.10
SENSITIVITY = (0.5, 2.0)

# How the comparison was made, and where the variance between schools came from.
BY_STRATA = "strata"
BY_REFERENCE = "reference"
BY_OTHERS = "others"
FROM_LOADED = "loaded"
FROM_REFERENCE = "reference"
FROM_DEFAULT = "default"


class Level(NamedTuple):
    """Means ``y`` (nan = not compared), works ``n``, ``strata``, all (S,); variance ``within`` schools."""

    y: FloatArray
    n: IntArray
    strata: IntArray
    within: float

    @property
    def schools(self) -> int:
        """How many schools are compared."""
        return int((~np.isnan(self.y)).sum())


class LevelReference(NamedTuple):
    """What the reference knows; None where it does not.

    ``variance`` is over all pupils, ``within`` over pupils of a school, ``tau2`` between schools, ``icc`` =
    tau2 over variance if somebody measured it; ``works`` and ``schools`` 0 = unknown; ``null`` that of the
    region.
    """

    is_loaded: bool
    mean: float | None
    variance: float | None = None
    icc: float | None = None
    works: float = 0.0
    schools: int = 0
    tau2: float | None = None
    within: float | None = None
    null: EmpiricalNull | None = None


class LevelComparison(NamedTuple):
    """The comparison and how it was made; ``icc`` is the share of variance between schools that was used.

    ``sensitivity`` has the comparisons with half and with double the ICC where the printed default was taken.
    """

    comparison: Comparison
    way: str
    variance_from: str
    icc: float
    sensitivity: tuple[Comparison, ...] = ()


def compare_level(level: Level, reference: LevelReference) -> LevelComparison | None:
    """Choose the way of METHODS §1.4 and compare; None when there is nothing to compare with.

    30 and more loaded schools are compared in strata unless a pack or a report knows the mean. Fewer loaded
    schools are compared each with the others, the share of variance between schools given or taken as 0.10.
    """
    if level.schools >= SMALLEST_SET and (reference.is_loaded or reference.mean is None):
        return _by_strata(level)
    if reference.mean is None or level.schools == 0:
        return None
    if reference.is_loaded:
        return _by_others(level, reference)
    return _by_reference(level, reference, reference.mean)


def _by_strata(level: Level) -> LevelComparison:
    comparison = compare_in_strata(level.y, level.within / np.maximum(level.n, 1), level.strata)
    tau2 = float(np.nanmean(comparison.tau2))
    return LevelComparison(comparison, BY_STRATA, FROM_LOADED, tau2 / (tau2 + level.within))


def _by_others(level: Level, reference: LevelReference) -> LevelComparison:
    icc = DEFAULT_ICC if reference.icc is None else reference.icc

    def compare(share: float) -> Comparison:
        return compare_with_others(level.y, level.n, level.within, level.within * share / (1 - share))

    if reference.icc is not None:
        return LevelComparison(compare(icc), BY_OTHERS, FROM_REFERENCE, icc)
    varied = tuple(compare(icc * factor) for factor in SENSITIVITY)
    return LevelComparison(compare(icc), BY_OTHERS, FROM_DEFAULT, icc, varied)


def _by_reference(level: Level, reference: LevelReference, mean: float) -> LevelComparison:
    def compare(within: float, tau2: float) -> Comparison:
        known = KnownReference(mean, reference.works, reference.schools, within, tau2)
        return compare_with_known(level.y, level.n, known, reference.null)

    measured = _measured_variances(level, reference)
    if measured is not None:
        within, tau2, source = measured
        return LevelComparison(compare(within, tau2), BY_REFERENCE, source, tau2 / (tau2 + within))
    variance = level.within / (1 - DEFAULT_ICC) if reference.variance is None else reference.variance
    usual, *varied = (
        compare(variance * (1 - icc), variance * icc)
        for icc in (DEFAULT_ICC, *(DEFAULT_ICC * factor for factor in SENSITIVITY))
    )
    return LevelComparison(usual, BY_REFERENCE, FROM_DEFAULT, DEFAULT_ICC, tuple(varied))


def _measured_variances(level: Level, reference: LevelReference) -> tuple[float, float, str] | None:
    """Variance within and between schools: of the reference, else of 30 or more loaded schools, else None."""
    if reference.tau2 is not None:
        within = level.within if reference.within is None else reference.within
        return within, reference.tau2, FROM_REFERENCE
    if reference.icc is not None:
        variance = level.within / (1 - reference.icc) if reference.variance is None else reference.variance
        return variance * (1 - reference.icc), variance * reference.icc, FROM_REFERENCE
    if level.schools >= SMALLEST_SET:
        compared = ~np.isnan(level.y)
        tau2 = estimate_between_variance(level.y[compared], level.within / level.n[compared]).tau2
        return level.within, tau2, FROM_LOADED
    return None
