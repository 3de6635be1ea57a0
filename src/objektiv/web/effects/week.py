"""What effects ask of a person this week."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.effects.enums import Standing
from objektiv.web.effects.queries import undecided, visible_to
from objektiv.web.effects.standing import standings
from objektiv.web.shell.week import Task

MOST = 10
WORDS = {Standing.READY: "Можно посчитать эффект", Standing.COUNTED: "Решить, помогло ли"}


def tasks(user: Any) -> Iterator[Task]:
    """Effects that can be read and readings that wait for a decision, for those who lead the plan."""
    if not permissions_of(user) & {Permission.PLANS_EDIT, Permission.PLANS_APPROVE}:
        return
    rows = undecided(visible_to(user)).filter(action__is_new=False)
    waiting = [one for one in standings(rows) if one.is_awaited_of(user)]
    for one in waiting[:MOST]:
        action = one.question.action
        yield Task(
            f"{WORDS[Standing(one.standing)]}: {action}",
            reverse("effect", args=[action.pk]),
            note=action.plan.unit.title,
        )
    if len(waiting) > MOST:
        yield Task(f"И ещё эффектов: {len(waiting) - MOST}", reverse("effects"))
