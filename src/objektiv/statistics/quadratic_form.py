"""Tail of a quadratic form (Satterthwaite) and an interval for the excess that it measures (METHODS §4.2)."""

from __future__ import annotations

import numpy as np
from scipy.special import chndtrinc, gammainc, gammaincc, ndtr, ndtri

from objektiv.model.tables import FloatArray

TAIL = 0.025
LEAST_FORM = 0.01  # of its mean: below, the probabilities of so small a form leave the range of numbers


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
    form: FloatArray, mean: FloatArray, variance: FloatArray, centre: float = 0.0, spread: float = 1.0
) -> tuple[FloatArray, FloatArray]:
    """95 % interval for Δ ≥ 0 when ``form`` is c·χ²(f, λ) with mean ``mean`` + Δ, so Δ = c·λ; nan without a variance.

    The lower limit is above 0 exactly where the score of :func:`satterthwaite_tail`, on a null of ``centre`` and
    ``spread``, has an upper tail below 2.5 %. The upper limit is the Δ that makes so small a form 40 times rarer than
    honest work does (CLs: Read 2002). The usual limit, 2.5 % whatever honest work does, is absent for one honest form
    in forty: they are too small even for Δ = 0, which says nothing of Δ.
    """
    mean, variance = _measured(mean, variance)
    degrees = 2 * mean**2 / variance
    scale = mean / degrees
    value = np.maximum(np.asarray(form) / scale, LEAST_FORM * degrees)
    score = _normal_score(value, degrees)
    edge = centre - spread * ndtri(TAIL)
    lower = np.where(score > edge, np.fmax(chndtrinc(value, degrees, ndtr(edge)), 0.0), 0.0)
    honest = ndtr((score - centre) / spread)
    upper = chndtrinc(value, degrees, ndtr(centre + spread * ndtri(TAIL * honest)))
    return scale * lower, scale * upper


def _normal_score(value: FloatArray, degrees: FloatArray) -> FloatArray:
    """The z with the same tails as ``value`` has under χ²(``degrees``)."""
    below, above = gammainc(degrees / 2, value / 2), gammaincc(degrees / 2, value / 2)
    return np.asarray(np.where(below < above, ndtri(below), -ndtri(above)))
