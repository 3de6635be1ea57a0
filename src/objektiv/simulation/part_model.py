"""Generalised partial credit model of the parts of a work: fitted to printed marginals, then drawn from.

P(k | θ) ∝ exp(k·a·θ − Σ_{j≤k} a·δ_j), k = 0 … maximum; δ_j = b + d·(j − (m + 1)/2), so a part has a place b,
a spread d of its steps and a slope a. The place and spread follow from the facility and the share of middle
points, the common factor of the slopes from the standard deviation of raw scores (METHODS §6.1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, root

from objektiv.model.tables import FloatArray, IntArray

Float32Array = NDArray[np.float32]
ScoreArray = NDArray[np.int8]

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(41)
GRID: FloatArray = np.asarray(_NODES, dtype=np.float64)
GRID_WEIGHTS: FloatArray = np.asarray(_WEIGHTS / _WEIGHTS.sum(), dtype=np.float64)


@dataclass(frozen=True)
class PartModel:
    """Parameters of P parts.

    ``slopes`` (P,) on the logit per unit of θ and point; ``offsets[p]`` (maximum + 1,) = Σ_{j≤k} a·δ_j, so
    the log weight of k points at θ is k·a·θ − offset[k].
    """

    maxima: tuple[int, ...]
    slopes: FloatArray
    offsets: tuple[FloatArray, ...]

    def category_shares(self, part: int, theta: FloatArray) -> FloatArray:
        """P(k points) of one part, shape (len(theta), maximum + 1)."""
        points = np.arange(self.maxima[part] + 1)
        return _shares(self.slopes[part] * theta, self.offsets[part], points)

    def moments(self, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Mean and variance of the raw score given θ, each of shape (len(theta),)."""
        mean = np.zeros_like(theta)
        variance = np.zeros_like(theta)
        for part, maximum in enumerate(self.maxima):
            points = np.arange(maximum + 1)
            shares = self.category_shares(part, theta)
            expected = shares @ points
            mean += expected
            variance += shares @ points**2 - expected**2
        return mean, variance

    def spread(self) -> tuple[float, float]:
        """Standard deviation of raw scores and their reliability when θ is standard normal."""
        mean, variance = self.moments(GRID)
        true = float(GRID_WEIGHTS @ mean**2 - (GRID_WEIGHTS @ mean) ** 2)
        total = true + float(GRID_WEIGHTS @ variance)
        return total**0.5, true / total


def fit_part_model(
    maxima: tuple[int, ...], facility: FloatArray, middle: FloatArray, slopes: FloatArray, sd: float | None
) -> PartModel:
    """Parts whose facility, middle share and raw-score standard deviation are those given, θ standard normal.

    ``facility`` (P,) shares of the maximum; ``middle`` (P,) shares of scores strictly between 0 and the
    maximum (not used for parts of one point); ``slopes`` (P,) relative; ``sd`` in points (None = slopes as
    given) must lie between that of nearly independent parts and that of slopes three times the given ones.
    Source: METHODS §6.1.
    """

    def model(factor: float) -> PartModel:
        scaled = slopes * factor
        offsets = tuple(
            _fit_offsets(m, f, c, a) for m, f, c, a in zip(maxima, facility, middle, scaled, strict=True)
        )
        return PartModel(maxima, scaled, offsets)

    if sd is None:
        return model(1.0)
    factor = brentq(lambda x: model(x).spread()[0] - sd, 0.05, 3.0, xtol=1e-4)
    return model(float(factor))


def draw_scores(
    model: PartModel, theta: Float32Array, shift: Float32Array, rng: np.random.Generator
) -> ScoreArray:
    """Points of n pupils on P parts, shape (P, n).

    ``theta`` (n,); ``shift`` (P, n) or (P, 1) is added to the logit of every point (noise of schools, forms).
    """
    scores = np.empty((len(model.maxima), len(theta)), dtype=np.int8)
    for part, maximum in enumerate(model.maxima):
        base = np.exp(np.float32(model.slopes[part]) * theta + shift[part])
        scores[part] = _draw_part(base, model.offsets[part], maximum, rng)
    return scores


def _draw_part(base: Float32Array, offsets: FloatArray, maximum: int, rng: np.random.Generator) -> ScoreArray:
    """Invert the cumulative distribution with weights base^k·exp(−offset_k) at one uniform number a pupil."""
    factors = np.exp(offsets[0] - offsets).astype(np.float32)
    uniform = rng.random(len(base), dtype=np.float32)
    if maximum == 1:
        odds = base * factors[1]
        return np.asarray(uniform * (1 + odds) >= 1, dtype=np.int8)
    cumulative = [np.ones_like(base)]
    power = base
    for point in range(1, maximum + 1):
        cumulative.append(cumulative[-1] + power * factors[point])
        power = power * base
    uniform *= cumulative[-1]
    score = np.zeros(len(base), dtype=np.int8)
    for below in cumulative[:-1]:
        score += uniform >= below
    return score


def _shares(logit: FloatArray, offsets: FloatArray, points: IntArray) -> FloatArray:
    weights = logit[:, None] * points - offsets
    weights = np.exp(weights - weights.max(axis=1, keepdims=True))
    shares: FloatArray = weights / weights.sum(axis=1, keepdims=True)
    return shares


def _fit_offsets(maximum: int, facility: float, middle: float, slope: float) -> FloatArray:
    """Offsets of one part from its facility and, above one point, its share of middle points."""
    points = np.arange(maximum + 1)
    logit = slope * GRID

    def offsets(place: float, spread: float) -> FloatArray:
        steps = place + spread * (np.arange(1, maximum + 1) - (maximum + 1) / 2)
        return np.concatenate([[0.0], np.cumsum(steps)])

    def misses(x: FloatArray) -> FloatArray:
        shares = GRID_WEIGHTS @ _shares(logit, offsets(x[0], x[1]), points)
        return np.array([shares @ points / maximum - facility, shares[1:-1].sum() - middle])

    if maximum == 1:
        place = brentq(lambda x: misses(np.array([x, 0.0]))[0], -12.0, 12.0)
        return offsets(float(place), 0.0)
    found = root(misses, np.array([-np.log(facility / (1 - facility)), 0.0]))
    if not found.success:
        raise ValueError(f"no part of {maximum} points has facility {facility} and middle share {middle}")
    return offsets(float(found.x[0]), float(found.x[1]))
