"""Terms that were not understood."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared


def _look(prepared: Prepared) -> Iterator[Spot]:
    for row in prepared.rows:
        if row.action.deadline and not row.rule.understood:
            reason = f": {row.rule.reason.rstrip('.')}" if row.rule.reason else ""
            yield Spot(f"{row.label}: срок «{row.action.deadline.text}» не понят{reason}.", rows=(row.index,))


CHECK = Check(
    code="unread_deadline",
    title="Срок не понят",
    severity=Severity.QUESTION,
    why="Непонятый срок не попадёт в календарь и напоминания.",
    remedy="Напишите срок иначе: дата, месяц, «в течение года», «не позднее чем за 2 дня до…».",
    look=_look,
)
