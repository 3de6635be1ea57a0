from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import ABSENT_ONE_SITTING, ATTEMPT_COLUMNS, EMPTY, NOT_ATTEMPTED, NOT_TAUGHT
from objektiv.simulation.plan import TRAINING_ASSESSMENTS, DistrictPlan, region_plan
from objektiv.simulation.simulate import training_scales, training_world
from objektiv.simulation.works import Works
from objektiv.simulation.world import World, attempts, attempts_blocks, build_world, draw_works

SPRING = TRAINING_ASSESSMENTS[:4]
# The published region: mean, deviation, shares of the marks 2–5 in percent, absent rows in percent.
PRINTED = {
    "ma4": (12.01, 3.78, (3.3, 23.6, 46.2, 26.9), 6.5),
    "ru4": (24.68, 7.66, (7.6, 31.6, 45.0, 15.9), 6.1),
    "ma5": (9.65, 3.91, (14.8, 41.1, 32.2, 11.9), 9.3),
    "ru5": (26.12, 9.66, (14.9, 40.6, 33.3, 11.2), 10.2),
}
SPEARMAN = {"ma4": 0.74, "ru4": 0.78, "ma5": 0.76, "ru5": 0.77}
JOURNAL = {"ma4": (13, 65, 22), "ru4": (19, 69, 12), "ma5": (35, 58, 7), "ru5": (34, 60, 7)}
# Share of works just below 2/3 that the whole published region raises, and n(t)/n(t − 1) there.
HOLE = {"ma4": (0.40, 3.5), "ru4": (0.46, 3.9), "ma5": (0.65, 8.6), "ru5": (0.70, 7.6)}


def _key(assessment: AssessmentId) -> str:
    return f"{assessment.subject}{assessment.grade}"


def _all_works(world: World, assessment: AssessmentId) -> Works:
    return draw_works(world, assessment, 0, len(world.territory.codes))


def _marks(works: Works) -> np.ndarray:
    return 2 + np.searchsorted(works.blueprint.boundaries, works.raw_score[works.is_present], side="right")


def _mark_shares(works: Works) -> np.ndarray:
    return np.bincount(_marks(works), minlength=6)[2:] / works.is_present.sum() * 100


def _icc(works: Works) -> float:
    """One-way analysis of variance with unequal groups, in closed form."""
    raw, school = works.raw_score[works.is_present], works.pupils.school[works.is_present]
    _, group, n = np.unique(school, return_inverse=True, return_counts=True)
    means = np.bincount(group, raw) / n
    within = ((raw - means[group]) ** 2).sum() / (len(raw) - len(n))
    between = (n * (means - raw.mean()) ** 2).sum() / (len(n) - 1)
    size = (n.sum() - (n**2).sum() / n.sum()) / (len(n) - 1)
    variance = (between - within) / size
    return float(variance / (variance + within))


@pytest.mark.parametrize("assessment", SPRING, ids=str)
def test_honest_region_has_the_printed_mean_deviation_absence_and_icc(honest_region, assessment):
    works = _all_works(honest_region, assessment)
    mean, sd, _, absent = PRINTED[_key(assessment)]
    raw = works.raw_score[works.is_present]
    assert raw.mean() == pytest.approx(mean, rel=0.04)
    assert raw.std(ddof=1) == pytest.approx(sd, rel=0.04)
    assert 100 * (1 - works.is_present.mean()) == pytest.approx(absent, abs=1)
    assert _icc(works) == pytest.approx(0.10, abs=0.03)


@pytest.mark.parametrize("assessment", SPRING, ids=str)
def test_honest_region_has_the_printed_marks_but_for_the_hole_below_3(honest_region, assessment):
    shares, printed = _mark_shares(_all_works(honest_region, assessment)), PRINTED[_key(assessment)][2]
    assert shares[2:] == pytest.approx(printed[2:], abs=3)
    if assessment.grade == 4:
        assert shares[:2] == pytest.approx(printed[:2], abs=3)
    else:
        # The published region lifted these works over the boundary; an honest one has them.
        assert shares[0] > printed[0] + 3
        assert shares[:2].sum() == pytest.approx(sum(printed[:2]), abs=3)


@pytest.mark.parametrize("assessment", SPRING, ids=str)
def test_region_with_the_hole_has_all_printed_marks_and_its_jump(assessment):
    share, jump = HOLE[_key(assessment)]
    plan = replace(region_plan(600), region_nudge=(share, 0.0, 0.0), assessments=(assessment,))
    works = _all_works(build_world(plan, 1, training_scales()), assessment)
    assert _mark_shares(works) == pytest.approx(PRINTED[_key(assessment)][2], abs=3)
    counts = np.bincount(works.raw_score[works.is_present])
    boundary = works.blueprint.boundaries[0]
    assert counts[boundary] / counts[boundary - 1] == pytest.approx(jump, rel=0.35)


@pytest.mark.parametrize("assessment", SPRING, ids=str)
def test_journal_agrees_with_the_work_as_printed(honest_region, assessment):
    works = _all_works(honest_region, assessment)
    present = works.is_present
    journal, marks, raw = works.journal[present], _marks(works), works.raw_score[present]
    school = works.pupils.school[present]
    by_school = [
        spearmanr(journal[school == s], raw[school == s])[0]
        for s in np.flatnonzero(np.bincount(school) >= 15)
    ]
    assert np.median(by_school) == pytest.approx(SPEARMAN[_key(assessment)], abs=0.04)
    agreement = [100 * float(np.mean(c)) for c in (marks < journal, marks == journal, marks > journal)]
    # Grade 5: works below 2/3 that the published region lifts are lowered marks here.
    tolerance = 6 if assessment.grade == 4 else 14
    assert agreement == pytest.approx(JOURNAL[_key(assessment)], abs=tolerance)
    assert 0.5 <= 100 * (np.abs(marks - journal) >= 2).mean() <= 4
    shares = np.bincount(journal, minlength=6)[2:] / len(journal) * 100
    assert shares == pytest.approx(works.blueprint.marginals.journal, abs=2)


@pytest.mark.parametrize("assessment", TRAINING_ASSESSMENTS, ids=str)
def test_parts_left_out_have_the_printed_share_and_weak_pupils_leave_more(honest_region, assessment):
    works = _all_works(honest_region, assessment)
    left = works.cells[:, works.is_present] == NOT_ATTEMPTED
    assert left.mean() == pytest.approx(works.blueprint.marginals.omitted, rel=0.15)
    assert np.corrcoef(left.sum(axis=0), works.theta[works.is_present])[0, 1] < -0.05


@pytest.mark.parametrize("icc", [0.2, 0.3])
def test_share_of_variance_between_schools_can_be_chosen(icc):
    plan = replace(region_plan(1000), icc=icc, assessments=SPRING[:1])
    works = _all_works(build_world(plan, 2, training_scales()), SPRING[0])
    assert _icc(works) == pytest.approx(icc, abs=0.04)


def test_absent_pupils_are_weaker(honest_region):
    works = _all_works(honest_region, SPRING[0])
    away = works.theta[~works.is_present].mean() - works.theta[works.is_present].mean()
    assert -0.6 < away < -0.15


@pytest.mark.parametrize("assessment", SPRING, ids=str)
def test_parts_vary_between_schools_a_little_more_than_chance(assessment):
    plan = replace(region_plan(2000), assessments=(assessment,), not_taught_share=0.0, block=2000)
    works = _all_works(build_world(plan, 5, training_scales()), assessment)
    present = works.is_present
    points = np.maximum(works.cells[:, present], 0).astype(float)
    raw, school = works.raw_score[present], works.pupils.school[present]
    z = []
    n = np.bincount(school)
    for part in points:
        count = np.maximum(np.bincount(raw), 1)
        mean = np.bincount(raw, part) / count
        variance = np.bincount(raw, part**2) / count - mean**2
        excess = np.bincount(school, part - mean[raw])
        z.append((excess / np.sqrt(np.bincount(school, variance[raw]) + 1e-9))[n >= 10])
    assert 1.10 <= np.var(z) <= 1.27


def test_columns_are_those_of_the_model():
    table = attempts(training_world(2, 12), SPRING[1])
    assert list(table.table.columns) == list(ATTEMPT_COLUMNS)
    for name, meaning in ATTEMPT_COLUMNS.items():
        kind = meaning.split(",")[0]
        assert table.table[name].dtype == (object if kind == "str" else np.dtype(kind)), name
    assert all(column.dtype == np.int8 for column in table.parts.values())
    assert table.table["row"].tolist() == list(range(2, 2 + len(table.table)))


def test_absent_rows_are_empty_and_present_ones_add_up():
    world = training_world(2, 12)
    for assessment in world.assessments:
        table = attempts(world, assessment)
        cells = np.stack(list(table.parts.values()))
        present = table.table["status"] == 0
        said = ~present & (table.table["absence"] != ABSENT_ONE_SITTING)
        assert (cells[:, said] == EMPTY).all()
        assert not table.table["journal_mark"][said].any()
        assert set(table.table["class_group"][said]) <= {""}
        assert not (cells[:, present] == EMPTY).any()
        assert (np.maximum(cells, 0).sum(axis=0) == table.table["raw_score"])[present].all()
        assert (table.table["raw_score"][~present] == -1).all()


def test_one_sitting_is_missed_in_the_autumn_russian_work_alone():
    world = training_world(2, 40)
    for assessment in world.assessments:
        table = attempts(world, assessment)
        one = table.table["absence"] == ABSENT_ONE_SITTING
        assert one.any() == (str(assessment) == "vpr-2020-ru4")
        cells = np.stack(list(table.parts.values()))[:, one]
        first_is_empty, second_is_empty = (cells[:3] == EMPTY).all(axis=0), (cells[3:] == EMPTY).all(axis=0)
        assert (first_is_empty ^ second_is_empty).all()


def test_journal_of_the_absent_is_known_where_the_plan_says_so():
    plan = DistrictPlan(schools=5, is_absent_journal_known=True)
    table = attempts(build_world(plan, 1, training_scales()), SPRING[0]).table
    assert (table["journal_mark"] >= 2).all()


def test_pupils_of_one_cohort_keep_their_codes_from_autumn_to_spring():
    world = training_world(3, 10)
    autumn, spring = (attempts(world, AssessmentId.parse(f"vpr-{c}")).table for c in ("2020-ma4", "2021-ma5"))
    assert autumn["pupil"].tolist() == spring["pupil"].tolist()
    assert autumn["pupil"][0] == "50001"
    assert np.corrcoef(autumn["raw_score"], spring["raw_score"])[0, 1] > 0.4


def test_blocks_together_are_the_whole():
    plan = DistrictPlan(schools=25, block=10)
    world = build_world(plan, 1, training_scales())
    blocks = list(attempts_blocks(world, SPRING[0]))
    whole = attempts(world, SPRING[0])
    assert [len(np.unique(block.table["school"])) for block in blocks] == [10, 10, 5]
    assert (
        np.concatenate([b.table["raw_score"] for b in blocks]).tolist() == whole.table["raw_score"].tolist()
    )
    assert whole.table["row"].tolist() == list(range(2, 2 + len(whole.table)))


def test_drawing_one_assessment_does_not_change_another():
    world = training_world(7, 10)
    alone = attempts(world, SPRING[3]).table["raw_score"].tolist()
    only = build_world(replace(world.territory.plan, assessments=SPRING[3:4]), 7, training_scales())
    for assessment in SPRING:
        attempts(world, assessment)
    assert attempts(world, SPRING[3]).table["raw_score"].tolist() == alone
    assert attempts(only, SPRING[3]).table["raw_score"].tolist() == alone


def test_some_schools_have_a_part_that_was_not_taught():
    plan = DistrictPlan(schools=300, not_taught_share=0.2, assessments=SPRING[:1])
    works = _all_works(build_world(plan, 1, training_scales()), SPRING[0])
    late = (works.cells == NOT_TAUGHT).any(axis=0)
    schools = np.unique(works.pupils.school[late])
    assert 30 <= len(schools) <= 90
    in_late_school = np.isin(works.pupils.school, schools)
    assert ((works.cells[:, in_late_school] == NOT_TAUGHT).sum(axis=0) == 1).all()


def test_a_work_without_printed_boundaries_borrows_those_of_the_same_work():
    world = training_world(1, 5)
    borrowed = world.blueprints[AssessmentId.parse("vpr-2020-ma4")].boundaries
    assert borrowed == world.blueprints[AssessmentId.parse("vpr-2021-ma4")].boundaries == (6, 10, 15)


def test_a_work_that_nobody_knows_is_simulated_on_its_scale(small_scale):
    plan = DistrictPlan(schools=50, assessments=(small_scale.assessment,))
    table = attempts(build_world(plan, 1, {small_scale.assessment: small_scale}), small_scale.assessment)
    assert list(table.parts) == ["1", "2", "3", "4К1", "5", "6"]
    assert 4 < table.table["raw_score"][table.table["status"] == 0].mean() < 7
