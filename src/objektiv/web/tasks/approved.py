"""Tasks in the words of the plan that is in force: changes that are being prepared are not for schools yet."""

from __future__ import annotations

from collections.abc import Iterable

from objektiv.web.plans.snapshot import in_force
from objektiv.web.tasks.models import Task


def as_approved(tasks: Iterable[Task]) -> list[Task]:
    """The same tasks; their actions, which come with their plans, say what is approved and are not to be saved."""
    rows = list(tasks)
    actions = {one.action_id: one.action for one in rows}
    in_force(actions.values())
    for one in rows:
        one.action = actions[one.action_id]
    return rows
