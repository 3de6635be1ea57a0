"""Shares of schools for the effect of an action: angles with a known, equal error, and the answer back in points.

The error of a share depends on the share itself, and the schools chosen for an action are those with an extreme one. On
the angle φ = arcsin √((k + 3/8)/(n + 3/4)) the variance is 1/(4n + 2) at any share. Source: Anscombe 1948 (METHODS §7).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from objektiv.model.tables import Array, FloatArray
from objektiv.statistics.effect import Effect

RIGHT_ANGLE = np.pi / 2


def angles_of_shares(done: Array, due: Array) -> tuple[FloatArray, FloatArray]:
    """Angles and their sampling variances, (S,), of ``done`` of ``due`` > 0 each."""
    share = (np.asarray(done, dtype=np.float64) + 3 / 8) / (np.asarray(due) + 3 / 4)
    return np.arcsin(np.sqrt(share)), 1 / (4 * np.asarray(due, dtype=np.float64) + 2)


def points_of_angle(angle: float) -> float:
    """100·sin² φ, φ kept between 0 and a right angle."""
    return float(100 * np.sin(np.clip(angle, 0.0, RIGHT_ANGLE)) ** 2)


def effect_in_points(effect: Effect) -> Effect:
    """An effect on angles in percentage points: what was observed against what it would be without the effect.

    The ends of the interval are carried over one by one, so it leaves 0 out exactly when it did; ``p_value`` is
    unchanged, ``se`` is drawn out as the interval is. The parts of the naive change still add up.
    """
    if not effect.applicable:
        return effect
    observed = points_of_angle(effect.observed)
    difference, lower, upper = (
        observed - points_of_angle(effect.observed - value)
        for value in (effect.effect, effect.lower, effect.upper)
    )
    start, usual = points_of_angle(effect.start), points_of_angle(effect.usual_start)
    common = points_of_angle(effect.usual_start + effect.common_change) - usual
    return replace(
        effect,
        effect=difference,
        lower=lower,
        upper=upper,
        se=effect.se * (upper - lower) / (effect.upper - effect.lower),
        start=start,
        usual_start=usual,
        observed=observed,
        expected=observed - difference,
        naive_change=observed - start,
        common_change=common,
        regression_to_mean=observed - difference - start - common,
    )
