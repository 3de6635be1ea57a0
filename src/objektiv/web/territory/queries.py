"""Which parts of the territory a person sees."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import reachable
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit


def visible_to(user: Any, permission: Permission = Permission.TERRITORY_VIEW) -> QuerySet[Unit]:
    """Parts of the territory in which the person has the right."""
    return Unit.objects.filter(reachable(user, permission, "path"))


def schools(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Schools alone."""
    return units.filter(level=Level.SCHOOL)


def within(units: QuerySet[Unit], unit: Unit) -> QuerySet[Unit]:
    """The unit and all below it."""
    return units.filter(path__startswith=unit.path)
