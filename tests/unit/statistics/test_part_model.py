import numpy as np
import pytest

from objektiv.statistics.part_model import fit_part_model, implied_score_distribution

MAXIMA = np.array([1, 1, 2, 3, 1, 2])
SLOPES = np.array([0.6, 1.4, 0.8, 0.5, 1.0, 1.2])
INTERCEPTS = ([0.0, 1.5], [0.0, -0.8], [0.0, 0.4, -0.2], [0.0, 0.3, 0.1, -0.9], [0.0, 0.0], [0.0, -0.5, -1.5])


def draw_parts(n):
    generator = np.random.default_rng(5)
    ability = generator.normal(size=n)
    parts = []
    for slope, intercepts in zip(SLOPES, INTERCEPTS, strict=True):
        odds = np.exp(slope * np.arange(len(intercepts)) * ability[:, None] + np.array(intercepts))
        steps = np.cumsum(odds / odds.sum(axis=1, keepdims=True), axis=1)[:, :-1]
        parts.append((generator.random(n)[:, None] > steps).sum(axis=1))
    return np.stack(parts, axis=1)


def moments_of(parts):
    values = np.stack([np.bincount(column, minlength=4) for column in parts.T]).astype(float)
    total = parts.sum(axis=1)
    covariance = ((parts - parts.mean(axis=0)) * (total - total.mean())[:, None]).mean(axis=0)
    return values, total, covariance


def test_slopes_of_drawn_parts_are_recovered():
    values, _, covariance = moments_of(draw_parts(60_000))

    model = fit_part_model(values, MAXIMA, covariance)

    np.testing.assert_allclose(model.slopes, SLOPES, rtol=0.08)


def test_implied_distribution_has_the_mean_and_variance_of_the_works():
    parts = draw_parts(20_000)
    values, total, _ = moments_of(parts)
    scores = np.bincount(total, minlength=MAXIMA.sum() + 1).astype(float)

    implied = implied_score_distribution(
        values, MAXIMA, scores, (parts * total[:, None]).sum(axis=0).astype(float)
    )

    points = np.arange(len(implied))
    assert implied.sum() == pytest.approx(1.0)
    assert implied @ points == pytest.approx(total.mean(), abs=1e-3)
    assert implied @ (points - total.mean()) ** 2 == pytest.approx(total.var(), rel=1e-3)
    assert np.abs(implied - scores / scores.sum()).max() < 0.01


def test_without_covariances_one_common_slope_meets_the_variance():
    values, total, _ = moments_of(draw_parts(20_000))
    scores = np.bincount(total, minlength=MAXIMA.sum() + 1).astype(float)

    model = fit_part_model(values, MAXIMA, None, float(total.var()))
    implied = implied_score_distribution(values, MAXIMA, scores)

    assert np.ptp(model.slopes) < 1e-9
    points = np.arange(len(implied))
    assert implied @ points**2 - (implied @ points) ** 2 == pytest.approx(total.var(), rel=1e-3)


def test_value_that_nobody_got_stays_finite():
    values = np.array([[500.0, 0.0, 500.0], [1000.0, 0.0, 0.0]])

    implied = fit_part_model(values, np.array([2, 1]), None, 1.0).score_distribution()

    assert np.isfinite(implied).all()
    assert implied.shape == (4,)


def test_neither_covariance_nor_variance_is_an_error():
    with pytest.raises(ValueError, match="variance"):
        fit_part_model(np.ones((1, 2)), np.array([1]))
