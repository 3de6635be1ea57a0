"""What the calendar adds to «Моя неделя»: what its list had no room for, what is late under one's control, no day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from objektiv.plans.deadlines.rule import Kind
from objektiv.web.agenda.reminders import open_actions
from objektiv.web.plans.queries import visible_to
from objektiv.web.plans.week import DAYS, MOST
from objektiv.web.shell.week import Task


def tasks(user: Any) -> Iterator[Task]:
    """Numbers with links to lists, all in one question to the database."""
    today = timezone.localdate()
    does = Q(owner=user) | Q(pk__in=user.executed_actions.values("pk"))
    controls = (Q(controller=user) | Q(controller=None, plan__controller=user)) & ~does
    needs_day = Q(rule__isnull=True) | ~Q(rule__kind=Kind.ON_DEMAND)
    seen = open_actions().filter(plan__in=visible_to(user).order_by().values("pk"))
    found = seen.filter(does | controls).order_by().aggregate(
        near=Count("pk", filter=does & Q(due_on__lte=today + timedelta(days=DAYS))),
        late=Count("pk", filter=controls & Q(due_on__lt=today)),
        undated=Count("pk", filter=Q(owner=user, due_on=None) & needs_day),
    )  # fmt: skip
    actions, without = reverse("plan_actions"), reverse("agenda_undated")
    if found["near"] > MOST:
        title = f"Ваши мероприятия этой недели и просроченные, всего: {found['near']}"
        yield Task(title, f"{actions}?mine=1", note=f"здесь показаны первые {MOST}")
    if found["late"]:
        title = f"Просрочены мероприятия, которые вы контролируете: {found['late']}"
        yield Task(title, f"{actions}?status=overdue&mine=1", is_overdue=True)
    if found["undated"]:
        title = f"Ваши мероприятия, у которых нет дня: {found['undated']}"
        yield Task(title, f"{without}?whose=mine", note="свяжите с процедурой или уточните срок")
