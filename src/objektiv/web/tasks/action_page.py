"""What the page of one action's tasks shows: who has reported, who has not, what may be done with all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from objektiv.web.plans import rules as plans
from objektiv.web.plans.enums import ActionStatus
from objektiv.web.plans.models import Action
from objektiv.web.tasks import rules
from objektiv.web.tasks.enums import LetterKind, TaskState
from objektiv.web.tasks.forms import ActionReportForm, TermsForm
from objektiv.web.tasks.listing import CRUMB
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import moved_letters, remindable, visible_to, with_rows
from objektiv.web.tasks.table import count, summary_of

MOVED = "Срок мероприятия изменился."


def action_page(action: Action, user: Any, refused: dict[str, Any] | None = None) -> dict[str, Any]:
    """The variables of the template; ``refused``: forms that were sent and not accepted, by name."""
    tasks = list(
        with_rows(visible_to(user).filter(action=action)).order_by(
            "school__parent__order_key", "school__order_key", "due_on"
        )
    )
    counts, leads = count(tasks), rules.may_give(user, action)
    moved = leads and is_moved(action, tasks)
    said = refused or {}
    return {
        "action": action, "plan": action.plan, "tasks": tasks, "counts": counts, "leads": leads,
        "percent": round(100 * counts.reported / counts.given) if counts.given else 0,
        "may_give": leads and rules.can_give(action),
        "to_remind": remindable(visible_to(user).filter(action=action), user).count(),
        "acceptable": {one.pk for one in tasks if _is_acceptable(user, one)},
        "letters": _letters(action) if leads else (), "today": f"{timezone.localdate():%Y%m%d}",
        "terms": said.get("terms") or (TermsForm(initial={"until": action.due_on, "reason": MOVED}) if moved else None),
        "report": said.get("report")
        or (
            ActionReportForm(initial={"report": summary_of(tasks)})
            if offers_report(user, action, counts.is_complete)
            else None
        ),
        "crumbs": crumbs_of(action, "Поручения школам"),
    }  # fmt: skip


def crumbs_of(action: Action, title: str) -> list[tuple[str, Any]]:
    """The way from the plans to a page about an action."""
    return [
        CRUMB, (action.plan.short_title, reverse("plan", args=[action.plan_id])),
        (f"Мероприятие {action.number}".strip(), reverse("plan_action", args=[action.plan_id, action.pk])),
        (title, ""),
    ]  # fmt: skip


def offers_report(user: Any, action: Action, is_complete: bool) -> bool:
    """All schools are through, and this person may report the action."""
    return (
        is_complete
        and plans.can_say(action, ActionStatus.REPORTED)
        and plans.may_say(user, action, ActionStatus.REPORTED)
    )


def _is_acceptable(user: Any, task: Task) -> bool:
    return (
        task.state == TaskState.REPORTED
        and rules.may_settle(user, task)
        and rules.can_say(task, TaskState.ACCEPTED)
    )


def is_moved(action: Action, tasks: Iterable[Task]) -> bool:
    """The action's day became another one since it was given, and schools that have not reported keep the old one."""
    day = action.due_on
    if day is None or day < timezone.localdate():
        return False
    kept = [one for one in tasks if rules.can_remind(one) and one.due_on == one.letter.due_on != day]
    return bool(kept) and not moved_letters(action).isdisjoint(str(one.letter) for one in kept)


def _letters(action: Action) -> list[tuple[Any, int]]:
    rows = action.task_letters.annotate(
        given=Count("tasks", distinct=True), reminded=Count("reminders", distinct=True)
    )
    return [(one, one.given if one.kind == LetterKind.GIVE else one.reminded) for one in rows]
