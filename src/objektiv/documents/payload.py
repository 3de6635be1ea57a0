"""Cards and figures as compact JSON for a page: repeated texts and columns are stored once and numbered.

In the JSON a text «¤3» stands for the fourth text of ``texts`` and a number in place of a column for a column
of ``columns``; a column of one value repeated is a list of one. The page's script turns all that back.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import Any, TypeAlias

from objektiv.documents.blocks import (
    FIGURE,
    INTEGER,
    P_VALUE,
    SHARE,
    TEXT,
    Badge,
    Block,
    Bullets,
    Card,
    Chart,
    Column,
    Columns,
    Dataset,
    DataTable,
    Figure,
    Folded,
    Heading,
    Link,
    Paragraph,
    Tabs,
    Value,
)
from objektiv.documents.drawing import compile_chart, fitting_chart
from objektiv.documents.numbers import bind_percent, round_half_up

_MARK = "¤"
_SHORTEST_TEXT = 12
_SHORTEST_COLUMN = 16
_FIGURES = 9
_LEAST_P, _BELOW_P = 0.001, 0.0009  # smaller ones are shown as «< 0,001» alone

Json: TypeAlias = Any
# Columns of data sets as JSON texts by identity; the data set is kept so that its identity stays its own.
Dumped: TypeAlias = dict[int, tuple[Dataset, dict[str, str]]]


def dump_json(value: Json) -> str:
    """JSON that may stand inside a script element of a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class Payload:
    """Collects the figures and cards of one page; ``shared`` is what all of them point into.

    ``survey`` must see everything before ``settle``: it counts what repeats.
    """

    def __init__(self) -> None:
        self._charts: dict[str, Chart] = {}
        self._tables: dict[tuple[Column, ...], int] = {}
        self._texts: Counter[str] = Counter()
        self._columns: Counter[str] = Counter()
        self._text_numbers: dict[str, int] = {}
        self._column_numbers: dict[str, int] = {}
        self._dumped: Dumped = {}

    def survey(self, blocks: Iterable[Block]) -> None:
        """Count texts and columns of blocks, so that repeated ones are stored once."""
        encoder = _Encoder(self._count_text, self._count_column, self._charts, self._tables, self._dumped)
        encoder.encode_all(blocks)

    def settle(self) -> None:
        """Number what was seen at least twice."""
        self._text_numbers = _number_repeated(self._texts)
        self._column_numbers = _number_repeated(self._columns)

    def encode(self, blocks: Iterable[Block]) -> list[Json]:
        """Blocks as lists that begin with the letter of their kind."""
        return _Encoder(self._text, self._column, self._charts, self._tables, self._dumped).encode_all(blocks)

    def encode_card(self, card: Card) -> str:
        """JSON of one card: title, badge, tone, summary, blocks."""
        blocks = self.encode(card.blocks)
        return dump_json([card.title, card.badge.text, card.badge.tone, card.summary, blocks])

    def shared(self) -> dict[str, Json]:
        """Charts, column headings, texts and columns that the encoded blocks point into."""
        return {
            "charts": {
                code: {"vega": compile_chart(chart), "tables": chart.tables}
                for code, chart in self._charts.items()
            },
            "tables": [_describe_columns(columns) for columns in self._tables],
            "texts": list(self._text_numbers),
            "columns": [json.loads(text) for text in self._column_numbers],
        }

    def _count_text(self, text: str) -> str:
        text = bind_percent(text)
        if len(text) >= _SHORTEST_TEXT:
            self._texts[text] += 1
        return text

    def _count_column(self, text: str) -> str:
        if len(text) >= _SHORTEST_COLUMN:
            self._columns[text] += 1
        return text

    def _text(self, text: str) -> str:
        text = bind_percent(text)
        number = self._text_numbers.get(text)
        if number is not None:
            return f"{_MARK}{number}"
        return f"{_MARK}{text}" if text.startswith(_MARK) else text

    def _column(self, text: str) -> Json:
        number = self._column_numbers.get(text)
        return json.loads(text) if number is None else number


@dataclass(frozen=True)
class _Encoder:
    text: Callable[[str], str]
    column: Callable[[str], Json]
    charts: dict[str, Chart]
    tables: dict[tuple[Column, ...], int]
    dumped: Dumped

    def encode_all(self, blocks: Iterable[Block]) -> list[Json]:
        return [self.encode(block) for block in blocks]

    @singledispatchmethod
    def encode(self, block: Block) -> list[Json]:
        raise TypeError(f"a card cannot hold {type(block).__name__}")

    @encode.register
    def _(self, block: Heading) -> list[Json]:
        return ["h", block.level, self.text(block.text)]

    @encode.register
    def _(self, block: Paragraph) -> list[Json]:
        return ["p", block.style, self.text(block.text)]

    @encode.register
    def _(self, block: Bullets) -> list[Json]:
        return ["l", int(block.is_ordered), [self.text(item) for item in block.items]]

    @encode.register
    def _(self, block: DataTable) -> list[Json]:
        number = self.tables.setdefault(block.columns, len(self.tables))
        rows = [
            [self._value(value, column) for value, column in zip(row, block.columns, strict=True)]
            for row in block.rows
        ]
        return ["t", number, self.text(block.caption), rows, self.text(block.note)]

    @encode.register
    def _(self, block: Figure) -> list[Json]:
        chart = fitting_chart(block)
        self.charts.setdefault(chart.code, chart)
        data = {name: self._dataset(dataset) for name, dataset in block.data.items()}
        words = (self.text(block.caption), self.text(block.alt), self.text(block.note))
        return ["f", chart.code, data, *words]

    @encode.register
    def _(self, block: Columns) -> list[Json]:
        return ["c", [self.encode_all(item) for item in block.items]]

    @encode.register
    def _(self, block: Tabs) -> list[Json]:
        items = [
            [self.text(tab.title), int(tab.is_marked), int(tab.is_printed), self.encode_all(tab.blocks)]
            for tab in block.items
        ]
        return ["tabs", self.text(block.title), items]

    @encode.register
    def _(self, block: Folded) -> list[Json]:
        return ["d", self.text(block.title), self.encode_all(block.blocks)]

    def _value(self, value: Value, column: Column) -> Json:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Badge):
            return {"b": [value.text, value.tone]}
        if isinstance(value, Link):
            return {"a": [value.text, value.target]}
        return _shown(value, column)

    def _dataset(self, dataset: Dataset) -> dict[str, Json]:
        if id(dataset) not in self.dumped:
            columns = {name: _dump_column(values) for name, values in dataset.columns.items()}
            self.dumped[id(dataset)] = (dataset, columns)
        return {name: self.column(text) for name, text in self.dumped[id(dataset)][1].items()}


def _number_repeated(counts: Counter[str]) -> dict[str, int]:
    repeated = [text for text, count in counts.items() if count > 1]
    return {text: number for number, text in enumerate(repeated)}


def _dump_column(values: Sequence[Json]) -> str:
    shortened = [_shorten(value) for value in values]
    if len(shortened) > 1 and all(value == shortened[0] for value in shortened):
        shortened = shortened[:1]
    return json.dumps(shortened, ensure_ascii=False, separators=(",", ":"))


def _shorten(value: Json) -> Json:
    """Four significant figures, more than a picture shows; nan becomes null."""
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        return None
    rounded = float(f"{value:.4g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded


def _shown(value: Json, column: Column) -> Json:
    """A number as its column shows it, rounded once: rounded twice it would end in another digit than on paper."""
    if not isinstance(value, float) or not math.isfinite(value) or column.kind == TEXT:
        return _shorten(value)
    if column.kind == FIGURE:
        return float(f"{value:.{_FIGURES}g}")
    if column.kind == P_VALUE and value < _LEAST_P:
        return min(_shorten(value), _BELOW_P)
    percent = 2 if column.kind == SHARE else 0
    digits = {P_VALUE: 3, INTEGER: 0}.get(column.kind, column.digits)
    rounded = float(round_half_up(10**percent * value, digits).scaleb(-percent))
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded


def _describe_columns(columns: tuple[Column, ...]) -> list[Mapping[str, Json]]:
    return [
        {
            "title": bind_percent(column.title),
            "kind": column.kind,
            "digits": column.digits,
            "width": column.width,
        }
        for column in columns
    ]
