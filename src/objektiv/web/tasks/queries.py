"""Tasks that a person sees."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live_assignments, reachable
from objektiv.web.audit.models import Record
from objektiv.web.plans.enums import IN_FORCE, ActionStatus
from objektiv.web.plans.models import Action
from objektiv.web.plans.queries import actions_visible_to
from objektiv.web.tasks.enums import AWAITED, TaskState
from objektiv.web.tasks.models import Evidence, FormHeap, Letter, Reminder, Task
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit

WORKS = (
    Permission.PLANS_REPORT,
    Permission.PLANS_EDIT,
)  # who works with tasks; who only reads plans does not see them
RUNNING = Q(action__plan__state__in=IN_FORCE, action__excluded_by__isnull=True) & ~Q(
    action__status=ActionStatus.WITHDRAWN
)


def visible_to(user: Any) -> QuerySet[Task]:
    """Tasks of schools of one's part of the territory, and those of actions that one answers for or controls."""
    action = actions_visible_to(user).order_by().filter(pk=OuterRef("action"))
    named = Exists(action.filter(Q(owner=user.pk) | Q(controller=user.pk) | Q(plan__controller=user.pk)))
    seen = Task.objects.filter(_within(user, "school__path") | named)
    return seen.select_related(
        "letter__organisation",
        "action__plan__unit",
        "action__owner",
        "school__parent",
        "reported_by",
        "settled_by",
    )


def _within(user: Any, field: str) -> Q:
    found = Q(pk__in=())
    for one in WORKS:
        found |= reachable(user, one, field)
    return found


def running(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Those whose plan is in force and whose row is still in it and under control."""
    return tasks.filter(RUNNING)


def awaited(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Those where the school has the word."""
    return running(tasks).filter(state__in=AWAITED)


def overdue(tasks: QuerySet[Task], today: date) -> QuerySet[Task]:
    """Those where the school has the word and its day has passed."""
    return awaited(tasks).filter(due_on__lt=today)


def led_by(user: Any) -> Q:
    """Tasks that the person gives and reminds of."""
    return reachable(user, Permission.PLANS_EDIT, "action__plan__unit__path")


def of_own_schools(user: Any) -> Q:
    """Tasks of schools in which the person holds the right to report at that very place."""
    held = [one for one in live_assignments(user) if Permission.PLANS_REPORT in one.role_class.permissions]
    return Q(school__in={one.unit_id for one in held})


def remindable(tasks: QuerySet[Task], user: Any) -> QuerySet[Task]:
    """Those that this person may remind today: no report yet, not reminded today."""
    today = Reminder.objects.filter(on=timezone.localdate()).values("task")
    return awaited(tasks).filter(led_by(user)).exclude(pk__in=today)


def by_urgency(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Where the school has the word, then reports to look at, the nearest day first; the rest, the newest first."""
    rank = Case(
        When(RUNNING & Q(state__in=AWAITED), then=0), When(RUNNING & Q(state=TaskState.REPORTED), then=1), default=2
    )  # fmt: skip
    nearest = Case(When(rank__lt=2, then=F("due_on")))
    ranked = tasks.annotate(rank=rank)
    return ranked.order_by("rank", nearest, "-due_on", "action__order", "school__order_key", "pk")


def with_rows(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """With all that a row of a list shows, in one question to the database."""
    reminders = Reminder.objects.filter(task=OuterRef("pk")).order_by("-on")
    papers = (
        Evidence.objects.filter(task=OuterRef("pk")).order_by().values("task").annotate(number=Count("pk"))
    )
    return tasks.annotate(
        reminded_on=Subquery(reminders.values("on")[:1]),
        papers=Coalesce(Subquery(papers.values("number")), 0),
    )


def schools_of(action: Action) -> QuerySet[Unit]:
    """Acting schools to which the action may be given."""
    inside = Unit.objects.filter(path__startswith=action.plan.unit.path, level=Level.SCHOOL)
    return (
        inside.filter(closed_on__isnull=True)
        .select_related("parent")
        .order_by("parent__order_key", "order_key")
    )


def given_days(action: Action) -> dict[int, date]:
    """School → the last day of a task that it has of this action; what was recalled is left out."""
    rows = action.school_tasks.exclude(state=TaskState.RECALLED).order_by("due_on")
    return dict(rows.values_list("school", "due_on"))


def letters_visible_to(user: Any) -> QuerySet[Letter]:
    """The book of letters of one's own part of the territory."""
    letters = Letter.objects.filter(reachable(user, Permission.PLANS_EDIT, "organisation__path"))
    return letters.select_related("organisation", "action__plan", "by")


def own_heaps(user: Any) -> QuerySet[FormHeap]:
    """Heaps of files that the person brought."""
    return FormHeap.objects.filter(by=user)


def history_of(task: Task) -> QuerySet[Record]:
    """What was done about a task."""
    return Record.objects.filter(object_type=Task._meta.label_lower, object_id=str(task.pk))


def counts_of(actions: Collection[int]) -> dict[int, dict[str, int]]:
    """Action → state → number of its tasks, in one question to the database; what was recalled is left out."""
    found: dict[int, dict[str, int]] = {}
    rows = Task.objects.filter(action__in=actions).exclude(state=TaskState.RECALLED).order_by()
    for action, state, number in rows.values_list("action", "state").annotate(Count("pk")):
        found.setdefault(action, {})[state] = number
    return found


def settled_actions(user: Any) -> QuerySet[Action]:
    """Actions all of whose tasks are accepted while nobody has reported the action itself: its owner may."""
    mine = Task.objects.filter(action=OuterRef("pk")).exclude(state=TaskState.RECALLED)
    rows = actions_visible_to(user).filter(plan__state__in=IN_FORCE, excluded_by__isnull=True)
    done = rows.filter(Exists(mine), ~Exists(mine.exclude(state=TaskState.ACCEPTED)))
    of_leader = Q(owner__isnull=True) & reachable(user, Permission.PLANS_EDIT, "plan__unit__path")
    return done.filter(Q(owner=user.pk) | of_leader)


def last_answers(task: Task) -> dict[str, str]:
    """What the school answered last, by the name of what was asked: an addition need not say it again."""
    return task.reports.order_by("-number").values_list("answers", flat=True).first() or {}


def moved_letters(action: Action) -> set[str]:
    """Letters that were written before the day of the action became another one, as the journal names them."""
    told = Record.objects.filter(object_type=Action._meta.label_lower, object_id=str(action.pk)).order_by(
        "number"
    )
    known: set[str] = set()
    moved: set[str] = set()
    for new in told.values_list("new", flat=True):
        known |= {new["task_letter"]} if "task_letter" in new else set()
        moved |= known if "action_due_on" in new else set()
    return moved


def tasks_of_letter(letter: Letter) -> QuerySet[Task]:
    """Tasks that a letter gives or reminds of, by the alphabet of schools; what was recalled is left out."""
    mine = Q(letter=letter) | Q(reminders__letter=letter)
    rows = Task.objects.filter(mine).exclude(state=TaskState.RECALLED).distinct()
    return rows.select_related(
        "letter__organisation", "letter__action__plan", "action__plan", "school"
    ).order_by("school__order_key", "pk")
