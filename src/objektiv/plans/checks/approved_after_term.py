"""Actions whose term was over before the plan was approved."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared


def _look(prepared: Prepared) -> Iterator[Spot]:
    approved = prepared.approved
    if approved is None:
        return
    for row in prepared.rows:
        last = row.last_day
        if last and last < approved and not row.dates.ambiguous and not row.dates.dues:
            yield Spot(
                f"{row.label}: план утверждён {approved:%d.%m.%Y}, а срок «{row.action.deadline.text}» уже прошёл.",
                rows=(row.index,),
            )


CHECK = Check(
    code="approved_after_term",
    title="Утверждён после срока",
    severity=Severity.ERROR,
    why="Нельзя поручить то, срок чего истёк до утверждения плана.",
    remedy="Перенесите срок или отметьте мероприятие выполненным с датой и документом.",
    look=_look,
)
