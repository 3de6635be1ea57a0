"""The list of tasks: what is narrowed, counts, rows of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from objektiv.web.access.exporters import said_filters
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live_assignments, permissions_of, said
from objektiv.web.plans.models import Plan
from objektiv.web.plans.snapshot import approved_head
from objektiv.web.tasks.approved import as_approved
from objektiv.web.tasks.enums import TaskState
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import (
    WORKS,
    awaited,
    by_urgency,
    overdue,
    remindable,
    running,
    visible_to,
    with_rows,
)
from objektiv.web.territory.enums import Level

ROWS = 50
OVERDUE, AWAITED = "overdue", "awaited"
STATES = ((AWAITED, "не отчитались"), (OVERDUE, "просрочено"), *TaskState.choices)
NAMES = ("state", "plan", "q")
CRUMB = ("Планы", reverse_lazy("plans"))


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What a person narrowed the list by; ``plan``: the key of a plan."""

    state: str = ""
    plan: str = ""
    q: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> TaskFilter:
        """From the address; what is not among the choices is left out."""
        known = {name: (asked.get(name) or "").strip()[:100] for name in NAMES}
        known["state"] = known["state"] if known["state"] in dict(STATES) else ""
        is_key = known["plan"].isascii() and known["plan"].isdecimal() and len(known["plan"]) <= 18
        known["plan"] = known["plan"] if is_key else ""
        return cls(**known)

    @property
    def is_set(self) -> bool:
        """Something was chosen."""
        return self != TaskFilter()

    @property
    def address(self) -> str:
        """The same as a part of an address."""
        return urlencode({name: value for name in NAMES if (value := getattr(self, name))})

    def narrow(self, tasks: QuerySet[Task]) -> QuerySet[Task]:
        """The rows that are left."""
        if self.state == OVERDUE:
            tasks = overdue(tasks, timezone.localdate())
        elif self.state == AWAITED:
            tasks = awaited(tasks)
        elif self.state:
            tasks = tasks.filter(state=self.state)
        if self.plan:
            tasks = tasks.filter(action__plan=int(self.plan))
        words = (
            said(self.q, "school__title", "school__code", "action__text", "action__number") if self.q else Q()
        )
        return tasks.filter(words)

    def in_words(self, plans: Mapping[str, str]) -> str:
        """For a workbook: «состояние: не отчитались; слова: Школа № 1»."""
        return said_filters(
            (
                ("состояние", dict(STATES).get(self.state, "")), ("план", plans.get(self.plan, "")),
                ("слова", self.q),
            )
        )  # fmt: skip


def task_list(user: Any, chosen: TaskFilter, page: str | None) -> dict[str, Any]:
    """The variables of the list: the nearest day first."""
    everything = visible_to(user)
    listed = chosen.narrow(everything)
    shown = Paginator(with_rows(by_urgency(listed)), ROWS).get_page(page)
    shown.object_list = as_approved(shown.object_list)
    found = dict(running(everything).order_by().values_list("state").annotate(Count("pk")))
    return {
        "page": shown, "asked": chosen, "states": STATES,
        "plans": plans_of(everything), "gives": Permission.PLANS_EDIT in permissions_of(user),
        "to_remind": remindable(listed, user).order_by().values("school").distinct().count(),
        "late": overdue(everything, timezone.localdate()).count(),
        "counts": [(value, label, found[value]) for value, label in TaskState.choices if value in found],
        "is_school": not sees_several(user), "tabs": tabs(user, "tasks"), "crumbs": [CRUMB, ("Поручения школам", "")],
    }  # fmt: skip


def plans_of(tasks: QuerySet[Task]) -> dict[str, str]:
    """Plans whose actions were given, by key, for a choice."""
    plans = Plan.objects.filter(pk__in=tasks.order_by().values("action__plan"))
    return {str(one.pk): str(approved_head(one)) for one in plans}


def sees_several(user: Any) -> bool:
    """Tasks of more than one's own school."""
    return any(
        one.unit.level != Level.SCHOOL and set(WORKS) & one.role_class.permissions
        for one in live_assignments(user)
    )


def tabs(user: Any, current: str) -> list[tuple[str, str, bool]]:
    """(title, address, whether it is this page) of the pages that the person may open."""
    gives = Permission.PLANS_EDIT in permissions_of(user) and sees_several(user)
    shown = [("tasks", "Поручения"), ("task_forms_new", "Внести отчёты")]
    return [
        (title, reverse(name), name == current)
        for name, title in (*shown, *([("task_letters", "Письма")] if gives else []))
    ]
