"""What those who gave a task say of it: accepted, returned, recalled, another term; that it was not done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.web.audit.domain import one_writer
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Action
from objektiv.web.tasks import rules
from objektiv.web.tasks.domain.working import check, check_day, check_task, go, said
from objektiv.web.tasks.enums import NEEDS_REASON, TaskState
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import counts_of, history_of

VERBS: dict[str, str] = {
    TaskState.GIVEN: "task.given_again",
    TaskState.REPORTED: "task.reported",
    TaskState.ACCEPTED: "task.accepted",
    TaskState.RETURNED: "task.returned",
    TaskState.NOT_DONE: "task.not_done",
    TaskState.RECALLED: "task.recalled",
}
MOVED = "task.term_moved"
SAME_DAY = "Этот срок уже стоит: назначьте другой день."
TWICE = "Школе уже поручено это мероприятие с таким сроком: назначьте другой день."
NOT_ALL = "Об исполнении отчитываются, когда отчёты всех школ приняты."
NOT_YOURS = "это поручение ведёте не вы"
Refused = list[tuple[Task, str]]


@transaction.atomic
def say(task: Task, state: str, *, by: Any, reason: str = "", version: int | None = None) -> Task:
    """Bring a task to a state. The same word of the same person once more, a second click, changes nothing."""
    check(rules.may_say(by, task, state))
    ground = said(reason) if state in NEEDS_REASON else reason.strip()
    one_writer()
    if Task.objects.filter(pk=task.pk, state=state, settled_by=by, reason=ground).exists():
        task.refresh_from_db()
        return task
    check_task(task, lambda one: rules.can_say(one, state))
    return go(task, VERBS[state], by, version, ground=ground, state=state, settled_by=by, reason=ground)


@transaction.atomic
def accept(task: Task, *, by: Any, version: int | None = None) -> Task:
    """The report is true: the school has done its part."""
    return say(task, TaskState.ACCEPTED, by=by, version=version)


def accept_many(tasks: Iterable[Task], *, by: Any) -> tuple[int, Refused]:
    """Accept each in a transaction of its own; those refused come back with the reason."""
    return _each(tasks, lambda one: accept(one, by=by))


@transaction.atomic
def send_back(task: Task, *, reason: str, by: Any, version: int | None = None) -> Task:
    """Something is missing in the report, and what."""
    return say(task, TaskState.RETURNED, by=by, reason=reason, version=version)


@transaction.atomic
def mark_not_done(task: Task, *, reason: str, by: Any, version: int | None = None) -> Task:
    """It was not done, and why."""
    return say(task, TaskState.NOT_DONE, by=by, reason=reason, version=version)


@transaction.atomic
def recall(task: Task, *, reason: str, by: Any, version: int | None = None) -> Task:
    """The school need not do it: given by mistake, or no longer needed."""
    return say(task, TaskState.RECALLED, by=by, reason=reason, version=version)


@transaction.atomic
def give_again(task: Task, *, reason: str, by: Any, version: int | None = None) -> Task:
    """What was recalled is to be done after all."""
    return say(task, TaskState.GIVEN, by=by, reason=reason, version=version)


@transaction.atomic
def move_term(task: Task, *, until: date, reason: str, by: Any, version: int | None = None) -> Task:
    """Another day for one school, on a ground; the letter stays as it was. A second click changes nothing."""
    check(rules.may_lead(by, task))
    ground = said(reason)
    check_task(task, rules.can_remind)
    if task.due_on == until:
        _check_second_click(task, by, ground)
        return task
    check_day(until, "until")
    if Task.objects.filter(action=task.action_id, school=task.school_id, due_on=until).exists():
        raise ValidationError({"until": TWICE})
    return go(task, MOVED, by, version, ground=ground, due_on=until)


def move_terms(tasks: Iterable[Task], *, until: date, reason: str, by: Any) -> tuple[int, Refused]:
    """The same for many, each by the verb of one."""
    return _each(tasks, lambda one: move_term(one, until=until, reason=reason, by=by))


@transaction.atomic
def report_action(action: Action, *, report: str, by: Any, version: int | None = None) -> Action:
    """All schools are through: who answers for the action reports it, by the verb of plans."""
    one_writer()
    counted = counts_of([action.pk]).get(action.pk, {})
    check(True, set(counted) == {TaskState.ACCEPTED}, NOT_ALL)
    return plans.report_done(action, report=report, by=by, version=version)


def _check_second_click(task: Task, by: Any, ground: str) -> None:
    last = history_of(task).order_by("-number").first()
    if last is None or (last.verb, last.actor_id, last.reason) != (MOVED, by.pk, ground):
        raise ValidationError({"until": SAME_DAY})


def _each(tasks: Iterable[Task], verb: Callable[[Task], object]) -> tuple[int, Refused]:
    done, refused = 0, []
    for one in tasks:
        try:
            verb(one)
            done += 1
        except PermissionDenied:
            refused.append((one, NOT_YOURS))
        except ValidationError as error:
            refused.append((one, " ".join(error.messages)))
    return done, refused
