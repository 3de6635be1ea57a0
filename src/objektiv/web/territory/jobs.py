"""Background jobs of this app: a workbook of schools, the passage of classes into the next year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from objektiv.model.errors import UsageError
from objektiv.web.access.models import User
from objektiv.web.shell.jobs import Progress, job
from objektiv.web.territory.domain import apply_register, roll_over_classes
from objektiv.web.territory.domain.register import APPLY
from objektiv.web.territory.models import RegisterFile, Unit

ROLL_OVER = "territory.roll_over"


@job(APPLY)
def bring_in(parameters: Mapping[str, Any], progress: Progress) -> str:
    """Bring a workbook of schools in."""
    file = RegisterFile.objects.select_related("by").get(pk=parameters["file"])
    try:
        apply_register(file, lambda done, total: progress(done, total, "вносятся школы"))
    except ValidationError as error:
        raise UsageError(" ".join(error.messages), "Исправьте это и внесите файл снова.") from error
    return reverse("register_file", args=[file.pk])


@job(ROLL_OVER)
def roll_over(parameters: Mapping[str, Any], progress: Progress) -> str:
    """Promote the classes."""
    unit, by = Unit.objects.get(pk=parameters["unit"]), User.objects.get(pk=parameters["by_pk"])
    progress(0, 1, "переводятся классы")
    try:
        roll_over_classes(unit, source=parameters["source"], by=by, is_reopening=parameters["is_reopening"])
    except ValidationError as error:
        raise UsageError(" ".join(error.messages)) from error
    return reverse("unit", args=[unit.pk])
