from __future__ import annotations

import datetime

import numpy as np
import pytest

from objektiv.model.tables import EMPTY, NOT_ATTEMPTED, NOT_TAUGHT, TOO_LARGE, UNREADABLE
from objektiv.workbooks import cells


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("", EMPTY),
        ("   ", EMPTY),
        ("0", 0),
        (" 3 ", 3),
        (2.0, 2),
        (2, 2),
        ("2.0", 2),
        ("2,0", 2),
        ("X", NOT_ATTEMPTED),
        ("x", NOT_ATTEMPTED),
        ("Х", NOT_ATTEMPTED),
        ("х ", NOT_ATTEMPTED),
        ("не пройд.", NOT_TAUGHT),
        ("Не пройдено", NOT_TAUGHT),
        ("H", UNREADABLE),
        ("ж", UNREADABLE),
        ("-", UNREADABLE),
        ("-1", UNREADABLE),
        (-1.0, UNREADABLE),
        (1.5, UNREADABLE),
        ("1,5", UNREADABLE),
        ("1/2", UNREADABLE),
        (datetime.date(2021, 1, 2), UNREADABLE),
        ("#REF!", UNREADABLE),
        (127, 127),
        (128, TOO_LARGE),
        ("99999", TOO_LARGE),
    ],
)
def test_part_cell_means_points_or_a_code(cell: object, score: int) -> None:
    assert cells.part_score(cell) == score


@pytest.mark.parametrize("cell", ["0", " 9 ", 5.0, "X", "х", "не пройд."])
def test_scores_where_none_can_be_are_stray(cell: object) -> None:
    assert cells.is_stray_score(cell)


@pytest.mark.parametrize("cell", ["", "10", 12.0, "другое", "А. А. Плешаков", "ma7.31", "1.5"])
def test_textbooks_and_large_numbers_are_not_stray(cell: object) -> None:
    assert not cells.is_stray_score(cell)


@pytest.mark.parametrize(
    ("cell", "mark"),
    [("5", 5), (2.0, 2), ("", 0), ("нет отметки", 0), ("нет", 0), ("-", 0), ("1", -1), ("6", -1), ("ж", -1)],
)
def test_mark_is_2_to_5_or_none(cell: object, mark: int) -> None:
    assert cells.mark(cell) == mark


@pytest.mark.parametrize(("cell", "total"), [("12", 12), (0.0, 0), ("", -1), ("двенадцать", -2), (-3.0, -2)])
def test_total_is_whole_or_none(cell: object, total: int) -> None:
    assert cells.total(cell) == total


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("", cells.FORM_EMPTY),
        ("отсутствовал", cells.FORM_ABSENT),
        (" Отсутствовал ", cells.FORM_ABSENT),
        ("отсутствовала", cells.FORM_ABSENT),
        ("1", cells.FORM_KNOWN),
        (2.0, cells.FORM_KNOWN),
        ("0", cells.FORM_UNKNOWN),
        ("А", cells.FORM_UNKNOWN),
    ],
)
def test_variant_cell_says_who_was_there(cell: object, kind: int) -> None:
    assert cells.form_kind(cell) == kind


def test_gender_and_text_are_trimmed() -> None:
    assert [cells.gender(cell) for cell in ("м", "Ж ", "женский", "4", "")] == ["м", "ж", "ж", "", ""]
    assert [cells.text(cell) for cell in (50001.0, " 4А ", 11, 1.5)] == ["50001", "4А", "11", "1.5"]


def test_memo_reads_every_distinct_cell_once() -> None:
    asked: list[object] = []

    def read(cell: object) -> int:
        asked.append(cell)
        return len(str(cell))

    column = cells.Memo(read).column(["аб", "в", "аб", "аб"], np.int8)
    assert column.tolist() == [2, 1, 2, 2]
    assert asked == ["аб", "в"]


@pytest.mark.parametrize("kind", [np.int8, np.bool_])
def test_memo_of_bytes_gives_what_a_memo_gives(kind) -> None:
    column = ["1", "", "X", 3.0, "не пройд.", "ж", "128", "127", "1"]
    read = cells.part_score if kind is np.int8 else cells.is_stray_score
    meanings = cells.ByteMemo(read).column(column, kind)
    assert meanings.tolist() == cells.Memo(read).column(column, kind).tolist()
    assert meanings.dtype == kind


@pytest.mark.parametrize("order", [(True, 1, 1.0), (1.0, True, 1), (1, 1.0, True)])
def test_what_equals_one_means_one_whichever_file_came_first(order) -> None:
    memo = cells.Memo(cells.text)
    assert [memo[cell] for cell in order] == ["1", "1", "1"]
