"""Who may reach what: subtrees of the territory in which a person has a right on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from objektiv.web.access.models import Assignment, User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.roles import ROLES, with_permission

NOTHING = Q(pk__in=())


def live(assignments: QuerySet[Assignment], on: date | None = None) -> QuerySet[Assignment]:
    """Those that count on a day (today)."""
    day = on or timezone.localdate()
    return assignments.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


def live_assignments(user: Any) -> tuple[Assignment, ...]:
    """The roles of a person today, read once per request."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    if not hasattr(user, "_live_assignments"):
        user._live_assignments = tuple(  # type: ignore[attr-defined]
            live(user.assignments.select_related("unit"))
        )
    return user._live_assignments  # type: ignore[attr-defined, no-any-return]


def permissions_of(user: Any) -> frozenset[Permission]:
    """All rights of a person today, wherever they hold."""
    return frozenset(p for held in live_assignments(user) for p in held.role_class.permissions)


def paths_of(user: Any, permission: Permission) -> tuple[str, ...]:
    """Paths of the subtrees where a person has a right today; no path inside another."""
    paths = {held.unit.path for held in live_assignments(user) if permission in held.role_class.permissions}
    return tuple(sorted(one for one in paths if not any(one != two and one.startswith(two) for two in paths)))


def inside(paths: Iterable[str], field: str) -> Q:
    """Rows whose ``field`` (a path) lies in one of the subtrees."""
    condition = NOTHING
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def reachable(user: Any, permission: Permission, field: str) -> Q:
    """Rows that a person may reach with a right; for ``visible_to`` of every app."""
    return inside(paths_of(user, permission), field)


def may(user: Any, permission: Permission, path: str) -> bool:
    """Whether a person has a right at a place of the territory."""
    return any(path.startswith(one) for one in paths_of(user, permission))


def holders(permission: Permission, path: str) -> QuerySet[User]:
    """People who have a right at a place today: whom to tell."""
    above = Q(pk__in=())
    parts = path.strip("/").split("/")
    for depth in range(1, len(parts) + 1):
        above |= Q(unit__path="/".join(parts[:depth]) + "/")
    held = live(Assignment.objects.filter(above, role__in=with_permission(permission)))
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def needs_second_factor(user: Any) -> bool:
    """Whether one of a person's roles asks for a one-time code at sign-in."""
    return any(ROLES[held.role].needs_second_factor for held in live_assignments(user))
