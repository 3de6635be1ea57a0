"""Why honest schools differ in single parts: sampling of pupils and a school × part noise (METHODS §4.2, §6.1).

Completion of part p in a school: f = g + ε + level. ε = κ·common factor + own; own variance = b·G² + φ·ψ/n with
G = g·(1 − g), b the school × part variance on the logit scale, φ the dispersion beyond simple sampling (classes).
Fitting the level to the school's own total turns ε into e = ε − d·(a'ε): d = dg/dh, a = points/Σ points·d.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import xlogy

from objektiv.model.tables import FloatArray
from objektiv.statistics.covariance import LARGEST_LOADING, one_factor_loadings
from objektiv.statistics.part_table import PartTable

LEAST_BETWEEN = 0.002
LEAST_BETWEEN_SHARE = 0.1  # of the mean over parts
LARGEST_DISPERSION = 3.0
ROUNDS = 4
MEDIAN_CHI2 = 0.4549364  # median of χ² with one degree of freedom
PRIOR_WORKS = 30.0  # works that the printed defaults below are worth
COMPLETE_SHARE = (
    0.9  # of the works of a part that must be by pupils who took every part, to use cross products
)
DEFAULT_SPREAD_ONE = 1.0  # variance of pupils as a share of g·(1 − g): parts of one point
DEFAULT_SPREAD_SEVERAL = 0.75
DEFAULT_LOADING = 0.8  # logits that one standard deviation of pupils inside a school moves a part


class PupilSpread(NamedTuple):
    """(P,) variance of pupils inside a school as a share of g·(1 − g), and their loading in the same unit."""

    variance: FloatArray
    loading: FloatArray


@dataclass(frozen=True)
class PartMoments:
    """What the level of every school implies, all (S, P).

    ``expected`` g, ``rate`` G = g·(1 − g), ``gradient`` d = dg/dh, ``weight`` a, ``own`` ψ/n and ``shared`` κ without
    dispersion; absent parts have weight 0.
    """

    expected: FloatArray
    rate: FloatArray
    gradient: FloatArray
    weight: FloatArray
    own: FloatArray
    shared: FloatArray

    def project(self, diagonal: FloatArray, shared: FloatArray | None = None) -> FloatArray:
        """(S, P) variances of e when ε has variances ``diagonal`` plus the common factor ``shared``, both (S, P)."""
        through = (self.weight**2 * diagonal).sum(axis=1, keepdims=True)
        variance = diagonal * (1 - 2 * self.gradient * self.weight) + self.gradient**2 * through
        if shared is not None:
            left = shared - self.gradient * (self.weight * shared).sum(axis=1, keepdims=True)
            variance = variance + left**2
        return np.asarray(np.maximum(variance, 1e-12))


def stabilise(residual: FloatArray, expected: FloatArray, variance: FloatArray) -> FloatArray:
    """(S, P) residual moved to where its normal score is: its signed root deviance, in units of completion.

    With n* = g·(1 − g)/variance works of a binomial part, z = ±√(2·n*·(f·ln(f/g) + (1 − f)·ln((1 − f)/(1 − g)))) +
    (1 − 2g)/(6·√(n*·g·(1 − g))), result z·√variance. To first order z is the logit residual over its standard error; it
    stays finite, centred and close to normal where a part is almost always or almost never done.
    Source: Pierce, Schafer 1986.
    """
    rate = expected * (1 - expected)
    works = rate / variance
    share = np.clip(expected + residual, 0.0, 1.0)
    deviance = xlogy(share, share / expected) + xlogy(1 - share, (1 - share) / (1 - expected))
    root = np.sign(residual) * np.sqrt(2 * works * np.maximum(deviance, 0.0))
    score = root + (1 - 2 * expected) / (6 * np.sqrt(works * rate))
    return np.asarray(score * np.sqrt(variance))


@dataclass(frozen=True)
class PartNoise:
    """``between`` (P,) or (S, P): b; ``dispersion`` φ; estimation variances of b: of each part (P,) and common."""

    between: FloatArray
    dispersion: float
    part_error: FloatArray
    common_error: float = 0.0

    def diagonal(self, moments: PartMoments) -> FloatArray:
        """(S, P) own variances of ε."""
        return np.asarray(self.between * moments.rate**2 + self.dispersion * moments.own)

    def shared(self, moments: PartMoments) -> FloatArray:
        """(S, P) common factor of ε."""
        return np.asarray(np.sqrt(self.dispersion) * moments.shared)

    def residual_variance(self, moments: PartMoments) -> FloatArray:
        """(S, P) variances of the residual e under honest work."""
        return moments.project(self.diagonal(moments), self.shared(moments))


def pupil_spread(table: PartTable, rate: FloatArray, control: FloatArray) -> PupilSpread:
    """Spread of pupils inside schools, pooled over the schools with ``control`` (S,) weight; ``rate`` (S, P) = G.

    Thirty works' worth of printed defaults steady it where few works are loaded or squares are not printed; schools
    whose squares or cross products are all 0 do not know them.
    """
    weight = control[:, None] * table.is_there
    scale = (weight * table.n * rate).sum(axis=0) / np.maximum((weight * table.n).sum(axis=0), 1e-9)
    scale = np.where(scale > 0, scale, 0.25)
    variance = np.where(table.maxima > 1, DEFAULT_SPREAD_SEVERAL, DEFAULT_SPREAD_ONE) * scale
    if table.squares is not None:
        known = weight * (table.squares > 0).any(axis=1, keepdims=True)
        inner = (known * (table.squares - table.total**2 / table.divisor)).sum(axis=0) / table.maxima**2
        degrees = (known * (table.n - 1)).sum(axis=0)
        variance = (inner + PRIOR_WORKS * variance) / (degrees + PRIOR_WORKS)
    loading = _loadings(table, weight, variance, DEFAULT_LOADING * scale)
    return PupilSpread(variance / scale, loading / scale)


def _loadings(table: PartTable, weight: FloatArray, variance: FloatArray, default: FloatArray) -> FloatArray:
    """(P,) loadings from covariances with the raw score; ``default`` where schools split the parts among pupils."""
    if table.cross is None:
        return default
    weight = weight * (table.cross > 0).any(axis=1, keepdims=True)
    complete = weight * (table.n == table.works[:, None])
    known = (complete * (table.n - 1)).sum(axis=0)
    if np.any(known < COMPLETE_SHARE * (weight * (table.n - 1)).sum(axis=0)):
        return default
    raw = table.total.sum(axis=1, keepdims=True)
    inner = (complete * (table.cross - table.total * raw / table.divisor)).sum(axis=0) / table.maxima
    usual = default * (table.maxima @ default - table.maxima * default) + table.maxima * variance
    with_total = (inner + PRIOR_WORKS * usual) / (known + PRIOR_WORKS)
    return one_factor_loadings(variance, with_total, table.maxima)


def part_moments(
    table: PartTable, expected: FloatArray, slope: FloatArray, spread: PupilSpread
) -> PartMoments:
    """Moments at the fitted level; ``expected`` and ``slope`` (S, P) as curves give them.

    Pupils of one school who took different parts share nothing: of λ² only the part n/works is common.
    """
    rate = expected * (1 - expected)
    gradient = np.where(table.is_there, rate * slope, 0.0)
    gain = (table.points * gradient).sum(axis=1, keepdims=True)
    variance = spread.variance * rate
    loading = np.minimum(spread.loading * rate, LARGEST_LOADING * np.sqrt(variance))
    works = np.maximum(table.works[:, None], 1.0)
    own = (variance - loading**2 * np.minimum(table.n / works, 1.0)) / table.divisor
    return PartMoments(
        expected,
        rate,
        gradient,
        table.points / np.maximum(gain, 1e-12),
        own,
        np.where(table.is_there, loading / np.sqrt(works), 0.0),
    )


def robust_noise(squares: FloatArray, moments: PartMoments, there: FloatArray, start: float) -> PartNoise:
    """First noise from medians: b of every part such that the median of e²/variance is that of χ²(1).

    ``squares`` (S, P) residuals², completion²; ``there`` (S, P) 1 where it counts.
    """
    between = np.full(squares.shape[1], start)
    for _ in range(ROUNDS):
        noise = PartNoise(between, 1.0, np.zeros_like(between))
        variance = noise.residual_variance(moments)
        factor = median_where(squares / variance, there) / MEDIAN_CHI2
        typical = median_where(variance / moments.rate**2, there)
        between = np.maximum(between + (factor - 1) * typical, LEAST_BETWEEN)
    return PartNoise(between, 1.0, np.zeros_like(between))


def median_where(values: FloatArray, there: FloatArray) -> FloatArray:
    """(P,) median over the schools whose ``there`` is above 0; 1 where there is none."""
    known = np.where(there > 0, values, np.nan)
    known = np.where((there > 0).any(axis=0), known, 1.0)
    return np.asarray(np.nanmedian(known, axis=0))


def estimate_noise(
    squares: FloatArray, moments: PartMoments, weight: FloatArray, start: PartNoise
) -> PartNoise:
    """b of every part and one φ by moments: E e² = b·(projected G²) + φ·(projected sampling variance).

    ``squares`` (S, P) of stabilised residuals over their leverage factor; ``weight`` (S, P) robust weights over their
    consistency factor, 0 where the part does not count. Equations are weighted by 1/variance²; b is drawn towards its
    mean over parts as far as its own error asks (empirical Bayes).
    """
    sampling = moments.project(moments.own, moments.shared)
    counts = weight > 0
    noise = start
    for _ in range(ROUNDS):
        ratio = moments.project(noise.between * moments.rate**2) / noise.between
        precision = counts / noise.residual_variance(moments) ** 2
        rr, rs, ss = ((precision * x).sum(axis=0) for x in (ratio**2, ratio * sampling, sampling**2))
        ry, sy = ((precision * weight * x * squares).sum(axis=0) for x in (ratio, sampling))
        rr = np.maximum(rr, 1e-12)
        crossed = float((ss - rs**2 / rr).sum())
        slope = float((sy - rs * ry / rr).sum()) / crossed if crossed > 0 else 1.0
        dispersion = float(np.clip(slope, 1.0, LARGEST_DISPERSION))
        noise = _pool_between((ry - dispersion * rs) / rr, 2 / rr, dispersion)
    return noise


def _pool_between(between: FloatArray, error: FloatArray, dispersion: float) -> PartNoise:
    """Draw b (P,) with estimation variances ``error`` (P,) towards their common mean."""
    weight = 1 / error
    mean = float((weight * between).sum() / weight.sum())
    spread = max(0.0, float((weight * ((between - mean) ** 2 - error)).sum() / weight.sum()))
    kept = spread / (spread + error)
    least = max(LEAST_BETWEEN, LEAST_BETWEEN_SHARE * mean)
    pooled = np.maximum(mean + kept * (between - mean), least)
    common = float((1 - kept).mean()) ** 2 / float(weight.sum())
    return PartNoise(pooled, dispersion, kept * error, common)
