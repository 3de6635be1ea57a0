"""The effect of an action between two waves: of stored runs, of cells, of shares; and what is said of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from objektiv.analysis.effect import PROPOSALS, EffectQuestion, read_effect
from objektiv.analysis.effect_reading import NOT_CAUSE, NOT_VERDICT, OTHER_MEASURE, UNKNOWN_ERROR, rule_of
from objektiv.analysis.effect_waves import (
    DEVIATIONS,
    POINTS,
    Wave,
    cohort_of,
    wave_of_cells,
    wave_of_run,
    wave_of_shares,
)
from objektiv.analysis.findings import estimate_table, judge
from objektiv.analysis.outputs import write_tables
from objektiv.analysis.result import AnalysisResult, YearResult
from objektiv.analysis.stored import StoredRun, read_run
from objektiv.documents.numbers import format_interval, format_p, format_signed
from objektiv.indicators import boundary_bunching, school_mean
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells, Reference
from objektiv.model.scale import Scale
from objektiv.model.tables import Table
from objektiv.statistics.effect import (
    CANNOT_JUDGE,
    CEILING,
    FEW_CONTROLS,
    HELPED,
    NO_SUPPORT,
    NO_TREATED,
    NOT_HELPED,
)

EARLIER, LATER = AssessmentId.parse("vpr-2021-ma4"), AssessmentId.parse("vpr-2022-ma4")
COHORT = AssessmentId.parse("vpr-2022-ma5")
CODES = np.arange(4001, 4061, dtype=np.int64)
MAXIMUM = 20
LOADED = Reference("loaded", "загруженные школы", 60, 2000, is_whole_region=True)
EMPTY = Table({})


def cells(assessment: AssessmentId, seed: int, levels: np.ndarray) -> Cells:
    """Sixty schools of 8–60 works; ``levels`` (60,) in standard deviations of pupils."""
    random = np.random.default_rng(seed)
    counts = np.zeros((60, MAXIMUM + 1), dtype=np.int64)
    for row, level in enumerate(levels):
        ability = level + random.normal(0, 1, int(random.integers(8, 61)))
        np.add.at(counts[row], np.clip(np.round(10 + 3.5 * ability), 0, MAXIMUM).astype(int), 1)
    zeros = np.zeros(60, dtype=np.int64)
    scale = Scale(assessment, (), MAXIMUM, (6, 10, 15))
    return Cells(
        assessment, scale, CODES, zeros, zeros, ("все",), counts.sum(axis=1), zeros, score_counts=counts
    )


def levels(seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    first = random.normal(0, 0.4, 60)
    return first, 0.8 * first + random.normal(0, 0.15, 60)


def stored(folder: Path, one: Cells, indicator=school_mean) -> StoredRun:
    """What a run over the cells would have left on the disk."""
    judged = [
        judge(one.assessment, indicator.PASSPORT, one.schools, estimates)
        for estimates in indicator.estimate(one, LOADED)
    ]
    year = one.assessment.school_year
    schools = Table(
        {
            name: np.empty(0, dtype=object)
            for name in (
                "school_year", "school", "municipality", "works", "families_applicable", "families", "q_value", "zone",
                "posterior", "conclusion", "family_p",
            )
        }
    )  # fmt: skip
    result = YearResult(year, EMPTY, EMPTY, (), estimate_table(year, judged), schools, (), (), {})
    write_tables(AnalysisResult("", (result,), {}, {}, (), (), {}, "0.1.0"), folder)
    return read_run(folder, year)


def wave(
    values: np.ndarray, title: str = "до", *, unit: str = DEVIATIONS, error: float = 0.02, **more: object
) -> Wave:
    return Wave(title, "средний балл школы", unit, CODES, values, np.full(len(values), error), **more)


def question(**more: object) -> EffectQuestion:
    """Three schools of the lower half: 4001, 4002, 4003."""
    return EffectQuestion(**{"treated": frozenset({4001, 4002, 4003}), "direction": "higher"} | more)


def two_waves(effect: float) -> tuple[Wave, Wave]:
    """Sixty schools evenly over the starts; the treated stand at −0.5, −0.4, −0.3."""
    start = np.concatenate([[-0.5, -0.4, -0.3], np.linspace(-1, 1, 57)])
    rough = np.resize([0.1, -0.1, 0.05, -0.05], 60)
    rough[:3] = 0.0
    later = 0.7 * start + rough + effect * (np.arange(60) < 3)
    return wave(start), wave(later, "после")


@pytest.mark.parametrize(
    ("effect", "direction", "proposal"),
    [
        (0.5, "higher", HELPED),
        (0.5, "lower", NOT_HELPED),
        (-0.5, "lower", HELPED),
        (0.2, "higher", CANNOT_JUDGE),
    ],
)
def test_the_proposal_follows_the_wanted_direction(effect, direction, proposal):
    found = read_effect(*two_waves(effect), question(direction=direction))
    assert (found.proposal, found.effect.treated, found.effect.controls) == (proposal, 3, 57)
    assert found.effect.effect == pytest.approx(effect, abs=0.03)
    assert f"Предлагается «{PROPOSALS[proposal]}»" in " ".join(found.sentences)


def test_the_answer_says_how_it_was_read_and_what_it_does_not_mean():
    found = read_effect(*two_waves(0.5), question())
    effect = found.effect
    assert found.sentences[0] == (
        "Показатель: средний балл школы. До меры — до, после — после. С мерой 3\u00a0школы, без меры 57\u00a0школ: "
        "по ним найдено, чего обычно достигает школа с таким же начальным значением, и с этим сравнены школы с мерой. "
        "Чем меньше в школе работ, тем меньше её вес."
    )
    assert found.sentences[1] == (
        f"Ожидалось −0,28, получено 0,22: разница +0,50 стандартного отклонения (95 % интервал "
        f"{format_interval(effect.lower, effect.upper)}; p\u00a0{format_p(effect.p_value)}). "
        "Значения отсчитаны от среднего своей волны."
    )
    assert found.sentences[3] == (
        "Простое сравнение «до и после» показало бы +0,62 стандартного отклонения, из них "
        f"{format_signed(effect.common_change)} — изменение обычной школы без меры, "
        f"{format_signed(effect.regression_to_mean)} — возврат к среднему (школы с крайним началом сдвигаются к "
        "середине сами), +0,50 — остальное; только это и можно связать с мерой."
    )
    assert found.sentences[4].startswith("Настоящие различия школ дают 9")  # nobody knows who sat the works
    assert found.sentences[-3:] == (rule_of("higher", 0.2, DEVIATIONS), NOT_CAUSE, NOT_VERDICT)
    assert 0.1 < effect.regression_to_mean < 0.13


def test_stored_run_gives_the_values_and_errors_of_the_cells(tmp_path: Path):
    """The line through (1/n, se²) finds the variance inside schools that the run did not keep."""
    one = cells(EARLIER, 1, levels(1)[0])
    exact, read = (
        wave_of_cells(one, "school_mean"),
        wave_of_run(stored(tmp_path, one), EARLIER, "school_mean"),
    )
    assert (read.measure, read.unit, read.title, read.cohort) == (
        exact.measure,
        DEVIATIONS,
        exact.title,
        2016,
    )
    assert read.schools.tolist() == exact.schools.tolist() == CODES.tolist()
    ratio = read.variances / exact.variances
    np.testing.assert_allclose(ratio, ratio[0], rtol=1e-9)
    assert 0.9 < ratio[0] < 1.25  # the spread of the empirical null is in the stored error
    slope, shift = np.polyfit(exact.values, read.values, 1)
    np.testing.assert_allclose(read.values, shift + slope * exact.values, atol=1e-9)
    assert slope == pytest.approx(1.0, abs=0.1)
    assert shift == pytest.approx(0.0, abs=1e-9)


def test_two_runs_and_their_cells_answer_alike(tmp_path: Path):
    first, second = levels(2)
    treated = frozenset(CODES[np.argsort(first)[[4, 6, 8, 10]]].tolist())
    second = second + 0.6 * np.isin(CODES, list(treated))
    both = cells(EARLIER, 3, first), cells(LATER, 4, second)
    runs = [
        wave_of_run(stored(tmp_path / str(one.assessment), one), one.assessment, "school_mean")
        for one in both
    ]
    ask = EffectQuestion(treated, "higher")
    read, exact = (
        read_effect(*runs, ask),
        read_effect(*(wave_of_cells(one, "school_mean") for one in both), ask),
    )
    assert read.effect.effect == pytest.approx(exact.effect.effect, abs=0.05)
    assert exact.effect.effect == pytest.approx(0.6, abs=0.25)
    assert (read.proposal, exact.proposal) == (HELPED, HELPED)
    assert read.same_pupils is False


def test_an_indicator_that_is_no_mean_is_read_by_its_deviation(tmp_path: Path):
    one = cells(EARLIER, 5, levels(5)[0])
    run = stored(tmp_path, one, boundary_bunching)
    found = wave_of_run(run, EARLIER, "boundary_bunching")
    rows = [row for row, there in enumerate(run.estimates["applicable"]) if there]
    assert found.unit == POINTS
    assert found.measure == f"отклонение показателя «{boundary_bunching.PASSPORT.title}» от ожидаемого"
    assert found.values.tolist() == [run.estimates["effect"][row] for row in rows]
    assert found.variances.tolist() == [run.estimates["se"][row] ** 2 for row in rows]
    assert 30 < len(rows) == len(found.schools)


def test_a_run_without_the_indicator_is_an_empty_wave(tmp_path: Path):
    run = stored(tmp_path, cells(EARLIER, 6, levels(6)[0]))
    assert len(wave_of_run(run, EARLIER, "item_profile").schools) == 0
    assert len(wave_of_run(run, LATER, "school_mean").schools) == 0


def test_an_empty_wave_has_nobody_to_judge(tmp_path: Path):
    run = stored(tmp_path, cells(EARLIER, 6, levels(6)[0]))
    before, after = (wave_of_run(run, one, "school_mean") for one in (EARLIER, LATER))
    found = read_effect(before, after, question())
    assert (found.proposal, found.effect.reason, found.absent) == (
        CANNOT_JUDGE,
        NO_TREATED,
        (4001, 4002, 4003),
    )
    assert found.sentences[1] == "Нет одной из волн, в расчёт не вошли: ОО 004001, 004002, 004003."
    assert read_effect(after, after, question()).effect.reason == NO_TREATED


def test_schools_of_one_size_leave_the_error_of_a_stored_mean_unknown(tmp_path: Path):
    """se² = W/n + τ² at a single n is one number for two unknowns; the cells know both."""
    one = cells(EARLIER, 8, levels(8)[0])
    counts = np.zeros_like(one.score_counts)
    for row in range(60):
        counts[row, np.random.default_rng(row).integers(2, 18, 25)] = 1
        counts[row, 10] += 25 - counts[row].sum()
    same = replace(one, score_counts=counts)
    before = wave_of_run(stored(tmp_path, same), EARLIER, "school_mean")
    found = read_effect(before, before, question())
    assert (found.proposal, found.effect.reason) == (CANNOT_JUDGE, UNKNOWN_ERROR)
    assert found.sentences[0].startswith("Нельзя судить: в расчёте слишком мало школ разного размера")
    assert np.isfinite(wave_of_cells(same, "school_mean").variances).all()


def test_same_pupils_are_told_by_their_cohort():
    autumn = AssessmentId.parse("vpr-2020-ma4")
    assert cohort_of(EARLIER) == cohort_of(COHORT) == 2016
    assert cohort_of(LATER) == 2017
    assert cohort_of(autumn) == 2015  # pupils of the fifth grade in 2020/21
    before, after = two_waves(0.5)
    same = read_effect(replace(before, cohort=2016), replace(after, cohort=2016), question())
    assert same.same_pupils
    assert any("одни и те же ученики" in one for one in same.sentences)
    other = read_effect(replace(before, cohort=2016), replace(after, cohort=2017), question())
    assert other.same_pupils is False
    assert any("разные ученики" in one for one in other.sentences)
    assert read_effect(before, after, question()).same_pupils is None


def test_shares_of_cells():
    pairs = np.zeros((2, 6, 6), dtype=np.int64)
    pairs[0, 3, 4], pairs[0, 4, 4], pairs[0, 4, 3] = 3, 5, 2
    one = replace(cells(EARLIER, 7, levels(7)[0]), schools=np.array([7, 9]), mark_pairs=pairs)
    found = wave_of_cells(one, "journal_gap")
    assert (found.schools.tolist(), found.unit, found.is_share) == ([7], POINTS, True)
    assert found.values.tolist() == [np.arcsin(np.sqrt(3.375 / 10.75))]
    assert found.variances.tolist() == [1 / 42]
    counts = np.zeros((1, MAXIMUM + 1), dtype=np.int64)
    counts[0, [4, 5, 6, 7, 10, 12]] = 1, 1, 3, 1, 2, 9  # windows 4–7, 8–11, 13–16
    near = wave_of_cells(replace(one, schools=np.array([7]), score_counts=counts), "boundary_bunching")
    assert near.values.tolist() == [np.arcsin(np.sqrt(6.375 / 8.75))]
    assert len(wave_of_cells(replace(one, scale=None), "boundary_bunching").schools) == 0
    assert len(wave_of_cells(replace(one, mark_pairs=None), "journal_gap").schools) == 0
    with pytest.raises(ValueError, match="item_profile"):
        wave_of_cells(one, "item_profile")


def test_completeness_is_a_share_of_what_was_due():
    found = wave_of_shares("2023/24", "полнота сдачи", [9, 7, 8], [4, 10, 0], [8, 10, 0])
    assert found.schools.tolist() == [7, 9]
    np.testing.assert_allclose(np.sin(found.values) ** 2, [10.375 / 10.75, 4.375 / 8.75])
    assert found.variances.tolist() == [1 / 42, 1 / 34]


def completeness(done: float, seed: int) -> Wave:
    random = np.random.default_rng(seed)
    due = np.full(60, 40)
    share = np.clip(np.random.default_rng(1).normal(0.7, 0.12, 60), 0.05, 0.99) + done * (np.arange(60) < 3)
    return wave_of_shares("год", "полнота сдачи", CODES, random.binomial(due, np.clip(share, 0, 1)), due)


def test_a_rise_of_completeness_is_read_in_percentage_points():
    found = read_effect(completeness(0.0, 2), completeness(0.25, 3), question())
    assert (found.proposal, found.unit, found.smallest) == (HELPED, POINTS, 5.0)
    assert found.effect.lower < 25 < found.effect.upper
    assert "п. п." in found.sentences[1]


def test_at_the_edge_of_the_scale_there_is_no_room_for_an_effect():
    done = np.concatenate([[97, 98, 98], np.linspace(92, 100, 57).round()])
    before = wave_of_shares("год", "полнота сдачи", CODES, done, np.full(60, 100))
    found = read_effect(before, before, question())
    assert (found.proposal, found.effect.reason) == (CANNOT_JUDGE, CEILING)
    assert np.isnan(found.effect.effect)
    assert found.sentences[0].startswith("Нельзя судить: ожидаемое значение так близко к краю шкалы")
    assert read_effect(before, before, question(direction="lower")).effect.applicable


def test_different_measures_are_not_compared():
    before, after = two_waves(0.5)
    found = read_effect(before, replace(after, measure="другое"), question())
    assert (found.proposal, found.effect.reason) == (CANNOT_JUDGE, OTHER_MEASURE)
    assert found.sentences[0] == (
        "Нельзя судить: до меры и после неё измерено разное: выберите один и тот же показатель."
    )


def test_schools_are_set_aside_and_chosen():
    before, after = two_waves(0.5)
    aside = read_effect(before, after, question(set_aside=frozenset(range(4004, 4014))))
    chosen = read_effect(before, after, question(controls=frozenset(range(4004, 4030))))
    few = read_effect(before, after, question(controls=frozenset(range(4004, 4018))))
    assert (aside.effect.controls, chosen.effect.controls) == (47, 26)
    assert (few.effect.reason, few.effect.controls) == (FEW_CONTROLS, 14)
    assert few.sentences[0].startswith("Нельзя судить: школ без меры с обеими волнами меньше 15")


def test_schools_that_cannot_be_read_are_named():
    before, after = two_waves(0.5)
    values = before.values.copy()
    values[0] = -9.0
    keep = CODES != 4002
    gone = Wave(
        after.title, after.measure, after.unit, CODES[keep], after.values[keep], after.variances[keep]
    )
    one = read_effect(before, gone, question())
    two = read_effect(replace(before, values=values), after, question())
    assert (one.absent, one.alone, one.effect.treated) == ((4002,), (), 2)
    assert (two.absent, two.alone, two.effect.treated) == ((), (4001,), 2)
    assert "Нет одной из волн, в расчёт не вошли: ОО 004002." in one.sentences
    assert "Нет школ без меры с похожим началом, в расчёт не вошли: ОО 004001." in two.sentences
    values[1] = -9.0
    nobody = read_effect(replace(before, values=values), after, question())
    assert (nobody.effect.reason, nobody.alone) == (NO_SUPPORT, (4001, 4002))


def test_nearest_schools_are_looked_for_by_context_too():
    before, after = two_waves(0.5)
    context = {int(code): (float(code % 2), 1.0) for code in CODES if code != 4060}
    found = read_effect(before, after, question(nearest=15, context=context))
    assert 15 <= found.effect.controls <= 45
    assert len(found.effect.balance.context) == 2
    assert read_effect(before, after, question(context=context)).effect.controls == 56  # 4060 has no context


def test_a_question_outlives_its_record():
    ask = question(
        controls=frozenset({4005, 4004}),
        set_aside=frozenset({4009}),
        smallest=0.3,
        nearest=20,
        context={4004: (1.0, 2.0)},
    )
    assert EffectQuestion.from_record(json.loads(json.dumps(ask.to_record()))) == ask
    assert EffectQuestion.from_record(question().to_record()) == question()


@pytest.mark.parametrize("more", [{"direction": "up"}, {"smallest": 0.0}, {"smallest": -1.0}])
def test_a_question_that_cannot_be_answered_is_refused(more):
    with pytest.raises(ValueError, match=r"direction|smallest"):
        question(**more)
