import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom, binom

from objektiv.statistics.beta_binomial import (
    estimate_central_rho,
    estimate_rho,
    probability_table,
    upper_mid_p,
)


@pytest.mark.parametrize(("n", "share", "rho"), [(7, 0.3, 0.05), (120, 0.62, 0.01), (1, 0.5, 0.2)])
def test_probabilities_are_those_of_scipy(n, share, rho):
    strength = (1 - rho) / rho

    table = probability_table(np.array([n]), np.array([share]), np.array([rho]), n + 3)[0]

    expected = betabinom.pmf(np.arange(n + 3), n, share * strength, (1 - share) * strength)
    np.testing.assert_allclose(table, expected, rtol=1e-9, atol=1e-15)


def test_without_correlation_it_is_the_binomial():
    table = probability_table(np.array([40]), np.array([0.45]), np.array([0.0]), 41)[0]

    np.testing.assert_allclose(table, binom.pmf(np.arange(41), 40, 0.45), rtol=1e-3)


def test_tails_far_out_keep_their_relative_precision():
    table = probability_table(np.array([200]), np.array([0.5]), np.array([0.0]), 201)

    assert upper_mid_p(table, np.array([170]))[0] == pytest.approx(
        binom.sf(170, 200, 0.5) + 0.5 * binom.pmf(170, 200, 0.5), rel=0.05
    )


@given(st.integers(0, 60), st.floats(0.02, 0.98), st.floats(0.0, 0.3))
def test_mid_p_of_both_tails_sums_to_one(n, share, rho):
    table = probability_table(np.array([n]), np.array([share]), np.array([rho]), n + 1)
    mirrored = probability_table(np.array([n]), np.array([1 - share]), np.array([rho]), n + 1)
    k = np.array([n // 3])

    assert table.sum() == pytest.approx(1.0)
    assert upper_mid_p(table, k)[0] + upper_mid_p(mirrored, n - k)[0] == pytest.approx(1.0, abs=1e-6)


def draw_counts(rho, schools=4000, seed=6):
    generator = np.random.default_rng(seed)
    n = generator.integers(5, 40, schools)
    share = generator.uniform(0.3, 0.7, schools)
    strength = (1 - rho) / rho
    return generator.binomial(n, generator.beta(share * strength, (1 - share) * strength)), n, share


@pytest.mark.parametrize("rho", [0.01, 0.05, 0.15])
def test_correlation_of_drawn_counts_is_recovered(rho):
    k, n, share = draw_counts(rho)

    assert estimate_rho(k, n, share, np.zeros(len(n))) == pytest.approx(rho, abs=0.006)
    assert estimate_central_rho(k, n, share, np.zeros(len(n))) == pytest.approx(rho, rel=0.15, abs=0.006)


def test_schools_with_a_jump_do_not_widen_the_central_estimate():
    k, n, share = draw_counts(0.02)
    k[:200] = n[:200]

    assert estimate_rho(k, n, share, np.zeros(len(n))) > 0.06
    assert estimate_central_rho(k, n, share, np.zeros(len(n))) < 0.035


def test_known_uncertainty_of_the_shares_is_not_counted_twice():
    k, n, share = draw_counts(0.05)

    assert estimate_rho(k, n, share, np.full(len(n), 0.03)) == pytest.approx(0.02, abs=0.006)


@pytest.mark.parametrize("estimate", [estimate_rho, estimate_central_rho])
def test_nothing_to_estimate_from_is_nan(estimate):
    assert np.isnan(estimate(np.array([1]), np.array([1]), np.array([0.5]), np.zeros(1)))
