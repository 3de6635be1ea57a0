"""What the municipality asks of its schools: some have reported, one is silent, one has the word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from objektiv.web.access.models import User
from objektiv.web.plans.models import Action, Plan
from objektiv.web.tasks import domain as tasks
from objektiv.web.tasks.domain import Wanted
from objektiv.web.tasks.expected import NUMBER, Expected
from objektiv.web.tasks.models import Task
from objektiv.web.territory.models import Unit
from objektiv.web.training.people import deputy_of
from objektiv.web.training.plan_papers import proof
from objektiv.web.training.plan_rows import (
    DISTRICT_ROWS,
    EXPLAINING,
    TASK_DAYS,
    TASK_QUESTION,
    TASK_REPORTS,
    TASK_RETURNED,
    TASK_WORDS,
)

PAPER = "Лист участия"
WANTED = Wanted(TASK_WORDS, (Expected(NUMBER, TASK_QUESTION, "number"),))


def give_tasks(plan: Plan, school: Unit, coordinator: User) -> None:
    """Give one action of the plan to ``school`` and to others of the municipality; each answers in its own way."""
    place = [one.number for one in DISTRICT_ROWS].index(EXPLAINING)
    action = plan.actions.select_related("plan__unit").order_by("order")[place]
    others = Unit.objects.filter(parent=school.parent).exclude(pk=school.pk).order_by("path")
    schools = [school, *others[: len(WAYS) - 1]]
    due = timezone.localdate() + timedelta(days=TASK_DAYS)
    tasks.give(action, schools=schools, by=coordinator, due=due, what_to_report=WANTED)
    for number, (one, way) in enumerate(zip(schools, WAYS, strict=False)):
        way(_task(action, one), coordinator, number)


def _task(action: Action, school: Unit) -> Task:
    return Task.objects.select_related("letter", "school", "action__plan__unit").get(
        action=action, school=school
    )


def _leave(task: Task, by: User, number: int) -> None:
    """The school has the word: its people can try."""


def _remind(task: Task, by: User, number: int) -> None:
    deputy_of(task.school)
    tasks.remind(task, by=by)


def _report(task: Task, by: User, number: int) -> Task:
    deputy, text = deputy_of(task.school), TASK_REPORTS[number % len(TASK_REPORTS)]
    paper = proof(PAPER, text, deputy.short_name)
    tasks.report(task, text=text, by=deputy, answers={NUMBER: str(14 + number)}, papers=[paper])
    return _task(task.action, task.school)


def _accept(task: Task, by: User, number: int) -> None:
    tasks.accept(_report(task, by, number), by=by)


def _send_back(task: Task, by: User, number: int) -> None:
    tasks.send_back(_report(task, by, number), reason=TASK_RETURNED, by=by)


def _stay_reported(task: Task, by: User, number: int) -> None:
    _report(task, by, number)


WAYS: tuple[Callable[[Task, User, int], None], ...] = (
    _leave, _accept, _remind, _stay_reported, _accept, _send_back,
)  # fmt: skip
