from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.statistics.multiplicity import benjamini_hochberg, cauchy_combination

p_values = st.floats(1e-12, 1.0)
maybe_p = st.one_of(p_values, st.just(float("nan")))


def test_q_values_of_drawn_p():
    q = benjamini_hochberg(np.array([0.04, 0.01, np.nan, 0.02, 0.9]))
    np.testing.assert_allclose(q, [0.16 / 3, 0.04, np.nan, 0.04, 0.9], rtol=1e-12)


def test_q_values_of_nothing():
    assert benjamini_hochberg(np.array([])).shape == (0,)
    np.testing.assert_array_equal(benjamini_hochberg(np.array([np.nan])), [np.nan])


@given(st.lists(maybe_p, min_size=1, max_size=30), st.randoms())
def test_q_values_follow_their_schools_and_the_order_of_p(values, random):
    p = np.array(values)
    q = benjamini_hochberg(p)
    order = list(range(len(p)))
    random.shuffle(order)
    np.testing.assert_array_equal(benjamini_hochberg(p[order]), q[order])
    known = ~np.isnan(p)
    assert (q[known] >= p[known] - 1e-15).all()
    assert (np.diff(q[known][np.argsort(p[known])]) >= 0).all()
    np.testing.assert_array_equal(np.isnan(q), ~known)


@given(st.floats(1e-290, 0.95))
def test_one_p_alone_is_itself(p):
    assert cauchy_combination(np.array([[p, np.nan]]))[0] == pytest.approx(p, rel=1e-9)


def test_combination_limits_what_is_certain():
    combined = cauchy_combination(np.array([[0.0, np.nan], [1.0, np.nan], [1.0, 0.01]]))
    assert combined[0] == pytest.approx(1e-300, rel=1e-9)
    assert combined[1] == pytest.approx(0.95, rel=1e-12)
    assert combined[2] < 0.05


def test_missing_everywhere_is_missing():
    combined = cauchy_combination(np.array([[np.nan, np.nan], [0.5, 0.5]]))
    np.testing.assert_allclose(combined, [np.nan, 0.5], rtol=1e-12)


def test_weights_of_zero_leave_a_p_out():
    combined = cauchy_combination(np.array([[0.01, 0.8]]), np.array([1.0, 0.0]))
    assert combined[0] == pytest.approx(0.01, rel=1e-12)


@given(st.lists(p_values, min_size=2, max_size=8), st.integers(0, 7))
def test_a_smaller_p_never_weakens_the_combination(values, position):
    p = np.array([values, values])
    p[1, position % len(values)] /= 2
    combined = cauchy_combination(p)
    assert combined[1] <= combined[0] + 1e-15
    assert 0 < combined[1] <= 0.95 + 1e-12
