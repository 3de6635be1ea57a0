"""Terms that lie outside the year of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.deadlines.rule import Kind
from objektiv.plans.prepared import Prepared, listed

_FROM_AN_EVENT = (Kind.RELATIVE_BEFORE, Kind.RELATIVE_AFTER)  # «до начала учебного года» lies outside rightly


def _look(prepared: Prepared) -> Iterator[Spot]:
    rows = [row for row in prepared.rows if row.dates.outside and row.rule.kind not in _FROM_AN_EVENT]
    if rows:
        terms = ", ".join(dict.fromkeys(f"«{row.action.deadline.text}»" for row in rows))
        message = f"Срок лежит вне года плана: {listed(rows)}: {terms}."
        yield Spot(message, rows=tuple(row.index for row in rows))


CHECK = Check(
    code="deadline_outside",
    title="Срок вне года плана",
    severity=Severity.QUESTION,
    why="Такой срок обычно остался от прежнего плана или записан с опечаткой.",
    remedy="Проверьте год срока.",
    look=_look,
)
