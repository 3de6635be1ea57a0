"""Our statistics against those of scipy and statsmodels, or against closed forms that others wrote."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.regression.mixed_linear_model import MixedLM
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.proportion import proportion_confint

from objektiv.statistics.agreement import rank_agreement
from objektiv.statistics.between_variance import dersimonian_laird_tau2, reml_tau2
from objektiv.statistics.intervals import wilson_interval
from objektiv.statistics.multiplicity import benjamini_hochberg, cauchy_combination
from objektiv.statistics.pvalues import normal_p, normal_score

p_lists = st.lists(st.floats(1e-14, 1.0), min_size=1, max_size=50)


def draw_schools(seed, schools=60, icc=0.15):
    random = np.random.default_rng(seed)
    n = random.integers(3, 60, schools)
    school = np.repeat(np.arange(schools), n)
    score = 12 + 4 * (
        random.normal(0, np.sqrt(icc), schools)[school] + random.normal(0, np.sqrt(1 - icc), len(school))
    )
    return n, school, score


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_reml_is_that_of_mixedlm(seed):
    n, school, score = draw_schools(seed)
    data = pd.DataFrame({"score": score, "school": school})
    fitted = MixedLM.from_formula("score ~ 1", data, groups="school").fit(reml=True, method="powell")
    mean = np.bincount(school, score) / n
    # At the optimum of both variances the equation for τ² is ours with v = σ²/n.
    assert reml_tau2(mean, fitted.scale / n) == pytest.approx(float(fitted.cov_re.iloc[0, 0]), rel=2e-3)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize("spread", [0.0, 0.3, 2.0])
def test_dersimonian_laird_is_that_of_statsmodels(seed, spread):
    random = np.random.default_rng(seed)
    v = random.uniform(0.05, 2.0, 40)
    y = random.normal(0, np.sqrt(v + spread))
    theirs = combine_effects(y, v, method_re="dl").tau2
    assert dersimonian_laird_tau2(y, v) == pytest.approx(max(theirs, 0.0), rel=1e-10)


@given(p_lists)
def test_q_values_are_those_of_scipy(values):
    p = np.array(values)
    np.testing.assert_allclose(benjamini_hochberg(p), scipy.stats.false_discovery_control(p), rtol=1e-12)


@given(st.lists(st.tuples(st.integers(2, 5), st.integers(0, 20)), min_size=3, max_size=80))
@settings(max_examples=200)
def test_spearman_is_that_of_scipy(pupils):
    marks, scores = (np.array(values) for values in zip(*pupils, strict=True))
    counts = np.zeros((1, 6, 21), dtype=np.int32)
    np.add.at(counts[0], (marks, scores), 1)
    found = rank_agreement(counts)
    d = scipy.stats.rankdata(marks) - scipy.stats.rankdata(scores)
    n = len(pupils)
    assert found.printed[0] == pytest.approx(1 - 6 * (d**2).sum() / (n * (n**2 - 1)), rel=1e-12, abs=1e-14)
    if np.ptp(marks) == 0 or np.ptp(scores) == 0:
        assert np.isnan(found.tie_corrected[0])
    else:
        theirs = scipy.stats.spearmanr(marks, scores).statistic
        assert found.tie_corrected[0] == pytest.approx(theirs, rel=1e-11, abs=1e-13)


@given(st.lists(st.floats(1e-10, 0.95), min_size=1, max_size=12))
def test_cauchy_combination_is_the_tail_of_the_mean_of_cauchy_scores(values):
    p = np.array(values)
    statistic = scipy.stats.cauchy.isf(p).mean()
    assert cauchy_combination(p[None, :])[0] == pytest.approx(
        scipy.stats.cauchy.sf(statistic), rel=1e-6, abs=1e-14
    )


def test_cauchy_combination_of_independent_nulls_is_uniform():
    p = np.random.default_rng(1).uniform(size=(20_000, 3)).clip(max=0.95)
    combined = cauchy_combination(p)
    for level in (0.05, 0.01):
        assert (combined <= level).mean() == pytest.approx(level, abs=4 * np.sqrt(level / 20_000))


def test_wilson_interval_is_that_of_statsmodels():
    k, n = np.array([0, 1, 7, 40, 99, 100]), np.array([9, 30, 7, 100, 100, 250])
    lower, upper = proportion_confint(k, n, alpha=0.05, method="wilson")
    found = wilson_interval(k, n)
    np.testing.assert_allclose(found.lower, lower, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.upper, upper, rtol=1e-9, atol=1e-12)


def test_normal_score_is_the_same_tail_of_t():
    t = np.array([-9.0, -2.5, -0.3, 0.0, 1.7, 6.0, 12.0])
    z = normal_score(t, np.full(7, 29.0))
    np.testing.assert_allclose(normal_p(z, "higher"), scipy.stats.t.sf(t, 29), rtol=1e-9)
