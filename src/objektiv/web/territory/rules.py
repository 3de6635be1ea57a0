"""Who may change which part of the territory (``may_``), and what its state allows (``can_``)."""

from __future__ import annotations

from typing import Any

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit


def may_edit(user: Any, path: str) -> bool:
    """Change what lies at a path. None: the program itself."""
    return user is None or may(user, Permission.TERRITORY_EDIT, path)


def may_add_below(user: Any, parent: Unit | None) -> bool:
    """Add under a unit; a whole region is added by the program alone."""
    return user is None or (parent is not None and may_edit(user, parent.path))


def can_close(unit: Unit) -> bool:
    """A school that works; a municipality when none of its schools works."""
    if unit.closed_on or unit.level == Level.REGION:
        return False
    return unit.is_school or not unit.children.filter(closed_on__isnull=True).exists()
