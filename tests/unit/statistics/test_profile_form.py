from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from objektiv.statistics.part_correlation import PartCorrelation, estimate_correlation, no_correlation
from objektiv.statistics.part_noise import PartMoments, PartNoise, PupilSpread, part_moments
from objektiv.statistics.part_table import PartTable
from objektiv.statistics.profile_form import (
    difficulty_pattern,
    difficulty_slope,
    form_moments,
    without_level,
    working_inverse,
)

PARTS = 7
MAXIMA = np.array([1.0, 2.0, 1.0, 1.0, 3.0, 1.0, 2.0])
NOISE = PartNoise(np.linspace(0.05, 0.3, PARTS), 1.2, np.zeros(PARTS))
DIFFICULTY = np.linspace(-1.5, 1.5, PARTS)


def draw(schools: int, *, missing: bool = False, seed: int = 1) -> PartMoments:
    rng = np.random.default_rng(seed)
    works = rng.integers(8, 120, schools).astype(float)
    n = np.repeat(works[:, None], PARTS, axis=1)
    if missing:
        n[0, 2] = 0
    table = PartTable(n, np.zeros_like(n), None, None, works, MAXIMA)
    expected = 1 / (1 + np.exp(DIFFICULTY - rng.normal(0, 0.3, (schools, 1))))
    slope = rng.uniform(0.7, 1.4, (1, PARTS)) * np.ones((schools, 1))
    spread = PupilSpread(np.where(MAXIMA > 1, 0.75, 1.0), rng.uniform(0.5, 1.0, PARTS))
    return part_moments(table, expected, slope, spread)


def omega(moments: PartMoments, row: int, correlation: np.ndarray | None = None) -> np.ndarray:
    own = np.sqrt(NOISE.diagonal(moments)[row])
    shared = NOISE.shared(moments)[row]
    matrix = np.eye(PARTS) if correlation is None else np.eye(PARTS) + correlation
    return own[:, None] * matrix * own + np.outer(shared, shared)


def dense_inverse(moments: PartMoments, row: int) -> np.ndarray:
    inverse = np.linalg.inv(omega(moments, row))
    image = inverse @ moments.gradient[row]
    return inverse - np.outer(image, image) / (moments.gradient[row] @ image)


def correlation_matrix(seed: int = 3) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(12, PARTS))
    matrix = np.corrcoef(rows, rowvar=False) * 0.6
    np.fill_diagonal(matrix, 0.0)
    return matrix


def test_the_form_is_the_residual_sum_of_squares_after_the_level() -> None:
    moments = draw(5)
    errors = np.random.default_rng(2).normal(0, 0.05, (5, PARTS))
    form = working_inverse(moments, NOISE).form(errors)
    for row in range(5):
        fitted = sm.GLS(errors[row], moments.gradient[row], sigma=omega(moments, row)).fit()
        assert form[row] == pytest.approx(fitted.ssr, rel=1e-10)


def test_the_form_does_not_see_the_level() -> None:
    moments = draw(5)
    errors = np.random.default_rng(2).normal(0, 0.05, (5, PARTS))
    inverse = working_inverse(moments, NOISE)
    assert np.allclose(inverse.form(errors), inverse.form(errors + 0.7 * moments.gradient), rtol=1e-9)


def test_an_absent_part_counts_for_nothing() -> None:
    moments = draw(2, missing=True)
    inverse = working_inverse(moments, NOISE)
    errors = np.full((2, PARTS), 0.03)
    moved = errors.copy()
    moved[0, 2] = 0.9
    assert inverse.form(errors)[0] == inverse.form(moved)[0]
    degrees = form_moments(inverse, moments, NOISE, no_correlation(PARTS)).mean
    assert degrees.tolist() == [PARTS - 2, PARTS - 1]


def test_null_moments_are_the_traces_of_the_dense_matrices() -> None:
    moments, matrix = draw(4), correlation_matrix()
    found = form_moments(working_inverse(moments, NOISE), moments, NOISE, PartCorrelation(matrix, 0.0))
    for row in range(4):
        product = dense_inverse(moments, row) @ omega(moments, row, matrix)
        assert found.mean[row] == pytest.approx(np.trace(product), rel=1e-9)
        assert found.variance[row] == pytest.approx(2 * np.trace(product @ product), rel=1e-9)


def test_uncertain_part_variances_widen_the_null() -> None:
    moments = draw(3)
    unsure = PartNoise(NOISE.between, NOISE.dispersion, np.full(PARTS, 0.002), 0.001)
    certain = form_moments(working_inverse(moments, NOISE), moments, NOISE, no_correlation(PARTS))
    wide = form_moments(working_inverse(moments, unsure), moments, unsure, no_correlation(PARTS))
    assert np.allclose(wide.mean, certain.mean)
    assert (wide.variance > certain.variance).all()


def test_the_slope_is_generalised_least_squares_beside_the_level() -> None:
    moments = draw(5)
    errors = np.random.default_rng(7).normal(0, 0.05, (5, PARTS))
    slope = difficulty_slope(
        errors, DIFFICULTY, working_inverse(moments, NOISE), moments, NOISE, no_correlation(PARTS)
    )
    for row in range(5):
        columns = np.stack([moments.gradient[row], moments.rate[row] * DIFFICULTY], axis=1)
        fitted = sm.GLS(errors[row], columns, sigma=omega(moments, row)).fit()
        assert slope.value[row] == pytest.approx(fitted.params[1], rel=1e-8)
        assert slope.variance[row] == pytest.approx(fitted.normalized_cov_params[1, 1], rel=1e-8)


def test_the_level_takes_out_of_a_pattern_what_keeps_the_points_as_they_are() -> None:
    moments = draw(4, missing=True)
    pattern = difficulty_pattern(DIFFICULTY, moments)
    assert pattern[0, 2] == 0
    left = without_level(pattern, moments)
    assert np.allclose((moments.weight * left).sum(axis=1), 0)
    for row in range(4):
        projection = np.eye(PARTS) - np.outer(moments.gradient[row], moments.weight[row])
        assert np.allclose(left[row], projection @ pattern[row])


def test_correlated_parts_widen_the_slope_as_the_dense_matrix_says() -> None:
    moments, matrix = draw(4), correlation_matrix()
    inverse = working_inverse(moments, NOISE)
    errors, correlation = np.zeros((4, PARTS)), PartCorrelation(matrix, 0.0)
    slope = difficulty_slope(errors, DIFFICULTY, inverse, moments, NOISE, correlation)
    for row in range(4):
        pattern = difficulty_pattern(DIFFICULTY, moments)[row]
        image = dense_inverse(moments, row) @ pattern
        coefficients = image / (pattern @ image)
        exact = coefficients @ omega(moments, row, matrix) @ coefficients
        assert slope.variance[row] == pytest.approx(exact, rel=1e-9)


def draw_errors(moments: PartMoments, matrix: np.ndarray, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    root = np.linalg.cholesky(np.eye(PARTS) + matrix)
    own = (rng.normal(size=moments.rate.shape) @ root.T) * np.sqrt(NOISE.diagonal(moments))
    errors = own + NOISE.shared(moments) * rng.normal(size=(len(own), 1))
    return errors - moments.gradient * (moments.weight * errors).sum(axis=1, keepdims=True)


def test_a_correlation_of_two_parts_is_found_among_many_schools() -> None:
    matrix = np.zeros((PARTS, PARTS))
    matrix[0, 1] = matrix[1, 0] = 0.6
    moments = draw(3000)
    found = estimate_correlation(draw_errors(moments, matrix, 5), moments, NOISE, np.ones(3000))
    assert found.intensity < 0.25
    assert 0.4 < found.matrix[0, 1] < 0.65
    assert np.abs(np.delete(found.matrix.ravel(), [1, PARTS])).max() < 0.16
    assert (np.diag(found.matrix) == 0).all()


def test_forty_honest_schools_keep_almost_no_correlation() -> None:
    moments = draw(40)
    intensities = [
        estimate_correlation(
            draw_errors(moments, np.zeros((PARTS, PARTS)), seed), moments, NOISE, np.ones(40)
        ).intensity
        for seed in range(12)
    ]
    assert np.median(intensities) > 0.8
