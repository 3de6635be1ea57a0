"""A reading on the page: one sentence, a picture with its numbers, the figures, then how it was computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from objektiv.analysis.effect_waves import DEVIATIONS, POINTS
from objektiv.documents.blocks import Dataset, Figure
from objektiv.documents.charts import draw_expectation
from objektiv.documents.numbers import (
    count_of,
    format_interval,
    format_number,
    format_p,
    format_share,
    format_signed,
)
from objektiv.web.effects.disclosure import ShownPoint, ShownReading
from objektiv.web.effects.phrases import FEW, NO_RATING
from objektiv.web.findings.shown.tables import ShownTable, figure_tables
from objektiv.web.plans.enums import Effect

SCHOOLS = ("школа", "школы", "школ")
SHORT_UNITS = {DEVIATIONS: "ст. откл.", POINTS: "п. п."}
CHART = draw_expectation("effect", "До меры", "После меры")
WITH, WITHOUT = "школы с мерой", "школы без меры"
LINE = "ожидаемое при таком начале, 95 % для одной школы"
AXES = {
    DEVIATIONS: "На осях — стандартные отклонения учеников, 0 — среднее своей волны.",
    POINTS: "На осях — отклонение от ожидаемого, процентные пункты.",
}


CODES = "не вошли: ОО"  # the sentences that name schools


def lead_of(shown: ShownReading) -> str:
    """Who, the difference with its interval, its direction, what of the naive change is the return to the mean."""
    content, figures = shown.reading.content, shown.figures
    if not shown.is_applicable:
        return str(content["sentences"][0])
    proposal = f"предлагается «{Effect(content['proposal']).label}»"
    who = f"с мерой {count_of(figures['treated'], *SCHOOLS)}, без меры {count_of(figures['controls'], *SCHOOLS)}"
    if not shown.has_numbers:
        return f"{who[:1].upper()}{who[1:]}; {proposal}. {FEW}"
    unit, digits = _unit(content), _digits(content)
    difference = format_signed(figures["effect"], digits)
    interval = format_interval(figures["lower"], figures["upper"], digits)
    naive, back = (format_signed(figures[name], digits) for name in ("naive_change", "regression_to_mean"))
    return (
        f"Разница с ожидаемым {difference} {unit} (95 % интервал {interval}) — {_direction(content)}; {who}; простое "
        f"«до и после» показало бы {naive}, из них {back} — возврат к среднему; {proposal}."
    )


def numbers_of(shown: ShownReading) -> ShownTable:
    """The figures one by one."""
    content, figures = shown.reading.content, shown.figures
    digits = _digits(content)
    plain = {
        "Школ с мерой в расчёте": str(figures["treated"]),
        "Школ без меры в расчёте": str(figures["controls"]),
        "Было до меры": format_number(figures["start"], digits),
        "Ожидалось после": format_number(figures["expected"], digits),
        "Получено после": format_number(figures["observed"], digits),
        "Разница с ожидаемым": format_signed(figures["effect"], digits),
        "95 % интервал разницы": format_interval(figures["lower"], figures["upper"], digits),
        "p": format_p(figures["p_value"]),
        "Простое «до и после»": format_signed(figures["naive_change"], digits),
        "из них изменение обычной школы": format_signed(figures["common_change"], digits),
        "из них возврат к среднему": format_signed(figures["regression_to_mean"], digits),
        "Наименьший важный эффект": format_number(content["smallest"], digits),
        "Доля настоящих различий в начале": format_share(figures["reliability"], 0),
    }
    rows = [[(name, False), (value, True)] for name, value in plain.items()]
    return ShownTable(
        f"Из чего сложился эффект, {_unit(content)}", [("Что", False), ("Значение", True)], rows
    )


def figure_of(shown: ShownReading) -> Figure:
    """Later against starting values."""
    content = shown.reading.content
    line = content["line"]
    data = {
        "treated": _points(shown.treated, WITH),
        "controls": _points(shown.controls, WITHOUT),
        "line": Dataset(
            {
                "start": line["start"],
                "expected": line["expected"],
                "low": line["lower"],
                "high": line["upper"],
                "label": [LINE] * len(line["start"]),
            }
        ),
    }
    left_out = f" Не показаны школы, которых меньше пяти: {shown.left_out}." if shown.left_out else ""
    return Figure(
        CHART, data, f"{content['measure'][:1].upper()}{content['measure'][1:]}: до меры и после",
        "Точки — школы: по горизонтали значение до меры, по вертикали после; синие ромбы — с мерой, серые — без меры. "
        "Линия показывает, чего ждать при таком начале; числа — в таблице ниже.",
        f"{AXES[content['unit']]} {NO_RATING}{left_out}",
    )  # fmt: skip


def picture_tables(figure: Figure) -> Sequence[ShownTable]:
    """The data of the picture."""
    captions = (f"Школы с мерой: {len(figure.data['treated'].rows())}", "Школы без меры", "Линия ожидаемого")
    named = ("treated", "controls", "line")
    kept = [
        caption
        for name, caption in zip(named, captions, strict=True)
        if any(map(len, figure.data[name].columns.values()))
    ]
    tables = figure_tables(figure)
    return [
        ShownTable(caption, table.heads, table.rows, table.note)
        for caption, table in zip(kept, tables, strict=True)
    ]


def how_of(shown: ShownReading) -> list[str]:
    """How it was computed, sentence by sentence; without numbers only what holds no figure of a school."""
    sentences = list(shown.reading.content["sentences"])
    if not shown.is_applicable:
        kept = sentences[1:]
    else:
        kept = [sentences[0], *sentences[4:]] if shown.has_numbers else [sentences[0], *sentences[-3:]]
    return kept if shown.has_schools else [one for one in kept if CODES not in one]


def proposal_of(shown: ShownReading) -> str:
    """The sentence that a person may take as the ground: it holds no figure of a school."""
    sentences = shown.reading.content["sentences"]
    said = sentences[2] if shown.is_applicable else sentences[0]
    return f"{said} ({shown.reading})"


def _points(points: Sequence[ShownPoint], label: str) -> Dataset:
    return Dataset(
        {
            "name": [one.name for one in points],
            "start": [one.start for one in points],
            "later": [one.later for one in points],
            "label": [label] * len(points),
        }
    )


def _direction(content: dict[str, Any]) -> str:
    figures, wanted = content["figures"], content["question"]["direction"]
    if figures["lower"] <= 0 <= figures["upper"]:
        return "направление не ясно, интервал содержит ноль"
    return "в нужную сторону" if (figures["effect"] > 0) == (wanted == "higher") else "не в нужную сторону"


def _unit(content: dict[str, Any]) -> str:
    return SHORT_UNITS[content["unit"]]


def _digits(content: dict[str, Any]) -> int:
    return 1 if content["unit"] == POINTS else 2
