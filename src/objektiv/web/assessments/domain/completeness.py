"""Reminding schools of results they owe."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.web.assessments.models import Procedure, Reminder
from objektiv.web.assessments.rules import may_remind
from objektiv.web.audit.domain import record
from objektiv.web.territory.models import Unit


@transaction.atomic
def remind(owed: Iterable[tuple[Unit, Procedure]], *, by: Any) -> list[Reminder]:
    """Write down that somebody reminded schools of procedures; schools see it on their pages."""
    made = []
    for school, procedure in owed:
        if not may_remind(by, school):
            raise PermissionDenied
        made.append(Reminder(unit=school, procedure=procedure, by=by))
    if not made:
        raise ValidationError("Напоминать некому: всё, что должно быть сдано, сдано.")
    Reminder.objects.bulk_create(made)
    by_school: dict[Unit, list[str]] = {}
    for one in made:
        by_school.setdefault(one.unit, []).append(str(one.procedure))
    for school, titles in by_school.items():
        record("school.reminded", by=by, obj=school, unit_path=school.path, new={"procedures": titles})
    return made
