"""Who may do what with effects (``may_``), and what the state of the plan allows (``can_``)."""

from __future__ import annotations

from typing import Any

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may
from objektiv.web.plans import rules as plans
from objektiv.web.plans.enums import PUBLIC
from objektiv.web.plans.models import Action


def may_ask(user: Any, action: Action) -> bool:
    """Say how the effect will be read: those who compose the plan."""
    return plans.may_write(user, action.plan.unit)


def may_lead(user: Any, action: Action) -> bool:
    """Read the effect and decide: who composes the plan or approves it."""
    return plans.may_lead(user, action)


def may_see_schools(user: Any, action: Action) -> bool:
    """Know which schools have the action: a council reads numbers without schools."""
    return may(user, Permission.TERRITORY_VIEW, action.plan.unit.path)


def can_ask(action: Action) -> bool:
    """With the plan while it is written; after approval any time, with a reason. A row that left has no effect."""
    if action.excluded_by_id is not None:
        return False
    return action.plan.is_writable if action.is_new else action.plan.state in PUBLIC


def can_read(action: Action) -> bool:
    """An order approved the action, the plan may be over by now."""
    return not action.is_new and action.plan.state in PUBLIC
