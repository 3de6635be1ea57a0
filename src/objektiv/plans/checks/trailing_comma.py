"""An owner followed by a comma: perhaps one more was named and lost."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared


def _look(prepared: Prepared) -> Iterator[Spot]:
    for row in prepared.rows:
        text = row.action.responsible.text.strip()
        if text.endswith(","):
            yield Spot(f"{row.label}: ответственный «{text}» кончается запятой.", rows=(row.index,))


CHECK = Check(
    code="trailing_comma",
    title="Ответственный кончается запятой",
    severity=Severity.QUESTION,
    why="Запятая в конце часто значит, что второй ответственный потерялся при переносе.",
    remedy="Допишите второго ответственного или уберите запятую.",
    look=_look,
)
