from __future__ import annotations

import numpy as np
import pytest

from objektiv.statistics.between_variance import (
    GAUSSIAN_FACTOR,
    consistency_factor,
    dersimonian_laird_tau2,
    estimate_between_variance,
    reml_tau2,
)


def school_sizes(random, count):
    """Lognormal, 10 %/50 %/90 % = 6/22/92 (METHODS §6.1)."""
    return np.maximum(2, np.round(22 * np.exp(1.116 * random.standard_normal(count))))


def draw(random, count, icc):
    v = (1 - icc) / school_sizes(random, count)
    return random.normal(0, np.sqrt(v + icc)), v


def test_equal_schools_have_no_variance_between_them():
    found = estimate_between_variance(np.full(40, 12.0), np.full(40, 0.5))
    assert (found.mean, found.tau2, found.tau2_reml, found.tau2_dl) == (12.0, 0.0, 0.0, 0.0)
    assert found.schools == 40


def test_equal_sizes_give_the_closed_form():
    y, v = np.array([1.0, 3.0, 4.0, 8.0]), np.full(4, 0.5)
    expected = np.var(y, ddof=1) - 0.5
    assert reml_tau2(y, v) == pytest.approx(expected, rel=1e-9)
    assert dersimonian_laird_tau2(y, v) == pytest.approx(expected, rel=1e-9)


def test_moving_and_stretching_the_scores_moves_and_stretches_the_figures():
    y, v = draw(np.random.default_rng(1), 80, 0.1)
    plain, moved = estimate_between_variance(y, v), estimate_between_variance(5 + 3 * y, 9 * v)
    assert moved.mean == pytest.approx(5 + 3 * plain.mean, rel=1e-8)
    assert moved.tau2 == pytest.approx(9 * plain.tau2, rel=1e-7)
    assert moved.tau2_reml == pytest.approx(9 * plain.tau2_reml, rel=1e-7)


def test_the_same_schools_give_the_same_bits():
    y, v = draw(np.random.default_rng(2), 200, 0.1)
    assert estimate_between_variance(y, v) == estimate_between_variance(y.copy(), v.copy())


def test_wild_schools_move_the_winsorised_variance_little_and_the_plain_one_much():
    y, v = draw(np.random.default_rng(3), 300, 0.1)
    wild = y.copy()
    wild[:9] += 4.0
    clean, touched = estimate_between_variance(y, v), estimate_between_variance(wild, v)
    assert touched.tau2 < 1.25 * clean.tau2
    assert touched.tau2_reml > 3 * clean.tau2_reml
    assert abs(touched.mean - clean.mean) < 0.03


def test_consistency_factor_nears_its_limit_with_many_schools():
    v = 0.9 / school_sizes(np.random.default_rng(4), 5000)
    assert consistency_factor(v, 0.1) == pytest.approx(GAUSSIAN_FACTOR, rel=1e-3)
    assert GAUSSIAN_FACTOR < consistency_factor(v[:30], 0.1) < 0.70


@pytest.mark.slow
@pytest.mark.parametrize(("count", "icc", "replicates"), [(40, 0.1, 800), (40, 0.3, 800), (600, 0.1, 150)])
def test_winsorised_variance_is_unbiased_within_three_percent(count, icc, replicates):
    random = np.random.default_rng(5)
    found = [estimate_between_variance(*draw(random, count, icc)).tau2 / icc for _ in range(replicates)]
    error = np.std(found) / np.sqrt(replicates)
    assert abs(np.mean(found) - 1) <= 0.03 + 2 * error
