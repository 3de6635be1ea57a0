"""The list of cases: filters, counts by state, the rows of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import in_analysis, visible_to

ROWS = 50


def case_list(user: Any, asked: Mapping[str, str]) -> dict[str, Any]:
    """The variables of the template."""
    everything = visible_to(user, timezone.localdate())
    chosen = filtered(everything, asked)
    return {
        "page": Paginator(chosen, ROWS).get_page(asked.get("page")),
        "may_open": Permission.CASES_ASK in permissions_of(user),
        "counts": counts(everything),
        "hidden": in_analysis(user, timezone.localdate()),
        "years": everything.order_by("-school_year").values_list("school_year", flat=True).distinct(),
        "states": CaseState.choices,
        "asked": {name: asked.get(name, "") for name in ("year", "state", "q")},
        "crumbs": [("Карточки анализа признаков", "")],
    }


def filtered(cases: QuerySet[Case], asked: Mapping[str, str]) -> QuerySet[Case]:
    """The rows that the filters leave."""
    if year := asked.get("year"):
        cases = cases.filter(school_year=year)
    if (state := asked.get("state")) in CaseState.values:
        cases = cases.filter(state=state)
    if words := (asked.get("q") or "").strip():
        cases = cases.filter(Q(school__title__icontains=words) | Q(school__code__icontains=words))
    return cases


def counts(cases: QuerySet[Case]) -> list[tuple[str, int]]:
    """How many cases stand where, in the order of the states."""
    found = dict(cases.order_by().values_list("state").annotate(Count("pk")))
    return [(label, found[value]) for value, label in CaseState.choices if value in found]
