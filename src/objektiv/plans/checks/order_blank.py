"""Number and date of the order that the plan is an annex to."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared


def _look(prepared: Prepared) -> Iterator[Spot]:
    annex = prepared.plan.head.annex
    if annex is None:
        return
    missing = [name for name, value in (("номер", annex.order_number), ("дата", annex.date)) if not value]
    if missing:
        verb = (
            "не заполнены" if len(missing) > 1 else "не заполнен" if missing == ["номер"] else "не заполнена"
        )
        place = annex.document.place or annex.number.place or "начало документа"
        yield Spot(f"План — приложение к приказу, но {' и '.join(missing)} приказа {verb}.", place=place)


CHECK = Check(
    code="order_blank",
    title="Номер и дата приказа",
    severity=Severity.ERROR,
    why="По пустым реквизитам нельзя найти приказ, которым введён план.",
    remedy="Впишите номер и дату приказа после его подписания.",
    look=_look,
)
