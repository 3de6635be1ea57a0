"""Who may do what with tasks (``may_``), and what their state and their plan allow (``can_``)."""

from __future__ import annotations

from typing import Any

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live_assignments, may
from objektiv.web.plans import rules as plans
from objektiv.web.plans.enums import ActionStatus
from objektiv.web.plans.models import Action
from objektiv.web.tasks.enums import AWAITED, OPEN_TO_REPORTS, TASK_TRANSITIONS, TaskState
from objektiv.web.tasks.models import Task
from objektiv.web.territory.enums import Level

ENDED = (ActionStatus.ACCEPTED, ActionStatus.WITHDRAWN)


def may_give(user: Any, action: Action) -> bool:
    """Give an action to schools, remind them: those who compose the plan."""
    return may(user, Permission.PLANS_EDIT, action.plan.unit.path)


def may_lead(user: Any, task: Task) -> bool:
    """The same of a task that is given."""
    return may_give(user, task.action)


def speaks_for(user: Any, school: Any) -> bool:
    """Reports for a school: a role given at this very school, not above it, carries the right."""
    return any(
        held.unit_id == school.pk and Permission.PLANS_REPORT in held.role_class.permissions
        for held in live_assignments(user)
    )


def may_enter(user: Any, task: Task) -> bool:
    """Enter what the school sent on paper or by mail: those who gave the task, unless they speak for the school."""
    return may_lead(user, task) and not speaks_for(user, task.school)


def may_settle(user: Any, task: Task) -> bool:
    """Accept or return: who leads or controls; never who speaks for the school or wrote the report."""
    if task.reported_by_id == user.pk or speaks_for(user, task.school):
        return False
    plan = task.action.plan
    controls = user.pk in (task.action.controller_id, plan.controller_id) and plans.belongs(
        user, plan.unit.path
    )
    return may_lead(user, task) or controls


def may_say(user: Any, task: Task, state: str) -> bool:
    """Bring a task to a state."""
    if state == TaskState.REPORTED:
        return speaks_for(user, task.school) or may_enter(user, task)
    if state == TaskState.NOT_DONE:
        return speaks_for(user, task.school) or may_lead(user, task)
    return (
        may_settle(user, task) if state in (TaskState.ACCEPTED, TaskState.RETURNED) else may_lead(user, task)
    )


def can_give(action: Action) -> bool:
    """An action of a municipality's or a region's plan that is carried out and not over."""
    is_above = action.plan.unit.level != Level.SCHOOL
    return is_above and plans.is_carried_out(action) and action.status not in ENDED


def why_stopped(action: Action) -> str:
    """Why nothing is asked of schools any more, a sentence; empty while the action is carried out."""
    if not action.plan.is_in_force:
        return f"План {action.plan.get_state_display()}."
    if not plans.is_carried_out(action):
        return "Мероприятие исключено из плана."
    return "Мероприятие снято с контроля." if action.status == ActionStatus.WITHDRAWN else ""


def can_say(task: Task, state: str) -> bool:
    """The action is carried out, and the state machine knows the way."""
    return not why_stopped(task.action) and state in TASK_TRANSITIONS[task.state]


def can_report(task: Task) -> bool:
    """The first report or an addition is welcome."""
    return not why_stopped(task.action) and task.state in OPEN_TO_REPORTS


def can_remind(task: Task) -> bool:
    """The word is with the school: it is reminded, its term may be moved."""
    return not why_stopped(task.action) and task.state in AWAITED
