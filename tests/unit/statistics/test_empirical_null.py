from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from objektiv.statistics.empirical_null import EmpiricalNull, estimate_empirical_null


def normal_scores(count):
    return norm.ppf((np.arange(count) + 0.5) / count)


def test_standard_normal_set_is_left_alone():
    null = estimate_empirical_null(normal_scores(20_001))
    assert null.centre == pytest.approx(0.0, abs=1e-12)
    assert null.spread == pytest.approx(1.0, abs=1e-3)
    assert null.schools == 20_001


def test_shifted_and_wide_set_is_shrunken_by_its_size():
    null = estimate_empirical_null(0.3 + 1.5 * normal_scores(300))
    assert null.centre == pytest.approx(0.3 * 300 / 400, abs=1e-9)
    assert null.spread == pytest.approx(1 + 0.5 * 300 / 400, abs=0.01)


def test_narrow_set_never_makes_the_spread_smaller_than_one():
    assert estimate_empirical_null(0.5 * normal_scores(1000)).spread == 1.0


def test_a_tenth_of_wild_schools_on_each_side_changes_nothing():
    z = normal_scores(1000)
    wild = np.where(np.abs(z) > norm.ppf(0.95), 40 * z, z)
    assert estimate_empirical_null(wild) == pytest.approx(estimate_empirical_null(z), rel=1e-12, abs=1e-12)


def test_fewer_than_thirty_schools_cannot_judge():
    assert estimate_empirical_null(5 + normal_scores(29)) == EmpiricalNull(0.0, 1.0, 29)


def test_schools_without_z_are_left_out():
    z = normal_scores(100)
    assert estimate_empirical_null(np.append(z, [np.nan] * 7)) == estimate_empirical_null(z)
