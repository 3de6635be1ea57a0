"""Completion of a part as a function of the level of the school: one smooth curve a part (METHODS §4.2).

logit g_p(h) = β0 + β1·h + β2·h², h = level of the school, a logit of its share of points with 0 at the typical school.
Pupils inside schools tell how steep β1 is nearly without error; differences between schools may move it by about 0.15.
A few schools that raise both their level and some parts therefore cannot bend the curves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from objektiv.model.tables import FloatArray
from objektiv.statistics.part_table import PartTable

SLOPE_SD = 0.15  # of β1 around the slope that pupils inside schools imply
CURVATURE_SD = 0.10  # of β2 around 0
LARGEST_LOGIT = 5.0
LEAST_SLOPE = 0.1
LARGEST_LEVEL = 4.0
LARGEST_STEP = 0.7
LARGEST_LEVERAGE = 0.9
LEVEL_STEPS = 3
EDGE = 1e-4  # of a share of points, where logits end

_PENALTY = np.diag([0.0, SLOPE_SD**-2, CURVATURE_SD**-2])
_PLACE_ONLY = np.diag([0.0, 1e9, 1e9])


@dataclass(frozen=True)
class PartCurves:
    """``coefficients`` (P, 3): β0, β1, β2 of every part."""

    coefficients: FloatArray

    def expected(self, level: FloatArray) -> FloatArray:
        """(S, P) completion 0–1 expected at ``level`` (S,)."""
        logits = design(level) @ self.coefficients.T
        return np.asarray(expit(np.clip(logits, -LARGEST_LOGIT, LARGEST_LOGIT)))

    def slope(self, level: FloatArray) -> FloatArray:
        """(S, P) derivative of the logit by the level, never below 0.1: a stronger school is not expected lower."""
        steepness = self.coefficients[:, 1] + 2 * self.coefficients[:, 2] * level[:, None]
        return np.asarray(np.maximum(steepness, LEAST_SLOPE))

    @property
    def difficulty(self) -> FloatArray:
        """(P,) difficulty of the parts, logits: −β0."""
        return -self.coefficients[:, 0]


def design(level: FloatArray) -> FloatArray:
    """(S, 3) 1, h, h²."""
    return np.stack([np.ones_like(level), level, level**2], axis=1)


def start_level(table: PartTable, control: FloatArray) -> FloatArray:
    """(S,) logit of the share of points (½ point added on both sides), 0 at the median of the control sample."""
    share = (table.total.sum(axis=1) + 0.5) / (table.points.sum(axis=1) + 1)
    level = np.asarray(logit(np.clip(share, EDGE, 1 - EDGE)))
    return np.asarray(level - np.median(level[control > 0]))


def start_places(table: PartTable, control: FloatArray) -> FloatArray:
    """(P,) logit of the completion of each part in the control sample (``control`` (S,) weights)."""
    points = (control[:, None] * table.points).sum(axis=0)
    facility = (control[:, None] * table.total).sum(axis=0) / np.maximum(points, 1e-9)
    return np.asarray(logit(np.clip(facility, 0.01, 0.99)))


def flat_curves(places: FloatArray) -> PartCurves:
    """Straight curves of slope 1 through ``places`` (P,)."""
    return PartCurves(np.stack([places, np.ones_like(places), np.zeros_like(places)], axis=1))


def implied_curves(places: FloatArray, loadings: FloatArray, maxima: FloatArray) -> PartCurves:
    """Straight curves through ``places`` (P,) with the slopes that pupils inside schools imply.

    ``loadings`` (P,) of parts per g·(1 − g); a step of ability moves every part by its loading and the logit of the
    share of points by Σ m·G·loading/(M·x·(1 − x)): the ratio is β1.
    """
    facility = expit(places)
    share = float(maxima @ facility / maxima.sum())
    step = (
        float((maxima * facility * (1 - facility)) @ loadings) / float(maxima.sum()) / (share * (1 - share))
    )
    return PartCurves(np.stack([places, loadings / step, np.zeros_like(places)], axis=1))


def match_level(table: PartTable, curves: PartCurves, start: FloatArray) -> FloatArray:
    """(S,) level at which the expected points of the administered parts equal the points scored."""
    level = start
    for _ in range(LEVEL_STEPS):
        expected = curves.expected(level)
        gain = (table.points * expected * (1 - expected) * curves.slope(level)).sum(axis=1)
        missing = (table.total - table.points * expected).sum(axis=1)
        level = level + np.clip(missing / np.maximum(gain, 1e-9), -1, 1)
        level = np.clip(level, -LARGEST_LEVEL, LARGEST_LEVEL)
    return level


def refine_curves(
    curves: PartCurves,
    implied: PartCurves,
    table: PartTable,
    level: FloatArray,
    weight: FloatArray,
    *,
    is_place_only: bool = False,
) -> PartCurves:
    """One scoring step of every part on the logit residuals (f − g)/(g·(1 − g)) with ``weight`` (S, P).

    Slopes and curvatures are drawn towards ``implied``, or kept there (``is_place_only``).
    """
    penalty = _PLACE_ONLY if is_place_only else _PENALTY
    expected = curves.expected(level)
    residual = (table.facility - expected) / (expected * (1 - expected))
    pull = (implied.coefficients - curves.coefficients) @ penalty
    gradient = (weight * residual).T @ design(level) + pull
    step = np.linalg.solve(_information(level, weight, penalty), gradient[..., None])[..., 0]
    return PartCurves(curves.coefficients + np.clip(step, -LARGEST_STEP, LARGEST_STEP))


def leverage(level: FloatArray, fitted: FloatArray, own: FloatArray) -> FloatArray:
    """(S, P) share of a school's own weight ``own`` in its fitted logit when the fit used ``fitted`` (both (S, P))."""
    inverse = np.linalg.inv(_information(level, fitted, _PENALTY))
    columns = design(level)
    products = np.stack([columns[:, a] * columns[:, b] for a in range(3) for b in range(3)], axis=1)
    return np.asarray(np.minimum(products @ inverse.reshape(-1, 9).T * own, LARGEST_LEVERAGE))


def _information(level: FloatArray, weight: FloatArray, penalty: FloatArray) -> FloatArray:
    """(P, 3, 3) Σ w·x·x' with the penalty and a trace of ridge for parts that nobody took."""
    columns = design(level)
    products = np.stack([columns[:, a] * columns[:, b] for a in range(3) for b in range(3)], axis=1)
    return (weight.T @ products).reshape(-1, 3, 3) + penalty + 1e-9 * np.eye(3)
