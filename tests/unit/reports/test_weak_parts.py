"""Weak parts: thresholds of levels, the reference, proposals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from objektiv.analysis.result import AnalysisResult
from objektiv.documents.blocks import Bullets, DataTable
from objektiv.model.scale import Part
from objektiv.model.tables import EMPTY, NOT_TAUGHT, PRESENT, Table
from objektiv.reports.lookup import YearView
from objektiv.reports.weak_parts import (
    PartResult,
    class_facilities,
    levels_figure,
    part_results,
    weak_blocks,
    weak_sentence,
)

DrawResult = Callable[..., AnalysisResult]
NAN = float("nan")


@pytest.mark.parametrize(
    ("level", "facility", "other", "error", "below_wanted", "below_other"),
    [
        ("Б", 0.59, 0.55, 0.05, True, False),
        ("Б", 0.60, 0.62, 0.05, False, False),
        ("П", 0.29, NAN, 0.05, True, False),
        ("В", 0.31, 0.45, 0.02, False, True),
        ("", 0.10, 0.14, 0.01, False, False),  # less than five points
        ("", 0.10, 0.30, 0.15, False, False),  # not beyond chance
        ("", 0.10, 0.30, 0.05, False, True),
    ],
)
def test_when_a_part_is_weak(
    level: str, facility: float, other: float, error: float, below_wanted: bool, below_other: bool
) -> None:
    one = PartResult(Part("1", 2, level), facility, other, error, 0.0)
    assert (one.is_below_wanted, one.is_below_other) == (below_wanted, below_other)


def test_results_follow_the_sums(draw_result: DrawResult) -> None:
    result = draw_result()
    place = YearView(result, result.years[0]).places(990001)[0]
    cells = place.assessment.cells
    results = part_results(place)
    assert [one.part.code for one in results] == [str(i + 1) for i in range(8)]
    assert results[2].facility == pytest.approx(cells.part_sum[0, 2] / (60 * 2))
    values = np.repeat([0, 1, 2], cells.part_values[0, 2])
    assert results[2].error == pytest.approx(values.std() / np.sqrt(60) / 2)


def test_omitted_counts_and_not_taught_does_not() -> None:
    rows = Table(
        {
            "class_group": np.array(["4А", "4А", "4Б", "4Б"], dtype=object),
            "status": np.full(4, PRESENT),
            "part:1К1": np.array([2, EMPTY, NOT_TAUGHT, 1]),
        }
    )
    assert dict(class_facilities(Part("1К1", 2), rows)) == {"4А": 0.5, "4Б": 0.5}
    assert dict(class_facilities(Part("2", 2), rows)) == {}


def test_the_proposals_stand_once_for_all_their_parts() -> None:
    rows = Table(
        {
            "class_group": np.array(["4А", "4Б"], dtype=object),
            "status": np.full(2, PRESENT),
            "part:1": np.array([1, 0]),
        }
    )
    weak = (
        PartResult(Part("1", 1, "Б"), 0.5, 0.7, 0.01, 0.25),
        PartResult(Part("2", 1, "Б"), 0.5, 0.5, 0.01, 0.0),
        PartResult(Part("3", 1, ""), 0.5, 0.7, 0.01, 0.0),
    )
    table, _, proposals = weak_blocks(weak, rows, "МА 4")
    assert isinstance(table, DataTable)
    assert [column.title for column in table.columns] == [
        "Задание",
        "Уровень",
        "Выполнение",
        "Для сравнения",
        "Нужно не меньше",
        "Не приступали",
        "Почему в списке",
        "Ниже в классах",
    ]
    assert table.rows[0][6:] == ("ниже достаточного для уровня и заметно ниже сравнения", "4Б (0\u00a0%)")
    assert isinstance(proposals, Bullets)
    assert proposals.items == (
        "Задания 1 и 2: добавить часы на повторение проверяемых умений и входную проверку по ним.",
        "Задание 3: сравнить с рабочей программой: когда пройдена тема, сколько на неё часов.",
        "Задание 1: учить начинать задание и распределять время: не приступали 20\u00a0% и больше.",
    )


def test_without_levels_nothing_is_said_of_what_is_enough() -> None:
    unknown = (PartResult(Part("1", 1, ""), 0.5, 0.7, 0.01, 0.0),)
    table = weak_blocks(unknown, None, "РУ 4")[0]
    assert isinstance(table, DataTable)
    assert [column.title for column in table.columns] == [
        "Задание",
        "Выполнение",
        "Для сравнения",
        "Не приступали",
        "Почему в списке",
    ]
    assert table.note == "Выполнение — доля от наибольшего балла."
    figure = levels_figure(unknown, "РУ 4")
    assert figure
    assert figure.note == "Полоса — школа, точка — для сравнения."


NAMED, UNNAMED = (
    PartResult(Part("1", 1, "Б"), 0.9, 0.8, 0.01, 0.0),
    PartResult(Part("2", 1, ""), 0.3, 0.3, 0.1, 0.0),
)
ALONE = PartResult(Part("2", 1, ""), 0.3, NAN, 0.1, 0.0)


@pytest.mark.parametrize(
    ("results", "told"),
    [
        ((), ""),
        ((NAMED,), "Слабых заданий не найдено."),
        (
            (NAMED, UNNAMED),
            "Слабых заданий не найдено. Уровень указан у 1 из 2 заданий, остальные только сравнены.",
        ),
        (
            (UNNAMED,),
            "Слабых заданий не найдено. Уровень заданий не указан, они только сравнены.",
        ),
        ((ALONE,), "Слабых заданий не найдено. Уровень заданий не указан, судить о них нельзя."),
    ],
)
def test_nothing_weak_says_by_what_it_was_judged(results: tuple[PartResult, ...], told: str) -> None:
    assert weak_sentence(results) == told


def test_nothing_weak_gives_no_table() -> None:
    assert weak_blocks((NAMED,), None, "МА 4") == ()
    assert levels_figure((), "МА 4") is None


def test_weak_parts_are_counted_and_drawn() -> None:
    results = (
        PartResult(Part("1", 1, "Б"), 0.4, NAN, 0.01, 0.0),
        PartResult(Part("2", 1, "Б"), 0.9, NAN, 0.01, 0.0),
    )
    figure = levels_figure(results, "МА 4")
    assert weak_sentence(results) == "Слабых заданий: 1 из 2 (1)."
    assert figure
    assert figure.data["points"].columns["other"] == [None, None]
    assert figure.alt == "Выполнение заданий; слабые: 1."
