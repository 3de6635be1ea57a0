from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.statistics.pvalues import normal_p, normal_score, t_score


def test_normal_p_is_one_sided():
    z = np.array([1.6448536269514722, -1.6448536269514722, np.nan])
    np.testing.assert_allclose(normal_p(z, "higher"), [0.05, 0.95, np.nan], rtol=1e-12)
    np.testing.assert_allclose(normal_p(z, "lower"), [0.95, 0.05, np.nan], rtol=1e-12)


def test_normal_p_keeps_the_far_tail():
    assert normal_p(np.array([37.0]), "higher")[0] == pytest.approx(5.725571222524e-300, rel=1e-9)


def test_unknown_direction_is_refused():
    with pytest.raises(ValueError, match="direction"):
        normal_p(np.array([1.0]), "up")


@given(t=st.floats(-30, 30), degrees=st.sampled_from([3.0, 29.0, 58.0, np.inf]))
def test_t_and_normal_scores_are_inverse(t, degrees):
    there = normal_score(np.array([t]), np.array([degrees]))
    assert t_score(there, np.array([degrees]))[0] == pytest.approx(t, rel=1e-7, abs=1e-9)


def test_normal_score_of_t_is_nearer_to_zero():
    z = normal_score(np.array([-3.0, 3.0, 3.0]), np.array([29.0, 29.0, np.inf]))
    assert z[0] == -z[1]
    assert 2.7 < z[1] < 2.8
    assert z[2] == 3.0
