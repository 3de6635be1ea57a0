"""A school against its stratum or a known reference, given ordinary differences (METHODS §3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from objektiv.model.tables import BoolArray, FloatArray, IntArray
from objektiv.statistics.between_variance import BetweenVariance, estimate_between_variance
from objektiv.statistics.empirical_null import SMALLEST_SET, EmpiricalNull, estimate_empirical_null
from objektiv.statistics.intervals import Interval, normal_quantile
from objektiv.statistics.pvalues import normal_p, normal_score, t_score

SMALL_STRATUM = 60
# Σn²/(Σn)² of lognormal school sizes, 10 %/50 %/90 % = 6/22/92, is this over their number (METHODS §6.1).
SIZE_UNEVENNESS = 3.5
TYPICAL_SCHOOL = 41
FEWEST_OTHER_SCHOOLS = 2
FEWEST_OTHER_WORKS = 30


@dataclass(frozen=True)
class Comparison:
    """Schools against what is expected of them; arrays (S,), nan where a school was not compared.

    ``expected`` leaves the school itself out; ``spread`` is the standard deviation of (y − expected) for an
    ordinary school in the unit of y; ``degrees`` of freedom (inf = normal); ``t`` = (y − expected)/spread;
    ``z`` the same tail on the normal scale, centred and scaled by the empirical ``null``. ``strata`` has a
    funnel per stratum, in the order of its index, None where it was not judged alone; ``pooled`` the funnel
    of all together, if one was needed.
    """

    expected: FloatArray
    spread: FloatArray
    degrees: FloatArray
    tau2: FloatArray
    t: FloatArray
    z: FloatArray
    null: EmpiricalNull
    strata: tuple[BetweenVariance | None, ...] = ()
    pooled: BetweenVariance | None = None

    def p_value(self, direction: str) -> FloatArray:
        """One-sided p of every school."""
        return normal_p(self.z, direction)

    def limits(self, level: float) -> Interval:
        """Where an ordinary school of this size and stratum stays with probability ``level``; unit of y."""
        z = normal_quantile(level) * self.null.spread
        low, high = (t_score(np.array(self.null.centre + edge), self.degrees) for edge in (-z, z))
        return Interval(self.expected + low * self.spread, self.expected + high * self.spread)


class KnownReference(NamedTuple):
    """A reference known by its figures: pupils' mean, number of works and schools (0 unknown), variances.

    ``within`` = variance of pupils inside a school, ``tau2`` = variance between schools.
    """

    mean: float
    works: float
    schools: int
    within: float
    tau2: float


def compare_in_strata(y: FloatArray, v: FloatArray, strata: IntArray) -> Comparison:
    """Every school against its stratum; ``y`` means, ``v`` their sampling variances > 0, all (S,).

    ``strata`` −1 or nan in ``y`` = not compared. A stratum with fewer than 30 compared schools is judged
    against all compared schools together. Below 60 schools t has S − 1 degrees of freedom. Needs 2 compared
    schools.
    """
    compared = (strata >= 0) & ~np.isnan(y)
    members = [compared & (strata == index) for index in range(int(strata.max(initial=-1)) + 1)]
    is_small = [bool(mask.sum() < SMALLEST_SET) for mask in members]
    fits = [None if small else _fit(y, v, mask) for mask, small in zip(members, is_small, strict=True)]
    left = compared & ~np.any(
        [mask for mask, fit in zip(members, fits, strict=True) if fit] or [~compared], axis=0
    )
    pooled = _fit(y, v, compared) if left.any() else None
    judged = _Judged(*(np.full(len(y), np.nan) for _ in _Judged._fields))
    for mask, fit in zip(members, fits, strict=True):
        if fit:
            _judge(judged, y, v, mask=mask, base=mask, fit=fit)
    if pooled:
        _judge(judged, y, v, mask=left, base=compared, fit=pooled)
    return _calibrated(y, judged, tuple(fits), pooled)


def compare_with_known(
    y: FloatArray, n: IntArray, known: KnownReference, null: EmpiricalNull | None = None
) -> Comparison:
    """Every school against a known reference without its own works.

    ``y`` means (nan = not compared), ``n`` works, (S,).     The reference is taken to contain the school:
    expected = (N·m − n·y)/(N − n). nan where fewer than 30 works of others would be left; ``works`` 0 =
    unknown, then nothing is taken out. ``null`` defaults to N(0, 1).
    """
    others = known.works - n if known.works else np.full(len(y), np.inf)
    others = np.where(others >= FEWEST_OTHER_WORKS, others, np.nan)
    share = n / others
    expected = known.mean + share * (known.mean - y)
    schools = known.schools or known.works / TYPICAL_SCHOOL
    doubt = min(1.0, SIZE_UNEVENNESS / max(schools - 1, 1)) if schools else 0.0
    spread = np.sqrt(known.within / np.maximum(n, 1) + known.tau2 * (1 + doubt) + known.within / others)
    degrees, tau2 = np.full(len(y), np.inf), np.full(len(y), known.tau2)
    return _calibrated(y, _Judged(expected, spread, degrees, tau2), null=null or EmpiricalNull())


def compare_with_others(y: FloatArray, n: IntArray, within: float, tau2: float) -> Comparison:
    """Every school against the precision-weighted mean of the other compared ones; for few schools.

    Variance ``within`` schools and ``tau2`` between them are given.     ``y`` means (nan = not compared),
    ``n`` works, (S,). nan where fewer than 2 schools or 30 works of others are left.
    """
    compared = ~np.isnan(y)
    weights = np.where(compared, 1 / (within / np.maximum(n, 1) + tau2), 0.0)
    rest = weights.sum() - weights
    others = compared.sum() - compared
    is_enough = compared & (others >= FEWEST_OTHER_SCHOOLS) & (n[compared].sum() - n >= FEWEST_OTHER_WORKS)
    rest = np.where(is_enough, rest, np.nan)
    values = np.where(compared, y, 0.0)
    expected = ((weights * values).sum() - weights * values) / rest
    spread = np.sqrt(within / np.maximum(n, 1) + tau2 + 1 / rest)
    degrees, between = np.full(len(y), np.inf), np.full(len(y), tau2)
    return _calibrated(y, _Judged(expected, spread, degrees, between), null=EmpiricalNull())


class _Judged(NamedTuple):
    expected: FloatArray
    spread: FloatArray
    degrees: FloatArray
    tau2: FloatArray


def _fit(y: FloatArray, v: FloatArray, mask: BoolArray) -> BetweenVariance:
    return estimate_between_variance(y[mask], v[mask])


def _judge(
    judged: _Judged, y: FloatArray, v: FloatArray, *, mask: BoolArray, base: BoolArray, fit: BetweenVariance
) -> None:
    """Fill the rows of ``mask`` with what ``fit`` on ``base`` expects of them, each without itself."""
    total = v[mask] + fit.tau2
    leverage = 1 / total / (1 / (v[base] + fit.tau2)).sum()
    residual = np.clip((y[mask] - fit.mean) / np.sqrt(total), fit.lowest, fit.highest) * np.sqrt(total)
    judged.expected[mask] = fit.mean - leverage / (1 - leverage) * residual
    judged.spread[mask] = np.sqrt(total / (1 - leverage))
    judged.degrees[mask] = fit.schools - 1 if fit.schools < SMALL_STRATUM else np.inf
    judged.tau2[mask] = fit.tau2


def _calibrated(
    y: FloatArray,
    judged: _Judged,
    strata: tuple[BetweenVariance | None, ...] = (),
    pooled: BetweenVariance | None = None,
    null: EmpiricalNull | None = None,
) -> Comparison:
    t = (y - judged.expected) / judged.spread
    score = normal_score(t, judged.degrees)
    null = null or estimate_empirical_null(score)
    z = (score - null.centre) / null.spread
    return Comparison(*judged, t=t, z=z, null=null, strata=strata, pooled=pooled)
