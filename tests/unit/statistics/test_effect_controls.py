"""Support, nearest controls and balance by hand."""

from __future__ import annotations

import numpy as np
import pytest

from objektiv.statistics.effect_controls import balance_of, is_supported, take_nearest


def test_support_reaches_half_a_deviation_beyond_the_last_control():
    start = np.array([0.0, 1.0, 2.0, 3.0, 4.0, -0.7, -0.9, 4.7, 4.9, 2.0])
    is_control = np.arange(10) < 5
    assert start[is_control].std(ddof=1) / 2 == pytest.approx(0.79, abs=0.001)
    assert is_supported(start, is_control).tolist() == [True] * 6 + [False, True, False, True]


def test_nearest_controls_by_start_and_context():
    start = np.array([0.0, 0.1, 0.2, 0.3, 5.0, 0.0])
    rural = np.array([1.0, 0.0, 1.0, 0.0, 1.0, 1.0])
    is_treated = np.arange(6) == 5
    by_start = take_nearest(start, np.empty((6, 0)), is_treated, ~is_treated, 2)
    by_both = take_nearest(start, rural[:, None], is_treated, ~is_treated, 2)
    assert by_start.tolist() == [1, 1, 0, 0, 0, 0]
    assert by_both.tolist() == [1, 0, 1, 0, 0, 0]
    same = take_nearest(start, np.ones((6, 1)), is_treated, ~is_treated, 2)
    assert same.tolist() == by_start.tolist()


def test_balance_is_the_difference_in_deviations_of_the_controls():
    start = np.array([1.0, 2.0, 3.0, 4.0, 2.0])
    is_control = np.arange(5) < 4
    found = balance_of(start, start[:, None] * 10, ~is_control * 1.0, is_control * 1.0, is_control)
    assert found.start == pytest.approx((2.0 - 2.5) / np.std([1, 2, 3, 4], ddof=1))
    assert found.context.tolist() == pytest.approx([found.start])
    assert np.isnan(
        balance_of(start, np.ones((5, 1)), ~is_control * 1.0, is_control * 1.0, is_control).context
    ).all()
