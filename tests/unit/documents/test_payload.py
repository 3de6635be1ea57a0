"""Cards as compact JSON: what repeats is stored once, nothing is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.documents.blocks import (
    Badge,
    Card,
    Column,
    Dataset,
    DataTable,
    Figure,
    Folded,
    Paragraph,
    Signature,
)
from objektiv.documents.charts import draw_intervals
from objektiv.documents.payload import Payload, dump_json

CHART = draw_intervals("intervals", "Доля, %")
LONG = "предложение, которое повторяется"


def read_text(text: str, shared: dict[str, Any]) -> str:
    """The page's way back from a text to what it was."""
    if not text.startswith("¤"):
        return text
    return shared["texts"][int(text[1:])] if text[1:].isdigit() else text[1:]


def encode(blocks: list[Any]) -> tuple[list[Any], dict[str, Any]]:
    payload = Payload()
    payload.survey(blocks)
    payload.settle()
    return payload.encode(blocks), payload.shared()


def make_figure(values: list[float | None]) -> Figure:
    columns = {"name": [str(i) for i in range(len(values))], "value": values, "low": values, "high": values}
    return Figure(CHART, {"values": Dataset(columns)}, "Подпись", "Описание")


def test_a_repeated_text_is_stored_once() -> None:
    encoded, shared = encode([Paragraph(LONG), Paragraph(LONG, "note"), Paragraph("раз")])
    assert shared["texts"] == [LONG]
    assert encoded == [["p", "", "¤0"], ["p", "note", "¤0"], ["p", "", "раз"]]


def test_a_repeated_column_is_stored_once_and_a_constant_is_short() -> None:
    values = [float(i) for i in range(20)]
    encoded, shared = encode([make_figure(values), make_figure(values), make_figure([2.0] * 20)])
    first, second, constant = (block[2]["values"] for block in encoded)
    assert first == second
    assert shared["columns"][first["value"]] == list(range(20))
    assert constant["value"] == [2]


def test_tables_of_the_same_columns_share_them() -> None:
    table = DataTable(
        "Т", (Column("А"), Column("Б", "integer")), (("x", 1), (Badge("высокий", "strong"), None))
    )
    encoded, shared = encode([table, table])
    assert [block[1] for block in encoded] == [0, 0]
    assert shared["tables"][0][1] == {"title": "Б", "kind": "integer", "digits": 1, "width": 1.0}
    assert encoded[0][3] == [["x", 1], [{"b": ["высокий", "strong"]}, None]]


def test_nan_becomes_null() -> None:
    rows = ((float("nan"),), (1.23456,), (None,), (float("inf"),))
    encoded, _ = encode([DataTable("Т", (Column("А", "number", digits=2),), rows)])
    assert encoded[0][3] == [[None], [1.23], [None], [None]]


@pytest.mark.parametrize(
    ("column", "value", "stored"),
    [
        (Column("А", "number", digits=2), 90.625, 90.63),
        (Column("А", "number", digits=2), 3.164957, 3.16),
        (Column("А", "number", digits=2), -12345.678, -12345.68),
        (Column("А", "signed", digits=1), -0.04, 0),
        (Column("А", "share", digits=1), 0.00254999, 0.003),
        (Column("А", "share", digits=0), 0.6649, 0.66),
        (Column("А", "p"), 0.0494999, 0.049),
        (Column("А", "p"), 0.00099999, 0.0009),
        (Column("А", "integer"), 1234.5, 1235),
        (Column("А", "figure"), 12.0890301, 12.0890301),
    ],
)
def test_a_number_is_rounded_once_and_as_its_column_shows_it(
    column: Column, value: float, stored: float
) -> None:
    """The page rounds what is stored: a first rounding to other digits gave 90,62 where paper has 90,63."""
    encoded, _ = encode([DataTable("Т", (column,), ((value,),))])
    assert encoded[0][3] == [[stored]]


def test_a_card_cannot_close_its_script() -> None:
    text = Payload().encode_card(
        Card("k", "</script>", "<!--", Badge("высокий", "strong"), (Paragraph("</script>"),))
    )
    assert "<" not in text
    assert json.loads(text)[0] == "</script>"


def test_blocks_of_a_page_alone_are_refused() -> None:
    with pytest.raises(TypeError, match="Signature"):
        encode([Folded("x", (Signature(()),))])


@given(st.lists(st.text(max_size=40), max_size=8))
def test_every_text_reads_back(texts: list[str]) -> None:
    encoded, shared = encode([Paragraph(text) for text in texts])
    assert [read_text(block[2], shared) for block in encoded] == texts


@given(st.text())
def test_json_in_a_page_is_json(text: str) -> None:
    assert json.loads(dump_json([text])) == [text]
