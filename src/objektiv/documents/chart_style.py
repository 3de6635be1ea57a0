"""The look of all pictures: colours, letters, axes, legends, the finished specification.

The unit in focus is blue, what it is compared with is grey, what stands outside is orange.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import altair as alt

from objektiv.documents.blocks import Chart

WIDTH = 340

Tables: TypeAlias = tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]

INK, GREY, PALE, GRID = "#1f2933", "#616e7c", "#cbd2d9", "#e4e7eb"
BLUE, LIGHT_BLUE, ORANGE = "#2b5c8a", "#9fb9d3", "#b5480d"
THIN = alt.RelativeBandSize(band=0.6)  # paper has lower rows than the screen
_FONT = "Liberation Sans, Arial, Segoe UI, DejaVu Sans, sans-serif"
_AXIS = {"labelColor": INK, "titleColor": INK, "labelFont": _FONT, "titleFont": _FONT}
_CONFIG: dict[str, Any] = {
    "font": _FONT,
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        **_AXIS,
        "titleFontWeight": "normal",
        "labelFontSize": 11,
        "titleFontSize": 11,
        "gridColor": GRID,
        "domainColor": GREY,
        "tickColor": GREY,
    },
    "legend": {
        "orient": "top",
        "layout": {"top": {"direction": "vertical", "anchor": "start", "margin": 2}},
        "title": None,
        "labelFontSize": 11,
        "labelColor": INK,
        "labelLimit": 330,
        "symbolSize": 60,
        "rowPadding": 1,
        "offset": 4,
    },
    "text": {"font": _FONT, "fontSize": 11, "color": INK},
}


def named_data(name: str) -> alt.Chart:
    """A layer over a data set that a figure brings."""
    return alt.Chart(alt.NamedData(name))


def names_axis(title: str | None, limit: int) -> alt.Y:
    """Names in the order of the data; ``limit``: widest label in pixels."""
    return alt.Y("name:N", sort=None, title=title, axis=alt.Axis(grid=True, labelLimit=limit))


def percents_axis(field: str, title: str) -> alt.X:
    """From 0 to 100 with few ticks and room for a mark that stands on an end."""
    scale = alt.Scale(domain=[0, 100], nice=False, padding=7)
    return alt.X(f"{field}:Q", title=title, scale=scale, axis=alt.Axis(values=[0, 20, 40, 60, 80, 100]))


def whole_axis() -> alt.Axis:
    """Whole numbers without a grid."""
    return alt.Axis(format="d", grid=False, tickMinStep=1)


def tip(field: str, title: str, number_format: str) -> alt.Tooltip:
    """A number beside the pointer."""
    return alt.Tooltip(f"{field}:Q", title=title, format=number_format)


def legend(field: str, colour: str, symbol: Any) -> alt.Color:
    """One series: its colour and its words."""
    return alt.Color(f"{field}:N", scale=alt.Scale(range=[colour]), legend=alt.Legend(symbolType=symbol))


def row_legend(symbol: Any = alt.Undefined) -> alt.Legend:
    """Series side by side."""
    return alt.Legend(direction="horizontal", symbolType=symbol)


def series_scale(series: Mapping[str, Any]) -> alt.Scale:
    """Series → colour, shape or size."""
    return alt.Scale(domain=list(series), range=list(series.values()))


def finish_chart(
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
