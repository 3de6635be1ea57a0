"""Correlations of parts between schools, by moments and shrunk to the diagonal (METHODS §4.2).

Noise of two parts varies together beyond what the level and the pupils' common ability explain: topics are taught
together, two parts of one item are answered together. One correlation a pair of parts, estimated across schools and
shrunk (Ledoit–Wolf).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from objektiv.model.tables import FloatArray
from objektiv.statistics.covariance import shrink_to_diagonal
from objektiv.statistics.part_noise import PartMoments, PartNoise

PRIOR_PRECISION = 4.0  # of a correlation around 0: its prior standard deviation is 0.5
LARGEST_CORRELATION = 0.95


@dataclass(frozen=True)
class PartCorrelation:
    """Correlations (P, P) of the parts' own noise with a diagonal of 0; ``intensity`` of shrinkage, 0–1."""

    matrix: FloatArray
    intensity: float


def no_correlation(parts: int) -> PartCorrelation:
    """Independent parts: what is assumed where no schools could tell."""
    return PartCorrelation(np.zeros((parts, parts)), 1.0)


def noise_scale(moments: PartMoments, noise: PartNoise) -> FloatArray:
    """(S, P) standard deviation of the parts' own noise, completion; 0 for absent parts."""
    return np.where(moments.weight > 0, np.sqrt(noise.diagonal(moments)), 0.0)


def estimate_correlation(
    residual: FloatArray, moments: PartMoments, noise: PartNoise, weight: FloatArray
) -> PartCorrelation:
    """Least squares of y_p·y_q minus its modelled value on the noise scales, over schools; then shrinkage.

    ``residual`` (S, P) e over the root of its leverage factor, y = e over its standard deviation; ``weight`` (S,)
    robust weights over their consistency factor, 0 outside the control sample.
    """
    deviation = np.sqrt(noise.residual_variance(moments))
    y = residual / deviation * np.sqrt(weight)[:, None]
    scale = noise_scale(moments, noise) / deviation
    counted = scale * (weight > 0)[:, None]
    left = _products(counted**2) + PRIOR_PRECISION
    right = _products(scale * y) - _modelled(moments, noise, counted / deviation)
    estimate = right / left
    variance = (
        np.maximum(_products((scale * y) ** 2) - right**2 / np.maximum((weight > 0).sum(), 1), 0.0) / left**2
    )
    shrunk = shrink_to_diagonal(estimate, variance)
    matrix = np.clip(shrunk.matrix, -LARGEST_CORRELATION, LARGEST_CORRELATION)
    np.fill_diagonal(matrix, 0.0)
    return PartCorrelation(matrix, shrunk.intensity)


def _modelled(moments: PartMoments, noise: PartNoise, scale: FloatArray) -> FloatArray:
    """Σ over schools of scale_p·scale_q times the off-diagonal covariance of e with independent own noise."""
    diagonal, shared = noise.diagonal(moments), noise.shared(moments)
    through = np.sqrt((moments.weight**2 * diagonal).sum(axis=1, keepdims=True))
    common = shared - moments.gradient * (moments.weight * shared).sum(axis=1, keepdims=True)
    gradient, own = scale * moments.gradient, scale * moments.weight * diagonal
    mixed = gradient.T @ own
    return np.asarray(_products(gradient * through) + _products(scale * common) - mixed - mixed.T)


def _products(values: FloatArray) -> FloatArray:
    return np.asarray(values.T @ values)
