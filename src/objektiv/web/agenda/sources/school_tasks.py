"""Tasks of the schools in which the person reports; who gave them sees the action itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.agenda.entry import Entry, Span
from objektiv.web.agenda.enums import EntryKind
from objektiv.web.agenda.narrowing import CalendarFilter
from objektiv.web.tasks.approved import as_approved
from objektiv.web.tasks.enums import TaskState
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import of_own_schools, running


def entries(user: Any, span: Span, chosen: CalendarFilter) -> Iterator[Entry]:
    """Due days in the span, those that were reported of too."""
    if Permission.PLANS_REPORT not in permissions_of(user):
        return
    today = timezone.localdate()
    mine = running(Task.objects.filter(of_own_schools(user), due_on__range=(span.first, span.last)))
    if chosen.plan:
        mine = mine.filter(action__plan=int(chosen.plan))
    if chosen.unit:
        mine = mine.filter(school=int(chosen.unit))
    for one in as_approved(mine.exclude(state=TaskState.RECALLED).select_related("action__plan__unit")):
        yield Entry(
            f"task-{one.pk}", EntryKind.TASK, one.due_on, one.due_on, one.action.text, reverse("task", args=[one.pk]),
            is_late=one.is_late_on(today), is_over=not one.is_awaited,
            note=f"{one.action.plan.unit}: {one.action.plan.title}", source=one.action.plan.title,
        )  # fmt: skip
