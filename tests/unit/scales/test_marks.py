from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Scale
from objektiv.model.tables import EMPTY, NOT_ATTEMPTED
from objektiv.scales.loader import load_registry
from objektiv.scales.marks import mark_matrix, marks_of


def scale_of(code: str) -> Scale:
    scale = load_registry().scale(AssessmentId.parse(code))
    assert scale is not None
    return scale


def test_marks_of_ma4() -> None:
    scores = np.array([0, 5, 6, 9, 10, 14, 15, 20])
    assert marks_of(scale_of("vpr-2021-ma4"), scores).tolist() == [2, 2, 3, 3, 4, 4, 5, 5]


def test_scores_outside_the_scale_have_no_mark() -> None:
    assert marks_of(scale_of("vpr-2021-ma4"), np.array([-1, 21, 200, 20])).tolist() == [0, 0, 0, 5]


def test_without_boundaries_there_are_no_marks() -> None:
    scale = scale_of("vpr-2020-ma4")
    assert marks_of(scale, np.array([0, 20])).tolist() == [0, 0]
    assert mark_matrix(scale).tolist() == [0] * 21


@pytest.mark.parametrize(
    ("score", "literacy", "mark"),
    [(14, 8, 2), (22, 0, 3), (23, 3, 3), (23, 4, 4), (28, 4, 4), (29, 5, 4), (29, 6, 5), (33, 8, 5)],
)
def test_russian_oge_2023_needs_literacy(score: int, literacy: int, mark: int) -> None:
    parts = {f"ГК{i}": np.array([literacy // 4 + (i <= literacy % 4)]) for i in (1, 2, 3, 4)}
    assert marks_of(scale_of("oge-2023-ru9"), np.array([score]), parts).tolist() == [mark]


@pytest.mark.parametrize(
    ("score", "geometry", "mark"),
    [(7, 7, 2), (8, 1, 2), (8, 2, 3), (20, 1, 2), (20, 2, 4), (22, 0, 2), (22, 2, 5), (31, 11, 5)],
)
def test_maths_oge_needs_geometry_for_every_mark(score: int, geometry: int, mark: int) -> None:
    codes = ("15", "16", "17", "18", "19", "23", "24", "25")
    parts = {code: np.array([geometry if code == "23" else 0]) for code in codes}
    assert marks_of(scale_of("oge-2024-ma9"), np.array([score]), parts).tolist() == [mark]


def test_omitted_parts_count_as_no_points() -> None:
    codes = ("15", "16", "17", "18", "19", "23", "24", "25")
    parts = {code: np.array([EMPTY, NOT_ATTEMPTED, 1]) for code in codes}
    assert marks_of(scale_of("oge-2024-ma9"), np.array([9, 9, 9]), parts).tolist() == [2, 2, 3]


def test_condition_that_cannot_be_checked_gives_no_mark() -> None:
    scores = np.array([14, 22, 23, 33])
    assert marks_of(scale_of("oge-2023-ru9"), scores).tolist() == [2, 3, 0, 0]
    assert marks_of(scale_of("oge-2023-ru9"), scores, {"ГК1": np.full(4, 2)}).tolist() == [2, 3, 0, 0]


@given(st.data())
def test_marks_never_fall_as_scores_rise_and_agree_with_the_scale(data: st.DataObject) -> None:
    maximum = data.draw(st.integers(3, 60))
    limits = data.draw(st.lists(st.integers(1, maximum), min_size=3, max_size=3, unique=True).map(sorted))
    scale = Scale(AssessmentId.parse("dkr-2024-ma6"), (), maximum, (limits[0], limits[1], limits[2]))
    marks = marks_of(scale, np.arange(maximum + 1)).tolist()
    assert marks == sorted(marks)
    assert marks == [scale.mark(score) for score in range(maximum + 1)]
    assert [marks.index(mark) for mark in (3, 4, 5)] == limits
