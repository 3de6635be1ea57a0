"""What tasks add to the frame and to the pages of plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from objektiv.web.access.queries import permissions_of, said
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.plans.links import (
    ActionPanel,
    PlanLink,
    add_action_panel,
    add_plan_link,
    add_row_notes,
    add_section_link,
)
from objektiv.web.plans.models import Action, Plan
from objektiv.web.shell.search import Hit, Source, add_source
from objektiv.web.shell.week import add_tasks
from objektiv.web.tasks import rules
from objektiv.web.tasks.action_page import offers_report
from objektiv.web.tasks.approved import as_approved
from objektiv.web.tasks.enums import TaskState
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.phrases import FIELDS, VERBS
from objektiv.web.tasks.queries import WORKS, counts_of, visible_to
from objektiv.web.tasks.table import Counts
from objektiv.web.tasks.week import tasks

TITLE = "Поручения школам"
ALL_ACCEPTED = "Отчёты всех школ приняты: можно отчитаться об исполнении мероприятия."


def add() -> None:
    """Called when the app is ready."""
    add_verbs(VERBS)
    add_fields(FIELDS, task_state=dict(TaskState.choices))
    add_source(Source(TITLE, find))
    add_tasks("tasks", tasks)
    add_action_panel("tasks", panel_of)
    add_row_notes("tasks", notes_of)
    add_section_link("tasks", section_link)
    add_plan_link("tasks", plan_link)


def find(user: Any, words: str, limit: int) -> Iterable[Hit]:
    """Tasks by the school and by what is to be done."""
    rows = visible_to(user).filter(
        said(words, "school__title", "school__code", "action__text", "action__number", "code")
    )
    for one in as_approved(rows[:limit]):
        yield Hit(f"{one}: {one.action}", one.state_title, reverse("task", args=[one.pk]))


def works(user: Any) -> bool:
    """The pages of tasks open themselves to the person."""
    return bool(permissions_of(user) & set(WORKS))


def section_link(user: Any) -> PlanLink | None:
    """«Поручения школам» beside the list of plans."""
    return PlanLink(TITLE, reverse("tasks")) if works(user) else None


def plan_link(user: Any, plan: Plan) -> PlanLink | None:
    """«Кто отчитался» on the page of a plan whose actions were given."""
    if not works(user) or not Task.objects.filter(action__plan=plan).exists():
        return None
    return PlanLink("Кто отчитался", reverse("tasks_of_plan", args=[plan.pk]))


def notes_of(actions: Sequence[Action]) -> Mapping[int, str]:
    """«отчитались 2 из 3» for the rows of a plan."""
    return {key: Counts.of(found).in_words for key, found in counts_of([one.pk for one in actions]).items()}


def panel_of(user: Any, action: Action) -> ActionPanel | None:
    """How far the schools have come, and the way to give the action to them."""
    gives = rules.may_give(user, action) and rules.can_give(action)
    found = counts_of([action.pk]).get(action.pk)
    give = (PlanLink("Поручить школам", reverse("task_give", args=[action.pk])),) if gives else ()
    if found is None:
        sentence = "Можно поручить это мероприятие школам и собрать их отчёты."
        return ActionPanel(TITLE, sentence, give) if gives else None
    counts = Counts.of(found)
    words = f"{counts.in_words[:1].upper()}{counts.in_words[1:]}."
    page = reverse("tasks_of_action", args=[action.pk])
    see = (PlanLink("Кто отчитался", page),) if works(user) else ()
    if offers_report(user, action, counts.is_complete):
        links = (PlanLink("Отчитаться об исполнении", f"{page}#report"), *see)
        return ActionPanel(TITLE, f"{words} {ALL_ACCEPTED}", links, is_urgent=True)
    return ActionPanel(TITLE, words, (*see, *(PlanLink("Поручить ещё школам", one.url) for one in give)))
