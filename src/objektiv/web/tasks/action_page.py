"""What the page of one action's tasks shows: who has reported, who has not, what may be done with all of them."""

from __future__ import annotations

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
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import remindable, visible_to, with_rows
from objektiv.web.tasks.table import count, summary_of


def action_page(action: Action, user: Any, refused: dict[str, Any] | None = None) -> dict[str, Any]:
    """The variables of the template; ``refused``: forms that were sent and not accepted, by name."""
    tasks = list(
        with_rows(visible_to(user).filter(action=action)).order_by(
            "school__parent__order_key", "school__order_key", "due_on"
        )
    )
    counts, leads = count(tasks), rules.may_give(user, action)
    moved = leads and _moved(action, tasks)
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
        "crumbs": [
            ("Планы", reverse("plans")), (action.plan.short_title, reverse("plan", args=[action.plan_id])),
            (f"Мероприятие {action.number}".strip(), reverse("plan_action", args=[action.plan_id, action.pk])),
            ("Поручения школам", ""),
        ],
    }  # fmt: skip


MOVED = "Срок мероприятия изменился."


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


def _moved(action: Action, tasks: list[Task]) -> bool:
    """The action's day has moved on, and schools that have not reported still have an earlier one."""
    day = action.due_on
    is_single = len({one.due_on for one in tasks}) == 1
    waits = any(one.is_awaited and day is not None and one.due_on < day for one in tasks)
    return is_single and waits and day is not None and day >= timezone.localdate()


def _letters(action: Action) -> list[tuple[Any, int]]:
    rows = action.task_letters.annotate(
        given=Count("tasks", distinct=True), reminded=Count("reminders", distinct=True)
    )
    return [(one, one.given if one.kind == LetterKind.GIVE else one.reminded) for one in rows]
