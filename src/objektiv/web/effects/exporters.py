"""The list of effects as a workbook, as it is seen. It holds no figures: those a person looks at action by action."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone

from objektiv.documents.blocks import INTEGER, Column, DataTable
from objektiv.documents.xlsx import Sheet
from objektiv.web.access.exporters import day, moment, workbook
from objektiv.web.effects.phrases import TITLE
from objektiv.web.effects.standing import ShownQuestion

COLUMNS = (
    Column("Организация", width=2.5), Column("План", width=3), Column("№", width=0.8), Column("Мероприятие", width=4),
    Column("Показатель", width=2), Column("Куда", width=1.6), Column("До меры", width=2.4),
    Column("После меры", width=2.4), Column("Школ с мерой", INTEGER), Column("Состояние", width=2),
    Column("Предлагается", width=1.6), Column("Решено", width=1.6), Column("Почему так", width=4),
    Column("Вопрос задан", width=1.2), Column("О вопросе", width=2.5),
)  # fmt: skip


def effects_book(rows: Iterable[ShownQuestion], chosen: str) -> HttpResponse:
    """One row an action."""
    lines = (f"{TITLE} на {moment(timezone.now())}.", *([f"Отобрано: {chosen}."] if chosen else ()))
    table = DataTable(TITLE, COLUMNS, tuple(map(_row, rows)))
    return workbook(TITLE, [Sheet(TITLE, lines, (table,))])


def _row(one: ShownQuestion) -> tuple[str | int, ...]:
    asked, action = one.question, one.question.action
    return (
        action.plan.unit.title, action.plan.title, action.number, action.text, asked.indicator_title,
        asked.direction_title, asked.before_work.title, asked.after_work.title, len(asked.record["treated"]), one.title,
        str(one.reading.get_proposal_display()) if one.reading else "",
        str(action.get_effect_display()) if action.effect else "", action.effect_ground,
        day(timezone.localtime(asked.at).date()), "; ".join(asked.remarks),
    )  # fmt: skip
