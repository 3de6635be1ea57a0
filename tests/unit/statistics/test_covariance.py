from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.statistics.covariance import one_factor_loadings, shrink_to_diagonal


def test_shrinkage_keeps_the_diagonal_and_multiplies_the_rest() -> None:
    estimate = np.array([[2.0, 1.0], [1.0, 3.0]])
    shrunk = shrink_to_diagonal(estimate, np.full((2, 2), 0.25))
    assert shrunk.intensity == 0.25
    assert shrunk.matrix.tolist() == [[2.0, 0.75], [0.75, 3.0]]


def test_shrinkage_is_whole_where_nothing_but_noise_is_seen() -> None:
    shrunk = shrink_to_diagonal(np.array([[2.0, 0.1], [0.1, 3.0]]), np.full((2, 2), 5.0))
    assert shrunk.intensity == 1.0
    assert shrunk.matrix.tolist() == [[2.0, 0.0], [0.0, 3.0]]


def test_shrinkage_comes_near_the_best_mixture_of_sample_and_diagonal() -> None:
    rng = np.random.default_rng(4)
    truth = np.eye(6) + 0.25 * (np.ones((6, 6)) - np.eye(6))
    root, intensities, plain, shrunken = np.linalg.cholesky(truth), [], 0.0, 0.0
    for _ in range(200):
        rows = rng.normal(size=(30, 6)) @ root.T
        centred = rows - rows.mean(axis=0)
        sample = centred.T @ centred / 29
        products = centred[:, :, None] * centred[:, None, :]
        found = shrink_to_diagonal(sample, products.var(axis=0) * 30**2 / 29**3)
        intensities.append(found.intensity)
        plain += float(((sample - truth) ** 2).sum())
        shrunken += float(((found.matrix - truth) ** 2).sum())
    variance = (1 + 0.25**2) / 29
    assert shrunken < 0.9 * plain
    assert np.mean(intensities) == pytest.approx(variance / (variance + 0.25**2), abs=0.1)


@given(st.integers(0, 10_000), st.integers(8, 60), st.integers(2, 6))
def test_the_shrunk_covariance_has_no_negative_eigenvalue(seed: int, count: int, parts: int) -> None:
    rows = np.random.default_rng(seed).standard_t(4, size=(count, parts))
    products = rows[:, :, None] * rows[:, None, :]
    shrunk = shrink_to_diagonal(products.mean(axis=0), products.var(axis=0) / count)
    assert 0 <= shrunk.intensity <= 1
    assert np.linalg.eigvalsh(shrunk.matrix).min() > -1e-10


def test_loadings_are_found_from_variances_and_covariances_with_the_total() -> None:
    maxima = np.array([1.0, 2.0, 1.0, 3.0, 1.0, 2.0])
    loadings = np.array([0.2, 0.1, 0.25, 0.15, 0.05, 0.3])
    own = np.array([0.15, 0.1, 0.2, 0.08, 0.06, 0.1])
    covariance = np.outer(loadings, loadings) + np.diag(own)
    found = one_factor_loadings(np.diag(covariance), covariance @ maxima, maxima)
    assert np.allclose(found, loadings, rtol=1e-9)


def test_a_part_that_goes_against_the_total_gets_a_small_loading() -> None:
    maxima = np.ones(5)
    variances = np.full(5, 0.2)
    with_total = np.array([0.5, 0.5, 0.5, 0.5, 0.1])
    found = one_factor_loadings(variances, with_total, maxima)
    assert (found > 0).all()
    assert found[4] < 0.1 * found[0]
