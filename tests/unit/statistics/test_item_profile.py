from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from objektiv.statistics.empirical_null import EmpiricalNull
from objektiv.statistics.item_profile import LARGEST_SAMPLE, fit_profile, usable_parts
from objektiv.statistics.part_table import PartTable
from objektiv.statistics.profile_tests import (
    control_facility,
    difficulty_thirds,
    expected_corridor,
    form_score,
    hard_minus_easy,
    profile_excess,
    slope_score,
)

MAXIMA = np.array([1.0, 1.0, 2.0, 1.0, 1.0, 3.0, 1.0, 2.0, 1.0, 1.0])
PLACES = np.linspace(1.8, -1.8, len(MAXIMA))


def draw(
    schools: int, seed: int = 1, noise: float = 0.25, works: int | None = None, hint: int = 0
) -> PartTable:
    """Honest pupils; in the first ``hint`` schools the three hardest parts are right for nine of ten."""
    rng = np.random.default_rng(seed)
    sizes = np.full(schools, works) if works else np.round(np.exp(rng.normal(3.2, 0.8, schools))).clip(6, 150)
    school = np.repeat(np.arange(schools), sizes.astype(int))
    ability = rng.normal(0, 0.35, schools)[school] + rng.normal(0, 0.95, len(school))
    shift = rng.normal(0, noise, (schools, len(MAXIMA)))[school]
    chance = 1 / (1 + np.exp(-(ability[:, None] + PLACES + shift)))
    points = rng.binomial(MAXIMA.astype(int), chance).astype(float)
    helped = (school < hint)[:, None] & (np.arange(len(MAXIMA)) >= 7) & (rng.random(points.shape) < 0.9)
    points = np.where(helped, MAXIMA, points)
    raw = points.sum(axis=1, keepdims=True)

    def total(values: np.ndarray) -> np.ndarray:
        return np.stack([np.bincount(school, column, minlength=schools) for column in values.T], axis=1)

    n = np.repeat(sizes[:, None].astype(float), len(MAXIMA), axis=1)
    return PartTable(n, total(points), total(points**2), total(points * raw), sizes.astype(float), MAXIMA)


EVERYBODY = np.ones(120, dtype=bool)
NORMAL = EmpiricalNull(0.0, 1.0, 0)


def test_residuals_take_no_points_from_the_school() -> None:
    table = draw(120)
    fit = fit_profile(table, EVERYBODY)
    assert np.allclose((table.points * fit.residual).sum(axis=1), 0, atol=1e-3)
    assert np.allclose(fit.residual, table.facility - fit.moments.expected)


def test_expected_completion_follows_the_level() -> None:
    table = draw(120)
    fit = fit_profile(table, EVERYBODY)
    strong, weak = int(np.argmax(fit.level)), int(np.argmin(fit.level))
    assert (fit.moments.expected[strong] > fit.moments.expected[weak]).all()
    assert stats.spearmanr(fit.curves.difficulty, -PLACES).statistic > 0.98


def test_noise_between_schools_is_found() -> None:
    quiet = fit_profile(draw(400, noise=0.1), np.ones(400, dtype=bool)).noise.between.mean()
    loud = fit_profile(draw(400, noise=0.5), np.ones(400, dtype=bool)).noise.between.mean()
    assert quiet < 0.03
    # 0.25 on the logit of a pupil is about 0.25·(0.83)² on that of a school, where pupils differ by 1.
    assert loud == pytest.approx(0.17, abs=0.04)


def test_schools_with_a_hint_stand_out_and_do_not_poison_the_rest() -> None:
    table = draw(40, works=40, hint=5)
    fit = fit_profile(table, np.ones(40, dtype=bool))
    assert (form_score(fit)[:5] > 4).all()
    assert (slope_score(fit)[:5] > 3).all()
    assert (fit.weights[:5] < 0.3).all()
    assert (form_score(fit)[5:] < 3.1).all()
    clean = fit_profile(draw(40, works=40, hint=0), np.ones(40, dtype=bool))
    assert np.abs(fit.curves.coefficients - clean.curves.coefficients)[:, 1].max() < 0.12


def test_a_school_outside_the_control_sample_does_not_move_it() -> None:
    table = draw(60)
    control = np.arange(60) < 50
    moved = PartTable(table.n, table.total.copy(), table.squares, table.cross, table.works, table.maxima)
    moved.total[55] = moved.total[55][::-1] * MAXIMA / MAXIMA[::-1]
    one, other = fit_profile(table, control), fit_profile(moved, control)
    assert np.allclose(one.curves.coefficients, other.curves.coefficients)
    assert np.allclose(one.form[:55], other.form[:55])
    assert (one.weights[50:] == 0).all()
    assert (one.factor[50:] > 1).all()
    assert (one.factor[:50] < 1.01).all()


def test_parts_without_information_are_left_out() -> None:
    table = draw(60)
    table.total[:, 0] = table.points[:, 0]
    table.total[:, 3] = 0
    usable = usable_parts(table, np.ones(60, dtype=bool))
    assert np.flatnonzero(~usable).tolist() == [0, 3]
    fit = fit_profile(table.only_parts(usable), np.ones(60, dtype=bool))
    assert np.isnan(fit.residual_z[:, [0, 3]]).all()
    assert np.isfinite(fit.residual_z[:, usable]).all()
    assert np.isfinite(form_score(fit)).all()


def test_a_part_not_taught_in_one_school_changes_only_that_school() -> None:
    table = draw(80)
    n, total = table.n.copy(), table.total.copy()
    n[7, 4] = total[7, 4] = 0
    holed = PartTable(n, total, table.squares, table.cross, table.works, MAXIMA)
    one, other = fit_profile(table, np.ones(80, dtype=bool)), fit_profile(holed, np.ones(80, dtype=bool))
    assert np.isnan(other.residual_z[7, 4])
    assert other.residual[7, 4] == 0
    rest = np.delete(np.arange(80), 7)
    assert np.allclose(one.residual[rest], other.residual[rest], atol=0.01)


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_the_order_of_schools_and_of_parts_does_not_matter(seed: int) -> None:
    table = draw(45, seed=seed % 50)
    rng = np.random.default_rng(seed)
    schools, parts = rng.permutation(45), rng.permutation(len(MAXIMA))
    assert table.squares is not None
    assert table.cross is not None
    mixed = PartTable(
        *(array[schools][:, parts] for array in (table.n, table.total, table.squares, table.cross)),
        table.works[schools],
        MAXIMA[parts],
    )
    control = np.ones(45, dtype=bool)
    one, other = fit_profile(table, control), fit_profile(mixed, control)
    assert np.allclose(form_score(one)[schools], form_score(other), atol=1e-6)
    assert np.allclose(slope_score(one)[schools], slope_score(other), atol=1e-6)
    assert np.allclose(
        profile_excess(one, NORMAL).upper[schools], profile_excess(other, NORMAL).upper, atol=1e-6
    )


def test_a_great_many_schools_are_judged_as_a_sample_of_them_tells() -> None:
    few = draw(LARGEST_SAMPLE // 2, seed=2)
    assert few.squares is not None
    assert few.cross is not None
    many = PartTable(
        *(np.tile(array, (3, 1)) for array in (few.n, few.total, few.squares, few.cross)),
        np.tile(few.works, 3),
        MAXIMA,
    )
    one = fit_profile(few, np.ones(len(few.works), dtype=bool))
    other = fit_profile(many, np.ones(len(many.works), dtype=bool))
    assert np.abs(form_score(one) - form_score(other)[: len(few.works)]).max() < 0.35
    assert (other.weights > 0).all()


def test_corridor_holds_about_95_percent_of_honest_completions() -> None:
    table = draw(400)
    fit = fit_profile(table, np.ones(400, dtype=bool))
    corridor = expected_corridor(fit)
    inside = (table.facility >= corridor.lower) & (table.facility <= corridor.upper)
    assert 0.92 < inside.mean() < 0.96
    assert corridor.lower.min() >= 0
    assert corridor.upper.max() <= 1
    assert (corridor.lower <= fit.moments.expected).all()
    assert (fit.moments.expected <= corridor.upper).all()


def test_excess_is_nought_for_most_honest_schools_and_right_for_a_hint() -> None:
    table = draw(300, works=60, hint=6)
    excess = profile_excess(fit_profile(table, np.ones(300, dtype=bool)), NORMAL)
    assert (excess.lower[6:] > 0).mean() < 0.06
    assert (excess.lower[:6] > 0.05).all()
    assert (excess.lower <= excess.excess).all()
    assert (excess.excess <= excess.upper).all()
    assert np.allclose(excess.excess**2, np.maximum(excess.observed**2 - excess.expected**2, 0))


def test_the_interval_of_the_excess_follows_the_null_of_its_test() -> None:
    fit = fit_profile(draw(300, hint=6), np.ones(300, dtype=bool))
    for null in (NORMAL, EmpiricalNull(0.2, 1.3, 300)):
        is_sign = (form_score(fit) - null.centre) / null.spread > stats.norm.isf(0.025)
        assert ((profile_excess(fit, null).lower > 0) == is_sign).all()


def test_hard_minus_easy_along_the_slope_is_the_plain_difference_of_two_means_on_average() -> None:
    table = draw(120)
    fit = fit_profile(table, EVERYBODY)
    hard, easy = difficulty_thirds(fit, np.ones(len(MAXIMA), dtype=bool))
    assert np.flatnonzero(easy).tolist() == [0, 1, 2]
    assert np.flatnonzero(hard).tolist() == [7, 8, 9]
    found = hard_minus_easy(fit, hard, easy, NORMAL)
    plain = fit.residual[:, 7:].mean(axis=1) - fit.residual[:, :3].mean(axis=1)
    expected = fit.moments.expected[:, 7:].mean(axis=1) - fit.moments.expected[:, :3].mean(axis=1)
    assert np.allclose(found.expected, expected)
    line = stats.linregress(found.difference, plain)
    assert line.slope == pytest.approx(1, abs=0.1)
    assert line.rvalue > 0.9
    assert 0.8 < (found.difference / found.error).std() < 1.15


def test_the_interval_of_hard_minus_easy_follows_the_null_of_its_test() -> None:
    fit = fit_profile(draw(300, hint=6), np.ones(300, dtype=bool))
    hard, easy = difficulty_thirds(fit, np.ones(len(MAXIMA), dtype=bool))
    for null in (NORMAL, EmpiricalNull(-0.2, 1.3, 300)):
        found, z = hard_minus_easy(fit, hard, easy, null), (slope_score(fit) - null.centre) / null.spread
        assert ((found.lower > 0) == (z > stats.norm.isf(0.025))).all()
        assert ((found.upper < 0) == (z < stats.norm.ppf(0.025))).all()


def test_a_school_without_hard_and_easy_parts_has_no_difference_of_them() -> None:
    table = draw(80)
    n, total = table.n.copy(), table.total.copy()
    n[7, [0, 1, 2, 7, 8, 9]] = total[7, [0, 1, 2, 7, 8, 9]] = 0
    fit = fit_profile(PartTable(n, total, table.squares, table.cross, table.works, MAXIMA), EVERYBODY[:80])
    found = hard_minus_easy(fit, *difficulty_thirds(fit, np.ones(len(MAXIMA), dtype=bool)), NORMAL)
    assert np.flatnonzero(np.isnan(found.difference)).tolist() == [7]
    assert np.flatnonzero(np.isnan(found.lower)).tolist() == [7]


def test_completion_of_the_control_sample_has_the_error_of_clusters() -> None:
    table = draw(150)
    found = control_facility(table, np.ones(150))
    assert np.allclose(found.facility, table.total.sum(axis=0) / table.points.sum(axis=0))
    rng = np.random.default_rng(9)
    again = []
    for _ in range(400):
        chosen = rng.integers(0, 150, 150)
        again.append(table.total[chosen].sum(axis=0) / table.points[chosen].sum(axis=0))
    assert np.allclose(found.error, np.std(again, axis=0), rtol=0.15)
