"""What is expected of a start, drawn: schools of two waves and the line through those without the action (METHODS §7).

For a picture. The answer itself comes from ``effect.read_effect``; this shows the same regression over all starts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from objektiv.analysis.effect import EffectQuestion, lay_out
from objektiv.analysis.effect_waves import Wave
from objektiv.model.tables import Array, BoolArray, FloatArray
from objektiv.statistics.effect import FEWEST_CONTROLS
from objektiv.statistics.effect_expectation import Waves, fit_expectation, shrink_start

POINTS = 25
LEVEL = 0.95


class Schools(NamedTuple):
    """Schools with both waves (S,): codes ascending, values in the unit of the waves, who is who."""

    codes: Array
    start: FloatArray
    later: FloatArray
    is_treated: BoolArray
    is_control: BoolArray


class Line(NamedTuple):
    """Later value expected of a treated-sized school that started at ``start``, with a 95 % band for one school."""

    start: FloatArray
    expected: FloatArray
    lower: FloatArray
    upper: FloatArray


def schools_of_waves(before: Wave, after: Wave, question: EffectQuestion) -> Schools:
    """Schools that have both waves and stand in one of the two groups."""
    laid = lay_out(before, after, question)
    there = _has_both(laid.waves) & (laid.groups.is_treated | laid.groups.is_control)
    return Schools(
        laid.schools[there],
        laid.waves.earlier[there],
        laid.waves.later[there],
        laid.groups.is_treated[there],
        laid.groups.is_control[there],
    )


def expectation_line(
    before: Wave, after: Wave, question: EffectQuestion, starts: FloatArray | None = None
) -> Line | None:
    """The line over ``starts`` (None: evenly over those of both groups); None where nothing can be expected.

    Fitted on all controls, as ``read_effect`` does without ``nearest``. The sampling errors of the drawn school are the
    medians of the treated ones.
    """
    _, waves, groups, same_pupils = lay_out(before, after, question)
    both = _has_both(waves)
    treated, control = groups.is_treated & both, groups.is_control & both
    if not treated.any() or control.sum() < FEWEST_CONTROLS:
        return None
    if not (np.ptp(waves.earlier[control]) > 0 and np.ptp(waves.later[control]) > 0):
        return None
    grid = _evenly(waves.earlier[treated | control]) if starts is None else starts
    there = np.isfinite(waves.earlier) & np.isfinite(waves.earlier_variance)
    seen = Waves(*(values[there] for values in waves))
    whole = _with_grid(seen, waves, treated, grid)
    start = shrink_start(seen).moved(whole)
    is_control = np.concatenate([control[there], np.zeros(len(grid), dtype=np.bool_)])
    fitted = fit_expectation(whole, start, is_control, same_pupils=bool(same_pupils))
    design, mean = fitted.design[-len(grid) :], fitted.mean[-len(grid) :]
    doubt = (design[:, :, None] * fitted.covariance[None] * design[:, None, :]).sum(axis=(1, 2))
    half = stdtrit(fitted.degrees, 0.5 + LEVEL / 2) * np.sqrt(fitted.variance[-len(grid) :] + doubt)
    return Line(grid, mean, mean - half, mean + half)


def _has_both(waves: Waves) -> BoolArray:
    return np.asarray(np.isfinite(np.stack(waves)).all(axis=0))


def _evenly(starts: FloatArray) -> FloatArray:
    return np.asarray(np.linspace(starts.min(), starts.max(), POINTS))


def _with_grid(seen: Waves, waves: Waves, treated: BoolArray, grid: FloatArray) -> Waves:
    """The schools and below them one drawn school for every point of the grid, without a later value."""
    u, v = (float(np.median(one[treated])) for one in (waves.earlier_variance, waves.later_variance))
    drawn = (grid, np.full(len(grid), u), np.full(len(grid), np.nan), np.full(len(grid), v))
    return Waves(*(np.concatenate(pair) for pair in zip(seen, drawn, strict=True)))
