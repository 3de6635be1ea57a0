"""Days of cases and of tasks of schools, and the people who wait for them, asked for everybody at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from objektiv.web.access.models import Assignment
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live
from objektiv.web.access.roles import with_permission
from objektiv.web.agenda.approved import words_in_force
from objektiv.web.agenda.enums import Thing
from objektiv.web.assessments.queries import ancestors
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import DECIDED, unanswered
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import awaited


@dataclass(frozen=True, slots=True)
class Term:
    """A day that concerns a person; ``only_when_over``: before that day somebody else acts."""

    person: int
    thing: Thing
    key: int
    day: date
    words: str
    path: str
    source: str = ""
    only_when_over: bool = False


def case_terms(until: date) -> Iterator[Term]:
    """Terms of cases up to a day. Words name the number, never the school: mail is read in many places."""
    repliers, askers = _holders(Permission.CASES_REPLY), _holders(Permission.CASES_ASK)
    columns = ("pk", "school__path", "responsible_id")
    asked = unanswered(Case.objects.filter(reply_due_on__lte=until)).order_by("pk")
    for case, path, responsible, day in asked.values_list(*columns, "reply_due_on"):
        title, page = f"Карточка № {case}", reverse("case", args=[case])
        for person in repliers.get(path, ()):
            yield Term(person, Thing.REPLY, case, day, f"{title}: ответить на запрос пояснений", page)
        for person in _leaders(responsible, path, askers):
            words = f"{title}: школа не ответила в срок"
            yield Term(person, Thing.REPLY, case, day, words, page, only_when_over=True)
    kept = Case.objects.filter(works_destroyed_on=None, works_kept_until__lte=until).exclude(
        state__in=DECIDED
    )
    for case, path, responsible, day in kept.order_by("pk").values_list(*columns, "works_kept_until"):
        words = f"Карточка № {case}: до этого дня хранятся работы, продлите хранение или перепроверьте"
        for person in _leaders(responsible, path, askers):
            yield Term(person, Thing.WORKS, case, day, words, reverse("case", args=[case]))


def task_terms(until: date) -> Iterator[Term]:
    """Tasks that schools have not reported of, for those who report at the very school."""
    doers = _holders(Permission.PLANS_REPORT)
    waiting = awaited(Task.objects.filter(due_on__lte=until)).order_by("pk")
    columns = (
        "pk",
        "school__path",
        "due_on",
        "action",
        "action__number",
        "action__text",
        "action__plan__title",
    )
    approved = words_in_force()
    for task, path, day, action, *said in waiting.values_list(*columns):
        _, text, plan = approved.get(action, said)
        for person in doers.get(path, ()):
            words = f"Поручение: {' '.join(text.split())}"
            yield Term(person, Thing.TASK, task, day, words, reverse("task", args=[task]), plan)


def _leaders(responsible: int | None, path: str, askers: dict[str, list[int]]) -> list[int]:
    """Who leads a case: the one who is named and still may ask, else those of the nearest place who may."""
    near = [askers[one] for one in (path, *reversed(ancestors(path))) if one in askers]
    if responsible is not None and any(responsible in one for one in near):
        return [responsible]
    return next(iter(near), [])


def _holders(permission: Permission) -> dict[str, list[int]]:
    """Path of a part of the territory → people who hold a right by a role given there today."""
    held = live(Assignment.objects.filter(role__in=with_permission(permission), user__is_active=True))
    found: dict[str, list[int]] = {}
    for path, person in held.order_by("pk").values_list("unit__path", "user_id"):
        if person not in found.setdefault(path, []):
            found[path].append(person)
    return found
