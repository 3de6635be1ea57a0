"""Profile of a school's completion over parts against a control sample (METHODS §4.2, §4.3).

From sums per school × part alone: curves of expected completion given the level, noise between schools, Huber weights
on the profile chi-square in two passes, then the residuals of every school.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import chdtr, chdtri

from objektiv.model.tables import BoolArray, FloatArray
from objektiv.statistics.part_correlation import PartCorrelation, estimate_correlation, no_correlation
from objektiv.statistics.part_curves import (
    PartCurves,
    flat_curves,
    implied_curves,
    leverage,
    match_level,
    refine_curves,
    start_level,
    start_places,
)
from objektiv.statistics.part_noise import (
    PartMoments,
    PartNoise,
    PupilSpread,
    estimate_noise,
    median_where,
    part_moments,
    pupil_spread,
    robust_noise,
    stabilise,
)
from objektiv.statistics.part_table import PartTable
from objektiv.statistics.profile_form import WorkingInverse, working_inverse

PASSES = 2
LARGEST_SAMPLE = 3000
START_BETWEEN = 0.06
FIRST_STEPS = 7
LATER_STEPS = 3
CELL_HUBER = 1.5
FULL_WEIGHT_SHARE = 0.9  # quantile of the profile chi-square up to which a school keeps its full weight
NORMAL_MAD = 0.6744898


@dataclass(frozen=True)
class FittedProfile:
    """What honest work of this assessment looks like and how far every school is from it (S schools, P parts).

    ``residual`` (S, P) completion minus expectation, 0 for absent parts; ``factor`` (S, P) what the school's own
    weight in the curves leaves of its residual variance (above 1 for schools outside the control sample);
    ``variance`` (S, P) of the residual under honest work before that factor; ``stable`` (S, P) residual over the root
    of the factor, stabilised; ``weights`` (S,) Huber weights, 0 outside the control sample; ``form`` (S,) profile
    chi-square of ``stable``.
    """

    curves: PartCurves
    level: FloatArray
    moments: PartMoments
    noise: PartNoise
    correlation: PartCorrelation
    spread: PupilSpread
    residual: FloatArray
    factor: FloatArray
    variance: FloatArray
    stable: FloatArray
    weights: FloatArray
    inverse: WorkingInverse
    form: FloatArray

    @property
    def residual_z(self) -> FloatArray:
        """(S, P) normal scores of the residuals; nan for absent parts."""
        return np.where(self.moments.weight > 0, self.stable / np.sqrt(self.variance), np.nan)


def usable_parts(table: PartTable, control: BoolArray) -> BoolArray:
    """(P,) parts that some but not all of the control sample's points were scored in."""
    points = table.points[control].sum(axis=0)
    total = table.total[control].sum(axis=0)
    return np.asarray((total > 0) & (total < points))


def fit_profile(table: PartTable, control: BoolArray) -> FittedProfile:
    """Fit on the schools of ``control`` (S,), judge all; parts outside :func:`usable_parts` must be absent.

    Of more than 3,000 control schools, 3,000 spread evenly over their order tell curves and noise: the rest would
    change them by less than a thousandth of their spread.
    """
    members = np.flatnonzero(control)
    if len(members) <= LARGEST_SAMPLE:
        return _fit(table, control)
    chosen = members[np.linspace(0, len(members) - 1, LARGEST_SAMPLE).round().astype(np.int64)]
    told = _fit(table.rows(chosen), np.ones(LARGEST_SAMPLE, dtype=bool))
    level = start_level(table, control.astype(np.float64))
    for _ in range(LATER_STEPS):
        level = match_level(table, told.curves, level)
    fit = judge_schools(table, told.curves, level, told.noise, told.spread, np.ones_like(table.n), control)
    return replace(fit, correlation=told.correlation)


def _fit(table: PartTable, control: BoolArray) -> FittedProfile:
    state = _first_pass(table, control)
    for _ in range(PASSES):
        state = _pass(table, control, state)
    correlation = estimate_correlation(state.stable, state.moments, state.noise, _scatter_weights(state))
    return replace(state, correlation=correlation)


def _first_pass(table: PartTable, control: BoolArray) -> FittedProfile:
    """Slopes as pupils imply them, places by part-wise Huber weights, noise by medians.

    A fifth of the schools cannot carry this away, however far they are in level and profile at once.
    """
    weights = control.astype(np.float64)
    level, places = start_level(table, weights), start_places(table, weights)
    spread = pupil_spread(table, _rate(flat_curves(places), level), weights)
    implied = curves = implied_curves(places, spread.loading, table.maxima)
    there = table.is_there * weights[:, None]
    for _ in range(FIRST_STEPS):
        level = match_level(table, curves, level)
        weight = there * _cell_weights(table, curves, level, there)
        curves = refine_curves(curves, implied, table, level, weight, is_place_only=True)
    level = match_level(table, curves, level)
    moments = part_moments(table, curves.expected(level), curves.slope(level), spread)
    residual = np.where(table.is_there, table.facility - moments.expected, 0.0)
    noise = robust_noise(residual**2, moments, there, START_BETWEEN)
    return judge_schools(table, curves, level, noise, spread, np.ones_like(residual), control)


def _cell_weights(table: PartTable, curves: PartCurves, level: FloatArray, there: FloatArray) -> FloatArray:
    """(S, P) precision of a logit residual times its Huber weight, the scale of each part by its median."""
    expected = curves.expected(level)
    rate = expected * (1 - expected)
    variance = START_BETWEEN + 1 / (table.divisor * rate)
    distance = np.abs((table.facility - expected) / rate) / np.sqrt(variance)
    scale = np.maximum(median_where(distance, there) / NORMAL_MAD, 1.0)
    return np.asarray(np.minimum(1.0, CELL_HUBER * scale / np.maximum(distance, 1e-9)) / variance)


def _pass(table: PartTable, control: BoolArray, state: FittedProfile) -> FittedProfile:
    """Curves, level and noise with the Huber weights of the pass before."""
    own = table.is_there * state.moments.rate**2 / state.noise.residual_variance(state.moments)
    fitted = own * state.weights[:, None]
    curves, level = state.curves, state.level
    implied = implied_curves(state.curves.coefficients[:, 0], state.spread.loading, table.maxima)
    for _ in range(LATER_STEPS):
        curves = refine_curves(curves, implied, table, level, fitted)
        level = match_level(table, curves, level)
    spread = pupil_spread(table, _rate(curves, level), control.astype(np.float64))
    moments = part_moments(table, curves.expected(level), curves.slope(level), spread)
    residual = np.where(table.is_there, table.facility - moments.expected, 0.0)
    # In the fit a school explains part of itself (1 − h); outside, the curves' own error is added (1 + h).
    factor = 1 + leverage(level, fitted, own) * (1 - 2 * state.weights[:, None])
    consistent = table.is_there * _scatter_weights(state)[:, None]
    stable = stabilise(residual / np.sqrt(factor), moments.expected, state.variance)
    noise = estimate_noise(stable**2, moments, consistent, state.noise)
    return judge_schools(table, curves, level, noise, spread, factor, control)


def judge_schools(
    table: PartTable,
    curves: PartCurves,
    level: FloatArray,
    noise: PartNoise,
    spread: PupilSpread,
    factor: FloatArray,
    control: BoolArray,
) -> FittedProfile:
    """Residuals and profile chi-square of every school under given curves and noise; parts taken as independent."""
    moments = part_moments(table, curves.expected(level), curves.slope(level), spread)
    residual = np.where(table.is_there, table.facility - moments.expected, 0.0)
    variance = noise.residual_variance(moments)
    stable = np.where(table.is_there, stabilise(residual / np.sqrt(factor), moments.expected, variance), 0.0)
    inverse = working_inverse(moments, noise)
    form = inverse.form(stable)
    return FittedProfile(
        curves,
        level,
        moments,
        noise,
        no_correlation(len(table.maxima)),
        spread,
        residual,
        factor,
        variance,
        stable,
        np.where(control, _huber(moments, form), 0.0),
        inverse,
        form,
    )


def _degrees(moments: PartMoments) -> FloatArray:
    return np.asarray(np.maximum((moments.weight > 0).sum(axis=1) - 1.0, 1.0))


def _huber(moments: PartMoments, form: FloatArray) -> FloatArray:
    """(S,) min(1, k²/Q), k² the 90 % point of χ²."""
    bound = chdtri(_degrees(moments), 1 - FULL_WEIGHT_SHARE)
    return np.asarray(np.minimum(1.0, bound / np.maximum(form, 1e-9)))


def _scatter_weights(state: FittedProfile) -> FloatArray:
    """(S,) weights of squares, divided by what they leave of the variance of normal residuals."""
    degrees = _degrees(state.moments)
    bound = chdtri(degrees, 1 - FULL_WEIGHT_SHARE)
    left = chdtr(degrees + 2, bound) + bound / degrees * (1 - FULL_WEIGHT_SHARE)
    return np.asarray(state.weights / left)


def _rate(curves: PartCurves, level: FloatArray) -> FloatArray:
    expected = curves.expected(level)
    return np.asarray(expected * (1 - expected))
