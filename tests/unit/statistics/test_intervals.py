from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.statistics.intervals import mean_interval, wilson_interval

counts = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_mean_interval_uses_printed_quantile():
    found = mean_interval(np.array([10.0]), np.array([9.0]), np.array([36]))
    assert (found.lower[0], found.upper[0]) == pytest.approx((9.02, 10.98), abs=1e-12)


def test_mean_interval_of_one_work_has_zero_width_and_of_none_is_unknown():
    found = mean_interval(np.array([7.0, np.nan]), np.array([np.nan, np.nan]), np.array([1, 0]))
    np.testing.assert_array_equal(found.lower, [7.0, np.nan])
    np.testing.assert_array_equal(found.upper, [7.0, np.nan])


def test_wilson_interval_ends_at_zero_and_one():
    found = wilson_interval(np.array([0, 8, 0]), np.array([8, 8, 0]))
    assert found.lower[0] == 0.0
    assert found.upper[1] == 1.0
    assert 0 < found.upper[0] < 0.5 < found.lower[1] < 1
    assert np.isnan([found.lower[2], found.upper[2]]).all()


@given(count=counts)
def test_wilson_interval_holds_the_share_and_mirrors(count):
    k, n = count
    found, mirrored = (
        wilson_interval(np.array([k]), np.array([n])),
        wilson_interval(np.array([n - k]), np.array([n])),
    )
    assert 0 <= found.lower[0] <= k / n <= found.upper[0] <= 1
    assert found.lower[0] == pytest.approx(1 - mirrored.upper[0], abs=1e-9)
