from __future__ import annotations

import numpy as np

from objektiv.workbooks.sheet import columns_beyond, cut, keep_rows

ROWS = [["Выгрузка"], ["Код", "1", "2"], ["40001", "1"], [], ["40002", "0", "2", "лишнее"]]


def test_rows_below_the_header_become_columns_of_equal_length() -> None:
    sheet = cut("ф.xlsx", "Л", ROWS, 1)
    assert [list(column) for column in sheet.columns] == [
        ["40001", "", "40002"],
        ["1", "", "0"],
        ["", "", "2"],
        ["", "", "лишнее"],
    ]
    assert list(sheet.header) == ["Код", "1", "2", ""]
    assert (sheet.first_row, sheet.numbers.tolist(), sheet.height) == (2, [2, 3, 4], 3)


def test_columns_of_many_rows_keep_their_order() -> None:
    rows = [[number, -number] for number in range(3000)]
    sheet = cut("ф.xlsx", "Л", [["Код", "1"], *rows], 0)
    assert list(zip(*sheet.columns, strict=True)) == list(map(tuple, rows))


def test_header_without_rows_has_empty_columns() -> None:
    sheet = cut("ф.xlsx", "Л", [["Код", "Вариант"]], 0)
    assert [list(column) for column in sheet.columns] == [[], []]
    assert sheet.height == 0


def test_rows_left_out_do_not_renumber_the_others() -> None:
    sheet = keep_rows(cut("ф.xlsx", "Л", ROWS, 1), np.array([True, False, True]))
    assert list(sheet.columns[0]) == ["40001", "40002"]
    assert sheet.numbers.tolist() == [2, 4]


def test_columns_beyond_the_parts_are_those_without_a_meaning() -> None:
    header = [
        "балл за 1",
        "балл за 2",
        "балл за 3",
        "Учебник",
        "Наименование класса",
        "Пoл ",
        "",
        "Телефон",
        "sum",
        "id",
    ]
    assert columns_beyond(header, 1) == (2, 3, 6)
    assert columns_beyond(["1 (1б)", "Полное название учебника", "идентификатор"], 0) == (1, 2)
