"""Opening cases: whose results ask for one, and how what the analysis checked comes into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case as Choice
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import reachable
from objektiv.web.assessments.enums import Pass
from objektiv.web.cases.domain import KnownExplanation, open_case
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import disclosed
from objektiv.web.findings.enums import MARKED_ZONES
from objektiv.web.findings.models import SchoolResult


def candidates(user: Any) -> QuerySet[SchoolResult]:
    """Results with a priority in the subtree of the person, whose school has no open case: of the acting runs the
    one that counts for the school, hence one for a school and a year.
    """
    results = SchoolResult.objects.filter(
        reachable(user, Permission.CASES_ASK, "school__path"),
        zone__in=MARKED_ZONES,
        pk=Subquery(
            _counting_for(OuterRef("school"), OuterRef("result_set__run__school_year")).values("pk")[:1]
        ),
    )
    return without_case(results).select_related("school", "result_set__run")


def _counting_for(school: OuterRef | Value, school_year: OuterRef | Value) -> QuerySet[SchoolResult]:
    """Results of acting runs about a school and a year: final before operative, then of the widest territory."""
    is_final = When(result_set__run__kind=Pass.FINAL, then=Value(0))
    found = SchoolResult.objects.filter(
        school=school, result_set__run__school_year=school_year, result_set__run__is_active=True
    )
    return found.order_by(
        Choice(is_final, default=Value(1)), "result_set__run__unit__path", "-result_set__run"
    )


def final_result(case: Case) -> SchoolResult | None:
    """The final result of the school and year, where the case still stands on the operative one."""
    if case.result.result_set.run.kind == Pass.FINAL:
        return None
    counting = _counting_for(Value(case.school_id), Value(case.school_year))
    return counting.filter(result_set__run__kind=Pass.FINAL).select_related("result_set__run").first()


def without_case(results: QuerySet[SchoolResult]) -> QuerySet[SchoolResult]:
    """Results of schools that have no open case for that year, and none about this very result."""
    same = Case.objects.filter(
        school=OuterRef("school"), school_year=OuterRef("result_set__run__school_year")
    )
    about_this = Case.objects.filter(result=OuterRef("pk"))
    return results.exclude(Exists(same.exclude(state=CaseState.CLOSED))).exclude(Exists(about_this))


def open_many(
    results: Iterable[SchoolResult], *, by: Any
) -> tuple[list[Case], list[tuple[SchoolResult, str]]]:
    """Open the cases of several results; those that cannot be opened come back with the reason."""
    opened, refused = [], []
    for result in results:
        try:
            opened.append(open_case(result, explanations_of(result), by=by))
        except PermissionDenied:
            refused.append((result, "Эту школу ведёте не вы."))
        except ValidationError as error:
            refused.append((result, " ".join(error.messages)))
    return opened, refused


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
    """Of some results, those whose school was heard: in the case about them, or else, where there is none, in the
    last case of the school for that year: what the operative run asked, the final one does not hide again.
    """
    same_year = Q(school=OuterRef("school"), school_year=OuterRef("result_set__run__school_year"))
    own = Case.objects.filter(result=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    last = Case.objects.filter(same_year).order_by("-pk").values("pk")[:1]
    speaking = SchoolResult.objects.filter(pk__in=keys).annotate(
        speaks=Coalesce(Subquery(own), Subquery(last))
    )
    was_heard = Case.objects.filter(disclosed(timezone.localdate()), pk=OuterRef("speaks"))
    return set(speaking.filter(Exists(was_heard)).values_list("pk", flat=True))
