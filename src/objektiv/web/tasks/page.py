"""What the page of one task shows, and which acts it offers to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from objektiv.web.plans.queries import actions_visible_to
from objektiv.web.tasks import domain, forms, rules
from objektiv.web.tasks.enums import TaskState
from objektiv.web.tasks.expected import in_words
from objektiv.web.tasks.listing import CRUMB
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import history_of

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """An act on a task: ``do`` is its verb, ``done`` what is said after it."""

    code: str
    title: str
    button: str
    form: type[forms.Versioned]
    is_offered: Callable[[Any, Task], bool]
    do: Callable[[Task, Any, Said], object]
    done: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An act with the form that the person fills in."""

    act: Act
    url: str
    form: forms.Versioned
    is_main: bool


def task_page(task: Task, user: Any, refused: tuple[str, forms.Versioned] | None = None) -> dict[str, Any]:
    """The variables of the template; ``refused``: the act and its form that was sent and not accepted.

    ``lost``: that form when its act is not offered any more, so that the words of the person are not.
    """
    reports = task.reports.select_related("by").prefetch_related("files__evidence", "forms")
    action = task.action
    sees_action = actions_visible_to(user).filter(pk=action.pk).exists()
    offered = offers(task, user, refused)
    return {
        "task": task, "action": action, "plan": action.plan, "letter": task.letter, "sees_action": sees_action,
        "edition": action.plan.editions.order_by("-number").first(),
        "asked": [one.question for one in task.letter.questions],
        "reports": [(one, in_words(task.letter.questions, one.answers)) for one in reports],
        "papers": task.evidence.prefetch_related("files__by"), "reminders": task.reminders.select_related("letter"),
        "offers": offered, "history": history_of(task)[:50], "stopped": rules.why_stopped(action),
        "lost": refused[1] if refused and refused[0] not in {one.act.code for one in offered} else None,
        "crumbs": [CRUMB, ("Поручения школам", reverse("tasks")), (str(task), "")],
    }  # fmt: skip


def offers(task: Task, user: Any, refused: tuple[str, forms.Versioned] | None) -> list[Offer]:
    """Acts in the order in which they are usually done."""
    offered = [act for act in ACTS.values() if act.is_offered(user, task)]
    return [
        Offer(
            act, reverse("task_act", args=[task.pk, act.code]),
            refused[1] if refused and refused[0] == act.code else act.form(task=task, auto_id=f"id_{act.code}_%s"),
            act is offered[0],
        )
        for act in offered
    ]  # fmt: skip


def _says(state: str) -> Callable[[Any, Task], bool]:
    return lambda user, task: rules.may_say(user, task, state) and rules.can_say(task, state)


def _reports(user: Any, task: Task) -> bool:
    return rules.speaks_for(user, task.school) and rules.can_report(task)


def _enters(user: Any, task: Task) -> bool:
    return rules.may_enter(user, task) and rules.can_report(task)


def _reminds(user: Any, task: Task) -> bool:
    return rules.may_lead(user, task) and rules.can_remind(task)


_ACTS = (
    Act(
        "report", "Отчитаться", "Отправить отчёт", forms.ReportForm, _reports,
        lambda task, by, said: domain.report(task, by=by, **said), "Отчёт отправлен: его видит тот, кто дал поручение.",
    ),
    Act(
        "accept", "Принять отчёт", "Принять", forms.PlainForm, _says(TaskState.ACCEPTED),
        lambda task, by, said: domain.accept(task, by=by, **said), "Отчёт принят.",
    ),
    Act(
        "return", "Вернуть отчёт", "Вернуть", forms.ReasonForm, _says(TaskState.RETURNED),
        lambda task, by, said: domain.send_back(task, by=by, **said), "Отчёт возвращён: школа видит, почему.",
    ),
    Act(
        "not-done", "Не исполнено", "Записать", forms.ReasonForm, _says(TaskState.NOT_DONE),
        lambda task, by, said: domain.mark_not_done(task, by=by, **said), "Записано: не исполнено, и почему.",
    ),
    Act(
        "remind", "Напомнить школе", "Напомнить", forms.RemindForm, _reminds,
        lambda task, by, said: domain.remind(task, by=by),
        "Напоминание составлено: школа видит его на первой странице.",
    ),
    Act(
        "enter", "Внести отчёт, полученный иначе", "Внести отчёт школы", forms.ReportForm, _enters,
        lambda task, by, said: domain.report(task, by=by, **said), "Отчёт школы внесён: видно, кто его внёс.",
    ),
    Act(
        "term", "Перенести срок", "Перенести", forms.MoveForm, _reminds,
        lambda task, by, said: domain.move_term(task, by=by, **said), "Срок перенесён.",
    ),
    Act(
        "recall", "Отозвать поручение", "Отозвать", forms.ReasonForm, _says(TaskState.RECALLED),
        lambda task, by, said: domain.recall(task, by=by, **said), "Поручение отозвано.",
    ),
    Act(
        "give-again", "Поручить снова", "Поручить", forms.ReasonForm, _says(TaskState.GIVEN),
        lambda task, by, said: domain.give_again(task, by=by, **said), "Поручено снова.",
    ),
)  # fmt: skip
ACTS = {act.code: act for act in _ACTS}
