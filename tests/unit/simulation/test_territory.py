from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.simulation.plan import DistrictPlan, Treatment, region_plan, training_plan
from objektiv.simulation.pupils import draw_pupils
from objektiv.simulation.territory import build_territory, cohort_of

MA4, RU4, MA5 = (AssessmentId.parse(f"vpr-2021-{code}") for code in ("ma4", "ru4", "ma5"))
AUTUMN = AssessmentId.parse("vpr-2020-ma4")


def test_autumn_and_spring_are_one_cohort():
    assert cohort_of(AUTUMN) == cohort_of(MA5)
    assert cohort_of(MA4) != cohort_of(MA5)


def test_same_seed_gives_the_same_territory():
    first, again = (build_territory(training_plan(), 3) for _ in range(2))
    other = build_territory(training_plan(), 4)
    assert first.codes.tolist() == again.codes.tolist()
    assert first.mechanism.tolist() == again.mechanism.tolist()
    assert first.cohorts[2017].tolist() == again.cohorts[2017].tolist()
    assert first.codes.tolist() != other.codes.tolist()


def test_shares_and_codes_of_a_region():
    territory = build_territory(region_plan(600), 1)
    assert territory.is_lyceum.sum() == 30
    assert territory.is_rural.sum() == 360
    assert not (territory.is_lyceum & territory.is_rural).any()
    assert set(territory.municipalities.tolist()) == set(range(1, 9))
    assert (territory.codes // 10_000 == 97).all()
    assert len(np.unique(territory.codes)) == 600


def test_more_schools_than_codes_of_a_region_take_the_next_region():
    codes = build_territory(replace(region_plan(25_000), municipalities=9), 1).codes
    assert sorted(set((codes // 10_000).tolist())) == [95, 96, 97]
    assert len(np.unique(codes)) == 25_000
    assert (np.diff(codes) > 0).all()


def test_cohort_sizes_are_those_of_the_region():
    territory = build_territory(region_plan(5000), 1)
    enrolled = np.concatenate(list(territory.cohorts.values()))
    low, median, high = np.quantile(enrolled, [0.1, 0.5, 0.9]) * 0.925
    assert low == pytest.approx(6, abs=1)
    assert median == pytest.approx(22, abs=1.5)
    assert high == pytest.approx(92, rel=0.08)


def test_classes_have_10_to_28_pupils_unless_the_school_is_smaller():
    territory = build_territory(region_plan(400), 2)
    pupils = draw_pupils(territory, 2017, 0, 400)
    sizes = np.bincount(pupils.group)
    school_of_group = pupils.school[np.unique(pupils.group, return_index=True)[1]]
    enrolled = territory.cohorts[2017][school_of_group]
    assert sizes.max() <= 28
    assert (sizes[enrolled > 28] >= 14).all()
    assert (sizes[enrolled <= 28] == enrolled[enrolled <= 28]).all()


@pytest.mark.parametrize(
    ("first", "second", "correlation"),
    [(MA4, RU4, 0.70), (MA4, MA5, 0.85), (RU4, MA5, 0.595), (AUTUMN, MA5, 0.85)],
)
def test_school_effects_are_correlated_over_subjects_and_years(first, second, correlation):
    plan = DistrictPlan(schools=9000, lyceum_share=0, rural_shift=0)
    territory = build_territory(plan, 1)
    effects = [territory.school_effect(assessment, 0.8) for assessment in (first, second)]
    assert np.corrcoef(effects)[0, 1] == pytest.approx(correlation, abs=0.02)


@pytest.mark.parametrize("seed", range(1, 22))
def test_training_district_has_its_treated_schools_large_enough(seed):
    territory = build_territory(training_plan(), seed)
    pairs = list(zip(territory.mechanism.tolist(), territory.dose.tolist(), strict=True))
    counted = {pair: pairs.count(pair) for pair in set(pairs)}
    assert counted == {
        ("none", "none"): 33,
        ("M1", "high"): 2,
        ("M1", "middle"): 1,
        ("M3", "high"): 2,
        ("M3", "middle"): 1,
        ("M7", "high"): 1,
    }
    treated = territory.mechanism != "none"
    assert all(sizes[treated].min() >= 60 for sizes in territory.cohorts.values())
    assert not (treated & territory.is_lyceum).any()
    assert territory.is_lyceum.sum() == 2


def test_small_districts_are_treated_in_proportion():
    assert [t.schools for t in training_plan(80).treatments] == [4, 4, 2, 2, 2]
    assert [(t.mechanism, t.schools) for t in training_plan(12).treatments] == [("M1", 1), ("M3", 1)]
    assert training_plan(1).treatments == ()


def test_prevalence_is_split_over_the_mechanisms():
    plan = region_plan(600, prevalence=0.05, mechanisms=("M1", "M3"), dose="middle")
    assert plan.treatments == (Treatment("M1", "middle", 15), Treatment("M3", "middle", 15))


def test_more_treated_schools_than_schools_is_refused():
    with pytest.raises(ValueError, match="do not fit"):
        build_territory(DistrictPlan(schools=3, treatments=(Treatment("M1", "high", 4),)), 1)
