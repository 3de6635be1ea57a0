import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from objektiv.statistics.bunching import fit_moves, move_windows
from objektiv.statistics.smooth_score import polynomial_basis, smooth_family

EVERY = np.ones(21, dtype=bool)
BOUNDARIES = np.array([6, 10, 15])
FAMILY = smooth_family(EVERY, 3).with_degree(2)
WINDOWS = move_windows(EVERY, BOUNDARIES)


def honest_shares(slope=0.5, curvature=-4.0):
    odds = np.exp(polynomial_basis(EVERY, 2) @ [slope, curvature])
    return odds / odds.sum()


def move_works(shares, theta, phi=0.8, boundaries=(6, 10, 15)):
    """The model of METHODS §4.1 written out score by score."""
    moved = shares.copy()
    for boundary, share in zip(boundaries, theta, strict=True):
        taken = share * shares[boundary - 2 : boundary].sum()
        moved[boundary - 2 : boundary] -= share * shares[boundary - 2 : boundary]
        moved[boundary] += phi * taken
        moved[boundary + 1] += (1 - phi) * taken
    return moved


def test_exact_counts_give_back_what_made_them():
    honest = honest_shares()
    counts = 1e5 * move_works(honest, [0.5, 0.2, 0.0])

    fit = fit_moves(counts[None], FAMILY, WINDOWS)

    np.testing.assert_allclose(fit.theta[0], [0.5, 0.2, 0.0], atol=1e-3)
    np.testing.assert_allclose(fit.phi, [0.8], atol=1e-3)
    np.testing.assert_allclose(fit.honest[0], honest, atol=1e-5)
    np.testing.assert_allclose(fit.fitted[0], counts / 1e5, atol=1e-5)
    np.testing.assert_allclose(
        fit.moved[0], [0.5 * honest[4:6].sum(), 0.2 * honest[8:10].sum(), 0], atol=1e-4
    )


def test_no_other_optimiser_finds_a_higher_likelihood():
    counts = (
        np.random.default_rng(3).multinomial(3000, move_works(honest_shares(), [0.4, 0.1, 0.3])).astype(float)
    )
    basis = polynomial_basis(EVERY, 2)

    def loss(state):
        odds = np.exp(basis @ state[:2])
        fitted = move_works(odds / odds.sum(), state[2:5], state[5])
        return -(counts * np.log(np.maximum(fitted, 1e-300))).sum()

    bounds = [(None, None)] * 2 + [(0, 0.999)] * 3 + [(0, 1)]
    best = min(
        minimize(loss, [0, 0, *start, 0.5], method="L-BFGS-B", bounds=bounds).fun
        for start in ([0.1] * 3, [0.5] * 3, [0.0, 0.0, 0.5])
    )

    fit = fit_moves(counts[None], FAMILY, WINDOWS)

    assert -fit.loglik[0] == pytest.approx(best, abs=1e-3)


def test_many_sets_of_counts_are_fitted_as_each_alone():
    generator = np.random.default_rng(8)
    counts = generator.multinomial(800, move_works(honest_shares(), [0.3, 0.3, 0.3]), 6).astype(float)

    together = fit_moves(counts, FAMILY, WINDOWS)

    for row in range(6):
        alone = fit_moves(counts[row : row + 1], FAMILY, WINDOWS)
        np.testing.assert_allclose(together.theta[row], alone.theta[0], atol=1e-9)
        assert together.loglik[row] == pytest.approx(alone.loglik[0])


def test_fixed_move_stays_zero_and_costs_likelihood():
    counts = 1e4 * move_works(honest_shares(), [0.5, 0.0, 0.0])
    is_free = np.array([[True, True, True], [False, True, True]])

    fits = fit_moves(np.stack([counts, counts]), FAMILY, WINDOWS, is_free)

    assert fits.theta[1, 0] == 0.0
    assert fits.loglik[0] > fits.loglik[1] + 50


def test_score_that_is_not_attainable_is_left_out_of_the_fit():
    attainable = EVERY.copy()
    attainable[[5, 12]] = False
    honest = np.where(attainable, honest_shares(), 0.0)
    honest /= honest.sum()
    family = smooth_family(attainable, 3).with_degree(2)

    fit = fit_moves(1e5 * honest[None], family, move_windows(attainable, BOUNDARIES))

    assert not fit.fitted[0, [5, 12]].any()
    assert fit.honest.sum() == pytest.approx(1.0)


def test_windows_take_two_scores_below_and_two_above():
    np.testing.assert_array_equal(np.flatnonzero(WINDOWS.sources[0]), [4, 5])
    assert (WINDOWS.first.tolist(), WINDOWS.second.tolist()) == ([6, 10, 15], [7, 11, 16])


def test_windows_at_the_ends_of_the_scale_and_between_close_boundaries():
    windows = move_windows(np.ones(8, dtype=bool), np.array([1, 6, 7]))

    assert [np.flatnonzero(row).tolist() for row in windows.sources] == [[0], [4, 5], [6]]
    assert windows.second.tolist() == [2, 7, 7]


@settings(max_examples=40)
@given(st.lists(st.integers(0, 300), min_size=21, max_size=21).filter(lambda counts: sum(counts) > 20))
def test_mass_is_conserved_and_shares_stay_inside_their_bounds(counts):
    fit = fit_moves(np.array([counts], dtype=float), FAMILY, WINDOWS)

    assert fit.honest.sum() == pytest.approx(1.0)
    assert fit.fitted.sum() == pytest.approx(1.0)
    assert (fit.fitted >= 0).all()
    assert ((fit.theta >= 0) & (fit.theta < 1)).all()
    assert ((fit.phi >= 0) & (fit.phi <= 1)).all()
