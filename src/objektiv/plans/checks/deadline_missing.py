"""Actions without a term."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared, listed


def _look(prepared: Prepared) -> Iterator[Spot]:
    empty = [row for row in prepared.rows if not row.action.deadline]
    if not empty:
        return
    rows = tuple(row.index for row in empty)
    if len(empty) == len(prepared.rows):
        yield Spot(
            f"Срок не указан ни у одного мероприятия (всего {len(rows)}).", rows=rows, place="весь план"
        )
        return
    yield Spot(f"Нет срока: {listed(empty)}.", rows=rows)


CHECK = Check(
    code="deadline_missing",
    title="Срок не указан",
    severity=Severity.ERROR,
    why="Без срока нельзя ни напомнить, ни сказать, выполнено ли мероприятие вовремя.",
    remedy="Укажите дату, месяц или срок от события («в течение 10 дней после получения результатов»).",
    look=_look,
)
