import numpy as np
import pytest
from scipy.stats import norm

from objektiv.statistics.bunching_region import estimate_region, placebo_boundaries

BOUNDARIES = np.array([14, 24, 33])
SCORES = np.arange(39)
BELL = norm.pdf(SCORES, 24, 7.5) / norm.pdf(SCORES, 24, 7.5).sum()


def move_below(shares, boundary, theta):
    moved = shares.copy()
    taken = theta * shares[boundary - 2 : boundary]
    moved[boundary - 2 : boundary] -= taken
    moved[boundary] += taken.sum()
    return moved


def draw(shares, works=13_000, seed=4):
    return np.random.default_rng(seed).multinomial(works, shares).astype(float)


def test_smooth_distribution_shows_no_move():
    region = estimate_region(draw(BELL), BOUNDARIES)

    assert (region.p_value > 0.01).all()
    assert (region.moved < 0.005).all()
    assert region.dispersion == pytest.approx(1.0, abs=1.0)


def test_hole_and_spike_at_one_boundary_are_measured():
    truth = 0.5 * BELL[12:14].sum()

    region = estimate_region(draw(move_below(BELL, 14, 0.5)), BOUNDARIES)

    assert region.p_value[0] < 1e-6
    assert region.hole_p[0] < 1e-3
    assert region.lower[0] <= truth <= region.upper[0]
    assert region.theta[0] == pytest.approx(0.5, abs=0.1)
    assert (region.p_value[1:] > 0.01).all()
    assert (region.placebo.p_value > 0.01).all()


def test_spike_without_a_hole_has_no_evidence_of_a_hole():
    shares = BELL.copy()
    shares[14] *= 1.6

    region = estimate_region(draw(shares / shares.sum()), BOUNDARIES)

    assert region.hole_p[0] > 0.05


def test_estimate_is_near_the_truth_on_average():
    moved = [
        estimate_region(draw(move_below(BELL, 24, 0.2), seed=seed), BOUNDARIES).moved[1] for seed in range(12)
    ]

    assert np.mean(moved) == pytest.approx(0.2 * BELL[22:24].sum(), rel=0.15)


def test_alternating_scores_are_dispersion_and_no_move():
    comb = BELL * np.where(SCORES % 2 == 0, 1.5, 0.5)

    region = estimate_region(draw(comb / comb.sum()), BOUNDARIES)

    assert (region.p_value > 0.01).all()


def test_schools_that_differ_widen_the_interval():
    counts = draw(move_below(BELL, 14, 0.4), works=6000)
    generator = np.random.default_rng(2)
    # Half of the schools move everything, half nothing: works of one school belong together.
    school = np.concatenate(
        [
            generator.multinomial(100, move_below(BELL, 14, 0.8), 30),
            generator.multinomial(100, BELL, 30),
        ]
    )

    by_works = estimate_region(counts, BOUNDARIES)
    by_schools = estimate_region(school.sum(axis=0).astype(float), BOUNDARIES, school_counts=school)

    assert by_schools.upper[0] - by_schools.lower[0] > 1.2 * (by_works.upper[0] - by_works.lower[0])


def test_same_counts_give_the_same_bytes():
    first, second = (estimate_region(draw(BELL), BOUNDARIES) for _ in range(2))

    assert first.replicates.tobytes() == second.replicates.tobytes()


def test_part_distribution_carries_a_shape_that_three_degrees_cannot():
    shape = BELL * (1 + 0.3 * np.sin(SCORES / 2.5))
    shape /= shape.sum()

    region = estimate_region(draw(shape), BOUNDARIES, part_distribution=shape)

    assert region.degree <= 3
    assert (region.p_value > 0.01).all()


def test_score_not_attainable_is_left_out():
    counts = draw(BELL)
    counts[[5, 20]] = np.nan

    region = estimate_region(counts, BOUNDARIES)

    assert not region.fitted[[5, 20]].any()


@pytest.mark.parametrize(("size", "boundaries"), [(8, [2, 3, 5]), (21, [])])
def test_short_scale_or_no_boundary_is_not_estimated(size, boundaries):
    assert estimate_region(np.full(size, 100.0), np.array(boundaries, dtype=np.int64)) is None


def test_placebo_boundaries_touch_no_true_window():
    every = np.ones(39, dtype=bool)

    np.testing.assert_array_equal(placebo_boundaries(every, BOUNDARIES), [10, 18, 20, 28, 29, 37])
    np.testing.assert_array_equal(placebo_boundaries(np.ones(21, dtype=bool), np.array([6, 10, 15])), [2, 19])
