"""Plans and actions that promise no result."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared, listed


def _look(prepared: Prepared) -> Iterator[Spot]:
    empty = [row for row in prepared.rows if not row.action.result]
    if not empty:
        return
    rows = tuple(row.index for row in empty)
    if len(empty) == len(prepared.rows):
        yield Spot("В плане нет ожидаемых результатов ни у одного мероприятия.", rows=rows, place="весь план")
        return
    yield Spot(f"Не назван ожидаемый результат: {listed(empty)}.", rows=rows)


CHECK = Check(
    code="result_missing",
    title="Результат не назван",
    severity=Severity.QUESTION,
    why="Без ожидаемого результата нельзя сказать, выполнено ли мероприятие и чем это подтвердить.",
    remedy="Добавьте столбец «Ожидаемый результат»: документ (протокол, справка, приказ) или число.",
    look=_look,
)
