"""Cases that a person sees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import reachable
from objektiv.web.cases.enums import OUTCOMES, CaseState, LetterKind
from objektiv.web.cases.models import DEFAULT_REPLY_DAYS, Case, FormHeap, Letter, Terms
from objektiv.web.territory.models import Unit

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


@dataclass(frozen=True, slots=True)
class CountingTerms:
    """The terms that count at a place, and the part of the territory that set each; None: the usual one."""

    reply_days: int
    works_kept_until: date | None
    reply_days_from: Any = None
    works_kept_from: Any = None


def terms_for(path: str) -> CountingTerms:
    """The terms that count at a place: each from the nearest part up the tree that set it."""
    above = _upwards(path)
    return _counting(above, _known(above))


def all_terms(units: Sequence[Unit]) -> list[tuple[Unit, CountingTerms, Terms | None]]:
    """Each unit with the terms that count there and its own, in one question to the database."""
    ways = {unit: _upwards(unit.path) for unit in units}
    known = _known({path for way in ways.values() for path in way})
    return [(unit, _counting(way, known), known.get(unit.path)) for unit, way in ways.items()]


def _upwards(path: str) -> list[str]:
    """Paths of a place and of all above it, the nearest first."""
    parts = path.strip("/").split("/")
    return ["/".join(parts[:depth]) + "/" for depth in range(len(parts), 0, -1)]


def _known(paths: Collection[str]) -> dict[str, Terms]:
    return {one.unit.path: one for one in Terms.objects.filter(unit__path__in=paths).select_related("unit")}


def _counting(way: Iterable[str], known: Mapping[str, Terms]) -> CountingTerms:
    nearest = [known[one] for one in way if one in known]
    days = next((one for one in nearest if one.reply_days), None)
    kept = next((one for one in nearest if one.works_kept_until), None)
    return CountingTerms(
        (days.reply_days if days else None) or DEFAULT_REPLY_DAYS,
        kept.works_kept_until if kept else None,
        days.unit if days else None,
        kept.unit if kept else None,
    )


def letters_visible_to(user: Any) -> QuerySet[Letter]:
    """The books of papers of one's own part of the territory, the newest first."""
    letters = Letter.objects.filter(reachable(user, Permission.CASES_ASK, "case__school__path"))
    return letters.select_related("case__school", "organisation", "by").order_by("-made_on", "-pk")


def last_request(case: Case) -> Letter | None:
    """The request that the school is to answer."""
    return case.letters.filter(kind=LetterKind.ASK).order_by("-pk").first()


def own_heaps(user: Any) -> QuerySet[FormHeap]:
    """Heaps of forms that the person brought."""
    return FormHeap.objects.filter(by=user)
