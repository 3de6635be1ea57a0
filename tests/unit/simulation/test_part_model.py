from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import chisquare, norm

from objektiv.simulation.part_model import PartModel, draw_scores, fit_part_model


def _shares_by_hand(model: PartModel, part: int, theta: float) -> np.ndarray:
    points = np.arange(model.maxima[part] + 1)
    weights = np.exp(points * model.slopes[part] * theta - model.offsets[part])
    return weights / weights.sum()


def _over_normal(value) -> float:
    return quad(lambda theta: value(theta) * norm.pdf(theta), -8, 8)[0]


def test_fitted_parts_have_the_wanted_facility_middle_share_and_deviation():
    maxima = (1, 1, 2, 3, 4)
    facility = np.array([0.9, 0.3, 0.6, 0.5, 0.55])
    middle = np.array([0, 0, 0.1, 0.4, 0.6])
    model = fit_part_model(maxima, facility, middle, np.array([1.0, 1.0, 0.7, 0.6, 0.5]), 2.9)
    for part, maximum in enumerate(maxima):
        points = np.arange(maximum + 1)
        expected = _over_normal(lambda t, p=part, k=points: _shares_by_hand(model, p, t) @ k)
        assert expected / maximum == pytest.approx(facility[part], abs=1e-6)
        if maximum > 1:
            between = _over_normal(lambda t, p=part: _shares_by_hand(model, p, t)[1:-1].sum())
            assert between == pytest.approx(middle[part], abs=1e-6)

    def second_moment(theta: float) -> float:
        shares = [_shares_by_hand(model, part, theta) for part in range(5)]
        means = [s @ np.arange(len(s)) for s in shares]
        variances = [s @ np.arange(len(s)) ** 2 - m**2 for s, m in zip(shares, means, strict=True)]
        return sum(means) ** 2 + sum(variances)

    mean = float(facility @ maxima)
    assert (_over_normal(second_moment) - mean**2) ** 0.5 == pytest.approx(2.9, abs=2e-3)


def test_without_a_deviation_the_slopes_stay_as_given():
    slopes = np.array([0.8, 1.2])
    model = fit_part_model((1, 2), np.array([0.5, 0.5]), np.array([0, 0.2]), slopes, None)
    assert model.slopes.tolist() == slopes.tolist()


def test_drawn_points_follow_the_model():
    model = fit_part_model((1, 4), np.array([0.7, 0.4]), np.array([0, 0.5]), np.array([1.1, 0.6]), None)
    rng = np.random.default_rng(5)
    theta = np.full(200_000, 0.4, dtype=np.float32)
    shift = np.array([[0.3], [-0.2]], dtype=np.float32)
    scores = draw_scores(model, theta, shift, rng)
    for part in (0, 1):
        points = np.arange(model.maxima[part] + 1)
        weights = np.exp(points * (model.slopes[part] * 0.4 + shift[part, 0]) - model.offsets[part])
        counts = np.bincount(scores[part], minlength=len(points))
        assert chisquare(counts, counts.sum() * weights / weights.sum()).pvalue > 0.001


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10**6),
    theta=st.lists(st.floats(-12, 12, width=32), min_size=1, max_size=30),
    facility=st.floats(0.35, 0.65),
    maximum=st.integers(1, 5),
)
def test_points_never_leave_the_part(seed, theta, facility, maximum):
    middle = np.array([0.3 if maximum > 1 else 0.0])
    model = fit_part_model((maximum,), np.array([facility]), middle, np.array([0.8]), None)
    scores = draw_scores(
        model, np.array(theta, np.float32), np.zeros((1, 1), np.float32), np.random.default_rng(seed)
    )
    assert scores.min() >= 0
    assert scores.max() <= maximum


def test_impossible_part_is_refused():
    with pytest.raises(ValueError, match="no part of 2 points"):
        fit_part_model((2,), np.array([0.05]), np.array([0.6]), np.array([1.0]), None)
