from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.special import expit, logit
from statsmodels.stats.outliers_influence import OLSInfluence

from objektiv.statistics.part_curves import (
    CURVATURE_SD,
    SLOPE_SD,
    PartCurves,
    design,
    flat_curves,
    implied_curves,
    leverage,
    match_level,
    refine_curves,
    start_level,
    start_places,
)
from objektiv.statistics.part_table import PartTable

MAXIMA = np.array([1.0, 2.0, 1.0, 3.0, 1.0])
TRUTH = PartCurves(
    np.array([[1.5, 1.2, 0.0], [0.5, 0.8, 0.1], [0.0, 1.0, 0.0], [-0.6, 1.1, -0.1], [-1.4, 0.9, 0.0]])
)


def table_of(facility: np.ndarray, works: float = 50.0) -> PartTable:
    n = np.full(facility.shape, works)
    return PartTable(n, facility * n * MAXIMA, None, None, n[:, 0], MAXIMA)


def test_the_level_gives_the_points_scored() -> None:
    level = np.linspace(-1.5, 1.5, 7)
    table = table_of(TRUTH.expected(level))
    found = np.zeros(7)
    for _ in range(5):
        found = match_level(table, TRUTH, found)
    assert np.allclose(found, level, atol=1e-9)


def test_the_level_of_a_school_without_a_part_is_that_of_its_other_parts() -> None:
    level = np.array([0.7])
    table = table_of(TRUTH.expected(level)).only_parts(np.array([True, False, True, True, True]))
    found = np.zeros(1)
    for _ in range(5):
        found = match_level(table, TRUTH, found)
    assert found[0] == pytest.approx(0.7, abs=1e-9)


def test_curves_are_found_again_when_slopes_are_implied_rightly() -> None:
    level = np.random.default_rng(2).normal(0, 0.4, 400)
    table = table_of(TRUTH.expected(level))
    implied = PartCurves(TRUTH.coefficients * [1, 1, 0])
    curves = flat_curves(np.zeros(5))
    for _ in range(25):
        curves = refine_curves(curves, implied, table, level, np.full(table.n.shape, 200.0))
    assert np.allclose(curves.coefficients, TRUTH.coefficients, atol=0.02)


def test_the_fit_balances_residuals_against_the_prior() -> None:
    rng = np.random.default_rng(3)
    level = rng.normal(0, 0.4, 30)
    table = table_of(rng.binomial(50, TRUTH.expected(level)) / 50)
    weight = rng.uniform(5, 20, table.n.shape)
    implied = flat_curves(np.zeros(5))
    curves = implied
    for _ in range(60):
        curves = refine_curves(curves, implied, table, level, weight)
    expected = curves.expected(level)
    residual = weight * (table.facility - expected) / (expected * (1 - expected))
    pull = (implied.coefficients - curves.coefficients) * [0, SLOPE_SD**-2, CURVATURE_SD**-2]
    assert np.allclose(residual.T @ design(level) + pull, 0, atol=1e-6)


def test_places_alone_may_be_fitted() -> None:
    level = np.linspace(-1, 1, 50)
    table = table_of(TRUTH.expected(level))
    implied = PartCurves(TRUTH.coefficients * [0, 1, 0])
    curves = implied
    for _ in range(20):
        curves = refine_curves(
            curves, implied, table, level, np.full(table.n.shape, 10.0), is_place_only=True
        )
    assert np.allclose(curves.coefficients[:, 1:], implied.coefficients[:, 1:], atol=1e-6)
    assert np.allclose(curves.coefficients[:, 0], TRUTH.coefficients[:, 0], atol=0.06)


def test_leverage_is_the_diagonal_of_the_hat_matrix() -> None:
    rng = np.random.default_rng(4)
    level = rng.normal(0, 0.5, 25)
    weight = rng.uniform(1, 9, (25, 1))
    prior_rows = np.array([[0.0, 1, 0], [0.0, 0, 1]])
    columns = np.vstack([design(level), prior_rows])
    weights = np.concatenate([weight[:, 0], [SLOPE_SD**-2, CURVATURE_SD**-2]])
    fitted = sm.OLS(np.zeros(27), columns * np.sqrt(weights)[:, None]).fit()
    exact = OLSInfluence(fitted).hat_matrix_diag[:25]
    assert np.allclose(leverage(level, weight, weight)[:, 0], exact, rtol=1e-6)


def test_slopes_follow_from_the_loadings_of_pupils() -> None:
    places = np.array([1.0, 0.0, -1.0])
    equal = implied_curves(places, np.full(3, 0.8), np.ones(3))
    mean_rate = (expit(places) * (1 - expit(places))).mean()
    share = expit(places).mean()
    assert np.allclose(equal.coefficients[:, 1], share * (1 - share) / mean_rate)
    steeper = implied_curves(places, np.array([0.8, 1.6, 0.8]), np.ones(3)).coefficients[:, 1]
    assert steeper[1] == pytest.approx(2 * steeper[0])


def test_slopes_below_the_floor_are_lifted_and_facilities_stay_inside() -> None:
    curves = PartCurves(np.array([[0.0, -2.0, 0.0], [9.0, 1.0, 0.0]]))
    assert curves.slope(np.zeros(1)).tolist() == [[0.1, 1.0]]
    assert curves.expected(np.zeros(1))[0, 1] == pytest.approx(expit(5.0))
    assert curves.difficulty.tolist() == [0.0, -9.0]


def test_starts_are_logits_of_shares() -> None:
    facility = np.array([[0.5, 0.5, 0.5, 0.5, 0.5], [0.8, 0.8, 0.8, 0.8, 0.8], [0.9, 0.9, 0.9, 0.9, 0.9]])
    table = table_of(facility, works=1000.0)
    level = start_level(table, np.array([1.0, 1.0, 1.0]))
    assert level[1] == 0
    assert level[2] - level[0] == pytest.approx(logit(0.9) - logit(0.5), abs=1e-3)
    assert np.allclose(start_places(table, np.array([0.0, 1.0, 0.0])), logit(0.8))
