from __future__ import annotations

import numpy as np
import pytest

from objektiv.statistics.funnel import (
    KnownReference,
    compare_in_strata,
    compare_with_known,
    compare_with_others,
)
from objektiv.statistics.pvalues import normal_p


def draw(count, seed=1, icc=0.1):
    random = np.random.default_rng(seed)
    n = np.maximum(2, np.round(22 * np.exp(1.116 * random.standard_normal(count)))).astype(np.int64)
    v = (1 - icc) / n
    return random.normal(0, np.sqrt(v + icc)), v, n


def test_expectation_leaves_the_school_out():
    y, v, _ = draw(40)
    found = compare_in_strata(y, v, np.zeros(40, dtype=np.int64))
    fit = found.strata[0]
    total = v + fit.tau2
    winsorised = fit.mean + np.clip((y - fit.mean) / np.sqrt(total), fit.lowest, fit.highest) * np.sqrt(total)
    others = np.arange(40) != 7
    expected = np.average(winsorised[others], weights=1 / total[others])
    assert found.expected[7] == pytest.approx(expected, rel=1e-8, abs=1e-10)
    variance = total[7] + 1 / (1 / total[others]).sum()
    assert found.spread[7] == pytest.approx(np.sqrt(variance), rel=1e-10)


def test_a_wild_school_does_not_hide_itself():
    y, v, _ = draw(40)
    wild = y.copy()
    wild[7] = 50.0
    strata = np.zeros(40, dtype=np.int64)
    ordinary, touched = compare_in_strata(y, v, strata), compare_in_strata(wild, v, strata)
    assert touched.expected[7] == pytest.approx(ordinary.expected[7], abs=0.05)
    assert touched.t[7] > 70
    assert touched.p_value("higher")[7] < 1e-15


def test_small_strata_have_the_degrees_of_freedom_of_their_schools():
    y, v, _ = draw(100)
    strata = np.where(np.arange(100) < 40, 0, 1).astype(np.int64)
    found = compare_in_strata(y, v, strata)
    assert set(found.degrees[:40]) == {39.0}
    assert set(found.degrees[40:]) == {np.inf}


def test_each_stratum_has_its_own_mean():
    y, v, _ = draw(120)
    strata = np.repeat([0, 1], 60)
    apart = compare_in_strata(np.where(strata == 1, y + 9, y), v, strata)
    together = compare_in_strata(y, v, strata)
    np.testing.assert_allclose(apart.z, together.z, atol=1e-7)


def test_never_compared_schools_get_nothing_and_give_nothing():
    y, v, _ = draw(50)
    strata = np.where(np.arange(50) < 10, -1, 0).astype(np.int64)
    found = compare_in_strata(y, v, strata)
    assert np.isnan(found.z[:10]).all()
    np.testing.assert_array_equal(found.z[10:], compare_in_strata(y[10:], v[10:], strata[10:]).z)


def test_a_stratum_below_thirty_is_judged_against_all():
    y, v, _ = draw(80)
    strata = np.where(np.arange(80) < 20, 1, 0).astype(np.int64)
    found = compare_in_strata(y, v, strata)
    assert found.strata[1] is None
    assert found.pooled.schools == 80
    assert found.strata[0].schools == 60
    assert not np.isnan(found.z).any()


def test_limits_are_where_the_tail_ends():
    y, v, _ = draw(45)
    found = compare_in_strata(y, v, np.zeros(45, dtype=np.int64))
    low, high = found.limits(0.95)
    outside = (y < low) | (y > high)
    smaller = np.minimum(found.p_value("higher"), found.p_value("lower"))
    np.testing.assert_array_equal(outside, smaller < 0.025)
    widest = found.limits(0.998)
    assert (widest.upper > high).all()
    assert (widest.lower < low).all()


def test_known_reference_gives_the_textbook_z():
    known = KnownReference(mean=10.0, works=0, schools=0, within=9.0, tau2=1.0)
    found = compare_with_known(np.array([12.0]), np.array([9]), known)
    assert found.z[0] == pytest.approx(2 / np.sqrt(1 + 1), rel=1e-12)
    np.testing.assert_allclose(found.p_value("higher"), normal_p(np.array([np.sqrt(2.0)]), "higher"))


def test_known_reference_is_cleared_of_the_school():
    # 100 works with mean 10, of them 40 of the school with mean 13: the others have mean 8.
    known = KnownReference(mean=10.0, works=100, schools=5, within=9.0, tau2=1.0)
    found = compare_with_known(np.array([13.0]), np.array([40]), known)
    assert found.expected[0] == pytest.approx(8.0, rel=1e-12)


def test_a_reference_that_is_the_school_itself_judges_nothing():
    known = KnownReference(mean=13.0, works=40, schools=1, within=9.0, tau2=1.0)
    assert np.isnan(compare_with_known(np.array([13.0]), np.array([40]), known).z[0])


def test_few_schools_are_compared_with_one_another():
    y, n = np.array([10.0, 12.0, 17.0, np.nan]), np.array([20, 20, 20, 5])
    found = compare_with_others(y, n, within=10.0, tau2=1.5)
    np.testing.assert_allclose(found.expected, [14.5, 13.5, 11.0, np.nan])
    # 10/20 + 1,5 = 2 for the school and half of it for the mean of the two others.
    np.testing.assert_allclose(found.spread[:3], np.sqrt(3.0))


def test_one_other_school_is_no_reference():
    found = compare_with_others(np.array([10.0, 12.0]), np.array([50, 50]), within=10.0, tau2=1.0)
    assert np.isnan(found.z).all()


@pytest.mark.slow
@pytest.mark.parametrize(("count", "replicates"), [(40, 600), (600, 120)])
def test_size_in_null_worlds(count, replicates):
    random = np.random.default_rng(count)
    p = []
    for _ in range(replicates):
        n = np.maximum(2, np.round(22 * np.exp(1.116 * random.standard_normal(count)))).astype(np.int64)
        school = np.repeat(np.arange(count), n)
        ability = random.normal(0, np.sqrt(0.1), count)[school] + random.normal(0, np.sqrt(0.9), len(school))
        score = np.clip(np.round(12 + 3.8 * ability), 0, 20)
        mean = np.bincount(school, score) / n
        within = (np.bincount(school, score**2) - n * mean**2).sum() / (n - 1).sum()
        found = compare_in_strata(mean, within / n, np.zeros(count, dtype=np.int64))
        p.append(np.concatenate([found.p_value(side)[n >= 10] for side in ("higher", "lower")]))
    p = np.concatenate(p)
    assert 0.035 <= (p <= 0.05).mean() <= 0.06
    assert 0.006 <= (p <= 0.01).mean() <= 0.013
    assert (p <= 0.001).mean() <= 0.002
