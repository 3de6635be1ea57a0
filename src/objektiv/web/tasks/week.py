"""What tasks ask of a person this week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.plans.enums import ActionStatus
from objektiv.web.plans.snapshot import in_force
from objektiv.web.shell.week import Task as Due
from objektiv.web.tasks.approved import as_approved
from objektiv.web.tasks.enums import AWAITED, TaskState
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import awaited, led_by, of_own_schools, running, settled_actions

MOST = 10
NOT_REPORTED = (
    ActionStatus.NOT_STARTED, ActionStatus.IN_WORK, ActionStatus.RETURNED, ActionStatus.POSTPONED, ActionStatus.PARTLY,
)  # fmt: skip


def tasks(user: Any) -> Iterator[Due]:
    """For the school its tasks one by one; for those who gave them the numbers with a link to the list."""
    today, held = timezone.localdate(), permissions_of(user)
    if Permission.PLANS_REPORT in held:
        yield from _of_school(user, today)
    if Permission.PLANS_EDIT in held:
        yield from _of_leader(user, today)
    for one in in_force(settled_actions(user).filter(status__in=NOT_REPORTED)[:MOST]):
        page = f"{reverse('tasks_of_action', args=[one.pk])}#report"
        yield Due(
            f"Все школы отчитались, отчитаться о мероприятии {one}", page, one.due_on, one.is_late_on(today)
        )


def _of_school(user: Any, today: date) -> Iterator[Due]:
    mine = awaited(Task.objects.filter(of_own_schools(user))).select_related("action__plan")
    rows = mine.annotate(reminded_on=Max("reminders__on")).order_by("due_on", "pk")
    if (more := mine.count() - MOST) > 0:
        yield Due(f"Ещё поручений школе: {more}", f"{reverse('tasks')}?state=awaited")
    for one in as_approved(rows[:MOST]):
        yield Due(
            f"Поручение: {one.action}",
            reverse("task", args=[one.pk]),
            one.due_on,
            one.is_late_on(today),
            _note(one),
        )


def _note(task: Any) -> str:
    if task.state == TaskState.RETURNED:
        return "отчёт вернули: прочитайте, чего не хватает"
    return f"напомнили {task.reminded_on:%d.%m.%Y}" if task.reminded_on else ""


def _of_leader(user: Any, today: date) -> Iterator[Due]:
    late = Q(state__in=AWAITED, due_on__lt=today)
    found = running(Task.objects.filter(led_by(user))).aggregate(
        late=Count("school", filter=late, distinct=True), late_from=Min("due_on", filter=late),
        reported=Count("pk", filter=Q(state=TaskState.REPORTED) & ~Q(reported_by=user.pk)),
    )  # fmt: skip
    page = reverse("tasks")
    if found["late"]:
        yield Due(
            f"Школы не отчитались в срок: {found['late']}",
            f"{page}?state=overdue",
            found["late_from"],
            is_overdue=True,
        )
    if found["reported"]:
        yield Due(f"Проверить отчёты школ: {found['reported']}", f"{page}?state=reported")
