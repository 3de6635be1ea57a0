"""Numbers as people read them in Russian."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.documents.numbers import (
    bind_percent,
    choose_form,
    count_of,
    decimals_of,
    format_figure,
    format_integer,
    format_interval,
    format_number,
    format_p,
    format_share,
    format_signed,
    join_words,
)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1234.5, 2, "1\u00a0234,50"),
        (-0.5, 1, "−0,5"),
        (-0.004, 2, "0,00"),
        (0.0, 0, "0"),
        (999_999.6, 0, "1\u00a0000\u00a0000"),
        (62.5, 0, "63"),
        (61.5, 0, "62"),
        (-62.5, 0, "−63"),
        (100 * 0.145, 0, "15"),
        (1.005, 2, "1,01"),
        (62.4999, 0, "62"),
        (None, 2, "—"),
        (math.nan, 2, "—"),
        (math.inf, 2, "—"),
    ],
)
def test_format_number(value: float | None, digits: int, text: str) -> None:
    assert format_number(value, digits) == text


def test_other_formats() -> None:
    assert format_integer(12_436) == "12\u00a0436"
    assert format_share(0.1234) == "12,3\u00a0%"
    assert format_share(math.nan) == "—"
    assert [format_signed(value) for value in (1.5, -1.5, 0.0, None)] == ["+1,50", "−1,50", "0,00", "—"]
    assert [format_p(value) for value in (0.0342, 0.0009, 1.0, math.nan)] == [
        "0,034",
        "<\u00a00,001",
        "1,000",
        "—",
    ]
    assert format_interval(0.1, 0.25) == "от 0,10 до 0,25"
    assert format_interval(math.nan, 1.0) == "—"


@pytest.mark.parametrize(
    ("value", "text"), [(12.3456, "12,3"), (0.012345, "0,0123"), (1234.5, "1\u00a0235"), (0, "0,00")]
)
def test_format_figure_keeps_three_figures(value: float, text: str) -> None:
    assert format_figure(value) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "школа"),
        (2, "школы"),
        (5, "школ"),
        (11, "школ"),
        (14, "школ"),
        (21, "школа"),
        (102, "школы"),
        (111, "школ"),
    ],
)
def test_nouns_agree(count: int, text: str) -> None:
    assert choose_form(count, "школа", "школы", "школ") == text
    assert count_of(count, "школа", "школы", "школ").endswith(text)


def test_a_number_is_not_parted_from_its_percent() -> None:
    assert bind_percent("95 % от 5 работ, доля, %") == "95\u00a0% от 5 работ, доля, %"


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("при p < 0,05 и q ≤ 0,20", "при p~<~0,05 и q~≤~0,20"),
        ("p <~0,001", "p~<~0,001"),
        ("Школа № 5: РУ 7, ВПР 2021", "Школа №~5: РУ~7, ВПР 2021"),
        ("центр −0,04; ρ = −0,5", "центр −0,04; ρ~=~−0,5"),
        ("строк = участвовали + отсутствовали", "строк = участвовали + отсутствовали"),
        ("МА — математика, от 2 до 3", "МА~— математика, от 2 до 3"),
        ("— у края, 2–3 и «—»", "— у края, 2–3 и «—»"),
    ],
)
def test_a_sign_is_not_parted_from_its_number(text: str, bound: str) -> None:
    assert bind_percent(text.replace("~", "\u00a0")) == bound.replace("~", "\u00a0")


def test_join_words() -> None:
    assert [join_words(words) for words in ([], ["а"], ["а", "б"], ["а", "б", "в"])] == [
        "",
        "а",
        "а и б",
        "а, б и в",
    ]


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_formatted_number_reads_back(value: float, digits: int) -> None:
    text = format_number(value, digits).replace("\u00a0", "").replace(",", ".").replace("−", "-")
    assert float(text) == pytest.approx(value, abs=0.51 * 10**-digits)


@given(st.floats(1e-9, 1e9))
def test_decimals_are_few(value: float) -> None:
    assert 0 <= decimals_of(value) <= 4
