"""Many p-values at once: Benjamini–Hochberg q, Cauchy combination (METHODS §3.0, §5.2)."""

from __future__ import annotations

import numpy as np

from objektiv.model.tables import FloatArray

SMALLEST_P = 1e-300
LARGEST_P = 0.95


def benjamini_hochberg(p: FloatArray) -> FloatArray:
    """q-values of ``p`` (S,): the least false-discovery rate at which each is found.

    nan = not tested: it stays nan and does not count among the tests. Source: Benjamini, Hochberg 1995.
    """
    p = np.asarray(p, dtype=np.float64)
    q = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    if tested.size == 0:
        return q
    order = tested[np.argsort(p[tested], kind="stable")]
    raw = p[order] * (order.size / np.arange(1, order.size + 1))
    q[order] = np.minimum(np.minimum.accumulate(raw[::-1])[::-1], 1.0)
    return q


def cauchy_combination(p: FloatArray, weights: FloatArray | None = None) -> FloatArray:
    """Combined p over the last axis of ``p`` (…, T); nan = missing, all missing = nan.

    T = Σ w·cot(πp)/Σ w with every p limited to [1e-300, .95], combined p = arccot(T)/π. ``weights`` (…, T)
    default to equal. One p alone is returned as it is (within the limits). Source: Liu, Xie 2020.
    """
    p = np.asarray(p, dtype=np.float64)
    known = ~np.isnan(p)
    weight = known * (np.ones(p.shape) if weights is None else np.broadcast_to(weights, p.shape))
    limited = np.where(known, np.clip(p, SMALLEST_P, LARGEST_P), 0.5)
    total = weight.sum(axis=-1)
    is_known = total > 0
    statistic = (weight / np.tan(np.pi * limited)).sum(axis=-1) / np.where(is_known, total, 1.0)
    return np.where(is_known, np.arctan2(1.0, statistic) / np.pi, np.nan)
