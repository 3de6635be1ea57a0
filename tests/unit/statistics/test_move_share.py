import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from objektiv.statistics.move_share import estimate_move


def test_one_boundary_without_correlation_is_the_wilson_interval_rescaled():
    share = 0.4

    move = estimate_move(np.array([[14]]), np.array([[20]]), np.array([[share]]), np.zeros((1, 1)))

    low, high = proportion_confint(14, 20, method="wilson")
    assert move.theta[0] == pytest.approx((14 / 20 - share) / (1 - share))
    assert move.lower[0] == pytest.approx((low - share) / (1 - share), abs=1e-6)
    assert move.upper[0] == pytest.approx((high - share) / (1 - share), abs=1e-6)
    assert move.error[0] == pytest.approx(np.sqrt(20 * share * (1 - share)))


def test_boundaries_share_one_theta():
    n, share = np.array([[100, 200, 50]]), np.array([[0.5, 0.3, 0.6]])
    k = n * (share + 0.25 * (1 - share))

    move = estimate_move(k, n, share, np.full((1, 3), 0.01))

    assert move.theta[0] == pytest.approx(0.25)
    assert move.below[0] == pytest.approx((n * (1 - share)).sum())
    assert move.lower[0] < 0.25 < move.upper[0]


def test_correlation_widens_the_interval():
    args = np.array([[12]]), np.array([[20]]), np.array([[0.5]])

    narrow, wide = (estimate_move(*args, np.full((1, 1), rho)) for rho in (0.0, 0.1))

    assert wide.upper[0] - wide.lower[0] > 1.2 * (narrow.upper[0] - narrow.lower[0])


def test_fewer_works_above_than_expected_is_a_negative_share():
    move = estimate_move(np.array([[2]]), np.array([[20]]), np.array([[0.5]]), np.zeros((1, 1)))

    assert move.theta[0] == pytest.approx(-0.8)
    assert move.upper[0] < 0


def test_all_works_above_keep_an_interval():
    move = estimate_move(np.array([[8]]), np.array([[8]]), np.array([[0.5]]), np.zeros((1, 1)))

    assert move.theta[0] == pytest.approx(1.0)
    assert move.lower[0] < 0.6
    assert move.upper[0] == pytest.approx(1.0)


def test_school_without_works_at_the_boundaries_has_no_estimate():
    move = estimate_move(np.array([[0, 3]]), np.array([[0, 4]]), np.array([[0.5, np.nan]]), np.zeros((1, 2)))

    assert np.isnan(move.theta[0])
    assert move.works[0] == 0
