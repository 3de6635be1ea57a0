"""Covariance matrices from few rows: Ledoit–Wolf shrinkage to the diagonal, and one-factor loadings (METHODS §4.2)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from objektiv.model.tables import FloatArray

ITERATIONS = 60
LARGEST_LOADING = 0.95  # share of a standard deviation that the common factor may explain
LEAST_SHARED = 0.02  # a part that goes against the total keeps this share of its variance as covariance


class Shrunk(NamedTuple):
    """A matrix (P, P) whose off-diagonal was multiplied by 1 − ``intensity`` (0 kept, 1 diagonal)."""

    matrix: FloatArray
    intensity: float


def shrink_to_diagonal(estimate: FloatArray, variance: FloatArray) -> Shrunk:
    """Shrink the off-diagonal of ``estimate`` (P, P) whose entries have sampling variances ``variance`` (P, P).

    Intensity = Σ variance / Σ estimate² over the off-diagonal, within 0–1: the least expected squared error.
    Source: Ledoit, Wolf 2004; Schäfer, Strimmer 2005 (target D).
    """
    off = ~np.eye(len(estimate), dtype=bool)
    size = float((estimate[off] ** 2).sum())
    intensity = min(1.0, float(variance[off].sum()) / size) if size > 0 else 1.0
    return Shrunk(np.where(off, (1 - intensity) * estimate, estimate), intensity)


def one_factor_loadings(variances: FloatArray, with_total: FloatArray, maxima: FloatArray) -> FloatArray:
    """Loadings λ (P,) of parts on what the pupils of a school have in common: cov(u_p, u_q) = λ_p·λ_q for p ≠ q.

    ``variances`` (P,) > 0 of completion u = points/maximum, ``with_total`` (P,) their covariances with the raw score
    Σ m·u, ``maxima`` (P,). Solves cov(u_p, T) − m_p·var(u_p) = λ_p·Σ_{q≠p} m_q·λ_q, so that pupils' covariances
    follow from sums that reports print. 0 ≤ λ ≤ 0.95 of the standard deviation.
    """
    shared = np.maximum(with_total - maxima * variances, LEAST_SHARED * variances)
    total = float((maxima * shared).sum())
    loadings = shared / np.sqrt(total)
    for _ in range(ITERATIONS):
        common = np.sqrt(total + float(((maxima * loadings) ** 2).sum()))
        loadings = shared / np.maximum(common - maxima * loadings, 0.05 * common)
    return np.asarray(np.minimum(loadings, LARGEST_LOADING * np.sqrt(variances)))
