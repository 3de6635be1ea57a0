"""Who may do what to people (``may_``), and what their state allows (``can_``)."""

from __future__ import annotations

from typing import Any

from objektiv.web.access.models import Assignment, User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import is_region_wide, may, people_visible_to, unexpired
from objektiv.web.access.roles import ROLES


def may_give(by: Any, role: str, path: str) -> bool:
    """Give or take a role at a place: inside one's own subtree; the administrator's only by an administrator."""
    if by is None:
        return True
    needed = {Permission.PEOPLE_EDIT} | ({Permission.SYSTEM} & ROLES[role].permissions)
    return all(may(by, one, path) for one in needed)


def may_manage(by: Any, person: User) -> bool:
    """Change what concerns the person as a whole: data, entrance, link for a new password.

    All roles of the person must be ones that ``by`` may give: who resets a password can act as that person.
    """
    if by is None:
        return True
    held = list(unexpired(person.assignments.select_related("unit")))
    if held:
        return all(may_give(by, one.role, one.unit.path) for one in held)
    return is_region_wide(by, Permission.PEOPLE_EDIT) or people_visible_to(by).filter(pk=person.pk).exists()


def is_last_administrator(given: Assignment) -> bool:
    """Nobody else could give rights any more."""
    if Permission.SYSTEM not in given.role_class.permissions:
        return False
    return not administrators_besides(given.user)


def administrators_besides(person: User) -> bool:
    """Whether somebody else runs the system without an end in sight."""
    others = Assignment.objects.filter(
        role__in=[code for code, role in ROLES.items() if Permission.SYSTEM in role.permissions],
        user__is_active=True,
        valid_to__isnull=True,
    )
    return others.exclude(user=person).exists()
