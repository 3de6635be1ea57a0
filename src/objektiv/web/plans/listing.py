"""The list of plans and the list of rows of all plans: what is narrowed, counts, rows of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from objektiv.web.access.exporters import said_filters
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of, said
from objektiv.web.plans import rules
from objektiv.web.plans.enums import IN_FORCE, ActionStatus, PlanState, RowKind
from objektiv.web.plans.kinds import kind_choices
from objektiv.web.plans.links import section_links_for
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.queries import (
    actions_visible_to,
    live,
    open_imports,
    overdue,
    to_approve,
    visible_to,
    waiting_visas,
    with_progress,
)
from objektiv.web.plans.snapshot import in_force
from objektiv.web.territory.enums import Level

ROWS = 50
MOST_WAITING = 10
OVERDUE = "overdue"
STATUSES = ((OVERDUE, "просрочено"), *ActionStatus.choices)
PLAN_NAMES = ("state", "level", "year", "q")
ROW_NAMES = ("status", "kind", "row", "mine", "q")


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What a person narrowed the list of plans by; ``year``: «2023/24» or «2021»."""

    state: str = ""
    level: str = ""
    year: str = ""
    q: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> PlanFilter:
        """From the address; what is not among the choices is left out."""
        known = {name: (asked.get(name) or "").strip()[:100] for name in PLAN_NAMES}
        known["state"] = known["state"] if known["state"] in PlanState.values else ""
        known["level"] = known["level"] if known["level"] in Level.values else ""
        return cls(**known)

    @property
    def is_set(self) -> bool:
        """Something was chosen."""
        return self != PlanFilter()

    def narrow(self, plans: QuerySet[Plan]) -> QuerySet[Plan]:
        """The rows that are left: organisations by the alphabet, years from the last."""
        chosen = Q(state=self.state) if self.state else Q()
        if self.level:
            chosen &= Q(unit__level=self.level)
        if self.year:
            chosen &= Q(school_year=self.year) | Q(year=int(self.year) if self.year.isdecimal() else 0)
        if self.q:
            chosen &= said(self.q, "title", "unit__title", "unit__code")
        return plans.filter(chosen).order_by("unit__order_key", "unit", "-school_year", "-year", "-pk")

    def in_words(self) -> str:
        """For a workbook: «состояние: проект; год: 2023/24»."""
        return said_filters(
            (
                ("состояние", dict(PlanState.choices).get(self.state, "")),
                ("уровень", dict(Level.choices).get(self.level, "")),
                ("год", self.year),
                ("слова", self.q),
            )
        )


@dataclass(frozen=True, slots=True)
class RowFilter:
    """What a person narrowed rows by, on the page of a plan and in the list of all rows."""

    status: str = ""
    kind: str = ""
    row: str = ""
    mine: str = ""
    q: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> RowFilter:
        """From the address; what is not among the choices is left out."""
        known = {name: (asked.get(name) or "").strip()[:100] for name in ROW_NAMES}
        known["status"] = known["status"] if known["status"] in dict(STATUSES) else ""
        known["kind"] = known["kind"] if known["kind"] in dict(kind_choices()) else ""
        known["row"] = known["row"] if known["row"] in RowKind.values else ""
        return cls(**known)

    @property
    def is_set(self) -> bool:
        """Something was chosen."""
        return self != RowFilter()

    def narrow(self, rows: QuerySet[Action], user: Any) -> QuerySet[Action]:
        """The rows that are left, in their order."""
        if self.status == OVERDUE:
            rows = overdue(rows, timezone.localdate())
        elif self.status:
            rows = rows.filter(status=self.status)
        chosen = Q(kind=self.kind) if self.kind else Q()
        chosen &= Q(row=self.row) if self.row else Q()
        if self.mine:
            chosen &= Q(owner=user) | Q(controller=user) | Q(pk__in=user.executed_actions.values("pk"))
        if self.q:
            chosen &= said(self.q, "text", "owner_text", "number", "result")
        return rows.filter(chosen)

    def in_words(self) -> str:
        """For a workbook."""
        return said_filters(
            (
                ("состояние", dict(STATUSES).get(self.status, "")),
                ("вид", dict(kind_choices()).get(self.kind, "")),
                ("строки", dict(RowKind.choices).get(self.row, "")),
                ("мои", "да" if self.mine else ""),
                ("слова", self.q),
            )
        )


def plan_list(user: Any, chosen: PlanFilter, page: str | None) -> dict[str, Any]:
    """The variables of the list of plans."""
    everything = visible_to(user)
    listed = with_progress(chosen.narrow(everything), timezone.localdate())
    to_agree = [one for one in waiting_visas(user)[:MOST_WAITING] if rules.may_agree(user, one)]
    pairs = set(everything.order_by().values_list("school_year", "year"))
    years = sorted({school_year or str(year) for school_year, year in pairs}, reverse=True)
    return {
        "page": Paginator(listed, ROWS).get_page(page), "asked": chosen, "states": PlanState.choices,
        "levels": Level.choices, "years": years, "may_write": Permission.PLANS_EDIT in permissions_of(user),
        "waiting": open_imports(user), "to_agree": to_agree, "to_approve": to_approve(user)[:MOST_WAITING],
        "asks_me": {one.plan_id for one in to_agree}, "section_links": section_links_for(user),
        "crumbs": [("Планы", "")],
    }  # fmt: skip


def running_rows(user: Any) -> QuerySet[Action]:
    """Rows of the plans in force that a person sees, the nearest day first."""
    rows = live(actions_visible_to(user)).filter(plan__state__in=IN_FORCE, is_new=False)
    return rows.order_by("due_on", "plan", "order")


def action_list(user: Any, chosen: RowFilter, page: str | None) -> dict[str, Any]:
    """The variables of the list of rows of all plans."""
    page_of = Paginator(chosen.narrow(running_rows(user), user), ROWS).get_page(page)
    page_of.object_list = in_force(page_of.object_list)
    title = "Управленческие решения" if chosen.row == RowKind.DECISION else "Мероприятия"
    return {
        "page": page_of, "asked": chosen, "statuses": STATUSES, "title": title,
        "kinds": kind_choices(), "rows": RowKind.choices, "crumbs": [("Планы", "/plans/"), (title, "")],
    }  # fmt: skip
