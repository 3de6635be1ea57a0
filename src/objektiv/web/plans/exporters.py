"""Lists of plans and of their rows as workbooks."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone

from objektiv.documents.blocks import INTEGER, Column, DataTable
from objektiv.documents.xlsx import Sheet
from objektiv.web.access.exporters import day, moment, workbook
from objektiv.web.plans.kinds import kind_title
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.snapshot import in_force

PLANS = (
    Column("Организация", width=3), Column("План", width=5), Column("Вид", width=1.6), Column("На год", width=1.6),
    Column("Состояние", width=1.6), Column("Мероприятий", INTEGER), Column("Принято", INTEGER),
    Column("На проверке", INTEGER), Column("Просрочено", INTEGER),
)  # fmt: skip
ROWS = (
    Column("№", width=0.8), Column("Мероприятие", width=5), Column("Раздел", width=2.5), Column("Вид", width=1.6),
    Column("Срок по документу", width=2), Column("Исполнить до", width=1.2), Column("Ответственный", width=2.5),
    Column("Результат", width=3), Column("Состояние", width=1.6), Column("Исполнено", width=1.2),
    Column("Что сделано", width=3), Column("Причина или основание", width=3), Column("Эффект", width=1.4),
    Column("Организация", width=2.5), Column("План", width=3),
)  # fmt: skip


def plans_book(plans: Iterable[Plan], chosen: str) -> HttpResponse:
    """The list as it is seen."""
    rows = tuple(
        (
            one.unit.title, one.title, one.get_kind_display(), one.period, one.get_state_display(),
            *(getattr(one, name) for name in ("total", "accepted", "reported", "late")),
        )
        for one in plans
    )  # fmt: skip
    return workbook("Планы", [Sheet("Планы", _lines("Планы", chosen), (DataTable("Планы", PLANS, rows),))])


def actions_book(actions: Iterable[Action], chosen: str, name: str = "Мероприятия") -> HttpResponse:
    """Rows as they are seen, in the words of the documents in force."""
    rows = tuple(
        (
            one.number, one.text, one.section.title if one.section else "", kind_title(one.kind), one.deadline,
            day(one.due_on), one.owner.short_name if one.owner else one.owner_text, one.result, one.status_title,
            day(one.done_on), one.report, one.status_reason, one.get_effect_display() if one.effect else "",
            one.plan.unit.title, one.plan.title,
        )
        for one in in_force(actions)
    )  # fmt: skip
    return workbook(name, [Sheet(name, _lines(name, chosen), (DataTable(name, ROWS, rows),))])


def _lines(name: str, chosen: str) -> tuple[str, ...]:
    return (f"{name} на {moment(timezone.now())}.", *([f"Отобрано: {chosen}."] if chosen else ()))
