"""Looking through a plan with every check there is, and the sentence that says what is good in it."""

from __future__ import annotations

from functools import cache

from objektiv.model.discovery import discover
from objektiv.plans.check import Check, Finding, Severity, Spot
from objektiv.plans.deadlines.dates import Frame
from objektiv.plans.model import Plan
from objektiv.plans.prepared import Prepared, prepare

_ORDER = tuple(Severity)


@cache
def checks() -> dict[str, Check]:
    """All checks by code."""
    import objektiv.plans.checks  # the package offers this module's functions in turn

    return {check.code: check for check in discover(objektiv.plans.checks, Check).values()}


def inspect(plan: Plan, frame: Frame | None = None) -> list[Finding]:
    """What the checks found, errors first, then in the order of the plan; without a frame the plan's head gives it."""
    prepared = prepare(plan, frame)
    found = [_finding(check, spot, prepared) for check in checks().values() for spot in check.look(prepared)]
    return sorted(found, key=lambda one: (_ORDER.index(one.severity), one.rows[:1] or (-1,), one.code))


def _finding(check: Check, spot: Spot, prepared: Prepared) -> Finding:
    rows = [prepared.rows[index] for index in spot.rows]
    return Finding(
        code=check.code,
        title=check.title,
        severity=spot.severity or check.severity,
        message=spot.message,
        remedy=spot.remedy or check.remedy,
        place=spot.place or (rows[0].action.place if rows else ""),
        actions=tuple(row.label for row in rows),
        rows=spot.rows,
        suggestion=spot.suggestion,
    )


def what_is_good(plan: Plan, frame: Frame | None = None) -> str:
    """One sentence about what the plan has; a plain one when there is nothing to praise."""
    prepared = prepare(plan, frame)
    rows = prepared.rows
    if not rows:
        return "Мероприятий в плане не найдено."
    good = []
    for named, count in (
        ("ответственный", sum(bool(row.action.responsible) for row in rows)),
        ("срок", sum(row.rule.understood and bool(row.action.deadline) for row in rows)),
        ("результат", sum(bool(row.action.result) for row in rows)),
    ):
        if count == len(rows):
            good.append(f"{named} назван у всех")
        elif count * 4 >= len(rows) * 3:
            good.append(f"{named} назван у {count} из {len(rows)}")
    kinds = {row.entry for row in rows if row.entry}
    if len(kinds) >= 5:
        good.append(f"узнано типовых мероприятий: {len(kinds)}")
    if prepared.approved:
        good.append(f"есть дата утверждения — {prepared.approved:%d.%m.%Y}")
    head = f"Мероприятий и решений в плане: {len(rows)}"
    return f"{head}; {', '.join(good)}." if good else f"{head}."
