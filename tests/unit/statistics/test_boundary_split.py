import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import f_oneway, norm

from objektiv.statistics.boundary_split import (
    between_school_share,
    normal_scores,
    split_at_level,
    split_windows,
)

SCORES = np.arange(21)
BELL = norm.pdf(SCORES, 11, 4) / norm.pdf(SCORES, 11, 4).sum()
ABILITY = normal_scores(BELL)
BOUNDARIES = np.array([6, 10, 15])
WINDOWS = split_windows(21, BOUNDARIES)


def test_windows_hold_two_scores_on_either_side():
    assert [np.flatnonzero(row).tolist() for row in WINDOWS.members] == [
        [4, 5, 6, 7],
        [8, 9, 10, 11],
        [13, 14, 15, 16],
    ]
    assert [np.flatnonzero(row).tolist() for row in WINDOWS.upper] == [[6, 7], [10, 11], [15, 16]]
    assert len(WINDOWS.blocks) == 3


def test_overlapping_windows_become_one_block():
    windows = split_windows(19, np.array([5, 8, 14]))

    assert sorted(np.flatnonzero(row).tolist() for row in windows.blocks) == [
        [3, 4, 5, 6, 7, 8, 9],
        [12, 13, 14, 15],
    ]


def test_school_like_the_base_is_expected_to_split_like_the_base():
    counts = np.round(1e6 * BELL).astype(np.int64)[None]

    splits = split_at_level(counts, BELL, WINDOWS, ABILITY)

    expected = [BELL[t : t + 2].sum() / BELL[t - 2 : t + 2].sum() for t in BOUNDARIES]
    np.testing.assert_allclose(splits.share[0], expected, atol=1e-5)
    np.testing.assert_array_equal(splits.n[0], [counts[0, t - 2 : t + 2].sum() for t in BOUNDARIES])
    np.testing.assert_array_equal(splits.k[0], [counts[0, t : t + 2].sum() for t in BOUNDARIES])
    np.testing.assert_allclose(splits.below[0], [1e6 * BELL[t - 2 : t].sum() for t in BOUNDARIES], rtol=1e-4)


@pytest.mark.parametrize("tilt", [-0.6, 0.4, 1.0])
def test_tilt_of_a_large_school_is_recovered(tilt):
    tilted = BELL * np.exp(tilt * ABILITY)
    counts = np.round(1e7 * tilted / tilted.sum()).astype(np.int64)[None]

    assert split_at_level(counts, BELL, WINDOWS, ABILITY).tilt[0] == pytest.approx(tilt, abs=1e-4)


def test_better_school_is_expected_above_more_often():
    better, worse = np.zeros((2, 21), dtype=np.int64)
    better[[12, 17, 18]] = 10
    worse[[1, 2, 12]] = 10

    share = split_at_level(np.stack([better, worse]), BELL, WINDOWS, ABILITY).share

    assert (share[0] > share[1]).all()


def test_pupils_of_one_school_differ_less_than_pupils_of_the_region():
    counts = np.round(1e6 * BELL).astype(np.int64)[None]

    share = split_at_level(counts, BELL, WINDOWS, ABILITY, icc=0.2).share[0]
    wide = split_at_level(counts, BELL, WINDOWS, ABILITY).share[0]

    assert share[0] > wide[0]
    assert share[2] < wide[2]


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 8), min_size=21, max_size=21).filter(sum),
    st.sampled_from([(4, 6), (5, 6), (5, 7), (8, 10), (9, 11), (13, 15), (14, 16)]),
)
def test_work_moved_inside_a_window_changes_no_expectation(counts, move):
    before = np.array(counts)
    before[move[0]] += 1
    after = before.copy()
    after[move[0]] -= 1
    after[move[1]] += 1

    first, second = split_at_level(np.stack([before, after]), BELL, WINDOWS, ABILITY, icc=0.1).share

    np.testing.assert_allclose(first, second, atol=1e-9)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 50), min_size=21, max_size=21))
def test_every_school_gets_a_finite_expectation(counts):
    splits = split_at_level(np.array([counts]), BELL, WINDOWS, ABILITY, icc=0.1)

    assert ((splits.share > 0) & (splits.share < 1)).all()
    assert np.isfinite(splits.spread).all()


def test_normal_scores_of_a_normal_distribution_are_its_standardised_scores():
    scores = np.arange(41)

    ability = normal_scores(norm.pdf(scores, 20, 4))

    np.testing.assert_allclose(ability[12:29], (scores[12:29] - 20) / 4, atol=0.012)


def test_between_school_share_follows_the_analysis_of_variance():
    generator = np.random.default_rng(1)
    scores = np.clip(
        np.round(11 + generator.normal(0, 1.5, (40, 1)) + generator.normal(0, 3, (40, 25))), 0, 20
    )
    counts = np.stack([np.bincount(row.astype(int), minlength=21) for row in scores])
    ratio = f_oneway(*scores).statistic

    share = between_school_share(counts, SCORES.astype(float))

    assert share == pytest.approx((ratio - 1) / (ratio - 1 + 25))


def test_equal_schools_share_no_variance_and_one_school_tells_nothing():
    assert between_school_share(np.array([[0, 5, 5], [0, 5, 5]]), np.arange(3.0)) == 0.0
    assert np.isnan(between_school_share(np.array([[0, 5, 5]]), np.arange(3.0)))


def test_works_that_all_have_one_score_share_no_variance_to_speak_of():
    everybody = np.array([[0, 0, 5], [0, 0, 7]])

    assert np.isnan(between_school_share(everybody, np.array([0.0, 1.0, 1.7])))


def test_window_that_holds_next_to_nothing_on_one_side_adds_no_uncertainty():
    base = np.where(SCORES < 6, 1e-30, BELL)
    counts = np.where(SCORES == 11, 40, 0)[None]

    splits = split_at_level(counts, base, WINDOWS, ABILITY)

    assert splits.share[0, 0] == 1.0
    assert splits.spread[0, 0] == 0.0
