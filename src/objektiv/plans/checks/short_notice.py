"""Actions for which the approval leaves hardly a working day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared
from objektiv.plans.working_days import working_days_left

_FEWEST = 3  # working days, the day of approval among them


def _look(prepared: Prepared) -> Iterator[Spot]:
    approved = prepared.approved
    if approved is None:
        return
    for row in prepared.rows:
        last = row.last_day
        if not last or last < approved or row.dates.ambiguous or row.dates.dues:
            continue
        left = working_days_left(approved - timedelta(days=1), last)
        if left < _FEWEST:
            yield Spot(
                f"{row.label}: план утверждён {approved:%d.%m.%Y}, на «{row.action.deadline.text}» "
                "остаётся рабочих дней: "
                f"{left}, считая день утверждения.",
                rows=(row.index,),
            )


CHECK = Check(
    code="short_notice",
    title="На исполнение почти нет времени",
    severity=Severity.QUESTION,
    why="За день-два мероприятие либо уже проведено, либо останется на бумаге.",
    remedy="Перенесите срок или отметьте, что подготовка уже сделана.",
    look=_look,
)
