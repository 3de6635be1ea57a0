"""Pictures: every kind compiles without data and draws with data, in Russian."""

from __future__ import annotations

import json
from typing import Any

import pytest
import vl_convert

from objektiv.documents.blocks import Chart, Dataset, Figure
from objektiv.documents.charts import (
    draw_corridor,
    draw_distribution,
    draw_expectation,
    draw_funnel,
    draw_intervals,
    draw_levels,
    draw_shares,
)
from objektiv.documents.drawing import compile_chart, fill_spec, fitting_chart, render_png

LINES = {name: [8.0, 9.0] for name in ("low998", "low95", "middle", "high95", "high998")}
FIGURES = {
    "effect": (
        draw_expectation("effect", "До меры", "После меры"),
        {
            "treated": {"name": ["Школа № 1"], "start": [-0.5], "later": [-0.25], "label": ["с мерой"]},
            "controls": {"name": ["школа"], "start": [0.5], "later": [0.25], "label": ["без меры"]},
            "line": {
                "start": [-0.5, 0.5],
                "expected": [-0.5, 0.5],
                "low": [-1.5, -0.5],
                "high": [0.5, 1.5],
                "label": ["ожидаемое", "ожидаемое"],
            },
        },
    ),
    "funnel": (
        draw_funnel("funnel", "Работ", "Средний балл"),
        {
            "points": {"n": [5, 20], "y": [10.5, 12.5]},
            "limits": {"n": [5, 20], **LINES},
            "focus": {"n": [9], "y": [11.5], "label": ["эта школа"]},
        },
    ),
    "scores": (
        draw_distribution("scores", "Первичный балл", "Доля работ, %"),
        {
            "bars": {"score": [0, 1], "count": [3, 1], "label": ["школа", "школа"]},
            "curve": {"score": [0, 1], "share": [62.5, 37.5], "label": ["регион", "регион"]},
            "rules": {"at": [0.5], "label": ["3"]},
        },
    ),
    "parts": (
        draw_corridor("parts", "Задание", "Выполнение, %"),
        {
            "points": {
                "name": ["1К1", "2"],
                "value": [20.5, 80.0],
                "low": [30.0, 70.0],
                "high": [50.0, 90.0],
                "label": ["к", "к"],
            }
        },
    ),
    "levels": (
        draw_levels("levels", "Задание", "Выполнение, %"),
        {"points": {"name": ["1К1"], "value": [20.5], "other": [30.0], "wanted": [60.0]}},
    ),
    "shares": (
        draw_shares(
            "shares", {"понизили": "#eab08c", "подтвердили": "#d9dee4", "повысили": "#9fc3e0"}, "Доля, %"
        ),
        {
            "shares": {
                "who": ["школа"] * 3,
                "kind": ["понизили", "подтвердили", "повысили"],
                "order": [0, 1, 2],
                "share": [12.5, 75.0, 12.5],
                "shown": [13, 75, 12],
            }
        },
    ),
    "intervals": (
        draw_intervals("intervals", "Доля, %"),
        {"values": {"name": ["МА 4 · 2/3"], "value": [1.5], "low": [1.25], "high": [1.75]}},
    ),
}


def make_figure(code: str) -> Figure:
    chart, data = FIGURES[code]
    return Figure(chart, {name: Dataset(columns) for name, columns in data.items()}, "Подпись", "Описание")


@pytest.mark.parametrize("code", FIGURES)
def test_a_kind_compiles_and_names_its_data_sets(code: str) -> None:
    chart, data = FIGURES[code]
    compiled = compile_chart(chart)
    assert set(data) <= {one["name"] for one in compiled["data"]}
    assert compiled["width"] == 340
    assert {name for name, _ in chart.tables} <= set(data)


@pytest.mark.parametrize("code", FIGURES)
def test_a_figure_becomes_a_png(code: str) -> None:
    assert render_png(make_figure(code)).startswith(b"\x89PNG")


@pytest.mark.parametrize("code", FIGURES)
def test_tables_name_columns_that_the_data_have(code: str) -> None:
    chart, data = FIGURES[code]
    for name, columns in chart.tables:
        assert {field for field, _, _ in columns} <= set(data[name])


def test_the_drawing_is_russian_with_a_decimal_comma() -> None:
    svg = vl_convert.vegalite_to_svg(json.dumps(fill_spec(make_figure("intervals"))), format_locale="ru-RU")
    assert "Доля, %" in svg
    assert ">1,2" in svg
    assert ">1.2" not in svg


def marks_of(code: str, kind: str) -> list[dict[str, Any]]:
    """Marks of a kind in the compiled picture."""
    found = [mark for mark in compile_chart(FIGURES[code][0])["marks"] if mark["type"] == kind]
    return [mark["encode"]["update"] for mark in found]


def test_boundaries_are_named_above_the_plot() -> None:
    (label,) = marks_of("scores", "text")
    assert label["baseline"] == {"value": "bottom"}
    assert label["y"] == {"value": 0}
    assert compile_chart(FIGURES["scores"][0])["config"]["legend"]["offset"] > 12


def test_the_axis_of_percents_has_few_ticks_and_room_at_its_ends() -> None:
    compiled = compile_chart(FIGURES["parts"][0])
    ticks = [axis["values"] for axis in compiled["axes"] if axis.get("values")]
    assert ticks[-1] == [0, 20, 40, 60, 80, 100]
    assert next(scale for scale in compiled["scales"] if scale["name"] == "x")["padding"] > 0


@pytest.mark.parametrize("code", ["parts", "levels"])
def test_bars_leave_room_between_rows_of_any_height(code: str) -> None:
    (bar,) = marks_of(code, "rect")[:1]
    assert bar["height"] == {"signal": "max(0.25, 0.6 * bandwidth('y'))"}


def test_what_stands_outside_is_larger_and_has_a_rim() -> None:
    figure = make_figure("parts")
    sizes = next(scale for scale in compile_chart(figure.chart)["scales"] if scale["name"] == "size")
    assert sizes["range"][1] > sizes["range"][0]
    (points,) = marks_of("parts", "symbol")
    assert points["stroke"] == {"value": "white"}


def test_an_empty_data_set_takes_its_layer_away() -> None:
    figure = make_figure("scores")
    empty = Figure(
        figure.chart,
        {
            **figure.data,
            "curve": Dataset({"score": (), "share": (), "label": ()}),
            "rules": Dataset({"at": (), "label": ()}),
        },
        figure.caption,
        figure.alt,
    )
    chart: Chart = fitting_chart(empty)
    assert chart.code == "scores-without-curve-rules"
    assert [name for name, _ in chart.tables] == ["bars"]
    assert render_png(empty).startswith(b"\x89PNG")
    assert fitting_chart(figure) is figure.chart
