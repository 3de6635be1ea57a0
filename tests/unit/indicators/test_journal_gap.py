from __future__ import annotations

import numpy as np
import pytest

from objektiv.indicators.journal_gap import INDICATOR, count_gaps
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells, Reference
from objektiv.statistics.multiplicity import benjamini_hochberg


def pairs_of(schools):
    """(S, 6, 6) from lists of (journal mark, mark)."""
    pairs = np.zeros((len(schools), 6, 6), dtype=np.int32)
    for row, school in enumerate(schools):
        for journal, mark in school:
            pairs[row, journal, mark] += 1
    return pairs


def cells_of(schools, strata=None, **changed):
    pairs = pairs_of(schools)
    works = pairs.sum(axis=(1, 2))
    fields = {
        "assessment": AssessmentId.parse("vpr-2021-ma4"),
        "scale": None,
        "schools": 990_001 + np.arange(len(schools)),
        "municipalities": np.ones(len(schools), dtype=np.int64),
        "strata": np.zeros(len(schools), dtype=np.int64) if strata is None else np.asarray(strata),
        "stratum_titles": ("все",),
        "present": works,
        "absent": np.zeros(len(schools), dtype=np.int64),
        "mark_pairs": pairs,
    }
    return Cells(**{**fields, **changed})


def draw_schools(count, seed=1, size=30):
    random = np.random.default_rng(seed)
    schools = []
    for severity in random.normal(-0.2, 0.2, count):
        journal = random.choice([3, 4, 5], size, p=[0.4, 0.45, 0.15])
        mark = np.clip(np.round(journal + severity + random.normal(0, 0.5, size)), 2, 5).astype(int)
        schools.append(list(zip(journal.tolist(), mark.tolist(), strict=True)))
    return schools


LOADED = Reference("loaded", "загруженные ОО региона", 60, 1800, False, icc=0.1)
REGION = Reference(
    "report", "строка «регион»", 0, 20_000, True, mean=12.0, icc=0.1, journal_shares=np.array([0.3, 0.6, 0.1])
)


def test_gaps_are_work_minus_journal():
    gaps = count_gaps(pairs_of([[(3, 5), (4, 4), (5, 3), (2, 5), (4, 3), (0, 5), (4, 0)]]))
    assert gaps.tolist() == [[0, 1, 1, 1, 0, 1, 1]]


def test_shares_and_mean_of_drawn_marks():
    school = [(3, 5), (4, 4), (5, 3), (2, 5), (4, 3), (4, 4), (3, 3), (3, 4)]
    higher, _ = INDICATOR.estimate(cells_of([*draw_schools(40), school]), LOADED)
    assert higher.n[40] == 8
    assert higher.observed[40] == pytest.approx((2 - 2 + 3 - 1 + 1) / 8)
    shares = {key: higher.details[key][40] for key in ("lower", "equal", "higher", "gap2")}
    assert shares == {"lower": 2 / 8, "equal": 3 / 8, "higher": 3 / 8, "gap2": 3 / 8}


def test_work_above_journal_and_journal_above_work_have_their_own_lists():
    schools = draw_schools(60, seed=2)
    schools[4] = [(3, 4), (4, 5), (3, 5), (4, 4)] * 10
    schools[9] = [(4, 2), (4, 3), (5, 3), (5, 4)] * 10
    higher, lower = INDICATOR.estimate(cells_of(schools), LOADED)
    assert np.flatnonzero(benjamini_hochberg(higher.p_value) <= 0.05).tolist() == [4]
    assert np.flatnonzero(benjamini_hochberg(lower.p_value) <= 0.05).tolist() == [9]
    assert INDICATOR.passport.enters_zone == ("higher",)
    assert INDICATOR.passport.directions == (higher.direction, lower.direction)


def test_smallest_effect_is_a_fifth_of_the_deviation_of_the_gaps():
    schools = draw_schools(40)
    gaps = [mark - journal for school in schools for journal, mark in school]
    assert INDICATOR.estimate(cells_of(schools), LOADED)[0].smallest_effect == pytest.approx(
        0.2 * np.std(gaps, ddof=1)
    )


def test_reasons_say_what_is_missing():
    few, no_journal, no_marks, special = [(3, 4)], [(0, 4)] * 20, [(4, 0)] * 20, [(4, 5)] * 20
    schools = [*draw_schools(40), few, no_journal, no_marks, special, []]
    for estimates in INDICATOR.estimate(cells_of(schools, [0] * 43 + [-1, 0]), LOADED):
        assert estimates.reason[40:].tolist() == [
            "мало участников",
            "нет отметок журнала",
            "нет шкалы",
            "специальная школа не сравнивается",
            "мало участников",
        ]
        assert estimates.applicable.tolist() == [True] * 40 + [False] * 5


def test_without_pairs_the_reason_tells_journal_from_scale():
    journal = np.zeros((2, 6, 21), dtype=np.int32)
    journal[0, 4, 10] = 5
    journal[1, 0, 10] = 5
    cells = cells_of([[(4, 4)], [(4, 4)]], mark_pairs=None, journal_scores=journal)
    assert INDICATOR.estimate(cells, LOADED)[0].reason.tolist() == ["нет шкалы", "нет отметок журнала"]
    bare = cells_of([[(4, 4)], [(4, 4)]], mark_pairs=None)
    assert INDICATOR.estimate(bare, LOADED)[1].reason.tolist() == [
        "нет отметок журнала",
        "нет отметок журнала",
    ]


def test_one_school_against_the_shares_of_a_report_counts_signs():
    school = [(3, 5), (4, 5), (4, 4), (3, 4), (5, 4)] * 6
    higher, lower = INDICATOR.estimate(cells_of([school]), REGION)
    assert higher.observed[0] == pytest.approx((3 - 1) / 5)
    assert higher.expected[0] == pytest.approx((20_000 * -0.2 - 30 * 0.4) / 19_970, rel=1e-12)
    assert higher.p_value[0] < 0.01
    assert higher.details["p_half_icc"][0] < higher.p_value[0] < higher.details["p_double_icc"][0]
    assert lower.p_value[0] > 0.99
    assert any("разность долей" in note for note in higher.notes)


def test_one_school_without_known_shares_has_no_region():
    reference = Reference("report", "строка «регион»", 0, 20_000, True, mean=12.0)
    for estimates in INDICATOR.estimate(cells_of(draw_schools(1)), reference):
        assert estimates.reason.tolist() == ["нет данных региона"]


def test_one_loaded_school_is_not_compared_with_itself():
    reference = Reference(
        "loaded", "загруженные", 1, 30, False, mean=12.0, journal_shares=np.array([0.3, 0.6, 0.1])
    )
    for estimates in INDICATOR.estimate(cells_of(draw_schools(1)), reference):
        assert estimates.reason.tolist() == ["нет данных региона"]


def test_twelve_loaded_schools_are_compared_with_one_another():
    higher, _ = INDICATOR.estimate(cells_of(draw_schools(12)), LOADED)
    assert higher.applicable.all()
    assert "остальных загруженных школ" in higher.notes[0]


def test_a_regions_own_gap_travels_in_its_pack():
    schools = draw_schools(300, seed=5)
    whole = INDICATOR.estimate(cells_of(schools), LOADED)[0]
    parameters = {
        f"journal_gap:{key}": value for key, value in whole.details.items() if key.startswith("region_")
    }
    pack = Reference(
        "pack", "пакет", 300, 9000, True, journal_shares=np.array([0.3, 0.6, 0.1]), parameters=parameters
    )
    alone = INDICATOR.estimate(cells_of(schools[8:9]), pack)[0]
    assert alone.observed[0] == whole.observed[8]
    assert alone.p_value[0] == pytest.approx(whole.p_value[8], abs=0.01)
    assert not any("разность долей" in note for note in alone.notes)
