"""Values of tables as text."""

from __future__ import annotations

import math

import pytest

from objektiv.documents.blocks import (
    FIGURE,
    INTEGER,
    NUMBER,
    P_VALUE,
    SHARE,
    SIGNED,
    Badge,
    Column,
    Link,
    Value,
)
from objektiv.documents.cells import format_value, is_numeric


@pytest.mark.parametrize(
    ("value", "column", "text"),
    [
        (1234, Column("n", INTEGER), "1\u00a0234"),
        (12.345, Column("x", NUMBER, digits=2), "12,35"),
        (0.125, Column("s", SHARE), "12,5\u00a0%"),
        (0.25, Column("d", SIGNED, digits=1), "+0,3"),
        (0.0001, Column("p", P_VALUE), "<\u00a00,001"),
        (12.345, Column("f", FIGURE), "12,3"),
        (None, Column("x", NUMBER), "—"),
        (math.nan, Column("x", SHARE), "—"),
        ("слово", Column("t", NUMBER), "слово"),
        (Badge("высокий", "strong"), Column("z"), "▲ высокий"),
        (Link("990001", "card"), Column("z"), "990001"),
    ],
)
def test_format_value(value: Value, column: Column, text: str) -> None:
    assert format_value(value, column) == text


def test_every_tone_has_a_sign_of_its_own() -> None:
    texts = {format_value(Badge("", tone), Column("")) for tone in ("strong", "medium", "calm", "unknown")}
    assert len(texts) == 4


def test_only_texts_stand_on_the_left() -> None:
    assert [is_numeric(Column("", kind)) for kind in ("text", INTEGER, SHARE)] == [False, True, True]
