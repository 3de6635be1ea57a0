"""Confidence intervals of means, shares and their differences; all elementwise on arrays, ``level`` 0–1."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import betaincinv, ndtri

from objektiv.model.tables import Array, FloatArray
from objektiv.statistics.pvalues import binomial_mid_p

BISECTIONS = 60


class Interval(NamedTuple):
    """Lower and upper limits, arrays of the shape of the arguments."""

    lower: FloatArray
    upper: FloatArray


def normal_quantile(level: float) -> float:
    """z of a two-sided interval of ``level``: 1.96 for 0.95."""
    return float(ndtri(0.5 + level / 2))


def mean_interval(mean: FloatArray, variance: FloatArray, n: Array, z: float = 1.96) -> Interval:
    """mean ± z·√(variance/n); ``variance`` over pupils with n − 1. Zero width for n = 1, nan for n = 0.

    The default z is the printed 1.96 (METHODS §2).
    """
    mean, variance, n = np.broadcast_arrays(
        np.asarray(mean, dtype=np.float64), np.asarray(variance, dtype=np.float64), np.asarray(n)
    )
    half = z * np.sqrt(np.where(n > 1, variance, 0.0) / np.maximum(n, 1))
    return Interval(np.where(n > 0, mean - half, np.nan), np.where(n > 0, mean + half, np.nan))


def wilson_interval(successes: Array, trials: Array, level: float = 0.95) -> Interval:
    """Wilson's score interval of a share; nan without trials."""
    k, n = _counts(successes, trials)
    z2 = normal_quantile(level) ** 2
    centre = (k + z2 / 2) / (n + z2)
    half = np.sqrt(z2) / (n + z2) * np.sqrt(k * (n - k) / n + z2 / 4)
    return Interval(
        np.where(k == 0, 0.0 * n, np.maximum(centre - half, 0.0)),
        np.where(k == n, 1.0, np.minimum(centre + half, 1.0)),
    )


def clopper_pearson_interval(successes: Array, trials: Array, level: float = 0.95) -> Interval:
    """Exact interval of a share, never below its level; nan without trials."""
    k, n = _counts(successes, trials)
    tail = (1 - level) / 2
    lower = betaincinv(np.maximum(k, 0.5), n - k + 1, tail)
    upper = betaincinv(k + 1, np.maximum(n - k, 0.5), 1 - tail)
    return Interval(np.where(k == 0, 0.0 * n, lower), np.where(k == n, 1.0, upper))


def mid_p_interval(successes: Array, trials: Array, level: float = 0.95) -> Interval:
    """Shares whose one-sided mid-p is at least (1 − level)/2 in both directions; nan without trials."""
    k, n = _counts(successes, trials)
    tail = (1 - level) / 2
    lower = _solve_share(k, n, "higher", tail)
    upper = _solve_share(k, n, "lower", tail)
    return Interval(np.where(k == 0, 0.0 * n, lower), np.where(k == n, 1.0, upper))


def mean_difference_interval(
    difference: FloatArray, se_a: FloatArray, se_b: FloatArray, level: float = 0.95
) -> Interval:
    """Difference of two independent means, standard errors ``se_a`` and ``se_b``: ± z·√(se_a² + se_b²)."""
    half = normal_quantile(level) * np.hypot(se_a, se_b)
    return Interval(np.asarray(difference - half), np.asarray(difference + half))


def share_difference_interval(
    successes_a: Array, trials_a: Array, successes_b: Array, trials_b: Array, level: float = 0.95
) -> Interval:
    """Share a minus share b, both Wilson's intervals put together (Newcombe 1998, method 10)."""
    a, b = wilson_interval(successes_a, trials_a, level), wilson_interval(successes_b, trials_b, level)
    share_a, share_b = (
        np.divide(*_counts(k, n)) for k, n in ((successes_a, trials_a), (successes_b, trials_b))
    )
    below = np.hypot(share_a - a.lower, b.upper - share_b)
    above = np.hypot(a.upper - share_a, share_b - b.lower)
    difference = share_a - share_b
    return Interval(difference - below, difference + above)


def _solve_share(k: FloatArray, n: FloatArray, direction: str, tail: float) -> FloatArray:
    low, high = np.zeros(k.shape), np.ones(k.shape)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        is_inside = binomial_mid_p(k, n, middle, direction) >= tail
        moves_down = is_inside if direction == "higher" else ~is_inside
        low, high = np.where(moves_down, low, middle), np.where(moves_down, middle, high)
    return np.where(np.isnan(n), np.nan, (low + high) / 2)


def _counts(successes: Array, trials: Array) -> tuple[FloatArray, FloatArray]:
    """Counts as floats; nan in place of zero trials."""
    k, n = np.broadcast_arrays(np.asarray(successes, dtype=np.float64), np.asarray(trials, dtype=np.float64))
    empty = n <= 0
    return np.where(empty, np.nan, k), np.where(empty, np.nan, n)
