"""What plans ask of a person this week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of, reachable
from objektiv.web.plans import rules
from objektiv.web.plans.enums import IN_FORCE, SAID, ActionStatus
from objektiv.web.plans.models import Action
from objektiv.web.plans.queries import (
    approving_paths,
    changes_for,
    changes_without_owner,
    live,
    open_imports,
    to_approve,
    visible_to,
    waiting_visas,
)
from objektiv.web.plans.snapshot import in_force
from objektiv.web.shell.week import Task

DAYS = 7
MOST = 10


def tasks(user: Any) -> Iterator[Task]:
    """One's own actions, days that moved, reports to check, plans to agree, files that wait for a look."""
    today = timezone.localdate()
    yield from _own(user, today)
    yield from _moved(user)
    yield from _reported(user)
    held = permissions_of(user)
    if Permission.PLANS_EDIT in held or Permission.PLANS_APPROVE in held:
        yield from _of_leader(user)


def _own(user: Any, today: date) -> Iterator[Task]:
    rows = live(
        Action.objects.filter(
            plan__state__in=IN_FORCE, is_new=False, due_on__lte=today + timedelta(days=DAYS)
        )
    )
    mine = rows.filter(Q(owner=user) | Q(executors=user)).exclude(status__in=SAID).distinct()
    for one in in_force(mine.select_related("plan").order_by("due_on")[:MOST]):
        yield Task(f"Мероприятие {one}", _page(one), one.due_on, one.is_late_on(today))


def _moved(user: Any) -> Iterator[Task]:
    found = list(changes_for(user)[:MOST])
    if Permission.PLANS_EDIT in permissions_of(user):
        found += list(changes_without_owner(user)[:MOST])
    in_force([one.action for one in found])
    for one in {change.action_id: change for change in reversed(found)}.values():
        note = f"был {one.was:%d.%m.%Y}" if one.was else "раньше дня не было"
        yield Task(
            f"Срок изменился вместе с процедурой: {one.action}", _page(one.action), one.became, note=note
        )


def _reported(user: Any) -> Iterator[Task]:
    """Reports that this person may accept: as who leads, approves or controls; never one's own."""
    here = Q(plan__unit__path__in=approving_paths(user))
    led = reachable(user, Permission.PLANS_EDIT, "plan__unit__path") | here
    mine = led | Q(controller=user) | Q(plan__controller=user)
    reported = live(Action.objects.filter(mine, plan__state__in=IN_FORCE, status=ActionStatus.REPORTED))
    waiting = reported.exclude(reported_by=user).filter(plan__in=visible_to(user).order_by().values("pk"))
    if count := waiting.distinct().count():
        yield Task(f"Проверить отчёты об исполнении: {count}", f"{reverse('plan_actions')}?status=reported")


def _of_leader(user: Any) -> Iterator[Task]:
    for step in waiting_visas(user)[:MOST]:
        if rules.may_agree(user, step):
            yield Task(
                f"Согласовать план: {step.plan.title}, {step.plan.unit}", reverse("plan", args=[step.plan_id]),
                note=f"отправлен {timezone.localtime(step.sent_at):%d.%m.%Y}",
            )  # fmt: skip
    for plan in to_approve(user)[:MOST]:
        yield Task(
            f"Утвердить план: {plan.title}", reverse("plan_approval", args=[plan.pk]), note="согласован"
        )
    for made in open_imports(user)[:MOST]:
        yield Task(f"Проверить план из файла: {made.name}", reverse("plan_import", args=[made.pk]))


def _page(action: Action) -> str:
    return reverse("plan_action", args=[action.plan_id, action.pk])
