import numpy as np
import pytest
from scipy.stats import norm

from objektiv.statistics.bunching_region import estimate_region
from objektiv.statistics.school_bunching import (
    Correlation,
    compare_with_curve,
    compare_with_reference,
    estimate_correlation,
    estimate_groups,
)

BOUNDARIES = np.array([14, 24, 33])
SCORES = np.arange(39)
BELL = norm.pdf(SCORES, 24, 7.5) / norm.pdf(SCORES, 24, 7.5).sum()


def move_below(shares, theta, boundaries=BOUNDARIES):
    moved = shares.copy()
    for boundary in boundaries:
        taken = theta * shares[boundary - 2 : boundary]
        moved[boundary - 2 : boundary] -= taken
        moved[boundary] += taken.sum()
    return moved


def counts_of(shares, works):
    """Works in the proportions of ``shares``, rounded so that none is lost."""
    ends = np.round(np.cumsum(shares) * works).astype(np.int64)
    return np.diff(ends, prepend=0)


REGION = estimate_region(1e6 * BELL, BOUNDARIES)


def test_dose_of_a_school_is_measured_against_the_honest_curve():
    school = counts_of(move_below(BELL, 0.5), 20_000)[None]

    absolute = compare_with_curve(school, REGION, 0.0, 0.001)

    assert absolute.move.theta[0] == pytest.approx(0.5, abs=0.01)
    assert absolute.p_value[0] < 1e-6
    assert absolute.splits.missing[0] == pytest.approx(0.5, abs=0.02)


def test_where_everybody_moves_the_relative_comparison_is_silent_and_the_absolute_is_not():
    everybody = move_below(BELL, 0.5)
    region = estimate_region(1e6 * everybody, BOUNDARIES)
    school = counts_of(everybody, 400)[None]

    relative = compare_with_reference(school, 1e6 * everybody[None], region, 0.0, 0.001, 22.0)
    absolute = compare_with_curve(school, region, 0.0, 0.001)

    assert relative.p_value[0] > 0.2
    assert absolute.p_value[0] < 0.001
    assert relative.splits.share[0, 0] > absolute.splits.share[0, 0] + 0.1


def test_spike_without_the_hole_below_is_no_sign():
    school = counts_of(BELL, 400)
    school[14] += 80
    school[12:14] += 14

    relative = compare_with_reference(school[None], 1e6 * BELL[None], REGION, 0.0, 0.001, 22.0)

    assert relative.test.p_value[0] < 0.05
    assert relative.splits.missing[0] < 0.0
    assert relative.p_value[0] >= 0.5


def test_small_reference_makes_the_comparison_cautious():
    school = counts_of(move_below(BELL, 0.6), 80)[None]

    sure = compare_with_reference(school, 1e6 * BELL[None], REGION, 0.0, 0.001, 22.0)
    unsure = compare_with_reference(school, 300 * BELL[None], REGION, 0.0, 0.001, 22.0)

    assert sure.p_value[0] < unsure.p_value[0]


def test_correlation_of_schools_that_differ_only_by_chance_is_small():
    counts = np.random.default_rng(3).multinomial(40, BELL, 300)
    base = counts.sum(axis=0) - counts + BELL

    correlation = estimate_correlation(counts, base, REGION, 0.0)

    assert correlation.placebo < 0.02
    assert correlation.true < 0.03
    assert correlation.used == min(correlation.placebo, correlation.true)


def test_schools_that_move_widen_neither_estimate():
    counts = np.random.default_rng(3).multinomial(40, BELL, 300)
    counts[:45] = np.random.default_rng(4).multinomial(40, move_below(BELL, 0.9), 45)
    base = counts.sum(axis=0) - counts + BELL

    assert estimate_correlation(counts, base, REGION, 0.0).used < 0.02


@pytest.mark.parametrize(
    ("placebo", "true", "used"), [(0.01, 0.02, 0.01), (np.nan, 0.02, 0.02), (0.03, np.nan, 0.03)]
)
def test_smaller_known_correlation_is_used(placebo, true, used):
    assert Correlation(placebo, true).used == used


def test_without_any_estimate_the_correlation_is_unknown():
    assert np.isnan(Correlation(float("nan"), float("nan")).used)


def test_municipalities_show_their_moves_with_intervals():
    counts = np.stack(
        [counts_of(move_below(BELL, 0.5), 900), counts_of(BELL, 900), np.zeros(39, dtype=np.int64)]
    )

    groups = estimate_groups(counts, REGION, 0.0)

    truth = [0.5 * BELL[t - 2 : t].sum() for t in BOUNDARIES]
    assert groups.moved[0] == pytest.approx(truth, abs=0.004)
    assert (groups.lower[0] > 0).all()
    assert (groups.lower[0] <= truth).all()
    assert (groups.upper[0] >= truth).all()
    assert groups.moved[1] == pytest.approx([0, 0, 0], abs=0.003)
    assert not groups.moved[2].any()
