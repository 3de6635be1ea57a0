"""The words around the findings."""

from __future__ import annotations

import pytest
from tests.unit.plans.checks.drawn import draw_plan

from objektiv.plans.checks import what_is_good
from objektiv.plans.prepared import in_words, prepare

WHOLE = ("Проведение ВПР", "апрель 2024", "директор", "протокол")


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (["1.2", "1.3", "1.4", "3.1", "3.2"], "1.2–1.4, 3.1, 3.2"),
        (["3.6", "3.7", "3.8", "3.9", "3.10", "7.1"], "3.6–3.10, 7.1"),
        (["1", "2", "3"], "1–3"),
        (["строка 4", "строка 5", "строка 6"], "строка 4–6"),
        (["1.9", "2.0"], "1.9, 2.0"),
        ([], ""),
    ],
)
def test_numbers_of_rows_are_joined(labels: list[str], told: str) -> None:
    assert in_words(labels) == told


def test_what_is_good_is_said_and_only_that() -> None:
    assert what_is_good(draw_plan([WHOLE] * 4)) == (
        "Мероприятий и решений в плане: 4; ответственный назван у всех, срок назван у всех, результат назван у всех, "
        "есть дата утверждения — 30.08.2023."
    )
    half = [WHOLE, ("Семинар", "", "", "")]
    assert what_is_good(draw_plan(half, approvals=())) == "Мероприятий и решений в плане: 2."
    assert what_is_good(draw_plan([])) == "Мероприятий в плане не найдено."


def test_numbers_of_sections_are_put_before_restarted_ones() -> None:
    plan = draw_plan(["Первый", WHOLE, WHOLE, "Второй", WHOLE])
    assert [row.label for row in prepare(plan).rows] == ["1.1", "1.2", "2.1"]


def test_a_frame_comes_from_the_title_when_the_head_names_no_year() -> None:
    plan = draw_plan([WHOLE], title="План на 2024/25 учебный год", year="")
    assert (frame := prepare(plan).frame) is not None
    assert (frame.school_year, frame.year) == (2024, None)
    plan = draw_plan([WHOLE], title="Дорожная карта на 2024 год", year="")
    assert (frame := prepare(plan).frame) is not None
    assert (frame.school_year, frame.year) == (None, 2024)
