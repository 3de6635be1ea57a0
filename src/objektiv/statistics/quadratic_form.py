"""Tail of a quadratic form (Satterthwaite) and an interval for the excess that it measures (METHODS §4.2)."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaincc, ndtri

from objektiv.model.tables import FloatArray

BISECTIONS = 60
LARGEST_NONCENTRALITY = 1e6


def satterthwaite_tail(form: FloatArray, mean: FloatArray, variance: FloatArray) -> FloatArray:
    """Upper tail of ``form`` referred to c·χ²(f) with its null ``mean`` and ``variance``; arguments broadcast.

    f = 2·mean²/variance, c = mean/f; nan where the null has no variance (nothing was measured). Source:
    Satterthwaite 1946.
    """
    mean, variance = _measured(mean, variance)
    degrees = 2 * mean**2 / variance
    return np.asarray(gammaincc(degrees / 2, np.maximum(form, 0.0) / mean * degrees / 2))


def _measured(mean: FloatArray, variance: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The null moments, nan where there are none."""
    is_measured = (np.asarray(mean) > 0) & (np.asarray(variance) > 0)
    return np.where(is_measured, mean, np.nan), np.where(is_measured, variance, np.nan)


def excess_interval(
    form: FloatArray, mean: FloatArray, variance: FloatArray, confidence: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Interval for Δ ≥ 0 when ``form`` is c·χ²(f, λ) with mean ``mean`` + Δ; null ``mean`` and ``variance`` (arrays).

    λ is bounded by its χ² tails through the normal approximation of √(2χ²/(1 + b)), b = λ/(f + λ) (Patnaik 1949 with
    Fisher's root), Δ = c·λ. Both limits are 0 where the form is below what Δ = 0 allows, nan without a null variance.
    """
    mean, variance = _measured(mean, variance)
    degrees = 2 * mean**2 / variance
    scale = mean / degrees
    quantile = float(ndtri(0.5 + confidence / 2))
    value = np.maximum(form, 0.0) / scale
    return scale * _noncentrality(value, degrees, quantile), scale * _noncentrality(value, degrees, -quantile)


def _noncentrality(value: FloatArray, degrees: FloatArray, quantile: float) -> FloatArray:
    """λ at which ``value`` is the ``quantile`` of χ²(f, λ); 0 where even λ = 0 is too large."""
    low = np.zeros_like(value)
    high = np.full_like(value, LARGEST_NONCENTRALITY) + 4 * value
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        is_below = _root_score(value, degrees, middle) > quantile
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    return np.where(_root_score(value, degrees, np.zeros_like(value)) > quantile, 0.5 * (low + high), 0.0)


def _root_score(value: FloatArray, degrees: FloatArray, noncentrality: FloatArray) -> FloatArray:
    total = degrees + noncentrality
    ratio = 1 + noncentrality / total
    return np.asarray(np.sqrt(2 * value / ratio) - np.sqrt(2 * total / ratio - 1))
