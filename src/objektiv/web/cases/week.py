"""What cases ask of a person this week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of, reachable
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.listing import SOON_WORKING_DAYS, in_term
from objektiv.web.cases.models import Case
from objektiv.web.cases.opening import candidates
from objektiv.web.shell.week import Task

MOST = 10


def tasks(user: Any) -> Iterator[Task]:
    """For the school its requests one by one; for those who lead cases the numbers with a link to the list."""
    today, held = timezone.localdate(), permissions_of(user)
    if Permission.CASES_REPLY in held:
        yield from _of_school(user, today)
    if Permission.CASES_ASK in held:
        yield from _of_coordinator(user, today)


def _of_school(user: Any, today: date) -> Iterator[Task]:
    mine = Case.objects.filter(reachable(user, Permission.CASES_REPLY, "school__path"), state=CaseState.ASKED)
    for one in mine.select_related("school").order_by("reply_due_on")[:MOST]:
        left = one.reply_days_left
        note = f"осталось рабочих дней: {left}" if left else "последний день"
        is_over = one.is_term_over(today)
        title = f"Ответить на запрос пояснений: {one.school.title}, {one.school_year} учебный год"
        yield Task(title, reverse("case", args=[one.pk]), one.reply_due_on, is_over, "" if is_over else note)


def _of_coordinator(user: Any, today: date) -> Iterator[Task]:
    mine = Case.objects.filter(reachable(user, Permission.CASES_ASK, "school__path"))
    found = _counted(mine, today)
    waiting, cases = reverse("cases_waiting"), reverse("cases")
    if found["over"]:
        title = f"Школы не ответили в срок: {found['over']}"
        yield Task(title, f"{waiting}?term=over", found["over_from"], is_overdue=True)
    if found["soon"]:
        title = f"Ждём ответа в ближайшие {SOON_WORKING_DAYS} рабочих дня: {found['soon']}"
        yield Task(title, f"{waiting}?term=soon", found["soon_from"])
    if found["works"]:
        title = f"Скоро истекает срок хранения работ: {found['works']}"
        is_over = found["works_from"] < today
        yield Task(
            title, f"{cases}?term=works", found["works_from"], is_over, "продлите хранение или перепроверьте"
        )
    if found["replied"] and Permission.CASES_DECIDE in permissions_of(user):
        yield Task(f"Пояснения получены, нужно решение: {found['replied']}", f"{cases}?state=replied")
    if found["signs"]:
        yield Task(f"Пояснения ещё не запрошены: {found['signs']}", f"{cases}?state=sign")
    if to_open := candidates(user).count():
        yield Task(f"Можно открыть карточки по признакам: {to_open}", reverse("case_open"))


def _counted(cases: QuerySet[Case], today: date) -> dict[str, Any]:
    """All numbers in one question to the database."""
    over, soon, works = (in_term(one, today) for one in ("over", "soon", "works"))
    return cases.aggregate(
        over=Count("pk", filter=over),
        over_from=Min("reply_due_on", filter=over),
        soon=Count("pk", filter=soon),
        soon_from=Min("reply_due_on", filter=soon),
        works=Count("pk", filter=works),
        works_from=Min("works_kept_until", filter=works),
        replied=Count("pk", filter=Q(state=CaseState.REPLIED)),
        signs=Count("pk", filter=Q(state=CaseState.SIGN)),
    )
