from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, norm

from objektiv.statistics.boundary_excess import assess_excess


def ratio_of(k, n, share, rho):
    if n == 0 or k / n <= share:
        return 0.0
    rest = (n - k) * np.log((1 - k / n) / (1 - share)) if k < n else 0.0
    return (k * np.log(k / n / share) + rest) / (1 + (n - 1) * rho)


def enumerate_mid_p(k, n, share, rho):
    """Every outcome of every boundary, one by one."""
    strength = [(1 - r) / r for r in rho]
    observed = sum(map(ratio_of, k, n, share, rho))
    p = 0.0
    for outcome in product(*(range(size + 1) for size in n)):
        chance = np.prod(
            [
                betabinom.pmf(j, size, pi * a, (1 - pi) * a)
                for j, size, pi, a in zip(outcome, n, share, strength, strict=True)
            ]
        )
        ratio = sum(map(ratio_of, outcome, n, share, rho))
        p += chance * (1.0 if ratio > observed + 1e-7 else 0.5 if ratio > observed - 1e-7 else 0.0)
    return p


@pytest.mark.parametrize("seed", range(12))
def test_sum_over_boundaries_agrees_with_full_enumeration(seed):
    generator = np.random.default_rng(seed)
    n = generator.integers(0, 11, 3)
    k, share, rho = (
        generator.binomial(n, 0.6),
        generator.uniform(0.2, 0.8, 3),
        generator.uniform(0.001, 0.1, 3),
    )

    test = assess_excess(k[None], n[None], share[None], rho[None])

    assert test.p_value[0] == pytest.approx(enumerate_mid_p(k, n, share, rho), rel=1e-6)


def test_far_tail_is_exact_too():
    k, n, share, rho = [19, 20, 18], [20, 20, 20], [0.5, 0.4, 0.5], [0.01] * 3

    test = assess_excess(np.array([k]), np.array([n]), np.array([share]), np.array([rho]))

    assert test.p_value[0] == pytest.approx(enumerate_mid_p(k, n, share, rho), rel=1e-6)
    assert test.p_value[0] < 1e-9


def test_boundary_p_is_the_upper_mid_p():
    test = assess_excess(np.array([[7]]), np.array([[10]]), np.array([[0.5]]), np.array([[0.05]]))

    law = betabinom(10, 0.5 * 19, 0.5 * 19)
    assert test.boundary_p[0, 0] == pytest.approx(law.sf(7) + 0.5 * law.pmf(7))


def test_boundaries_without_works_or_expectation_say_nothing():
    alone = assess_excess(np.array([[9]]), np.array([[10]]), np.array([[0.5]]), np.array([[0.01]]))
    beside = assess_excess(
        np.array([[9, 0, 4]]), np.array([[10, 0, 5]]), np.array([[0.5, 0.5, np.nan]]), np.full((1, 3), 0.01)
    )

    assert beside.p_value[0] == pytest.approx(alone.p_value[0])


def test_no_work_in_any_window_is_half():
    test = assess_excess(
        np.zeros((1, 3), int), np.zeros((1, 3), int), np.full((1, 3), 0.5), np.full((1, 3), 0.01)
    )

    assert test.p_value[0] == pytest.approx(0.5)


def test_large_windows_are_never_called_rarer_than_they_are():
    n, k = np.array([[3000]]), np.array([[1620]])

    test = assess_excess(k, n, np.array([[0.5]]), np.array([[1e-6]]))

    exact = norm.sf((1620 - 1500) / np.sqrt(750))
    assert exact * 0.9 < test.p_value[0] < exact * 1.3


@settings(max_examples=80)
@given(st.lists(st.tuples(st.integers(0, 30), st.floats(0, 1), st.floats(0.1, 0.9)), min_size=3, max_size=3))
def test_one_more_work_above_never_raises_p(drawn):
    n = np.array([size for size, _, _ in drawn])
    k = np.array([int(part * size) for size, part, _ in drawn])
    share = np.array([[pi for _, _, pi in drawn]])
    more = np.minimum(k + np.array([1, 0, 0]), n)

    test = assess_excess(
        np.stack([k, more]), np.stack([n, n]), np.repeat(share, 2, axis=0), np.full((2, 3), 0.02)
    )

    assert test.p_value[1] <= test.p_value[0] + 1e-9


def test_p_values_of_drawn_honest_schools_are_not_too_small():
    generator = np.random.default_rng(9)
    n = generator.integers(2, 25, (20_000, 3))
    share = generator.uniform(0.35, 0.7, n.shape)
    k = generator.binomial(n, generator.beta(share * 49, (1 - share) * 49))

    p = assess_excess(k, n, share, np.full(n.shape, 0.02)).p_value

    for level in (0.05, 0.01, 0.001):
        assert (p <= level).mean() == pytest.approx(level, rel=0.12, abs=4e-4)
