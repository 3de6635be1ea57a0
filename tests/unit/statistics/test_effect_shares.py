"""Shares as angles and back."""

from __future__ import annotations

import numpy as np
import pytest

from objektiv.statistics.effect import Groups, estimate_effect, without_figures
from objektiv.statistics.effect_expectation import Waves
from objektiv.statistics.effect_shares import angles_of_shares, effect_in_points, points_of_angle


def test_the_angle_of_a_share_has_the_same_error_at_any_share():
    random = np.random.default_rng(17)
    for share in (0.1, 0.5, 0.9):
        angles, variances = angles_of_shares(random.binomial(40, share, 20_000), np.full(20_000, 40))
        assert angles.var() == pytest.approx(variances[0], rel=0.06)
        assert points_of_angle(angles.mean()) == pytest.approx(100 * share, abs=0.3)
    assert (points_of_angle(-1.0), points_of_angle(2.0)) == (0.0, 100.0)


def test_an_effect_on_angles_comes_back_in_points():
    random = np.random.default_rng(18)
    due = random.integers(10, 60, 60)
    share = random.uniform(0.4, 0.9, 60)
    waves = Waves(
        *angles_of_shares(random.binomial(due, share), due),
        *angles_of_shares(random.binomial(due, share), due),
    )
    is_treated = np.isin(np.arange(60), np.argsort(waves.earlier)[[3, 6, 9]])
    groups = Groups(is_treated, ~is_treated, np.empty((60, 0)))
    angles = estimate_effect(waves, groups)
    found = effect_in_points(angles)
    assert found.observed == pytest.approx(100 * np.sin(angles.observed) ** 2)
    assert found.expected == pytest.approx(100 * np.sin(angles.expected) ** 2)
    assert found.observed - found.lower == pytest.approx(100 * np.sin(angles.observed - angles.lower) ** 2)
    assert found.lower < found.effect < found.upper
    assert np.sign(found.lower) == np.sign(angles.lower)
    parts = found.common_change + found.regression_to_mean + found.effect
    assert found.naive_change == pytest.approx(parts, rel=1e-9)
    assert found.p_value == angles.p_value
    silent = without_figures(angles, "потолок")
    assert effect_in_points(silent) is silent
