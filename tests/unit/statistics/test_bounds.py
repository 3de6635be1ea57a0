from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.statistics.bounds import odds_bound, posterior_bound


def test_odds_bound_of_the_usual_levels():
    np.testing.assert_allclose(
        odds_bound(np.array([0.05, 0.01, 0.001])), [2.4560, 7.9882, 53.2560], rtol=1e-4
    )


def test_odds_bound_says_nothing_for_large_p_and_keeps_unknown():
    np.testing.assert_array_equal(odds_bound(np.array([1 / np.e, 0.5, 1.0, np.nan])), [1.0, 1.0, 1.0, np.nan])


def test_zero_p_is_finite():
    assert np.isfinite(odds_bound(np.array([0.0]))[0])


def test_posterior_of_five_percent_prior():
    assert posterior_bound(np.array([0.05]), 0.05)[0] == pytest.approx(0.1144, abs=1e-4)
    assert posterior_bound(np.array([1.0]), 0.05)[0] == pytest.approx(0.05)


@given(st.floats(1e-12, 0.99), st.floats(1e-12, 0.99))
def test_smaller_p_never_says_less(a, b):
    small, large = sorted((a, b))
    bounds = odds_bound(np.array([small, large]))
    assert bounds[0] >= bounds[1] - 1e-12
