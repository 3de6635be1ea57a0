"""Who may do what with the codes of a school's pupils."""

from __future__ import annotations

from typing import Any

from objektiv.web.access.permissions import Permission
from objektiv.web.pupils.queries import schools_of
from objektiv.web.territory.models import Unit


def may_keep_codes(user: Any, school: Unit) -> bool:
    """Load the school's list of stable codes: its head and deputy head, nobody from above."""
    return schools_of(user, Permission.PUPILS_EDIT).filter(pk=school.pk).exists()
