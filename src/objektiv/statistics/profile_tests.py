"""What a fitted profile says of every school: the form's p, the slope on difficulty, corridors, contrasts, excess."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from objektiv.model.indicator import Estimates
from objektiv.model.tables import Array, BoolArray, FloatArray, IntArray
from objektiv.statistics.empirical_null import EmpiricalNull
from objektiv.statistics.item_profile import FittedProfile
from objektiv.statistics.part_table import PartTable
from objektiv.statistics.profile_form import (
    Slope,
    difficulty_pattern,
    difficulty_slope,
    form_moments,
    without_level,
)
from objektiv.statistics.pvalues import normal_score, t_score
from objektiv.statistics.quadratic_form import excess_interval, satterthwaite_tail

SMALLEST_P = 1e-300
QUANTILE = 1.959964


def form_score(fit: FittedProfile) -> FloatArray:
    """(S,) normal score of the upper tail of the profile chi-square (Satterthwaite)."""
    moments = form_moments(fit.inverse, fit.moments, fit.noise, fit.correlation)
    tail = satterthwaite_tail(fit.form, moments.mean, moments.variance)
    return np.asarray(-ndtri(np.clip(tail, SMALLEST_P, 1 - 1e-16)))


def slope_score(fit: FittedProfile) -> FloatArray:
    """(S,) normal score of the slope of residuals on difficulty: above 0 where hard parts are done too well."""
    slope = _slope(fit)
    return normal_score(slope.value / np.sqrt(slope.variance), slope.degrees)


def _slope(fit: FittedProfile) -> Slope:
    return difficulty_slope(
        fit.stable, fit.curves.difficulty, fit.inverse, fit.moments, fit.noise, fit.correlation
    )


class Excess(NamedTuple):
    """(S,) root mean squares over parts, completion 0–1: found, expected of honest work, and the excess √(f² − e²)."""

    observed: FloatArray
    expected: FloatArray
    excess: FloatArray
    lower: FloatArray
    upper: FloatArray


def profile_excess(fit: FittedProfile, null: EmpiricalNull) -> Excess:
    """How far the profile departs beyond what honest work would, from the very form that is tested.

    Found = expected of honest work · √(form / its mean): parts count by the precision of their residuals. The 95 %
    interval of the excess inverts the test of the form on ``null``.
    """
    is_there = fit.moments.weight > 0
    variance = np.where(is_there, fit.variance * fit.factor, 0.0)
    expected = variance.sum(axis=1) / np.maximum(is_there.sum(axis=1), 1.0)
    form = form_moments(fit.inverse, fit.moments, fit.noise, fit.correlation)
    unit = expected / np.maximum(form.mean, 1e-12)
    lower, upper = excess_interval(fit.form, form.mean, form.variance, null.centre, null.spread)
    observed = unit * fit.form
    excess = np.maximum(observed - expected, 0.0)
    return Excess(*(np.sqrt(x) for x in (observed, expected, excess, unit * lower, unit * upper)))


class Contrast(NamedTuple):
    """(S,) hard minus easy parts, completion: expected at the school's level, what the slope adds to it, its error."""

    expected: FloatArray
    difference: FloatArray
    error: FloatArray
    lower: FloatArray
    upper: FloatArray


def difficulty_thirds(fit: FittedProfile, usable: BoolArray) -> tuple[BoolArray, BoolArray]:
    """(P,) the hardest and the easiest third of the ``usable`` parts at the level of the typical school."""
    order = np.flatnonzero(usable)[np.argsort(fit.curves.difficulty[usable], kind="stable")]
    third = max(1, round(len(order) / 3))
    hard, easy = np.zeros_like(usable), np.zeros_like(usable)
    easy[order[:third]] = True
    hard[order[-third:]] = True
    return hard, easy


def hard_minus_easy(fit: FittedProfile, hard: BoolArray, easy: BoolArray, null: EmpiricalNull) -> Contrast:
    """Completion of the ``hard`` minus the ``easy`` parts (P,): what is expected and what the tested slope adds.

    The difference is the slope times what one unit of it moves between the two groups, so its 95 % interval inverts
    the test of the slope on ``null``; nan where a slope moves nothing between them (a school without such parts).
    """
    is_there = fit.moments.weight > 0
    contrast = _mean_weights(is_there & hard) - _mean_weights(is_there & easy)
    pattern = without_level(difficulty_pattern(fit.curves.difficulty, fit.moments), fit.moments)
    reach = (contrast * np.sqrt(fit.factor) * pattern).sum(axis=1)
    slope = _slope(fit)
    unit = np.where(reach > 0, reach, np.nan)
    error = unit * np.sqrt(slope.variance)
    least, most = (
        t_score(np.array(null.centre + side * QUANTILE * null.spread), slope.degrees) for side in (-1, 1)
    )
    difference = unit * slope.value
    return Contrast(
        expected=(contrast * fit.moments.expected).sum(axis=1),
        difference=difference,
        error=error * null.spread,
        lower=difference - most * error,
        upper=difference - least * error,
    )


def _mean_weights(chosen: BoolArray) -> FloatArray:
    return np.asarray(chosen / np.maximum(chosen.sum(axis=1, keepdims=True), 1))


class Corridor(NamedTuple):
    """(S, P) completion 0–1 within which 95 % of honest schools of this level and size are; nan for absent parts."""

    lower: FloatArray
    upper: FloatArray


def expected_corridor(fit: FittedProfile) -> Corridor:
    """Corridor around the expected completion, on the arcsine scale so that it stays within 0–1."""
    middle = np.arcsin(np.sqrt(fit.moments.expected))
    half = QUANTILE * np.sqrt(fit.variance * fit.factor / fit.moments.rate) / 2
    is_there = fit.moments.weight > 0
    low, high = (np.sin(np.clip(middle + side * half, 0, np.pi / 2)) ** 2 for side in (-1, 1))
    return Corridor(np.where(is_there, low, np.nan), np.where(is_there, high, np.nan))


class ControlFacility(NamedTuple):
    """(P,) completion of the control sample and its standard error, schools as clusters."""

    facility: FloatArray
    error: FloatArray


def control_facility(table: PartTable, weights: FloatArray) -> ControlFacility:
    """Completion over all pupils of the control sample, schools weighted by ``weights`` (S,)."""
    points = weights[:, None] * table.points
    total = np.maximum(points.sum(axis=0), 1e-9)
    facility = (weights[:, None] * table.total).sum(axis=0) / total
    count = max(int((weights > 0).sum()), 2)
    scatter = ((points * (table.facility - facility)) ** 2).sum(axis=0) * count / (count - 1)
    return ControlFacility(facility, np.sqrt(scatter) / total)


def difference_error(fit: FittedProfile, control: ControlFacility) -> FloatArray:
    """(S, P) standard error of a school's completion minus the control sample's: pupils in classes, schools."""
    own = fit.noise.dispersion * (fit.moments.own + fit.moments.shared**2)
    return np.asarray(np.sqrt(own + control.error**2))


def nothing_to_judge(
    direction: str, n: IntArray, reason: Array, smallest: float, notes: tuple[str, ...]
) -> Estimates:
    """Estimates without a figure; ``reason`` (S,) says why."""
    nan = np.full(len(n), np.nan)
    nobody = np.zeros(len(n), dtype=bool)
    return Estimates(direction, n, nan, nan, nan, nan, nan, nan, nan, nobody, reason, smallest, {}, notes)
