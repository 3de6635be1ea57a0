"""Kinds of pictures as Vega-Lite specifications without data, made with Altair.

One specification serves the interactive page and the printed documents. The unit in focus is blue, what it is
compared with is grey, what stands outside is orange; shape, dash or words tell the same as the colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import altair as alt

from objektiv.documents.blocks import Chart

WIDTH = 340

Tables: TypeAlias = tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]

_INK, _GREY, _PALE, _GRID = "#1f2933", "#616e7c", "#cbd2d9", "#e4e7eb"
_BLUE, _LIGHT_BLUE, _ORANGE = "#2b5c8a", "#9fb9d3", "#b5480d"
_THIN = alt.RelativeBandSize(band=0.6)  # paper has lower rows than the screen
_FONT = "Liberation Sans, Arial, Segoe UI, DejaVu Sans, sans-serif"
_AXIS = {"labelColor": _INK, "titleColor": _INK, "labelFont": _FONT, "titleFont": _FONT}
_CONFIG: dict[str, Any] = {
    "font": _FONT,
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        **_AXIS,
        "titleFontWeight": "normal",
        "labelFontSize": 11,
        "titleFontSize": 11,
        "gridColor": _GRID,
        "domainColor": _GREY,
        "tickColor": _GREY,
    },
    "legend": {
        "orient": "top",
        "layout": {"top": {"direction": "vertical", "anchor": "start", "margin": 2}},
        "title": None,
        "labelFontSize": 11,
        "labelColor": _INK,
        "labelLimit": 330,
        "symbolSize": 60,
        "rowPadding": 1,
        "offset": 4,
    },
    "text": {"font": _FONT, "fontSize": 11, "color": _INK},
}


def draw_funnel(code: str, size_title: str, value_title: str) -> Chart:
    """Size against mean. Data sets: points (n, y), limits (n, low998…, middle), focus (n, y, label)."""
    ticks = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]
    x = alt.X(
        "n:Q",
        title=size_title,
        scale=alt.Scale(type="log", nice=False, padding=8),
        axis=alt.Axis(values=ticks, grid=False, format="d"),
    )
    y = alt.Y("y:Q", title=value_title, scale=alt.Scale(zero=False, nice=True))
    points = _named("points").mark_circle(size=22, opacity=0.5, color=_GREY).encode(x=x, y=y)
    lines = [_limit(side, dash) for side in ("low", "high") for dash in ("998", "95")]
    middle = _named("limits").mark_line(color=_GREY, strokeWidth=1).encode(x="n:Q", y="middle:Q")
    focus = (
        _named("focus")
        .mark_point(shape="diamond", filled=True, size=160, opacity=1, stroke="white", strokeWidth=1)
        .encode(
            x="n:Q",
            y="y:Q",
            color=_legend("label", _BLUE, "diamond"),
            tooltip=[_tip("n", size_title, "d"), _tip("y", value_title, ".2f")],
        )
    )
    limit_columns = (
        ("n", size_title, 0),
        ("low998", "Нижний предел 99,8 %", 2),
        ("low95", "Нижний предел 95 %", 2),
        ("middle", "Ожидаемое", 2),
        ("high95", "Верхний предел 95 %", 2),
        ("high998", "Верхний предел 99,8 %", 2),
    )
    tables = (
        ("focus", (("label", "Кто", -1), ("n", size_title, 0), ("y", value_title, 2))),
        ("limits", limit_columns),
    )
    return _finish(code, [points, middle, *lines, focus], tables)


def draw_distribution(code: str, score_title: str, share_title: str) -> Chart:
    """Works by score. Data sets: bars (score, count, label), curve (score, share, label), rules."""
    bars = (
        _named("bars")
        .mark_bar()
        .transform_joinaggregate(total="sum(count)")
        .transform_calculate(
            share="100 * datum.count / datum.total", low="datum.score - 0.42", high="datum.score + 0.42"
        )
        .encode(
            x=alt.X("low:Q", title=score_title, scale=alt.Scale(nice=False, padding=4), axis=_whole_axis()),
            x2="high:Q",
            y=alt.Y("share:Q", title=share_title),
            y2=alt.datum(0),
            color=_legend("label", _LIGHT_BLUE, "square"),
            tooltip=[
                _tip("score", score_title, "d"),
                _tip("count", "работ", ",d"),
                _tip("share", share_title, ".1f"),
            ],
        )
    )
    curve = (
        _named("curve")
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=14, color=_INK))
        .encode(
            x=alt.X("score:Q", title=score_title),
            y=alt.Y("share:Q", title=share_title),
            stroke=alt.Stroke(
                "label:N", scale=alt.Scale(range=[_INK]), legend=alt.Legend(symbolType="stroke")
            ),
        )
    )
    tables = (
        ("bars", (("score", score_title, 0), ("count", "Работ", 0))),
        ("curve", (("score", score_title, 0), ("share", share_title, 1))),
        ("rules", (("label", "Граница отметки", -1), ("at", "Линия на оси баллов", 1))),
    )
    return _finish(code, [bars, curve, *_boundaries()], tables, above=16)


def _boundaries() -> tuple[alt.Chart, alt.Chart]:
    """Rules at the data set rules (at, label) with their labels above the plot, where no bar hides them."""
    rules = _named("rules").mark_rule(color=_ORANGE, strokeDash=[4, 3]).encode(x="at:Q")
    labels = (
        _named("rules")
        .mark_text(baseline="bottom", dy=-2, fontWeight="bold", color=_ORANGE)
        .encode(x="at:Q", y=alt.value(0), text="label:N")
    )
    return rules, labels


def draw_corridor(
    code: str, name_title: str, value_title: str, further: tuple[tuple[str, str, int], ...] = ()
) -> Chart:
    """Named shares (0–100) against a corridor. Data set: points (name, value, low, high, label).

    ``further`` columns of the data set (field, title, digits) are shown in the table only.
    """
    inside, outside = "в коридоре", "вне коридора"
    place = f"datum.value < datum.low || datum.value > datum.high ? '{outside}' : '{inside}'"
    base = _named("points").transform_calculate(place=place).encode(y=_names(name_title, 90))
    corridor = base.mark_bar(height=_THIN, cornerRadius=2).encode(
        x=_percents("low", value_title),
        x2="high:Q",
        fill=alt.Fill("label:N", scale=alt.Scale(range=[_PALE]), legend=alt.Legend(symbolType="square")),
    )
    points = base.mark_point(filled=True, opacity=1, stroke="white", strokeWidth=1).encode(
        x=_percents("value", value_title),
        color=alt.Color("place:N", scale=_scale({inside: _BLUE, outside: _ORANGE}), legend=_row("circle")),
        shape=alt.Shape("place:N", scale=_scale({inside: "circle", outside: "diamond"})),
        size=alt.Size("place:N", scale=_scale({inside: 70, outside: 140}), legend=None),
        tooltip=[alt.Tooltip("name:N", title=name_title), _tip("value", value_title, ".1f")],
    )
    columns = (
        ("name", name_title, -1),
        ("value", value_title, 1),
        ("low", "Коридор от", 1),
        ("high", "до", 1),
        *further,
    )
    return _finish(code, [corridor, points], (("points", columns),), height=alt.Step(17))


def draw_levels(code: str, name_title: str, value_title: str) -> Chart:
    """Named shares (0–100), a reference, a level wanted. Data set: points (name, value, other, wanted)."""
    base = _named("points").encode(y=_names(name_title, 90))
    bars = base.mark_bar(height=_THIN, color=_LIGHT_BLUE).encode(
        x=_percents("value", value_title),
        tooltip=[alt.Tooltip("name:N", title=name_title), _tip("value", value_title, ".1f")],
    )
    other = base.mark_circle(size=45, opacity=1, color=_INK).encode(x="other:Q")
    wanted = base.mark_tick(thickness=2, size=10, color=_ORANGE).encode(x="wanted:Q")
    columns = (
        ("name", name_title, -1),
        ("value", value_title, 1),
        ("other", "Для сравнения", 1),
        ("wanted", "Нужный уровень", 0),
    )
    return _finish(code, [bars, wanted, other], (("points", columns),), height=alt.Step(17))


def draw_shares(code: str, kinds: Mapping[str, str], share_title: str) -> Chart:
    """Shares of a few kinds that make 100. Data set: shares (who, kind, order, share, shown: the number inside)."""
    base = (
        _named("shares")
        .transform_stack(
            stack="share", groupby=["who"], sort=[alt.SortField("order")], as_=["low", "high"], offset="zero"
        )
        .transform_calculate(middle="(datum.low + datum.high) / 2")
        .encode(y=alt.Y("who:N", sort=None, title=None, axis=alt.Axis(labelLimit=130)))
    )
    bars = base.mark_bar(height=26, stroke="white").encode(
        x=alt.X("low:Q", title=share_title, scale=alt.Scale(domain=[0, 100])),
        x2="high:Q",
        color=alt.Color("kind:N", scale=_scale(kinds), legend=_row("square")),
        tooltip=[alt.Tooltip("who:N", title="кто"), _tip("share", share_title, ".1f")],
    )
    texts = (
        base.transform_filter("datum.share >= 7")
        .mark_text()
        .encode(x="middle:Q", text=alt.Text("shown:Q", format="d"))
    )
    columns = (("who", "Кто", -1), ("kind", "Сравнение", -1), ("share", share_title, 1))
    return _finish(code, [bars, texts], (("shares", columns),), height=alt.Step(34))


def draw_intervals(code: str, value_title: str) -> Chart:
    """Named values with intervals and a zero line. Data set: values (name, value, low, high)."""
    base = _named("values")
    zero = base.mark_rule(color=_GREY).encode(x=alt.datum(0))
    named = base.encode(y=_names(None, 200))
    spans = named.mark_rule(color=_BLUE, strokeWidth=2).encode(
        x=alt.X("low:Q", title=value_title), x2="high:Q"
    )
    points = named.mark_point(filled=True, size=60, opacity=1, color=_BLUE).encode(
        x=alt.X("value:Q", title=value_title),
        tooltip=[alt.Tooltip("name:N", title="где"), _tip("value", value_title, ".2f")],
    )
    columns = (
        ("name", "Где", -1),
        ("value", value_title, 1),
        ("low", "Интервал 95 % от", 1),
        ("high", "до", 1),
    )
    return _finish(code, [zero, spans, points], (("values", columns),), height=alt.Step(17))


def _named(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))


def _limit(side: str, level: str) -> alt.Chart:
    dash = [1, 0] if level == "998" else [5, 3]
    line = _named("limits").mark_line(color=_INK, strokeWidth=1.3, strokeDash=dash)
    encoded: alt.Chart = line.encode(x="n:Q", y=f"{side}{level}:Q")
    return encoded


def _names(title: str | None, limit: int) -> alt.Y:
    return alt.Y("name:N", sort=None, title=title, axis=alt.Axis(grid=True, labelLimit=limit))


def _percents(field: str, title: str) -> alt.X:
    """From 0 to 100 with few ticks and room for a mark that stands on an end."""
    scale = alt.Scale(domain=[0, 100], nice=False, padding=7)
    return alt.X(f"{field}:Q", title=title, scale=scale, axis=alt.Axis(values=[0, 20, 40, 60, 80, 100]))


def _whole_axis() -> alt.Axis:
    return alt.Axis(format="d", grid=False, tickMinStep=1)


def _tip(field: str, title: str, number_format: str) -> alt.Tooltip:
    return alt.Tooltip(f"{field}:Q", title=title, format=number_format)


def _legend(field: str, colour: str, symbol: Any) -> alt.Color:
    return alt.Color(f"{field}:N", scale=alt.Scale(range=[colour]), legend=alt.Legend(symbolType=symbol))


def _row(symbol: Any = alt.Undefined) -> alt.Legend:
    return alt.Legend(direction="horizontal", symbolType=symbol)


def _scale(series: Mapping[str, Any]) -> alt.Scale:
    return alt.Scale(domain=list(series), range=list(series.values()))


def _finish(
    code: str,
    layers: Sequence[alt.Chart],
    tables: Tables,
    *,
    height: int | alt.Step = 210,
    above: int = 4,
) -> Chart:
    """The kind of picture; ``above`` pixels are left between the plot and its legend."""
    spec: dict[str, Any] = alt.layer(*layers).properties(width=WIDTH, height=height).to_dict()
    # The layout of legends is known to Vega but not to Altair's schema, hence set on the finished dictionary.
    spec["config"] = {**_CONFIG, "legend": {**_CONFIG["legend"], "offset": above}}
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    return Chart(code, spec, tables)
