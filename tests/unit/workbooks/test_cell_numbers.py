from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.workbooks.cell_numbers import decimals, is_blank, read_number, read_whole


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (12, 12.0),
        (12.5, 12.5),
        ("12,5", 12.5),
        (" 12.50 % ", 12.5),
        ("1 722 202", 1722202.0),
        ("1\u00a0722", 1722.0),
        ("-3", -3.0),
        ("", None),
        ("—", None),
        ("н/д", None),
        ("нет отметки", None),
    ],
)
def test_numbers_are_read_as_people_write_them(cell, number):
    assert read_number(cell) == number


@pytest.mark.parametrize(
    "cell", ["сорок", "1_000", "nan", "inf", "12,5,1", "1e5", True, date(2024, 1, 1), "٣x"]
)
def test_anything_else_is_refused(cell):
    with pytest.raises(ValueError, match="not a number"):
        read_number(cell)


def test_a_fraction_is_no_whole_number():
    assert read_whole("24,0") == 24
    assert read_whole("") is None
    with pytest.raises(ValueError, match="not a whole number"):
        read_whole(24.5)


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_survive_writing(number):
    assert read_whole(str(number)) == read_whole(f"{number},0") == number


def test_decimals_are_those_that_were_printed():
    assert decimals([12.0, 40.0]) == 0
    assert decimals([12.5, 40.0]) == 1
    assert decimals([13.48, 40.0]) == 2
    assert decimals([1 / 3]) == 2


def test_blanks():
    assert [is_blank(cell) for cell in (None, " ", "-", "нет", 0, "0")] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]
