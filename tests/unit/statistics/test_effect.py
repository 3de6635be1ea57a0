"""Effect of an action: closed forms, statsmodels, invariants, refusals, the rule of the proposal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from objektiv.statistics.effect import (
    CANNOT_JUDGE,
    FEW_CONTROLS,
    HELPED,
    NO_SPREAD,
    NO_SUPPORT,
    NO_TREATED,
    NOT_HELPED,
    Effect,
    Groups,
    estimate_effect,
    propose,
    without_figures,
)
from objektiv.statistics.effect_expectation import Waves, fit_expectation, shrink_start

NO_CONTEXT = 0


def draw(seed: int, count: int = 60, treated: int = 4, *, equal: bool = False) -> tuple[Waves, np.ndarray]:
    """A world without an action; the treated are drawn from the lower half of the starts."""
    random = np.random.default_rng(seed)
    works = np.full(count, 25.0) if equal else np.round(random.uniform(8, 60, count))
    true = random.normal(0, 0.4, count)
    later = 0.2 + 0.8 * true + random.normal(0, 0.2, count)
    chance = 0.9 / works
    first = true + random.normal(0, np.sqrt(chance))
    second = later + random.normal(0, np.sqrt(chance))
    is_treated = np.zeros(count, dtype=bool)
    is_treated[random.choice(np.argsort(first)[3 : count // 2], treated, replace=False)] = True
    return Waves(first, chance, second, chance), is_treated


def groups(is_treated: np.ndarray, nearest: int = 0, context: np.ndarray | None = None) -> Groups:
    none = np.empty((len(is_treated), NO_CONTEXT))
    return Groups(is_treated, ~is_treated, none if context is None else context, nearest)


def figures(effect: Effect) -> list[float]:
    return [effect.effect, effect.lower, effect.upper, effect.se]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_treated_school_among_schools_of_one_size_is_the_prediction_interval_of_least_squares(seed):
    waves, is_treated = draw(seed, treated=1, equal=True)
    fitted = sm.OLS(waves.later[~is_treated], sm.add_constant(waves.earlier[~is_treated])).fit()
    row = np.array([[1.0, waves.earlier[is_treated][0]]])
    frame = fitted.get_prediction(row).summary_frame(alpha=0.05)
    found = estimate_effect(waves, groups(is_treated))
    observed = waves.later[is_treated][0]
    assert found.expected == pytest.approx(frame["mean"].item(), rel=1e-9)
    assert found.lower == pytest.approx(observed - frame["obs_ci_upper"].item(), rel=1e-6)
    assert found.upper == pytest.approx(observed - frame["obs_ci_lower"].item(), rel=1e-6)
    assert found.degrees == fitted.df_resid == len(is_treated) - 3


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_several_treated_schools_of_one_size_are_the_dummy_of_a_regression(seed):
    """The mean of m predictions: (1/m + leverage)·s², s² of the controls alone."""
    waves, is_treated = draw(seed, treated=5, equal=True)
    found = estimate_effect(waves, groups(is_treated))
    design = np.column_stack([np.ones(60), waves.earlier])
    fitted = sm.OLS(waves.later[~is_treated], design[~is_treated]).fit()
    middle = design[is_treated].mean(axis=0)
    leverage = middle @ fitted.normalized_cov_params @ middle
    assert found.effect == pytest.approx(waves.later[is_treated].mean() - middle @ fitted.params, rel=1e-9)
    assert found.se == pytest.approx(np.sqrt(fitted.scale * (1 / 5 + leverage)), rel=1e-6)


@pytest.mark.parametrize("same_pupils", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_schools_of_different_size_are_generalised_least_squares(seed, same_pupils):
    waves, is_treated = draw(seed)
    fitted = fit_expectation(waves, shrink_start(waves), ~is_treated, same_pupils=same_pupils)
    controls = fitted.design[~is_treated]
    oracle = sm.GLS(waves.later[~is_treated], controls, sigma=fitted.variance[~is_treated]).fit()
    assert fitted.design.shape[1] == 2 + same_pupils
    np.testing.assert_allclose(fitted.coefficients, oracle.params, rtol=1e-6)
    np.testing.assert_allclose(fitted.covariance, oracle.normalized_cov_params, rtol=1e-5)
    np.testing.assert_allclose(fitted.mean, fitted.design @ fitted.coefficients, rtol=1e-12)


def test_residual_variance_of_one_size_is_what_least_squares_leaves_beyond_chance():
    waves, is_treated = draw(4, equal=True)
    start = shrink_start(waves)
    fitted = fit_expectation(waves, start, ~is_treated)
    left = sm.OLS(waves.later[~is_treated], sm.add_constant(waves.earlier[~is_treated])).fit().scale
    slope, share = fitted.coefficients[1], start.reliability[0]
    chance = waves.later_variance[0] + slope**2 * start.variance * (1 - share)
    assert fitted.residual_variance == pytest.approx(left - chance, rel=1e-6)
    np.testing.assert_allclose(fitted.variance, left, rtol=1e-6)


def test_a_start_is_drawn_to_the_mean_the_more_the_smaller_the_school():
    waves, _ = draw(5)
    start = shrink_start(waves)
    np.testing.assert_allclose(start.reliability, start.variance / (start.variance + waves.earlier_variance))
    np.testing.assert_allclose(start.expected - start.mean, start.reliability * (waves.earlier - start.mean))
    order = np.argsort(waves.earlier_variance)
    assert (np.diff(start.reliability[order]) <= 0).all()


def test_values_without_error_are_plain_least_squares():
    waves, is_treated = draw(6)
    exact = waves._replace(earlier_variance=np.zeros(60), later_variance=np.zeros(60))
    fitted = sm.OLS(exact.later[~is_treated], sm.add_constant(exact.earlier[~is_treated])).fit()
    expected = fitted.predict(sm.add_constant(exact.earlier))[is_treated].mean()
    assert estimate_effect(exact, groups(is_treated)).expected == pytest.approx(expected, rel=1e-6)


def test_the_parts_of_the_naive_change_are_the_whole():
    waves, is_treated = draw(7)
    found = estimate_effect(waves, groups(is_treated))
    parts = found.common_change + found.regression_to_mean + found.effect
    assert found.naive_change == pytest.approx(parts, rel=1e-12)
    assert found.naive_change == pytest.approx(found.observed - found.start, rel=1e-12)
    assert found.common_change == pytest.approx(0.2, abs=0.1)
    assert found.regression_to_mean > 0.05


def test_what_is_added_to_the_treated_is_the_effect():
    waves, is_treated = draw(8)
    before, raised = (
        estimate_effect(waves._replace(later=waves.later + more * is_treated), groups(is_treated))
        for more in (0, 0.7)
    )
    assert raised.effect - before.effect == pytest.approx(0.7, rel=1e-12)
    assert raised.se == before.se


@given(seed=st.integers(0, 40), shift=st.floats(-50, 50), later=st.floats(-50, 50), scale=st.floats(0.05, 20))
@settings(max_examples=25)
def test_shift_and_scale(seed, shift, later, scale):
    waves, is_treated = draw(seed, count=30)
    squared = scale**2
    moved = Waves(
        scale * (waves.earlier + shift),
        squared * waves.earlier_variance,
        scale * (waves.later + later),
        squared * waves.later_variance,
    )
    plain, found = (estimate_effect(one, groups(is_treated)) for one in (waves, moved))
    np.testing.assert_allclose(np.array(figures(found)) / scale, figures(plain), rtol=1e-4, atol=1e-6)
    assert found.p_value == pytest.approx(plain.p_value, rel=1e-3)
    assert found.reason == plain.reason


@given(seed=st.integers(0, 40))
@settings(max_examples=15)
def test_the_other_way_round_the_effect_is_the_opposite(seed):
    waves, is_treated = draw(seed, count=30)
    mirrored = waves._replace(earlier=-waves.earlier, later=-waves.later)
    plain, found = (estimate_effect(one, groups(is_treated)) for one in (waves, mirrored))
    np.testing.assert_allclose(
        [-found.effect, -found.upper, -found.lower, found.p_value],
        [plain.effect, plain.lower, plain.upper, plain.p_value],
        rtol=1e-6,
        atol=1e-9,
    )


@given(seed=st.integers(0, 40), same_pupils=st.booleans())
@settings(max_examples=15)
def test_the_order_of_schools_does_not_matter(seed, same_pupils):
    waves, is_treated = draw(seed, count=30)
    order = np.random.default_rng(seed).permutation(30)
    mixed = Waves(*(values[order] for values in waves))
    plain = estimate_effect(waves, groups(is_treated), same_pupils=same_pupils)
    found = estimate_effect(mixed, groups(is_treated[order]), same_pupils=same_pupils)
    np.testing.assert_allclose(figures(found), figures(plain), rtol=1e-5, atol=1e-8)
    np.testing.assert_array_equal(found.is_supported, plain.is_supported[order])


def test_swapped_labels_turn_the_sign_where_the_groups_stand_alike():
    """Two groups of the same starts, one 0.5 above the other: whoever is called treated, it is 0.5 apart."""
    start = np.tile(np.linspace(-1, 1, 20), 2)
    rough = np.tile(np.resize([0.1, -0.1], 20), 2)
    is_treated = np.repeat([True, False], 20)
    error = np.full(40, 1e-3)
    waves = Waves(start, error, 0.7 * start + rough + 0.5 * is_treated, error)
    plain, swapped = (estimate_effect(waves, groups(one)) for one in (is_treated, ~is_treated))
    assert plain.effect == pytest.approx(0.5, rel=1e-9)
    assert swapped.effect == pytest.approx(-0.5, rel=1e-9)
    assert swapped.se == pytest.approx(plain.se, rel=1e-9)


def test_schools_without_a_wave_are_left_out():
    waves, is_treated = draw(9)
    gone = np.flatnonzero(~is_treated)[:2].tolist() + np.flatnonzero(is_treated)[:1].tolist()
    kept = np.setdiff1d(np.arange(60), gone)
    earlier = waves.earlier.copy()
    earlier[gone] = np.nan
    found = estimate_effect(waves._replace(earlier=earlier), groups(is_treated))
    alone = estimate_effect(Waves(*(values[kept] for values in waves)), groups(is_treated[kept]))
    assert figures(found) == figures(alone)
    assert (found.treated, found.controls) == (3, 54)


def test_a_school_that_is_neither_tells_only_how_starts_differ():
    waves, is_treated = draw(10)
    apart = np.flatnonzero(~is_treated)[:5]
    is_control = ~is_treated
    is_control[apart] = False
    later = waves.later.copy()
    later[apart] = 99.0
    chosen = Groups(is_treated, is_control, np.empty((60, 0)))
    plain, wild = (estimate_effect(one, chosen) for one in (waves, waves._replace(later=later)))
    assert figures(wild) == figures(plain)
    assert wild.controls == 51


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda waves, treated: (waves, np.zeros(60, dtype=bool)), NO_TREATED),
        (lambda waves, treated: (waves, np.arange(60) >= 14), FEW_CONTROLS),
        (lambda waves, treated: (waves._replace(later=np.ones(60)), treated), NO_SPREAD),
        (lambda waves, treated: (waves._replace(earlier=np.ones(60)), treated), NO_SPREAD),
        (lambda waves, treated: (waves._replace(earlier=waves.earlier - 9.0 * treated), treated), NO_SUPPORT),
    ],
)
def test_refusals(change, reason):
    waves, is_treated = change(*draw(11))
    found = estimate_effect(waves, groups(is_treated))
    assert (found.applicable, found.reason) == (False, reason)
    assert np.isnan([*figures(found), found.expected, found.p_value, found.naive_change]).all()
    assert propose(found, direction="higher", smallest=0.2) == CANNOT_JUDGE


def test_fifteen_controls_are_enough():
    waves, _ = draw(12, count=17)
    order = np.argsort(waves.earlier)
    is_treated = np.isin(np.arange(17), order[5:7])
    assert estimate_effect(waves, groups(is_treated)).controls == 15


def test_a_treated_school_without_its_like_is_left_out_and_named():
    waves, is_treated = draw(13)
    far = np.flatnonzero(is_treated)[0]
    earlier = waves.earlier.copy()
    earlier[far] -= 9.0
    found = estimate_effect(waves._replace(earlier=earlier), groups(is_treated))
    assert found.treated == 3
    assert np.flatnonzero(~found.is_supported & is_treated).tolist() == [far]


def test_nearest_controls_mend_the_balance_and_answer_alike():
    waves, is_treated = draw(14, count=200, treated=5)
    everybody, near = (estimate_effect(waves, groups(is_treated, nearest=count)) for count in (0, 20))
    assert (everybody.controls, everybody.treated, near.treated) == (195, 5, 5)
    assert 20 <= near.controls <= 100
    assert abs(near.balance.start) < 0.1 < abs(everybody.balance.start)
    assert near.effect == pytest.approx(everybody.effect, abs=0.1)


@pytest.mark.parametrize(
    ("lower", "effect", "upper", "higher", "lower_wanted"),
    [
        (0.05, 0.30, 0.55, HELPED, NOT_HELPED),
        (0.05, 0.15, 0.25, CANNOT_JUDGE, NOT_HELPED),  # sure, but perhaps too little
        (0.05, 0.10, 0.15, NOT_HELPED, NOT_HELPED),  # sure, and too little
        (-0.10, 0.05, 0.19, NOT_HELPED, NOT_HELPED),
        (-0.30, 0.05, 0.40, CANNOT_JUDGE, CANNOT_JUDGE),
        (-0.55, -0.30, -0.05, NOT_HELPED, HELPED),
        (0.00, 0.30, 0.60, CANNOT_JUDGE, NOT_HELPED),
    ],
)
def test_the_rule_of_the_proposal(lower, effect, upper, higher, lower_wanted):
    waves, is_treated = draw(15)
    found = replace(estimate_effect(waves, groups(is_treated)), lower=lower, effect=effect, upper=upper)
    assert propose(found, direction="higher", smallest=0.2) == higher
    assert propose(found, direction="lower", smallest=0.2) == lower_wanted


def test_without_figures_keeps_the_groups_alone():
    waves, is_treated = draw(16)
    found = estimate_effect(waves, groups(is_treated))
    silent = without_figures(found, "потолок")
    assert (silent.treated, silent.controls, silent.applicable, silent.reason) == (4, 56, False, "потолок")
    assert np.isnan(figures(silent)).all()
