"""Opening cases: whose results ask for one, and how what the analysis checked comes into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import reachable
from objektiv.web.cases.domain import KnownExplanation, open_case
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import disclosed
from objektiv.web.findings.enums import MARKED_ZONES
from objektiv.web.findings.models import SchoolResult


def candidates(user: Any) -> QuerySet[SchoolResult]:
    """Results with a priority, of acting runs, in the subtree of the person, whose school has no open case."""
    results = SchoolResult.objects.filter(
        reachable(user, Permission.CASES_ASK, "school__path"),
        zone__in=MARKED_ZONES,
        result_set__run__is_active=True,
    )
    return without_case(results).select_related("school", "result_set__run")


def without_case(results: QuerySet[SchoolResult]) -> QuerySet[SchoolResult]:
    """Results of schools that have no open case for that year, and none about this very result."""
    same = Case.objects.filter(
        school=OuterRef("school"), school_year=OuterRef("result_set__run__school_year")
    )
    about_this = Case.objects.filter(result=OuterRef("pk"))
    return results.exclude(Exists(same.exclude(state=CaseState.CLOSED))).exclude(Exists(about_this))


def open_many(results: Iterable[SchoolResult], *, by: Any) -> list[Case]:
    """Open the cases of several results."""
    return [open_case(result, explanations_of(result), by=by) for result in results]


def explanations_of(result: SchoolResult) -> list[KnownExplanation]:
    """Innocent explanations as the analysis left them."""
    return [
        KnownExplanation(
            one.assessment.short_title if one.assessment else "",
            one.code,
            one.title,
            one.status,
            one.sentence,
        )
        for one in result.explanations.select_related("assessment")
    ]


def heard(keys: Collection[int]) -> Collection[int]:
    """Of some results, those whose school was heard in the case about them."""
    cases = Case.objects.filter(disclosed(timezone.localdate()), result__in=keys)
    return set(cases.values_list("result", flat=True))
