"""Cases that a person sees."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import reachable
from objektiv.web.cases.enums import OUTCOMES, CaseState
from objektiv.web.cases.models import Case, Terms

DECIDED = (*OUTCOMES, CaseState.CLOSED)


def visible_to(user: Any, today: date) -> QuerySet[Case]:
    """Cases with their signs: of one's own school, of those one works on, of others once the school was heard."""
    mine = reachable(user, Permission.CASES_REPLY, "school__path")
    worked_on = reachable(user, Permission.FINDINGS_PRELIMINARY, "school__path")
    others = reachable(user, Permission.CASES_VIEW, "school__path") & disclosed(today)
    cases = Case.objects.select_related("school", "result")
    return cases.filter(reachable(user, Permission.CASES_VIEW, "school__path") & (mine | worked_on | others))


def disclosed(today: date) -> Q:
    """The school replied, or its term passed, or a person decided."""
    return Q(replied_at__isnull=False) | Q(state__in=DECIDED) | Q(reply_due_on__lt=today)


def in_analysis(user: Any, today: date) -> QuerySet[Case]:
    """Cases of which a person may know only that they are looked into."""
    reached = Case.objects.filter(reachable(user, Permission.CASES_VIEW, "school__path"))
    return reached.exclude(pk__in=visible_to(user, today).values("pk")).select_related("school")


def unanswered(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Who was asked and has not answered."""
    return cases.filter(state=CaseState.ASKED)


def terms_for(path: str) -> Terms:
    """The terms that count at a place: the nearest set up the tree, or the usual ones."""
    parts = path.strip("/").split("/")
    above = ["/".join(parts[:depth]) + "/" for depth in range(len(parts), 0, -1)]
    known = {one.unit.path: one for one in Terms.objects.filter(unit__path__in=above).select_related("unit")}
    return next((known[one] for one in above if one in known), Terms())
