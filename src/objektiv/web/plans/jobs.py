"""Background jobs of plans: days of many rows after a procedure moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from objektiv.web.access.models import User
from objektiv.web.assessments.models import Procedure
from objektiv.web.plans.domain.moving import MOST_AT_ONCE, REDATE, hanging_on, redate_rows
from objektiv.web.shell.jobs import Progress, job


@job(REDATE)
def redate_plans(parameters: Mapping[str, Any], progress: Progress) -> str:
    """Count the days of all rows that a procedure concerns, some at a time: others write between."""
    by = User.objects.get(pk=parameters["by_pk"])
    procedure = Procedure.objects.select_related("unit").get(pk=parameters["procedure"])
    keys = list(hanging_on(procedure).values_list("pk", flat=True))
    for first in range(0, len(keys), MOST_AT_ONCE):
        progress(first, len(keys), "мероприятия")
        redate_rows(keys[first : first + MOST_AT_ONCE], by=by, procedure=procedure)
    return reverse("plan_actions")
