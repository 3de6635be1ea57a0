"""Who may do what with plans (``may_``), and what the state of a plan or an action allows (``can_``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live_assignments, may
from objektiv.web.plans.enums import (
    ACTION_TRANSITIONS,
    PLAN_TRANSITIONS,
    SAID_BY_CONTROL,
    SAID_BY_DOERS,
    ActionStatus,
    PlanState,
    Visa,
)
from objektiv.web.plans.models import Action, Agreement, Plan

IsRead = Callable[[Action], bool]
_read: dict[str, IsRead] = {}


def add_read(name: str, is_read: IsRead) -> None:
    """Called by an app that computes effects when it is ready; the same name twice is one.

    ``is_read(action)``: the effect was computed, so a person decides by that reading, and the app keeps by which.
    """
    _read[name] = is_read


def is_effect_read(action: Action) -> bool:
    """Somebody above has computed the effect."""
    return any(is_read(action) for is_read in _read.values())


def may_write(user: Any, unit: Any) -> bool:
    """Compose and change plans of an organisation."""
    return may(user, Permission.PLANS_EDIT, unit.path)


def may_approve(user: Any, plan: Plan) -> bool:
    """Approve: only in one's own organisation, whoever stands above it.

    Who composed the plan may: in a small school it is the head, and what approves is the signed document.
    """
    return _holds_at(user, plan.unit.path, Permission.PLANS_APPROVE)


def may_agree(user: Any, step: Agreement) -> bool:
    """Say the word of an organisation to which a plan was sent: who leads or approves plans there, never its author."""
    return step.plan.by_id != user.pk and _holds_at(
        user, step.unit.path, Permission.PLANS_EDIT, Permission.PLANS_APPROVE
    )


def may_do(user: Any, action: Action) -> bool:
    """Say that an action is begun or done, attach evidence: those who report, and whoever is named in the action."""
    return may(user, Permission.PLANS_REPORT, action.plan.unit.path) or is_named(user, action)


def may_see_work(user: Any, action: Action) -> bool:
    """Documents that prove, words of people, who did what and when: for those who work with the plan.

    Others who know the plan, a council or the staff of a school, read what is to be done and how far it is.
    """
    return may_do(user, action) or may_lead(user, action)


def may_see_changes(user: Any, action: Action) -> bool:
    """Be told of a new day and say «I know it», for oneself alone: who does the work or leads the plan."""
    return may_do(user, action) or may_lead(user, action)


def may_control(user: Any, action: Action) -> bool:
    """Accept or return what was done: who controls the action or leads the plan, never who reported it."""
    if action.reported_by_id == user.pk:
        return False
    controls = user.pk in (action.controller_id, action.plan.controller_id)
    path = action.plan.unit.path
    return (
        controls or may(user, Permission.PLANS_EDIT, path) or _holds_at(user, path, Permission.PLANS_APPROVE)
    )


def may_lead(user: Any, action: Action) -> bool:
    """Postpone, take off control, say of the effect: who composes the plan or approves it."""
    return may_lead_plan(user, action.plan)


def may_lead_plan(user: Any, plan: Plan) -> bool:
    """The same for the plan as a whole."""
    path = plan.unit.path
    return may(user, Permission.PLANS_EDIT, path) or _holds_at(user, path, Permission.PLANS_APPROVE)


def may_say(user: Any, action: Action, status: str) -> bool:
    """Bring an action to a status."""
    if action.status == ActionStatus.REPORTED and status in SAID_BY_DOERS:
        return user.pk == action.reported_by_id or may_lead(
            user, action
        )  # a report is taken back by who made it
    if status in SAID_BY_DOERS:
        return may_do(user, action)
    return may_control(user, action) if status in SAID_BY_CONTROL else may_lead(user, action)


def is_named(user: Any, action: Action) -> bool:
    """The owner, an executor or the one who controls, while the person belongs to the plan's part of the territory."""
    if not belongs(user, action.plan.unit.path):
        return False
    if user.pk in (action.owner_id, action.controller_id, action.plan.controller_id):
        return True
    return any(one.pk == user.pk for one in action.executors.all())


def belongs(user: Any, path: str) -> bool:
    """A role of today ties the person to a place: inside it or above it."""
    return are_tied((held.unit.path for held in live_assignments(user)), path)


def are_tied(places: Iterable[str], path: str) -> bool:
    """One of the places lies inside another place or above it."""
    return any(one.startswith(path) or path.startswith(one) for one in places)


def can_go(plan: Plan, state: str) -> bool:
    """Whether the state machine of plans knows the way."""
    return state in PLAN_TRANSITIONS[plan.state]


def can_say(action: Action, status: str) -> bool:
    """The plan is in force, the row is in it, and the state machine of actions knows the way."""
    return is_carried_out(action) and status in ACTION_TRANSITIONS[action.status]


def is_carried_out(action: Action) -> bool:
    """The plan is in force and this row is in it by an order."""
    return action.plan.is_in_force and not action.is_new and action.excluded_by_id is None


def can_prove(action: Action) -> bool:
    """Evidence is attached while the plan is in force and the action is not accepted yet."""
    return is_carried_out(action) and action.status not in (ActionStatus.ACCEPTED, ActionStatus.WITHDRAWN)


def can_visa(step: Agreement) -> bool:
    """The plan waits for this very word."""
    return step.plan.state == PlanState.AGREEMENT and step.visa == Visa.WAITING


def _holds_at(user: Any, path: str, *permissions: Permission) -> bool:
    """A role given at this very place, not above it, carries one of the rights."""
    return any(
        held.unit.path == path and one in held.role_class.permissions
        for held in live_assignments(user)
        for one in permissions
    )
