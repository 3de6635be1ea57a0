from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import ScaleError
from objektiv.model.scale import Part
from objektiv.scales.inference import Inference, infer_boundaries, inferred_scale, list_scores


def inferred(pairs: dict[int, int | tuple[int, ...]], maximum: int) -> Inference:
    drawn = [(score, mark) for score, marks in pairs.items() for mark in np.atleast_1d(marks)]
    return infer_boundaries(np.array([s for s, _ in drawn]), np.array([int(m) for _, m in drawn]), maximum)


def marks_by(*limits: int, maximum: int) -> dict[int, int | tuple[int, ...]]:
    return {score: 2 + sum(score >= limit for limit in limits) for score in range(maximum + 1)}


def test_all_scores_observed_leave_no_doubt() -> None:
    found = inferred(marks_by(6, 10, 15, maximum=20), 20)
    assert found.boundaries == found.lowest == found.highest == (6, 10, 15)
    assert (found.unobserved, found.sentences, found.reason) == ((), (), "")


def test_ru4_2026_with_two_scores_nobody_got() -> None:
    pairs = {s: m for s, m in marks_by(10, 16, 22, maximum=24).items() if s not in {16, 21}}
    found = inferred(pairs, 24)
    assert found.boundaries == (10, 17, 22)
    assert (found.lowest, found.highest) == ((10, 16, 21), (10, 17, 22))
    assert found.sentences == (
        "16 и 21 не наблюдались.",
        "Граница отметки 4 может быть от 16 до 17.",
        "Граница отметки 5 может быть от 21 до 22.",
    )


def test_unobserved_score_inside_a_mark_leaves_boundaries_sure() -> None:
    pairs = {s: m for s, m in marks_by(6, 10, 15, maximum=20).items() if s != 12}
    found = inferred(pairs, 20)
    assert found.lowest == found.highest == (6, 10, 15)
    assert found.sentences == ("12 не наблюдался.",)


@pytest.mark.parametrize(
    ("changed", "contradictions"),
    [
        ({9: (3, 4)}, ((9, (3, 4)),)),
        ({9: 5}, ((9, (5,)), *((s, (4,)) for s in range(10, 15)))),
        ({19: 2}, (*((s, (3,)) for s in range(6, 10)), *((s, (4,)) for s in range(10, 15)),
                   *((s, (5,)) for s in range(15, 19)), (19, (2,)))),
        ({21: 5}, ((21, (5,)),)),
    ],
)  # fmt: skip
def test_contradictory_pairs_refuse(
    changed: dict[int, int | tuple[int, ...]], contradictions: tuple[tuple[int, tuple[int, ...]], ...]
) -> None:
    found = inferred({**marks_by(6, 10, 15, maximum=20), **changed}, 20)
    assert found.contradictions == contradictions
    assert (found.boundaries, found.lowest, found.highest) == (None, None, None)
    assert found.reason.startswith("Баллы и отметки противоречат друг другу (балл — отметки): ")


def test_contradiction_is_told_in_words() -> None:
    found = inferred({**marks_by(6, 10, 15, maximum=20), 9: (3, 4)}, 20)
    assert found.reason == "Баллы и отметки противоречат друг другу (балл — отметки): 9 — 3 и 4."


def test_mark_that_nobody_got_refuses() -> None:
    found = inferred({3: 2, 8: 3, 12: 4}, 20)
    assert found.boundaries is None
    assert found.reason == "Отметки 5 ни у кого нет: границы установить нельзя."
    assert (found.lowest, found.highest) == ((4, 9, 13), (8, 12, 20))


def test_nobody_with_two_is_no_obstacle() -> None:
    found = inferred({7: 3, 8: 3, 10: 4, 15: 5}, 20)
    assert found.boundaries == (7, 10, 15)
    assert (found.lowest, found.highest) == ((1, 9, 11), (7, 10, 15))


def test_three_for_no_points_leaves_no_room() -> None:
    found = inferred({0: 3, 1: 4, 2: 5}, 20)
    assert found.boundaries is None
    assert (
        found.reason
        == "Для возрастающих границ отметок 3, 4 и 5 не остаётся места: границы установить нельзя."
    )


def test_pairs_without_score_or_mark_are_left_out() -> None:
    pairs = marks_by(6, 10, 15, maximum=20)
    scores = np.array([*pairs, -1, 20, 0])
    marks = np.array([*map(int, pairs.values()), 5, 0, 1])  # type: ignore[arg-type]
    assert infer_boundaries(scores, marks, 20).boundaries == (6, 10, 15)


def test_no_pairs_refuse() -> None:
    found = infer_boundaries(np.array([], dtype=np.int64), np.array([], dtype=np.int64), 20)
    assert found.boundaries is None
    assert found.reason == "Отметок 3, 4 и 5 ни у кого нет: границы установить нельзя."


@pytest.mark.parametrize(
    ("scores", "text"),
    [
        ((), ""),
        ((5,), "5"),
        ((16, 21), "16 и 21"),
        ((0, 1, 2, 3, 7, 16, 17), "0–3, 7, 16 и 17"),
        ((0, 1, 2), "0–2"),
    ],
)
def test_list_of_scores_reads_like_a_sentence(scores: tuple[int, ...], text: str) -> None:
    assert list_scores(scores) == text


def test_inferred_scale_waits_for_confirmation_and_says_what_is_unsure() -> None:
    found = inferred({s: m for s, m in marks_by(2, 3, 5, maximum=6).items() if s != 3}, 6)
    scale = inferred_scale(
        AssessmentId.parse("dkr-2024-ma6"), (Part("1", 6),), 6, found, file="Индивидуальные результаты.xlsx"
    )
    assert (scale.boundaries, scale.trust) == ((2, 4, 5), "inferred")
    assert scale.source == "выведена из файла «Индивидуальные результаты.xlsx»"
    assert scale.notes == ("3 не наблюдался.", "Граница отметки 4 может быть от 3 до 4.")


def test_refused_inference_makes_no_scale() -> None:
    with pytest.raises(ScaleError, match="противоречат"):
        inferred_scale(AssessmentId.parse("dkr-2024-ma6"), (), 6, inferred({3: (3, 4)}, 6), file="a.xlsx")


BOUNDARIES = st.integers(3, 60).flatmap(
    lambda maximum: st.tuples(
        st.just(maximum), st.lists(st.integers(1, maximum), min_size=3, max_size=3, unique=True).map(sorted)
    )
)


@given(BOUNDARIES)
def test_random_boundaries_are_recovered_when_every_score_is_observed(work: tuple[int, list[int]]) -> None:
    maximum, limits = work
    assert inferred(marks_by(*limits, maximum=maximum), maximum).boundaries == tuple(limits)


@given(BOUNDARIES, st.data())
def test_true_boundaries_lie_between_the_limits_whatever_is_missing(
    work: tuple[int, list[int]], data: st.DataObject
) -> None:
    maximum, limits = work
    pairs = marks_by(*limits, maximum=maximum)
    missing = data.draw(st.sets(st.integers(0, maximum)))
    found = inferred({s: m for s, m in pairs.items() if s not in missing}, maximum)
    assert found.unobserved == tuple(sorted(missing))
    assert found.contradictions == ()
    assert found.lowest is not None
    assert found.highest is not None
    assert all(a <= b <= c for a, b, c in zip(found.lowest, limits, found.highest, strict=True))
