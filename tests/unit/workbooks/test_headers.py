from __future__ import annotations

import pytest

from objektiv.workbooks.headers import (
    address,
    column_letter,
    find_column,
    find_header,
    is_part_code,
    part_code,
    part_header,
    plain,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  Код   участника ", "код участника"),
        ("Bapиaнт", "вариант"),  # B, a, p, a, x-like letters of the Latin keyboard
        ("КОД УЧАСТНИКА", "Кoд учacтникa"),
        ("Учёба", "учеба"),
        ("перенос\nстроки", "перенос строки"),
        ("не\u00a0пройд.", "не пройд."),
        ("x", "Х"),
    ],
)
def test_plain_says_the_same_of_texts_that_look_the_same(typed: str, meant: str) -> None:
    assert plain(typed) == plain(meant)


def test_plain_keeps_different_words_different() -> None:
    assert len({plain(text) for text in ("класс", "код", "пол", "вариант", "1", "1.0")}) == 6


ROWS = [
    ["Отчёт", "", ""],
    ["", "", ""],
    ["Логин школы ", "Bариант", "Отметка за предыдущую четверть"],
    ["sch", 1, 4],
]


def test_header_row_is_found_in_any_spelling() -> None:
    assert find_header(ROWS, ["вариант", "логин школы"]) == 2


def test_header_may_be_named_by_its_beginning() -> None:
    assert find_header(ROWS, ["отметка за предыдущ…"]) == 2
    assert find_column(ROWS[2], "отметка за предыдущ…") == 2


def test_header_that_is_not_there_is_none() -> None:
    assert find_header(ROWS, ["вариант", "класс"]) is None
    assert find_header(ROWS, ["логин школы"], within=2) is None
    assert find_column(ROWS[2], "отметка") is None


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_have_the_letters_of_a_sheet(index: int, letters: str) -> None:
    assert column_letter(index) == letters


def test_address_counts_from_one() -> None:
    assert address(0, 0) == "A1"
    assert address(1230, 28) == "AC1231"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("1K1", "1К1"),
        ("1к1", "1К1"),
        ("5(1)", "5.1"),
        ("5,1", "5.1"),
        (" 10.2K3 ", "10.2К3"),
        ("10(2)К1", "10.2К1"),
        (3.0, "3"),
        (7, "7"),
        ("12.2", "12.2"),
    ],
)
def test_a_part_has_one_code(printed: object, code: str) -> None:
    assert part_code(printed) == code
    assert is_part_code(printed)


@pytest.mark.parametrize("text", ["Код", "", "1 класс", "К1", "2021", "1.2.3"])
def test_other_texts_are_no_part_codes(text: str) -> None:
    assert not is_part_code(text)


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("1 (1б)", ("1", 1)),
        ("5(1) (1б)", ("5.1", 1)),
        ("10K1 (2б) ", ("10К1", 2)),
        ("12.2 ( 3 б. )", ("12.2", 3)),
        ("4К2 (2 балла)", ("4К2", 2)),
        ("Итого баллов", None),
        ("1", None),
        ("Класс (1б)", None),
    ],
)
def test_headers_print_code_and_maximum(header: str, part: tuple[str, int] | None) -> None:
    assert part_header(header) == part
