"""Confidence intervals of means and shares; all elementwise on arrays, ``level`` 0–1."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from objektiv.model.tables import Array, FloatArray


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


def _counts(successes: Array, trials: Array) -> tuple[FloatArray, FloatArray]:
    """Counts as floats; nan in place of zero trials."""
    k, n = np.broadcast_arrays(np.asarray(successes, dtype=np.float64), np.asarray(trials, dtype=np.float64))
    empty = n <= 0
    return np.where(empty, np.nan, k), np.where(empty, np.nan, n)
