"""The official method on drawn counts: figures by hand, applicability as printed (METHODS §2)."""

from __future__ import annotations

import numpy as np
import pytest

from objektiv.analysis.official import Sign, Wave, find_signs, index_table, sign_table, without_fences
from objektiv.model.assessment import AssessmentId

MA4, MA5 = AssessmentId.parse("vpr-2021-ma4"), AssessmentId.parse("vpr-2021-ma5")
AUTUMN = AssessmentId.parse("vpr-2020-ma4")


def wave(*schools: tuple[int, dict[int, int]], maximum: int = 10, journal: int = 4) -> Wave:
    """Schools with {raw score: works}; everybody has the same journal mark."""
    counts = np.zeros((len(schools), maximum + 1), dtype=np.int64)
    for row, (_, scores) in enumerate(schools):
        for score, works in scores.items():
            counts[row, score] = works
    marks = np.zeros((len(schools), 6, maximum + 1), dtype=np.int64)
    marks[:, journal] = counts
    return Wave(np.array([code for code, _ in schools]), counts, marks)


def by_name(signs: tuple[Sign, ...]) -> dict[str, Sign]:
    return {sign.name: sign for sign in signs}


def test_inflated_mean_compares_the_ends_of_two_intervals() -> None:
    signs = by_name(find_signs({MA4: wave((1, {2: 50, 4: 50}), (2, {9: 2, 10: 2}))}, "2020/21"))
    sign = signs["inflated_mean"]
    scores = np.repeat([2, 4, 9, 10], [50, 50, 2, 2])
    upper = scores.mean() + 1.96 * scores.std(ddof=1) / np.sqrt(104)
    lower = 9.5 - 1.96 * np.std([9, 9, 10, 10], ddof=1) / 2
    assert sign.threshold == pytest.approx(upper, rel=1e-12)
    assert sign.value[1] == pytest.approx(lower, rel=1e-12)
    assert sign.flag.tolist() == [False, True]


def test_one_work_has_an_interval_of_zero_width() -> None:
    sign = by_name(find_signs({MA4: wave((1, {7: 1}), (2, {3: 4, 4: 4}))}, "2020/21"))["inflated_mean"]
    assert sign.value[0] == 7.0
    assert sign.n.tolist() == [1, 8]


def test_region_counts_of_a_report_replace_the_loaded_sum() -> None:
    loaded = wave((1, {9: 5, 10: 5}))
    region = np.zeros(11, dtype=np.int64)
    region[[3, 4]] = 500
    with_region = Wave(loaded.schools, loaded.score_counts, loaded.journal_scores, region)
    assert not find_signs({MA4: loaded}, "2020/21", is_whole_region=True)[0].flag[0]
    assert find_signs({MA4: with_region}, "2020/21")[0].flag[0]


def test_one_school_is_not_compared_with_itself() -> None:
    def compared(*schools: tuple[int, dict[int, int]]) -> bool:
        return "inflated_mean" in by_name(find_signs({MA4: wave(*schools)}, "2020/21"))

    assert not compared((1, {2: 50, 4: 50}))
    assert not compared((1, {2: 50}), (2, {}))
    assert compared((1, {2: 50}), (2, {3: 1}))


def test_mark_mismatch_needs_two_pupils_with_a_journal_mark() -> None:
    marks = np.zeros((2, 6, 3), dtype=np.int64)
    marks[0, 5, 0], marks[0, 2, 2] = 1, 1  # the best journal mark got the least score
    marks[1, 4, 1], marks[1, 0, 2] = 1, 5
    sign = by_name(find_signs({MA4: Wave(np.array([1, 2]), marks.sum(axis=1), marks)}, "2020/21"))[
        "mark_mismatch"
    ]
    assert (sign.schools.tolist(), sign.n.tolist(), sign.value.tolist()) == ([1], [2], [-1.0])
    assert sign.flag.tolist() == [True]


def test_cohort_signs_look_at_the_autumn_wave_and_only_there() -> None:
    waves = {
        AUTUMN: wave((1, {5: 4}), (2, {6: 4}), (3, {5: 4}), (9, {5: 4})),
        MA5: wave((1, {5: 4}), (2, {5: 4}), (3, {0: 4}), (8, {5: 4})),
    }
    signs = find_signs(waves, "2020/21", is_whole_region=True)
    assert {(sign.name, str(sign.assessment)) for sign in signs} == {
        ("inflated_mean", "vpr-2021-ma5"),
        ("mark_mismatch", "vpr-2021-ma5"),
        ("cohort_rise", "vpr-2021-ma5"),
        ("cohort_fall", "vpr-2021-ma5"),
    }
    rise = by_name(signs)["cohort_rise"]
    assert rise.schools.tolist() == [1, 2]  # school 3 has a later mean of zero, 8 and 9 have one wave only
    assert rise.value.tolist() == [1.0, 1.2]
    assert rise.threshold == pytest.approx(1.05 - 3 * 0.1)


@pytest.mark.parametrize(("schools", "judged"), [(29, 0), (30, 30)])
def test_quartile_fences_need_thirty_schools_with_both_waves(schools: int, judged: int) -> None:
    waves = {
        AUTUMN: wave(*((code, {5 + code % 2: 4}) for code in range(1, schools + 1)), (90, {5: 4})),
        MA5: wave(*((code, {5: 4}) for code in range(1, schools + 1)), (91, {5: 4})),
    }
    signs = find_signs(waves, "2020/21")
    for name in ("cohort_rise", "cohort_fall"):
        assert len(by_name(signs)[name].schools) == judged
    assert bool(without_fences(signs)) == (judged == 0)
    assert len(by_name(signs)["inflated_mean"].schools) == schools + 1


def test_a_small_region_that_is_there_as_a_whole_has_its_fences() -> None:
    waves = {AUTUMN: wave((1, {5: 4}), (2, {6: 4})), MA5: wave((1, {5: 4}), (2, {5: 4}))}
    signs = find_signs(waves, "2020/21", is_whole_region=True)
    assert by_name(signs)["cohort_rise"].schools.tolist() == [1, 2]
    assert without_fences(signs) == ()


def test_one_wave_alone_lacks_no_fences() -> None:
    assert without_fences(find_signs({MA5: wave((1, {5: 4}))}, "2020/21")) == ()


def test_autumn_works_and_other_years_have_no_signs_of_their_own() -> None:
    assert find_signs({AUTUMN: wave((1, {5: 4}))}, "2020/21") == ()
    assert find_signs({MA4: wave((1, {5: 4}))}, "2021/22") == ()


def test_index_counts_schools_with_a_sign_among_those_that_could_have_one() -> None:
    signs = find_signs({MA4: wave((1, {2: 50, 4: 50}), (2, {9: 2, 10: 2}))}, "2020/21")
    table = index_table("2020/21", sign_table("2020/21", signs), {1: 7, 2: 7}, 99)
    rows = [
        (row["level"], row["id"], row["applicable"], row["flagged"], row["index"]) for row in table.rows()
    ]
    assert rows == [
        ("municipality", 7, 2, 1, 50.0),
        ("region", 99, 2, 1, 50.0),
        ("school", 1, 2, 0, 0.0),
        ("school", 2, 2, 1, 50.0),
    ]


def test_no_works_give_an_empty_table() -> None:
    assert len(sign_table("2020/21", ())) == 0
