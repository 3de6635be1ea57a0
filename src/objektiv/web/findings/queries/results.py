"""Results that a person may know of. What of them is shown decides ``rules``; pages take them from ``shown``."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Case, Count, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Value, When

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import reachable
from objektiv.web.assessments.enums import Pass
from objektiv.web.findings.models import (
    ComparedAssessment,
    IndicatorResult,
    OfficialSign,
    ResultSet,
    SchoolResult,
)


def visible_to(user: Any) -> QuerySet[SchoolResult]:
    """Results of schools in which the person may see findings, at least that they are looked into."""
    seen = reachable(user, Permission.FINDINGS_VIEW, "school__path")
    worked_on = reachable(user, Permission.FINDINGS_PRELIMINARY, "school__path")
    related = ("school", "school__parent", "result_set", "result_set__run", "result_set__run__unit")
    return SchoolResult.objects.filter(seen | worked_on).select_related(*related)


def sets_of(results: QuerySet[SchoolResult]) -> QuerySet[ResultSet]:
    """Sets that speak of some of these schools."""
    mine = results.filter(result_set=OuterRef("pk")).select_related(None).order_by()
    return ResultSet.objects.filter(Exists(mine)).select_related("run", "run__unit")


def current(sets: QuerySet[ResultSet]) -> QuerySet[ResultSet]:
    """Sets of acting runs: the newest year first, the final pass first, the widest territory first."""
    is_final = Case(When(run__kind=Pass.FINAL, then=Value(0)), default=Value(1), output_field=IntegerField())
    ordered = sets.filter(run__is_active=True).annotate(pass_order=is_final)
    return ordered.order_by("-run__school_year", "pass_order", "run__unit__path", "-run")


def summarised_for(user: Any) -> QuerySet[ResultSet]:
    """Acting sets that hold schools of a subtree in which the person may see counts."""
    counted = SchoolResult.objects.filter(reachable(user, Permission.SUMMARY_VIEW, "school__path"))
    return current(sets_of(counted))


def chosen_assessments(
    assessments: QuerySet[ComparedAssessment], *, code: str = "", grade: int | None = None, subject: str = ""
) -> QuerySet[ComparedAssessment]:
    """Procedures of a set by code, grade of the work, subject; what is not given does not narrow."""
    wanted = Q()
    if code:
        wanted &= Q(code=code)
    if grade:
        wanted &= Q(grade=grade)
    if subject:
        wanted &= Q(subject=subject)
    return assessments.filter(wanted)


def in_municipality(results: QuerySet[SchoolResult], path: str) -> QuerySet[SchoolResult]:
    """Schools of one municipality."""
    return results.filter(school__path__startswith=path)


def named(results: QuerySet[SchoolResult], words: str) -> QuerySet[SchoolResult]:
    """Schools whose title or code has the words."""
    # SQLite knows no case beyond ASCII: the words are tried with a large first letter too.
    title = Q(school__title__icontains=words) | Q(school__title__contains=words.capitalize())
    return results.filter(title | Q(school__code__startswith=words))


def with_findings(results: QuerySet[SchoolResult], rows: QuerySet[IndicatorResult]) -> QuerySet[SchoolResult]:
    """Schools with a finding among these rows. The caller leaves out those whose findings are not shown."""
    return results.filter(Exists(rows.filter(result=OuterRef("pk"), is_finding=True).order_by()))


def with_flags(results: QuerySet[SchoolResult], signs: QuerySet[OfficialSign]) -> QuerySet[SchoolResult]:
    """The same for the official method."""
    return results.filter(Exists(signs.filter(result=OuterRef("pk"), flag=True).order_by()))


Rows = TypeVar("Rows", IndicatorResult, OfficialSign)


def of_assessments(rows: QuerySet[Rows], assessments: Collection[int] | None) -> QuerySet[Rows]:
    """Rows of some procedures; None for all."""
    return rows if assessments is None else rows.filter(assessment__in=assessments)


def of_columns(
    rows: QuerySet[IndicatorResult], columns: Collection[tuple[str, str]]
) -> QuerySet[IndicatorResult]:
    """Rows of some indicators in some directions."""
    wanted = Q(pk__in=())
    for indicator, direction in columns:
        wanted |= Q(indicator=indicator, direction=direction)
    return rows.filter(wanted)


def indicator_cells(rows: QuerySet[IndicatorResult]) -> QuerySet[Any, Any]:
    """School × indicator × direction: how many procedures, where applicable, findings, reasons why not."""
    not_judged = Q(applicable=False)
    return (
        rows.order_by()
        .values("result", "indicator", "direction")
        .annotate(
            total=Count("pk"),
            judged=Count("pk", filter=Q(applicable=True)),
            found=Count("pk", filter=Q(is_finding=True)),
            first_reason=Min("reason", filter=not_judged),
            reasons=Count("reason", filter=not_judged, distinct=True),
        )
    )


def sign_cells(signs: QuerySet[OfficialSign]) -> QuerySet[Any, Any]:
    """School × official sign: on how many procedures applicable, on how many triggered."""
    return (
        signs.order_by()
        .values("result", "sign")
        .annotate(total=Count("pk"), found=Count("pk", filter=Q(flag=True)))
    )


def zone_counts(results: QuerySet[SchoolResult]) -> QuerySet[Any, Any]:
    """Municipality × zone → number of schools."""
    plain = results.select_related(None).order_by()
    return plain.values("school__parent", "zone").annotate(schools=Count("pk"))


def official_counts(results: QuerySet[SchoolResult]) -> QuerySet[Any, Any]:
    """Municipality → schools where the official method is applicable, and those with a sign of it."""
    applicable = Exists(OfficialSign.objects.filter(result=OuterRef("pk")).order_by())
    plain = results.select_related(None).order_by().filter(applicable)
    return plain.values("school__parent").annotate(
        schools=Count("pk"), flagged=Count("pk", filter=Q(official_flags__gt=0))
    )


def rows_of(results: Collection[int]) -> QuerySet[IndicatorResult]:
    """Indicators of schools that are shown."""
    return IndicatorResult.objects.filter(result__in=results)


def signs_of(results: Collection[int]) -> QuerySet[OfficialSign]:
    """Official signs of schools that are shown."""
    return OfficialSign.objects.filter(result__in=results)


def assessments_of(result: SchoolResult) -> QuerySet[ComparedAssessment]:
    """Procedures of the set in which the school took part."""
    mine = IndicatorResult.objects.filter(result=result).order_by().values("assessment")
    return result.result_set.assessments.filter(pk__in=mine)


def same_school(results: QuerySet[SchoolResult], result: SchoolResult) -> QuerySet[SchoolResult]:
    """Other acting results of the school, the newest first."""
    others = results.filter(school=result.school, result_set__run__is_active=True).exclude(pk=result.pk)
    return others.order_by("-result_set__run__school_year", "result_set__run__kind")
