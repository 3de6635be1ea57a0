from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from objektiv.statistics.part_noise import (
    DEFAULT_LOADING,
    PartMoments,
    PartNoise,
    PupilSpread,
    estimate_noise,
    median_where,
    part_moments,
    pupil_spread,
    robust_noise,
    stabilise,
)
from objektiv.statistics.part_table import PartTable

MAXIMA = np.array([1.0, 2.0, 1.0, 3.0, 1.0, 1.0, 2.0, 1.0])


def draw_moments(schools: int, seed: int = 1) -> tuple[PartMoments, np.ndarray]:
    rng = np.random.default_rng(seed)
    works = np.round(np.exp(rng.normal(3, 0.8, schools))).clip(5)
    n = np.repeat(works[:, None], len(MAXIMA), axis=1)
    zeros = np.zeros_like(n)
    table = PartTable(n, zeros, None, None, works, MAXIMA)
    level = rng.normal(0, 0.3, schools)
    places = np.linspace(1.5, -1.5, len(MAXIMA))
    expected = 1 / (1 + np.exp(-(places + level[:, None])))
    spread = PupilSpread(np.where(MAXIMA > 1, 0.75, 1.0), np.full(len(MAXIMA), 0.8))
    return part_moments(table, expected, np.ones_like(expected), spread), works


def dense_projection(moments: PartMoments, row: int) -> np.ndarray:
    return np.eye(len(MAXIMA)) - np.outer(moments.gradient[row], moments.weight[row])


def draw_residuals(moments: PartMoments, noise: PartNoise, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    own = rng.normal(size=moments.rate.shape) * np.sqrt(noise.diagonal(moments))
    error = own + noise.shared(moments) * rng.normal(size=(len(own), 1))
    return error - moments.gradient * (moments.weight * error).sum(axis=1, keepdims=True)


def test_projected_variance_is_that_of_the_dense_matrix() -> None:
    moments, _ = draw_moments(4)
    noise = PartNoise(np.linspace(0.02, 0.3, len(MAXIMA)), 1.3, np.zeros(len(MAXIMA)))
    variance = noise.residual_variance(moments)
    for row in range(4):
        shared = noise.shared(moments)[row]
        covariance = np.diag(noise.diagonal(moments)[row]) + np.outer(shared, shared)
        projection = dense_projection(moments, row)
        assert np.allclose(variance[row], np.diag(projection @ covariance @ projection.T), rtol=1e-10)


def test_the_residual_gives_no_points_back() -> None:
    moments, works = draw_moments(6)
    noise = PartNoise(np.full(len(MAXIMA), 0.2), 1.0, np.zeros(len(MAXIMA)))
    residual = draw_residuals(moments, noise, 2)
    assert np.allclose((works[:, None] * MAXIMA * residual).sum(axis=1), 0, atol=1e-10)


@pytest.mark.parametrize(("between", "dispersion"), [(0.05, 1.0), (0.25, 1.5), (0.10, 2.0)])
def test_part_variance_and_dispersion_are_found_again(between: float, dispersion: float) -> None:
    moments, _ = draw_moments(4000)
    truth = PartNoise(between * np.linspace(0.5, 1.5, len(MAXIMA)), dispersion, np.zeros(len(MAXIMA)))
    residual = draw_residuals(moments, truth, 3)
    start = robust_noise(residual**2, moments, np.ones_like(residual), 0.06)
    found = estimate_noise(residual**2, moments, np.ones_like(residual), start)
    assert found.dispersion == pytest.approx(dispersion, abs=0.12)
    assert np.allclose(found.between, truth.between, atol=0.02 + 0.1 * between)


def test_dispersion_never_falls_below_one_nor_part_variance_to_nothing() -> None:
    moments, _ = draw_moments(200)
    tiny = np.full(moments.rate.shape, 1e-9)
    found = estimate_noise(
        tiny, moments, np.ones_like(tiny), robust_noise(tiny, moments, np.ones_like(tiny), 0.06)
    )
    assert found.dispersion == 1.0
    assert (found.between == 0.002).all()


def test_few_schools_draw_the_part_variances_together() -> None:
    moments, _ = draw_moments(40)
    truth = PartNoise(np.full(len(MAXIMA), 0.1), 1.0, np.zeros(len(MAXIMA)))
    spreads = []
    for seed in range(20):
        residual = draw_residuals(moments, truth, seed)
        start = robust_noise(residual**2, moments, np.ones_like(residual), 0.06)
        spreads.append(estimate_noise(residual**2, moments, np.ones_like(residual), start).between.std())
    assert np.median(spreads) < 0.025


@pytest.mark.parametrize(
    ("works", "chance"), [(10, 0.9), (20, 0.95), (20, 0.5), (15, 0.1), (60, 0.03), (40, 0.8)]
)
def test_stabilised_residuals_of_a_binomial_part_are_nearly_standard_normal(
    works: int, chance: float
) -> None:
    found = np.arange(works + 1)
    share = stats.binom.pmf(found, works, chance)
    variance = np.full(works + 1, chance * (1 - chance) / works)
    residual = found / works - chance
    score = stabilise(residual, np.full(works + 1, chance), variance) / np.sqrt(variance)
    assert abs(share @ score) < 0.06
    assert 0.85 < share @ score**2 < 1.25
    assert abs(share @ score**3) < abs(share @ (residual / np.sqrt(variance)) ** 3) + 0.01
    assert share[np.abs(score) > 3].sum() < 0.004


def test_stabilising_keeps_the_order_and_both_ends_finite() -> None:
    residual = np.linspace(-0.9, 0.1, 21)
    stable = stabilise(residual, np.full(21, 0.9), np.full(21, 0.005))
    assert np.isfinite(stable).all()
    assert (np.diff(stable) > 0).all()


def test_spread_of_pupils_is_that_of_the_drawn_pupils() -> None:
    rng = np.random.default_rng(5)
    schools, works = 300, 40
    ability = rng.normal(0, 1, (schools, works, 1))
    chance = 1 / (1 + np.exp(-(ability + np.linspace(1, -1, len(MAXIMA)))))
    points = rng.binomial(MAXIMA.astype(int), chance).astype(float)
    raw = points.sum(axis=2, keepdims=True)
    table = PartTable(
        np.full((schools, len(MAXIMA)), float(works)),
        points.sum(axis=1),
        (points**2).sum(axis=1),
        (points * raw).sum(axis=1),
        np.full(schools, float(works)),
        MAXIMA,
    )
    rate = np.broadcast_to((chance.mean(axis=(0, 1)) * (1 - chance.mean(axis=(0, 1)))), table.n.shape)
    spread = pupil_spread(table, rate, np.ones(schools))
    covariance = np.cov((points / MAXIMA).reshape(-1, len(MAXIMA)), rowvar=False)
    assert np.allclose(spread.variance * rate[0], np.diag(covariance), rtol=0.02)
    loading = spread.loading * rate[0]
    off = ~np.eye(len(MAXIMA), dtype=bool)
    assert np.allclose(np.outer(loading, loading)[off], covariance[off], atol=0.006)


def test_schools_without_squares_beside_schools_with_them_do_not_disturb() -> None:
    n = np.full((4, 3), 20.0)
    total = np.array([[10.0, 12, 6], [8, 14, 7], [11, 13, 5], [9, 12, 6]])
    raw = total.sum(axis=1, keepdims=True)
    known = PartTable(n, total, total.copy(), total * raw / 20 + 3, n[:, 0], np.ones(3))
    assert known.squares is not None
    assert known.cross is not None
    blank = np.array([[1.0], [1], [1], [0]])
    holed = PartTable(n, total, known.squares * blank, known.cross * blank, n[:, 0], np.ones(3))
    rate = np.full((4, 3), 0.2)
    without = pupil_spread(known, rate, np.array([1.0, 1, 1, 0]))
    assert np.allclose(pupil_spread(holed, rate, np.ones(4)).variance, without.variance)
    assert np.allclose(pupil_spread(holed, rate, np.ones(4)).loading, without.loading)


def test_without_squares_the_printed_defaults_are_used() -> None:
    n = np.full((3, 2), 20.0)
    table = PartTable(n, n / 2, None, None, np.full(3, 20.0), np.array([1.0, 2.0]))
    spread = pupil_spread(table, np.full((3, 2), 0.2), np.ones(3))
    assert spread.variance.tolist() == pytest.approx([1.0, 0.75])
    assert spread.loading.tolist() == pytest.approx([DEFAULT_LOADING, DEFAULT_LOADING])


def test_pupils_of_different_parts_share_only_their_overlap() -> None:
    table = PartTable(
        np.array([[20.0, 10.0, 0.0]]), np.zeros((1, 3)), None, None, np.array([20.0]), np.ones(3)
    )
    half = np.full((1, 3), 0.5)
    moments = part_moments(table, half, np.ones((1, 3)), PupilSpread(np.ones(3), np.full(3, 0.8)))
    assert moments.shared[0].tolist() == pytest.approx([0.2 / np.sqrt(20), 0.2 / np.sqrt(20), 0.0])
    assert moments.own[0, :2].tolist() == pytest.approx([(0.25 - 0.04) / 20, (0.25 - 0.02) / 10])
    assert moments.weight[0, 2] == 0
    assert moments.gradient[0, 2] == 0


def test_median_where_leaves_out_absent_schools() -> None:
    values = np.array([[1.0, 5.0], [3.0, 7.0], [100.0, 9.0]])
    there = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 0.0]])
    assert median_where(values, there).tolist() == [2.0, 1.0]
