"""Generalised partial credit model with a common normal ability, fitted by moments of aggregates alone.

P(v points for part p | z) ∝ exp(a_p·v·z + c_pv), z ~ N(0, 1). The intercepts reproduce the shares of every value;
the slopes reproduce the covariance of the part with the raw score, or, where the data do not give it, one common
slope reproduces the variance of the raw score. No pupil row is needed (METHODS §4.1, §0.4).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from objektiv.model.tables import FloatArray, IntArray
from objektiv.statistics.lord_wingersky import score_distribution

_NODES = np.linspace(-5.0, 5.0, 41)
_WEIGHTS = np.exp(-0.5 * _NODES**2) / np.exp(-0.5 * _NODES**2).sum()
_LEAST_SLOPE, _LARGEST_SLOPE = 0.05, 6.0
_MOST_STEPS = 300
_TOLERANCE = 1e-7


@dataclass(frozen=True)
class PartModel:
    """Fitted parts: ``slopes`` (P,), ``intercepts`` (P, V) with −inf above the maximum, ``maxima`` (P,)."""

    slopes: FloatArray
    intercepts: FloatArray
    maxima: IntArray

    def probabilities(self, ability: FloatArray) -> FloatArray:
        """Probability of every value of every part: (P, V, Q) at the Q abilities given."""
        values = np.arange(self.intercepts.shape[1])
        logits = self.slopes[:, None, None] * values[None, :, None] * ability + self.intercepts[:, :, None]
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        share: FloatArray = odds / odds.sum(axis=1, keepdims=True)
        return share

    def score_distribution(self) -> FloatArray:
        """Raw score distribution (K+1,) that the model implies."""
        return score_distribution(self.probabilities(_NODES), self.maxima, _WEIGHTS)


def fit_part_model(
    value_counts: FloatArray,
    maxima: IntArray,
    score_covariance: FloatArray | None = None,
    score_variance: float | None = None,
) -> PartModel:
    """Fit the part model by moments.

    ``value_counts`` (P, V) works with v points for part p; ``maxima`` (P,); ``score_covariance`` (P,) covariance of
    the part score with the raw score, points²; ``score_variance`` of the raw score, used when the covariances are
    unknown. Raises ValueError when neither is given. Source: METHODS §4.1.
    """
    if score_covariance is None and score_variance is None:
        raise ValueError("either covariances of the parts with the raw score or its variance are needed")
    possible = np.arange(value_counts.shape[1]) <= maxima[:, None]
    # Half a work per value keeps a value that nobody got possible and finite.
    smoothed = np.where(possible, value_counts + 0.5, 0.0)
    shares = smoothed / smoothed.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore"):
        model = PartModel(np.ones(len(maxima)), np.log(shares), maxima)
    for _ in range(_MOST_STEPS):
        better = _improve(model, shares, score_covariance, score_variance)
        change = np.abs(np.log(better.slopes / model.slopes)).max()
        model = better
        if change < _TOLERANCE:
            break
    return model


def implied_score_distribution(
    value_counts: FloatArray, maxima: IntArray, score_counts: FloatArray, cross_sums: FloatArray | None = None
) -> FloatArray:
    """Raw score distribution (K+1,) implied by the parts of the works counted in ``score_counts`` (K+1,).

    ``value_counts`` (P, V) counts every work once a part; ``cross_sums`` (P,) = Σ part score × raw score, points².
    """
    points = np.arange(len(score_counts))
    n = score_counts.sum()
    mean = float(score_counts @ points / n)
    variance = float(score_counts @ (points - mean) ** 2 / n)
    if cross_sums is None:
        return fit_part_model(value_counts, maxima, None, variance).score_distribution()
    part_mean = value_counts @ np.arange(value_counts.shape[1]) / n
    return fit_part_model(value_counts, maxima, cross_sums / n - part_mean * mean).score_distribution()


def _improve(
    model: PartModel, shares: FloatArray, covariance: FloatArray | None, variance: float | None
) -> PartModel:
    """One multiplicative step of slopes and intercepts towards the observed moments."""
    probabilities = model.probabilities(_NODES)
    values = np.arange(shares.shape[1], dtype=np.float64)
    expected = np.einsum("v,pvq->pq", values, probabilities)
    conditional_variance = np.einsum("v,pvq->pq", values**2, probabilities) - expected**2
    centred = expected - (expected @ _WEIGHTS)[:, None]
    implied = (centred * centred.sum(axis=0)) @ _WEIGHTS + conditional_variance @ _WEIGHTS
    target = (
        np.full(len(implied), variance or 0.0) * implied / implied.sum() if covariance is None else covariance
    )
    slopes = np.clip(model.slopes * np.clip(target / implied, 0.25, 4.0) ** 0.5, _LEAST_SLOPE, _LARGEST_SLOPE)
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = np.where(shares > 0, np.log(shares) - np.log(probabilities @ _WEIGHTS), 0.0)
    return PartModel(slopes, model.intercepts + shift, model.maxima)
