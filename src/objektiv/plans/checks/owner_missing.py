"""Actions that nobody answers for."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared, listed


def _look(prepared: Prepared) -> Iterator[Spot]:
    empty = [row for row in prepared.rows if not row.action.responsible]
    if not empty:
        return
    rows = tuple(row.index for row in empty)
    if len(empty) == len(prepared.rows):
        yield Spot(
            f"Ответственный не назван ни у одного мероприятия (всего {len(rows)}).",
            rows=rows,
            place="весь план",
        )
        return
    yield Spot(f"Нет ответственного: {listed(empty)}.", rows=rows)


CHECK = Check(
    code="owner_missing",
    title="Ответственный не назван",
    severity=Severity.ERROR,
    why="Мероприятие без ответственного обычно не выполняют, и спросить за него не с кого.",
    remedy="Назовите человека или должность в каждой строке.",
    look=_look,
)
