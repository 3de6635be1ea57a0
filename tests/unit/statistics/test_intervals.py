from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.statistics.intervals import (
    clopper_pearson_interval,
    mean_difference_interval,
    mean_interval,
    mid_p_interval,
    share_difference_interval,
    wilson_interval,
)
from objektiv.statistics.pvalues import binomial_mid_p

SHARE_INTERVALS = [wilson_interval, clopper_pearson_interval, mid_p_interval]

counts = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_mean_interval_uses_printed_quantile():
    found = mean_interval(np.array([10.0]), np.array([9.0]), np.array([36]))
    assert (found.lower[0], found.upper[0]) == pytest.approx((9.02, 10.98), abs=1e-12)


def test_mean_interval_of_one_work_has_zero_width_and_of_none_is_unknown():
    found = mean_interval(np.array([7.0, np.nan]), np.array([np.nan, np.nan]), np.array([1, 0]))
    np.testing.assert_array_equal(found.lower, [7.0, np.nan])
    np.testing.assert_array_equal(found.upper, [7.0, np.nan])


@pytest.mark.parametrize("interval", SHARE_INTERVALS)
def test_share_intervals_end_at_zero_and_one(interval):
    found = interval(np.array([0, 8, 0]), np.array([8, 8, 0]))
    assert found.lower[0] == 0.0
    assert found.upper[1] == 1.0
    assert 0 < found.upper[0] < 0.5 < found.lower[1] < 1
    assert np.isnan([found.lower[2], found.upper[2]]).all()


@pytest.mark.parametrize("interval", SHARE_INTERVALS)
@given(count=counts)
def test_share_intervals_hold_the_share_and_mirror(interval, count):
    k, n = count
    found, mirrored = interval(np.array([k]), np.array([n])), interval(np.array([n - k]), np.array([n]))
    assert 0 <= found.lower[0] <= k / n <= found.upper[0] <= 1
    assert found.lower[0] == pytest.approx(1 - mirrored.upper[0], abs=1e-9)


@given(count=counts)
def test_mid_p_interval_lies_inside_the_exact_one(count):
    k, n = np.array([count[0]]), np.array([count[1]])
    exact, mid = clopper_pearson_interval(k, n), mid_p_interval(k, n)
    assert exact.lower[0] <= mid.lower[0] + 1e-12
    assert mid.upper[0] <= exact.upper[0] + 1e-12


def test_mid_p_interval_ends_where_mid_p_is_the_tail():
    k, n = np.array([3, 40]), np.array([12, 90])
    found = mid_p_interval(k, n, level=0.90)
    np.testing.assert_allclose(binomial_mid_p(k, n, found.lower, "higher"), 0.05, rtol=1e-9)
    np.testing.assert_allclose(binomial_mid_p(k, n, found.upper, "lower"), 0.05, rtol=1e-9)


def test_mean_difference_adds_squared_errors():
    found = mean_difference_interval(np.array([2.0]), np.array([3.0]), np.array([4.0]))
    assert found.upper[0] - 2.0 == pytest.approx(5 * 1.959963984540054, rel=1e-12)
    assert 2.0 - found.lower[0] == pytest.approx(5 * 1.959963984540054, rel=1e-12)


def test_share_difference_of_equal_shares_is_symmetric():
    found = share_difference_interval(np.array([10]), np.array([40]), np.array([10]), np.array([40]))
    assert found.lower[0] == pytest.approx(-found.upper[0], abs=1e-12)
    assert found.lower[0] < 0
