"""The line of a picture is the regression of the answer."""

from __future__ import annotations

import numpy as np
import pytest

from objektiv.analysis.effect import EffectQuestion, read_effect
from objektiv.analysis.effect_line import POINTS, expectation_line, schools_of_waves
from objektiv.analysis.effect_waves import DEVIATIONS, Wave

CODES = np.arange(4001, 4041, dtype=np.int64)


def wave(values: np.ndarray, title: str, **more: object) -> Wave:
    errors = np.linspace(0.01, 0.04, len(values))
    return Wave(title, "средний балл школы", DEVIATIONS, CODES, values, errors, **more)


def waves(cohorts: tuple[int | None, int | None] = (None, None)) -> tuple[Wave, Wave]:
    random = np.random.default_rng(3)
    first = random.normal(0, 0.5, 40)
    later = 0.7 * first + random.normal(0, 0.2, 40)
    return wave(first, "до", cohort=cohorts[0]), wave(later, "после", cohort=cohorts[1])


@pytest.mark.parametrize("cohorts", [(None, None), (2016, 2016), (2016, 2017)])
def test_at_the_start_of_the_treated_school_the_line_is_what_the_answer_expects(cohorts) -> None:
    before, after = waves(cohorts)
    question = EffectQuestion(frozenset({4020}), "higher", set_aside=frozenset({4001, 4002}))

    line = expectation_line(before, after, question, before.values[19:20])

    answer = read_effect(before, after, question).effect
    assert line is not None
    assert line.expected[0] == pytest.approx(answer.expected, abs=1e-12)
    half = (line.upper[0] - line.lower[0]) / 2
    assert 0 < half <= (answer.upper - answer.lower) / 2  # the answer adds the doubt of how starts differ
    assert half > 0.9 * (answer.upper - answer.lower) / 2


def test_the_line_goes_evenly_over_all_starts_of_both_groups() -> None:
    before, after = waves()
    line = expectation_line(before, after, EffectQuestion(frozenset({4020}), "higher"))
    assert line is not None
    assert np.array_equal(line.start, np.linspace(before.values.min(), before.values.max(), POINTS))
    assert np.all(np.diff(line.expected) > 0)


def test_schools_of_neither_group_and_without_a_wave_are_not_drawn() -> None:
    before, after = waves()
    gap = after.values.copy()
    gap[5] = np.nan
    question = EffectQuestion(frozenset({4020, 4021}), "higher", set_aside=frozenset({4001}))

    seen = schools_of_waves(before, wave(gap, "после"), question)

    assert seen.codes.tolist() == [code for code in CODES if code not in (4001, 4006)]
    assert seen.codes[seen.is_treated].tolist() == [4020, 4021]
    assert seen.start.tolist() == [before.values[code - 4001] for code in seen.codes]


@pytest.mark.parametrize(
    "question",
    [
        EffectQuestion(frozenset({9999}), "higher"),
        EffectQuestion(frozenset({4020}), "higher", controls=frozenset(range(4001, 4015))),
    ],
)
def test_without_treated_schools_or_with_few_controls_there_is_no_line(question) -> None:
    assert expectation_line(*waves(), question) is None


def test_starts_without_spread_give_no_line() -> None:
    _, after = waves()
    question = EffectQuestion(frozenset({4020}), "higher")
    assert expectation_line(wave(np.zeros(40), "до"), after, question) is None
