from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from objektiv.statistics.quadratic_form import excess_interval, satterthwaite_tail


@given(st.floats(0.0, 200.0), st.floats(1.0, 60.0), st.floats(0.1, 10.0))
def test_a_multiple_of_chi_square_has_its_exact_tail(form: float, degrees: float, scale: float) -> None:
    tail = satterthwaite_tail(
        np.array([form]), np.array([scale * degrees]), np.array([2 * scale**2 * degrees])
    )
    assert tail[0] == pytest.approx(stats.chi2.sf(form / scale, degrees), rel=1e-9, abs=1e-300)


def test_a_sum_of_unequal_chi_squares_has_nearly_its_tail() -> None:
    weights = np.array([3.0, 2.0, 1.0, 1.0, 0.5, 0.5])
    draws = np.random.default_rng(1).chisquare(1, size=(400_000, 6)) @ weights
    for level, least in ((0.05, 0.9), (0.01, 0.75), (0.001, 0.45)):
        point = np.quantile(draws, 1 - level)
        tail = satterthwaite_tail(np.array(point), weights.sum(), 2 * (weights**2).sum())
        assert least * level < tail < 1.1 * level


@pytest.mark.parametrize("degrees", [4.0, 14.0, 20.0])
@pytest.mark.parametrize("noncentrality", [5.0, 30.0, 400.0])
def test_limits_are_the_noncentralities_that_just_allow_the_form(degrees, noncentrality) -> None:
    form = degrees + noncentrality
    lower, upper = excess_interval(np.array([form]), np.array([degrees]), np.array([2 * degrees]))
    assert lower[0] < noncentrality < upper[0]
    if lower[0] > 0:
        assert stats.ncx2.cdf(form, degrees, lower[0]) == pytest.approx(0.975, abs=0.006)
    allowed = 0.025 * stats.chi2.cdf(form, degrees)
    assert stats.ncx2.cdf(form, degrees, upper[0]) == pytest.approx(allowed, abs=0.012)


@given(
    st.floats(0.0, 200.0),
    st.floats(2.0, 60.0),
    st.floats(0.1, 10.0),
    st.floats(-0.3, 0.3),
    st.floats(1.0, 2.0),
)
def test_the_interval_leaves_nought_out_exactly_where_the_test_does(
    form: float, degrees: float, scale: float, centre: float, spread: float
) -> None:
    mean, variance = np.array([scale * degrees]), np.array([2 * scale**2 * degrees])
    z = (stats.norm.isf(satterthwaite_tail(np.array([form]), mean, variance)) - centre) / spread
    lower, upper = excess_interval(np.array([form]), mean, variance, centre, spread)
    assert (lower[0] > 0) == (z[0] > stats.norm.isf(0.025))
    assert lower[0] <= max(form - mean[0], 0) < upper[0]


@pytest.mark.parametrize("noncentrality", [0.0, 3.0, 10.0, 40.0, 200.0])
def test_the_interval_covers_the_excess_at_least_19_times_of_20_and_is_never_empty(noncentrality) -> None:
    form = np.random.default_rng(5).noncentral_chisquare(15.0, max(noncentrality, 1e-9), 4000)
    lower, upper = excess_interval(form, np.full(4000, 15.0), np.full(4000, 30.0))
    assert (upper > 0).all()
    covered = ((lower <= noncentrality) & (noncentrality <= upper)).mean()
    assert 0.94 < covered < 0.99


def test_the_lower_limit_is_zero_below_the_95_percent_point_of_honest_work() -> None:
    lower, upper = excess_interval(np.array([20.0]), np.array([15.0]), np.array([30.0]))
    assert lower[0] == 0
    assert 20 < upper[0] < 30


def test_a_form_smaller_than_honest_work_gives_still_leaves_room_for_an_excess() -> None:
    form = np.array([0.0, 0.5, 2.0, 6.0, 15.0])
    lower, upper = excess_interval(form, np.full(5, 15.0), np.full(5, 30.0))
    assert lower.tolist() == [0.0] * 5
    assert upper[0] > -2 * np.log(0.025)
    assert (np.diff(upper) > 0).all()


def test_without_a_null_variance_there_is_no_interval() -> None:
    lower, upper = excess_interval(np.array([2.0]), np.array([0.0]), np.array([0.0]))
    assert np.isnan([lower[0], upper[0]]).all()
