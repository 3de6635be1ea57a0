"""What the page of a school's result is told of the case about it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from objektiv.web.cases.enums import START, CaseState
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import visible_to
from objektiv.web.findings.links import Standing
from objektiv.web.findings.models import SchoolResult


def standing_of(user: Any, result: SchoolResult) -> Standing | None:
    """The case about this result, or the one open for the school and year, once the school was asked."""
    about = Q(result=result) | ~Q(state=CaseState.CLOSED)
    known = visible_to(user, timezone.localdate()).filter(
        about, school=result.school_id, school_year=result.school_year
    )
    case = known.order_by("-pk").first()
    if case is None or case.state == START:
        return None
    return Standing(
        f"Карточка № {case.pk}: {case.get_state_display()}", reverse("case", args=[case.pk]), _decision(case)
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
