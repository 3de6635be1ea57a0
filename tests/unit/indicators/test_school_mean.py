from __future__ import annotations

import numpy as np
import pytest

from objektiv.indicators.school_mean import INDICATOR
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells, Reference
from objektiv.statistics.multiplicity import benjamini_hochberg

MAXIMUM = 20


def count_scores(schools):
    """(S, 21) counts from lists of raw scores."""
    counts = np.zeros((len(schools), MAXIMUM + 1), dtype=np.int32)
    for row, scores in enumerate(schools):
        np.add.at(counts[row], np.asarray(scores, dtype=np.int64), 1)
    return counts


def cells_of(schools, strata=None, titles=("все",)):
    counts = count_scores(schools)
    numbers = np.arange(len(schools))
    return Cells(
        assessment=AssessmentId.parse("vpr-2021-ma4"),
        scale=None,
        schools=990_001 + numbers,
        municipalities=np.ones(len(schools), dtype=np.int64),
        strata=np.zeros(len(schools), dtype=np.int64) if strata is None else np.asarray(strata),
        stratum_titles=titles,
        present=counts.sum(axis=1),
        absent=np.zeros(len(schools), dtype=np.int64),
        score_counts=counts,
    )


def draw_schools(count, seed=1, icc=0.1, centre=12.0):
    random = np.random.default_rng(seed)
    sizes = np.clip(np.round(22 * np.exp(1.116 * random.standard_normal(count))), 10, 200).astype(int)
    means = random.normal(0, np.sqrt(icc), count)
    return [
        np.clip(np.round(centre + 3.8 * (mean + random.normal(0, np.sqrt(1 - icc), size))), 0, MAXIMUM)
        for mean, size in zip(means, sizes, strict=True)
    ]


def loaded(cells):
    scores = np.arange(MAXIMUM + 1)
    total = cells.score_counts.sum(axis=0)
    mean = float((total * scores).sum() / total.sum())
    return Reference(
        "loaded", "загруженные ОО региона", len(cells.schools), int(total.sum()), False, mean=mean, icc=0.1
    )


REGION = Reference("report", "строка «регион»", 0, 25_000, True, mean=12.0, variance=14.4, icc=0.1)


def estimate(cells, reference=None):
    return INDICATOR.estimate(cells, reference or loaded(cells))


def test_a_school_far_above_the_others_is_found_and_no_other():
    schools = draw_schools(60)
    schools[17] = np.full(40, 18.0) + np.tile([0, 1, 2, 1], 10)
    higher, lower = estimate(cells_of(schools))
    assert (higher.direction, lower.direction) == ("higher", "lower")
    assert np.flatnonzero(benjamini_hochberg(higher.p_value) <= 0.05).tolist() == [17]
    assert np.flatnonzero(benjamini_hochberg(lower.p_value) <= 0.05).tolist() == []
    assert higher.observed[17] == 19.0
    assert higher.effect[17] == pytest.approx(19.0 - higher.expected[17])
    assert higher.lower[17] > 0
    assert higher.n[17] == 40


def test_both_directions_share_the_figures_and_split_the_p():
    higher, lower = estimate(cells_of(draw_schools(45)))
    np.testing.assert_array_equal(higher.effect, lower.effect)
    np.testing.assert_allclose(higher.p_value + lower.p_value, 1.0)


def test_interval_of_the_effect_says_the_same_as_the_p_value():
    higher, lower = estimate(cells_of(draw_schools(300, icc=0.3)))
    np.testing.assert_array_equal(higher.lower > 0, higher.p_value < 0.025)
    np.testing.assert_array_equal(lower.upper < 0, lower.p_value < 0.025)


def test_smallest_effect_is_a_fifth_of_the_pupils_deviation():
    cells = cells_of(draw_schools(40))
    total = np.repeat(np.arange(MAXIMUM + 1), cells.score_counts.sum(axis=0))
    assert estimate(cells)[0].smallest_effect == pytest.approx(0.2 * total.std(ddof=1), rel=1e-12)


def test_special_and_tiny_schools_are_not_judged_and_say_why():
    schools = [*draw_schools(40), [20.0] * 30, [12.0], []]
    strata = [0] * 40 + [-1, 0, 0]
    for estimates in estimate(cells_of(schools, strata)):
        assert estimates.applicable.tolist() == [True] * 40 + [False] * 3
        assert estimates.reason[40:].tolist() == [
            "специальная школа не сравнивается",
            "мало участников",
            "мало участников",
        ]
        assert np.isnan(estimates.p_value[40:]).all()
        assert set(estimates.reason[:40]) == {""}


def test_two_works_are_enough_for_pooling():
    higher, _ = estimate(cells_of([*draw_schools(40), [15.0, 17.0]]))
    assert higher.applicable[40]
    assert 0 < higher.p_value[40] < 1


def test_without_scores_there_is_nothing_to_judge():
    cells = cells_of(draw_schools(3))
    bare = Cells(
        cells.assessment,
        None,
        cells.schools,
        cells.municipalities,
        cells.strata,
        ("все",),
        cells.present,
        cells.absent,
    )
    for estimates in INDICATOR.estimate(bare, REGION):
        assert not estimates.applicable.any()
        assert set(estimates.reason) == {"нет данных"}


def test_equal_scores_everywhere_are_not_judged():
    for estimates in estimate(cells_of([[20.0] * 12] * 30)):
        assert set(estimates.reason) == {"баллы не различаются"}


def test_ceiling_leaves_only_the_lower_direction():
    schools = [
        np.clip(19 + np.round(np.random.default_rng(s).normal(0.3, 0.7, 30)), 0, 20) for s in range(40)
    ]
    higher, lower = estimate(cells_of(schools))
    assert set(higher.reason) == {"потолок"}
    assert lower.applicable.all()


def test_one_school_against_the_region_row():
    higher, lower = estimate(cells_of([[15.0, 16.0, 14.0] * 8]), REGION)
    # Without the school the region has (25 000·12 − 24·15)/24 976.
    assert higher.expected[0] == pytest.approx((25_000 * 12 - 24 * 15) / 24_976, rel=1e-12)
    assert higher.applicable[0]
    assert 0.01 < higher.p_value[0] < 0.05
    assert higher.details["p_half_icc"][0] < higher.p_value[0] < higher.details["p_double_icc"][0]
    assert lower.p_value[0] + higher.p_value[0] == pytest.approx(1.0)
    assert "ICC) 0,10 принята по умолчанию" in higher.notes[1]
    assert higher.notes[2].startswith("Поправка на обычный разброс школ не сделана")


def test_one_school_alone_has_no_region():
    for estimates in estimate(cells_of([[15.0, 16.0, 14.0] * 8])):
        assert estimates.reason.tolist() == ["нет данных региона"]
        assert np.isnan(estimates.effect[0])


def test_reference_without_a_mean_is_no_reference():
    reference = Reference("report", "строка «регион»", 0, 25_000, True)
    for estimates in estimate(cells_of(draw_schools(12)), reference):
        assert set(estimates.reason) == {"нет данных региона"}


def test_twelve_schools_are_compared_with_one_another_without_themselves():
    schools = draw_schools(12, seed=4)
    before = estimate(cells_of(schools))[0]
    schools[3] = schools[3] * 0 + np.arange(len(schools[3])) % 2
    after = estimate(cells_of(schools))[0]
    assert after.expected[3] == pytest.approx(before.expected[3], abs=0.15)
    assert "каждая сравнивается со средним остальных" in after.notes[0]


def test_a_regions_own_figures_travel_in_its_pack():
    region = cells_of(draw_schools(400, seed=7))
    whole = estimate(region)[0]
    parameters = {
        f"school_mean:{key}": value for key, value in whole.details.items() if key.startswith("region_")
    }
    known = loaded(region)
    pack = Reference("pack", "пакет", 400, known.works, True, mean=known.mean, icc=0.1, parameters=parameters)
    alone = estimate(cells_of(draw_schools(400, seed=7)[5:6]), pack)[0]
    assert alone.expected[0] == pytest.approx(whole.expected[5], abs=0.02)
    assert alone.p_value[0] == pytest.approx(whole.p_value[5], abs=0.01)
    assert "p_half_icc" not in alone.details


def test_details_are_what_the_pictures_need():
    higher, _ = estimate(cells_of(draw_schools(50)))
    per_school = {"mean", "n", "z", "limit_95_low", "limit_95_high", "limit_998_low", "limit_998_high"}
    per_school |= {"plain_low", "plain_high"}
    region = {"region_mean", "region_low", "region_high", "region_tau2", "region_tau2_reml", "region_tau2_dl"}
    assert all(higher.details[key].shape == (50,) for key in per_school)
    assert all(higher.details[key].shape == (1,) for key in region)
    assert higher.details["region_null"].shape == (2,)
    total = np.repeat(np.arange(21), cells_of(draw_schools(50)).score_counts.sum(axis=0))
    half = 1.96 * total.std(ddof=1) / np.sqrt(len(total))
    assert higher.details["region_high"][0] == pytest.approx(total.mean() + half, rel=1e-12)


def test_order_of_schools_does_not_matter():
    schools = draw_schools(70)
    order = np.random.default_rng(3).permutation(70)
    there = estimate(cells_of(schools))[0]
    back = estimate(cells_of([schools[i] for i in order]))[0]
    np.testing.assert_allclose(back.p_value, there.p_value[order], rtol=1e-8)
