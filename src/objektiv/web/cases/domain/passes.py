"""From the operative pass to the final one: a case opened on collection forms goes on with the final results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from objektiv.web.cases import rules
from objektiv.web.cases.domain.verbs import DECIDED, KnownExplanation
from objektiv.web.cases.domain.working import check, go
from objektiv.web.cases.models import Case, Explanation
from objektiv.web.findings.models import SchoolResult

ANOTHER_SCHOOL = "Эти результаты — другой школы или другого года."


@transaction.atomic
def take_final(
    case: Case,
    result: SchoolResult,
    explanations: Iterable[KnownExplanation],
    *,
    by: Any,
    version: int | None = None,
) -> Case:
    """Let the case speak of the final result of its school and year.

    What was asked and answered stays; questions that only the final results raise are added. The operative result
    stays in the journal and in its own run.
    """
    check(rules.may_ask(by, case), not case.is_decided, DECIDED)
    if (result.school_id, result.school_year) != (case.school_id, case.school_year):
        raise ValidationError(ANOTHER_SCHOOL)
    reason = f"По итоговым результатам приоритет: {result.get_zone_display()}."
    go(case, case.state, "case.final", by, version, reason=reason, result=result)
    known = set(case.explanations.values_list("assessment", "code"))
    Explanation.objects.bulk_create(
        Explanation(
            case=case, assessment=one.assessment, code=one.code, title=one.title, status=one.status,
            sentence=one.sentence,
        )
        for one in explanations
        if (one.assessment, one.code) not in known
    )  # fmt: skip
    return case
