"""One-sided p-values: normal and t tails, mid-p of discrete tests (METHODS §0.5).

Every function takes ``direction`` «higher» or «lower» where both tails make sense, works elementwise on
arrays that broadcast together, and lets nan through.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, gammaln, ndtr, ndtri, stdtr, stdtrit, xlog1py, xlogy

from objektiv.model.tables import Array, FloatArray

DIRECTIONS = ("higher", "lower")


def normal_p(z: FloatArray, direction: str) -> FloatArray:
    """Tail of the standard normal beyond ``z`` in ``direction``."""
    signed = np.asarray(z, dtype=np.float64) * _sign(direction)
    return np.asarray(ndtr(-signed), dtype=np.float64)


def normal_score(t: FloatArray, degrees: FloatArray) -> FloatArray:
    """The z with the same tail as ``t`` on ``degrees`` of freedom (inf: unchanged); exact in both tails."""
    t, degrees = np.broadcast_arrays(np.asarray(t, dtype=np.float64), np.asarray(degrees, dtype=np.float64))
    finite = np.isfinite(degrees)
    tail = stdtr(np.where(finite, degrees, 1.0), -np.abs(t))
    return np.where(finite, -np.sign(t) * ndtri(tail), t)


def t_score(z: FloatArray, degrees: FloatArray) -> FloatArray:
    """Inverse of :func:`normal_score`: the t on ``degrees`` of freedom with the same tail as ``z``."""
    z, degrees = np.broadcast_arrays(np.asarray(z, dtype=np.float64), np.asarray(degrees, dtype=np.float64))
    finite = np.isfinite(degrees)
    value = stdtrit(np.where(finite, degrees, 1.0), ndtr(-np.abs(z)))
    return np.where(finite, -np.sign(z) * value, z)


def mid_p(pmf: FloatArray, observed: Array, direction: str) -> FloatArray:
    """Mid-p of ``observed`` (…,) under the probabilities ``pmf`` (…, T) of the values 0 … T−1.

    P(more extreme) + ½·P(observed); both directions add to 1.
    """
    pmf = np.asarray(pmf, dtype=np.float64)
    values = np.arange(pmf.shape[-1])
    observed = np.asarray(observed)[..., None]
    beyond = values > observed if direction == "higher" else values < observed
    _sign(direction)
    return np.asarray((pmf * (beyond + 0.5 * (values == observed))).sum(axis=-1), dtype=np.float64)


def binomial_mid_p(successes: Array, trials: Array, share: FloatArray, direction: str) -> FloatArray:
    """One-sided mid-p of ``successes`` among ``trials`` when every trial succeeds with probability ``share``.

    P(X > k) is the incomplete beta function, so the tails are exact. For shares that vary between schools see
    ``beta_binomial``.
    """
    arguments = np.broadcast_arrays(successes, trials, share)
    k, n, p = (np.asarray(value, dtype=np.float64) for value in arguments)
    if _sign(direction) < 0:
        k, p = n - k, 1 - p
    beyond = np.where(k < n, betainc(k + 1, np.maximum(n - k, 0.5), p), 0.0)
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    exactly = np.exp(ways + xlogy(k, p) + xlog1py(n - k, -p))
    return np.minimum(beyond + 0.5 * exactly, 1.0)


def _sign(direction: str) -> int:
    if direction not in DIRECTIONS:
        raise ValueError(f"direction must be one of {DIRECTIONS}, not {direction!r}")
    return 1 if direction == "higher" else -1
