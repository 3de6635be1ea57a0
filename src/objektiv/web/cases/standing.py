"""What the pages of results are told of the cases about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from objektiv.web.cases.enums import START, CaseState
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import visible_to
from objektiv.web.findings.links import Standing
from objektiv.web.findings.models import SchoolResult


def standings_of(user: Any, results: Sequence[SchoolResult]) -> dict[int, Standing]:
    """Result → the case about it, or the one open for the school and year, once the school was asked."""
    if not results:
        return {}
    known = visible_to(user, timezone.localdate()).filter(school__in={one.school_id for one in results})
    cases = list(known.order_by("-pk"))
    found = ((one.pk, _case_of(one, cases)) for one in results)
    return {key: _standing(case) for key, case in found if case and case.state != START}


def _case_of(result: SchoolResult, cases: Sequence[Case]) -> Case | None:
    """The newest of those that concern the result."""
    return next((one for one in cases if _concerns(one, result)), None)


def _concerns(case: Case, result: SchoolResult) -> bool:
    of_year = (case.school_id, case.school_year) == (result.school_id, result.school_year)
    return of_year and (case.result_id == result.pk or case.state != CaseState.CLOSED)


def _standing(case: Case) -> Standing:
    title = f"Карточка № {case.pk}: {case.get_state_display()}"
    return Standing(
        title,
        reverse("case", args=[case.pk]),
        _decision(case),
        f"решено: {case.get_outcome_display()}" if case.is_decided else case.get_state_display(),
        case.is_decided,
        case.is_decided and case.outcome == CaseState.NOT_CONFIRMED,
    )


def _decision(case: Case) -> str:
    if not case.outcome:
        return ""
    day = f" {timezone.localtime(case.decided_at):%d.%m.%Y}" if case.decided_at else ""
    ground = f" Основание: {case.ground.rstrip('.')}." if case.ground else ""
    return f"Решение{day}: {case.get_outcome_display()}.{ground}"


def opened(keys: Collection[int]) -> Collection[int]:
    """Of some results, those about which there is a case."""
    return set(Case.objects.filter(result__in=keys).values_list("result", flat=True))
