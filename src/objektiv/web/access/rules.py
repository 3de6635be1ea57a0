"""Who may do what to people (``may_``), and what their state allows (``can_``)."""

from __future__ import annotations

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from objektiv.web.access.models import AccessToken, Assignment, User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import (
    is_region_wide,
    may,
    needs_second_factor,
    people_visible_to,
    tokens_visible_to,
    unexpired,
)
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


def may_revoke(by: Any, token: AccessToken) -> bool:
    """One's own token; any that the administrator sees."""
    return by is None or tokens_visible_to(by).filter(pk=token.pk).exists()


def lacks_second_factor(person: User) -> bool:
    """A role needs one-time codes and the person has none; a training district (``IS_DEMO``) asks for none."""
    return not settings.IS_DEMO and needs_second_factor(person) and not is_mfa_enabled(person)


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
