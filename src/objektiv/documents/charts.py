"""Kinds of pictures as Vega-Lite specifications without data, made with Altair.

One specification serves the interactive page and the printed documents. Shape, dash or words tell the same as the
colour (``chart_style``).
"""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from objektiv.documents.blocks import Chart
from objektiv.documents.chart_style import (
    BLUE,
    GREY,
    INK,
    LIGHT_BLUE,
    ORANGE,
    PALE,
    THIN,
    finish_chart,
    legend,
    named_data,
    names_axis,
    percents_axis,
    row_legend,
    series_scale,
    tip,
    whole_axis,
)


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
    points = named_data("points").mark_circle(size=22, opacity=0.5, color=GREY).encode(x=x, y=y)
    lines = [_limit(side, dash) for side in ("low", "high") for dash in ("998", "95")]
    middle = named_data("limits").mark_line(color=GREY, strokeWidth=1).encode(x="n:Q", y="middle:Q")
    focus = (
        named_data("focus")
        .mark_point(shape="diamond", filled=True, size=160, opacity=1, stroke="white", strokeWidth=1)
        .encode(
            x="n:Q",
            y="y:Q",
            color=legend("label", BLUE, "diamond"),
            tooltip=[tip("n", size_title, "d"), tip("y", value_title, ".2f")],
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
    return finish_chart(code, [points, middle, *lines, focus], tables)


def draw_distribution(code: str, score_title: str, share_title: str) -> Chart:
    """Works by score. Data sets: bars (score, count, label), curve (score, share, label), rules."""
    bars = (
        named_data("bars")
        .mark_bar()
        .transform_joinaggregate(total="sum(count)")
        .transform_calculate(
            share="100 * datum.count / datum.total", low="datum.score - 0.42", high="datum.score + 0.42"
        )
        .encode(
            x=alt.X("low:Q", title=score_title, scale=alt.Scale(nice=False, padding=4), axis=whole_axis()),
            x2="high:Q",
            y=alt.Y("share:Q", title=share_title),
            y2=alt.datum(0),
            color=legend("label", LIGHT_BLUE, "square"),
            tooltip=[
                tip("score", score_title, "d"),
                tip("count", "работ", ",d"),
                tip("share", share_title, ".1f"),
            ],
        )
    )
    curve = (
        named_data("curve")
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=14, color=INK))
        .encode(
            x=alt.X("score:Q", title=score_title),
            y=alt.Y("share:Q", title=share_title),
            stroke=alt.Stroke(
                "label:N", scale=alt.Scale(range=[INK]), legend=alt.Legend(symbolType="stroke")
            ),
        )
    )
    tables = (
        ("bars", (("score", score_title, 0), ("count", "Работ", 0))),
        ("curve", (("score", score_title, 0), ("share", share_title, 1))),
        ("rules", (("label", "Граница отметки", -1), ("at", "Линия на оси баллов", 1))),
    )
    return finish_chart(code, [bars, curve, *_boundaries()], tables, above=16)


def _boundaries() -> tuple[alt.Chart, alt.Chart]:
    """Rules at the data set rules (at, label) with their labels above the plot, where no bar hides them."""
    rules = named_data("rules").mark_rule(color=ORANGE, strokeDash=[4, 3]).encode(x="at:Q")
    labels = (
        named_data("rules")
        .mark_text(baseline="bottom", dy=-2, fontWeight="bold", color=ORANGE)
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
    base = named_data("points").transform_calculate(place=place).encode(y=names_axis(name_title, 90))
    corridor = base.mark_bar(height=THIN, cornerRadius=2).encode(
        x=percents_axis("low", value_title),
        x2="high:Q",
        fill=alt.Fill("label:N", scale=alt.Scale(range=[PALE]), legend=alt.Legend(symbolType="square")),
    )
    points = base.mark_point(filled=True, opacity=1, stroke="white", strokeWidth=1).encode(
        x=percents_axis("value", value_title),
        color=alt.Color(
            "place:N", scale=series_scale({inside: BLUE, outside: ORANGE}), legend=row_legend("circle")
        ),
        shape=alt.Shape("place:N", scale=series_scale({inside: "circle", outside: "diamond"})),
        size=alt.Size("place:N", scale=series_scale({inside: 70, outside: 140}), legend=None),
        tooltip=[alt.Tooltip("name:N", title=name_title), tip("value", value_title, ".1f")],
    )
    columns = (
        ("name", name_title, -1),
        ("value", value_title, 1),
        ("low", "Коридор от", 1),
        ("high", "до", 1),
        *further,
    )
    return finish_chart(code, [corridor, points], (("points", columns),), height=alt.Step(17))


def draw_levels(code: str, name_title: str, value_title: str) -> Chart:
    """Named shares (0–100), a reference, a level wanted. Data set: points (name, value, other, wanted)."""
    base = named_data("points").encode(y=names_axis(name_title, 90))
    bars = base.mark_bar(height=THIN, color=LIGHT_BLUE).encode(
        x=percents_axis("value", value_title),
        tooltip=[alt.Tooltip("name:N", title=name_title), tip("value", value_title, ".1f")],
    )
    other = base.mark_circle(size=45, opacity=1, color=INK).encode(x="other:Q")
    wanted = base.mark_tick(thickness=2, size=10, color=ORANGE).encode(x="wanted:Q")
    columns = (
        ("name", name_title, -1),
        ("value", value_title, 1),
        ("other", "Для сравнения", 1),
        ("wanted", "Нужный уровень", 0),
    )
    return finish_chart(code, [bars, wanted, other], (("points", columns),), height=alt.Step(17))


def draw_shares(code: str, kinds: Mapping[str, str], share_title: str) -> Chart:
    """Shares of a few kinds that make 100. Data set: shares (who, kind, order, share, shown: the number inside)."""
    base = (
        named_data("shares")
        .transform_stack(
            stack="share", groupby=["who"], sort=[alt.SortField("order")], as_=["low", "high"], offset="zero"
        )
        .transform_calculate(middle="(datum.low + datum.high) / 2")
        .encode(y=alt.Y("who:N", sort=None, title=None, axis=alt.Axis(labelLimit=130)))
    )
    bars = base.mark_bar(height=26, stroke="white").encode(
        x=alt.X("low:Q", title=share_title, scale=alt.Scale(domain=[0, 100])),
        x2="high:Q",
        color=alt.Color("kind:N", scale=series_scale(kinds), legend=row_legend("square")),
        tooltip=[alt.Tooltip("who:N", title="кто"), tip("share", share_title, ".1f")],
    )
    texts = (
        base.transform_filter("datum.share >= 7")
        .mark_text()
        .encode(x="middle:Q", text=alt.Text("shown:Q", format="d"))
    )
    columns = (("who", "Кто", -1), ("kind", "Сравнение", -1), ("share", share_title, 1))
    return finish_chart(code, [bars, texts], (("shares", columns),), height=alt.Step(34))


def draw_intervals(code: str, value_title: str) -> Chart:
    """Named values with intervals and a zero line. Data set: values (name, value, low, high)."""
    base = named_data("values")
    zero = base.mark_rule(color=GREY).encode(x=alt.datum(0))
    named = base.encode(y=names_axis(None, 200))
    spans = named.mark_rule(color=BLUE, strokeWidth=2).encode(
        x=alt.X("low:Q", title=value_title), x2="high:Q"
    )
    points = named.mark_point(filled=True, size=60, opacity=1, color=BLUE).encode(
        x=alt.X("value:Q", title=value_title),
        tooltip=[alt.Tooltip("name:N", title="где"), tip("value", value_title, ".2f")],
    )
    columns = (
        ("name", "Где", -1),
        ("value", value_title, 1),
        ("low", "Интервал 95 % от", 1),
        ("high", "до", 1),
    )
    return finish_chart(code, [zero, spans, points], (("values", columns),), height=alt.Step(17))


def draw_expectation(code: str, start_title: str, later_title: str) -> Chart:
    """Later against starting values of schools, and what is expected of a start.

    Data sets: controls and treated (name, start, later, label), line (start, expected, low, high, label).
    """
    x = alt.X("start:Q", title=start_title, scale=alt.Scale(zero=False, nice=True, padding=8))
    y = alt.Y("later:Q", title=later_title, scale=alt.Scale(zero=False, nice=True))
    shown = alt.Scale(range=[GREY])
    band = named_data("line").mark_area(color=PALE, opacity=0.6).encode(x=x, y="low:Q", y2="high:Q")
    line = (
        named_data("line")
        .mark_line(color=INK, strokeWidth=1.5)
        .encode(
            x=x,
            y="expected:Q",
            stroke=alt.Stroke(
                "label:N", scale=alt.Scale(range=[INK]), legend=alt.Legend(symbolType="stroke")
            ),
        )
    )
    tips = [
        alt.Tooltip("name:N", title="школа"),
        tip("start", start_title, ".2f"),
        tip("later", later_title, ".2f"),
    ]
    controls = (
        named_data("controls")
        .mark_point(filled=True, size=32, opacity=0.7)
        .encode(
            x=x,
            y=y,
            fill=alt.Fill("label:N", scale=shown, legend=alt.Legend(symbolType="circle")),
            tooltip=tips,
        )
    )
    treated = (
        named_data("treated")
        .mark_point(shape="diamond", filled=True, size=150, opacity=1, stroke="white", strokeWidth=1)
        .encode(x=x, y=y, color=legend("label", BLUE, "diamond"), tooltip=tips)
    )
    schools = (("name", "Школа", -1), ("start", start_title, 2), ("later", later_title, 2))
    columns = (
        ("start", start_title, 2),
        ("expected", "Ожидается", 2),
        ("low", "95 % от", 2),
        ("high", "до", 2),
    )
    tables = (("treated", schools), ("controls", schools), ("line", columns))
    return finish_chart(code, [band, line, controls, treated], tables, height=260)


def _limit(side: str, level: str) -> alt.Chart:
    dash = [1, 0] if level == "998" else [5, 3]
    line = named_data("limits").mark_line(color=INK, strokeWidth=1.3, strokeDash=dash)
    encoded: alt.Chart = line.encode(x="n:Q", y=f"{side}{level}:Q")
    return encoded
