"""Did an action help: treated schools against what untreated ones with the same start reached (METHODS §7).

Treated schools are mostly chosen for an extreme start, and an extreme start comes back by itself. So the later value is
compared with its expectation given the start, never with the start itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from scipy.special import stdtr, stdtrit

from objektiv.model.tables import Array, BoolArray, FloatArray
from objektiv.statistics.effect_controls import Balance, balance_of, is_supported, take_nearest
from objektiv.statistics.effect_expectation import (
    Expectation,
    Start,
    Waves,
    fit_expectation,
    shrink_start,
)

FEWEST_CONTROLS = 15
LEAST_SHARE_SUPPORTED = 0.5  # of the treated schools; else the rest would speak for all

HELPED = "helped"
NOT_HELPED = "not_helped"
CANNOT_JUDGE = "cannot_judge"

NO_TREATED = "нет данных школ с мерой"
FEW_CONTROLS = "мало школ без меры"
NO_SPREAD = "значения школ не различаются"
NO_SUPPORT = "нет школ без меры с таким же началом"
CEILING = "потолок"


class Groups(NamedTuple):
    """Who had the action and who may stand beside them, (S,); the other schools only tell how starts differ.

    ``context`` (S, C) without nan, C may be 0; ``nearest`` controls are taken for each treated school, 0 = all.
    """

    is_treated: BoolArray
    is_control: BoolArray
    context: FloatArray
    nearest: int = 0


@dataclass(frozen=True)
class Effect:
    """Mean difference of the treated from what is expected of them, in the unit of the values.

    It speaks of these very schools: each counts with the inverse variance of its prediction. ``lower``, ``upper`` and
    the two-sided ``p_value`` have t with ``degrees``; ``start``, ``observed`` and ``expected`` are means with the same
    weights, ``usual_start`` is that of all schools. ``naive_change`` = observed − start = ``common_change`` (what an
    average untreated school changed by) + ``regression_to_mean`` (the return that an extreme start brings by itself) +
    ``effect``. ``treated``, ``controls``: how many were used; ``reliability``: share of true differences in the starts
    of the treated; ``is_supported`` (S,): the start has its like among the controls. Where ``applicable`` is False
    ``reason`` says why and the figures are nan.
    """

    effect: float
    lower: float
    upper: float
    se: float
    p_value: float
    degrees: int
    treated: int
    controls: int
    start: float
    usual_start: float
    observed: float
    expected: float
    naive_change: float
    common_change: float
    regression_to_mean: float
    reliability: float
    slope: float
    balance: Balance
    is_supported: BoolArray
    applicable: bool
    reason: str


def estimate_effect(
    waves: Waves, groups: Groups, *, same_pupils: bool = False, level: float = 0.95
) -> Effect:
    """Effect on the treated schools of ``groups`` (METHODS §7); schools with nan in a wave are left out.

    Not applicable: no treated school, fewer than 15 controls, values without spread, or fewer than half of the treated
    with a start that any control comes near. The clusters are schools, so the number of works never counts twice.
    """
    there = np.isfinite(waves.earlier) & np.isfinite(waves.earlier_variance)
    both = there & np.isfinite(waves.later) & np.isfinite(waves.later_variance)
    treated, control = groups.is_treated & both, groups.is_control & both & ~groups.is_treated
    reason = _too_little(waves, treated, control)
    if reason:
        return _nothing(reason, treated, control, np.zeros(len(both), dtype=np.bool_))
    seen = Waves(*(values[there] for values in waves))
    start = shrink_start(seen)
    supported = is_supported(start.expected, control[there])
    whole = np.zeros(len(both), dtype=np.bool_)
    whole[there] = supported
    judged = treated[there] & supported
    if judged.sum() < LEAST_SHARE_SUPPORTED * treated.sum():
        return _nothing(NO_SUPPORT, treated, control, whole)
    beside = _Beside(seen, start, judged, control[there], groups.context[there], groups.nearest)
    return _read(beside, whole, same_pupils=same_pupils, level=level)


def propose(effect: Effect, *, direction: str, smallest: float) -> str:
    """What may be proposed to a person, by a rule fixed before the later wave: a proposal, never a verdict.

    ``helped``: the interval leaves 0 out in the wanted ``direction`` («higher», «lower») and the effect is at least the
    ``smallest`` of interest > 0. ``not_helped``: the whole interval is short of the smallest effect, wrong direction
    included. Everything else ``cannot_judge``.
    """
    if not effect.applicable:
        return CANNOT_JUDGE
    towards = 1.0 if direction == "higher" else -1.0
    lower, upper = sorted((towards * effect.lower, towards * effect.upper))
    if upper < smallest:
        return NOT_HELPED
    return HELPED if lower > 0 and towards * effect.effect >= smallest else CANNOT_JUDGE


class _Beside(NamedTuple):
    """The schools with a start; ``judged`` treated ones and the controls that may be taken."""

    waves: Waves
    start: Start
    judged: BoolArray
    control: BoolArray
    context: FloatArray
    nearest: int

    def taken(self) -> FloatArray:
        """How much each school counts as a control, (S,)."""
        if not self.nearest:
            return self.control.astype(np.float64)
        count = max(self.nearest, FEWEST_CONTROLS)
        return take_nearest(self.start.expected, self.context, self.judged, self.control, count)


def _too_little(waves: Waves, treated: BoolArray, control: BoolArray) -> str:
    if not treated.any():
        return NO_TREATED
    if control.sum() < FEWEST_CONTROLS:
        return FEW_CONTROLS
    if not (np.ptp(waves.earlier[control]) > 0 and np.ptp(waves.later[control]) > 0):
        return NO_SPREAD
    return ""


def _weights(variance: FloatArray, judged: BoolArray) -> FloatArray:
    weights = np.where(judged, 1 / variance, 0.0)
    return np.asarray(weights / weights.sum())


def _read(beside: _Beside, supported: BoolArray, *, same_pupils: bool, level: float) -> Effect:
    waves, start, taken = beside.waves, beside.start, beside.taken()
    fitted = fit_expectation(waves, start, taken > 0, same_pupils=same_pupils)
    weights = _weights(fitted.variance, beside.judged)
    first, observed, expected = (
        float((weights * values).sum()) for values in (waves.earlier, waves.later, fitted.mean)
    )
    doubt = _doubt_of_start(beside, taken > 0, weights, expected, same_pupils=same_pupils)
    se = float(np.sqrt(_variance(fitted, weights) + doubt))
    difference, common = observed - expected, fitted.at_mean - start.mean
    half = float(stdtrit(fitted.degrees, 0.5 + level / 2)) * se
    return Effect(
        effect=difference,
        lower=difference - half,
        upper=difference + half,
        se=se,
        p_value=float(2 * stdtr(fitted.degrees, -abs(difference / se))),
        degrees=fitted.degrees,
        treated=int(beside.judged.sum()),
        controls=int((taken > 0).sum()),
        start=first,
        usual_start=start.mean,
        observed=observed,
        expected=expected,
        naive_change=observed - first,
        common_change=common,
        regression_to_mean=expected - first - common,
        reliability=float((weights * start.reliability).sum()),
        slope=float(fitted.coefficients[1]),
        balance=balance_of(start.expected, beside.context, weights, taken, beside.control),
        is_supported=supported,
        applicable=True,
        reason="",
    )


def _doubt_of_start(
    beside: _Beside, is_taken: BoolArray, weights: FloatArray, expected: float, *, same_pupils: bool
) -> float:
    """What the expected mean moves by, squared, when μ (to both sides) or ω² is off by its standard error."""
    start, waves = beside.start, beside.waves
    moves = (
        (0.5, start.moved(waves, mean=1.0)),
        (0.5, start.moved(waves, mean=-1.0)),
        (1.0, start.moved(waves, variance=1.0)),
    )
    doubt = 0.0
    for share, moved in moves:
        fitted = fit_expectation(waves, moved, is_taken, same_pupils=same_pupils)
        doubt += share * (float((weights * fitted.mean).sum()) - expected) ** 2
    return doubt


def _variance(fitted: Expectation, weights: FloatArray) -> float:
    """Of the weighted mean of (observed − expected): chance of the treated schools and of the coefficients."""
    middle = (weights[:, None] * fitted.design).sum(axis=0)
    doubt = float((middle[:, None] * fitted.covariance * middle[None, :]).sum())
    return float((weights**2 * fitted.variance).sum()) + doubt


def without_figures(effect: Effect, reason: str) -> Effect:
    """The same groups with nothing said of them, for ``reason``."""
    nothing = _nothing(reason, np.empty(0), np.empty(0), effect.is_supported)
    return replace(nothing, treated=effect.treated, controls=effect.controls)


def _nothing(reason: str, treated: Array, control: Array, is_supported: BoolArray) -> Effect:
    nan = float("nan")
    return Effect(
        *(nan,) * 5,
        0,
        int(treated.sum()),
        int(control.sum()),
        *(nan,) * 9,
        balance=Balance(nan, np.empty(0)),
        is_supported=is_supported,
        applicable=False,
        reason=reason,
    )
