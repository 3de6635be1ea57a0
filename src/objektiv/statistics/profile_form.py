"""The two tests of a profile: its quadratic form and its slope on the difficulty of parts (METHODS §4.2, §4.3).

Working covariance of ε: Ω = diag(own) + κκ'. The level is a nuisance, so the form is that of the residual with the
direction of the level d taken out: M = Ω⁻¹ − Ω⁻¹dd'Ω⁻¹/(d'Ω⁻¹d) = diag(π) − kk' − ll', Q = e'Me. Under the shrunk
covariance Ω + C the form has mean ν + tr(MC) and variance 2·(ν + 2·tr(MC) + tr(MCMC)); ν = parts − 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from objektiv.model.tables import FloatArray
from objektiv.statistics.part_correlation import PartCorrelation, noise_scale
from objektiv.statistics.part_noise import PartMoments, PartNoise


@dataclass(frozen=True)
class WorkingInverse:
    """M of every school as diag(``precision``) − kk' − ll'; all (S, P), 0 for absent parts."""

    precision: FloatArray
    k: FloatArray
    l: FloatArray  # noqa: E741 (the letter of the formula)

    def apply(self, vector: FloatArray) -> FloatArray:
        """(S, P) M·vector."""
        k_part = (self.k * vector).sum(axis=1, keepdims=True)
        l_part = (self.l * vector).sum(axis=1, keepdims=True)
        return np.asarray(self.precision * vector - self.k * k_part - self.l * l_part)

    def form(self, vector: FloatArray) -> FloatArray:
        """(S,) vector'·M·vector."""
        return np.asarray((vector * self.apply(vector)).sum(axis=1))

    @property
    def diagonal(self) -> FloatArray:
        """(S, P) diagonal of M."""
        return self.precision - self.k**2 - self.l**2


def working_inverse(moments: PartMoments, noise: PartNoise) -> WorkingInverse:
    """M from the diagonal noise and the pupils' common factor, by Sherman–Morrison."""
    precision = np.where(moments.weight > 0, 1 / noise.diagonal(moments), 0.0)
    shared = noise.shared(moments)
    k = precision * shared
    k = k / np.sqrt(1 + (k * shared).sum(axis=1, keepdims=True))
    gradient = moments.gradient
    image = precision * gradient - k * (k * gradient).sum(axis=1, keepdims=True)
    size = (gradient * image).sum(axis=1, keepdims=True)
    return WorkingInverse(precision, k, image / np.sqrt(np.maximum(size, 1e-300)))


class FormMoments(NamedTuple):
    """(S,) mean and variance of Q under honest work."""

    mean: FloatArray
    variance: FloatArray


def form_moments(
    inverse: WorkingInverse,
    moments: PartMoments,
    noise: PartNoise,
    correlation: PartCorrelation,
) -> FormMoments:
    """Null moments of Q with correlated parts and the error of the estimated b."""
    degrees = np.maximum((moments.weight > 0).sum(axis=1) - 1.0, 1.0)
    first, second = _correlation_traces(inverse, moments, noise, correlation)
    diagonal = inverse.diagonal
    variance = 2 * (degrees + 2 * first + second)
    pull = diagonal * moments.rate**2
    variance += 3 * (pull**2 * noise.part_error).sum(axis=1) + pull.sum(axis=1) ** 2 * noise.common_error
    mean = np.maximum(degrees + first, 0.5 * degrees)
    return FormMoments(mean, np.maximum(variance, degrees))


def _correlation_traces(
    inverse: WorkingInverse, moments: PartMoments, noise: PartNoise, correlation: PartCorrelation
) -> tuple[FloatArray, FloatArray]:
    """tr(MC) and tr(MCMC) for C = diag(v)·R·diag(v), R with zero diagonal."""
    scale, matrix = noise_scale(moments, noise), correlation.matrix
    k_image = scale * ((scale * inverse.k) @ matrix)
    l_image = scale * ((scale * inverse.l) @ matrix)
    kk, kl, ll = (
        (a * b).sum(axis=1) for a, b in ((inverse.k, k_image), (inverse.k, l_image), (inverse.l, l_image))
    )
    x = inverse.precision * scale**2
    own = (x * (x @ matrix**2)).sum(axis=1)
    mixed = (inverse.precision * (k_image**2 + l_image**2)).sum(axis=1)
    return -(kk + ll), own - 2 * mixed + kk**2 + 2 * kl**2 + ll**2


class Slope(NamedTuple):
    """(S,) slope of logit residuals per logit of difficulty, its variance and that variance's degrees of freedom."""

    value: FloatArray
    variance: FloatArray
    degrees: FloatArray


def difficulty_slope(
    residual: FloatArray,
    difficulty: FloatArray,
    inverse: WorkingInverse,
    moments: PartMoments,
    noise: PartNoise,
    correlation: PartCorrelation,
) -> Slope:
    """Generalised least squares of the residual (S, P) on :func:`difficulty_pattern`, the level taken out."""
    regressor = difficulty_pattern(difficulty, moments)
    image = inverse.apply(regressor)
    size = np.maximum((regressor * image).sum(axis=1), 1e-12)
    coefficients = image / size[:, None]
    variance = 1 / size + correlated_variance(coefficients, moments, noise, correlation)
    variance = np.maximum(variance, 0.3 / size)
    pull = coefficients**2 * moments.rate**2
    error = (pull**2 * noise.part_error).sum(axis=1) + pull.sum(axis=1) ** 2 * noise.common_error
    return Slope(
        (coefficients * residual).sum(axis=1),
        variance,
        2 * variance**2 / np.maximum(error, 1e-12),
    )


def difficulty_pattern(difficulty: FloatArray, moments: PartMoments) -> FloatArray:
    """(S, P) what one logit per logit of ``difficulty`` (P,) adds to completion: G·(difficulty − mean)."""
    return np.where(moments.weight > 0, moments.rate * (difficulty - difficulty.mean()), 0.0)


def without_level(pattern: FloatArray, moments: PartMoments) -> FloatArray:
    """(S, P) what is left of a ``pattern`` of completion once the school's level has taken its share of it."""
    level = (moments.weight * pattern).sum(axis=1, keepdims=True)
    return np.asarray(pattern - moments.gradient * level)


def correlated_variance(
    coefficients: FloatArray, moments: PartMoments, noise: PartNoise, correlation: PartCorrelation
) -> FloatArray:
    """(S,) coefficients'·C·coefficients."""
    scaled = noise_scale(moments, noise) * coefficients
    return np.asarray((scaled * (scaled @ correlation.matrix)).sum(axis=1))
