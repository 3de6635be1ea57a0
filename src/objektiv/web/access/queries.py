"""Who may reach what: subtrees of the territory in which a person has a right on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from objektiv.web.access.models import AccessToken, Assignment, User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.roles import ROLES, SCHOOL, with_permission

NOTHING = Q(pk__in=())


def live(assignments: QuerySet[Assignment], on: date | None = None) -> QuerySet[Assignment]:
    """Those that count on a day (today)."""
    day = on or timezone.localdate()
    return assignments.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


def unexpired(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Those that count today or will count."""
    return assignments.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate()))


def live_assignments(user: Any) -> tuple[Assignment, ...]:
    """The roles of a person today, read once per request."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    if not hasattr(user, "_live_assignments"):
        user._live_assignments = tuple(  # type: ignore[attr-defined]  # kept for this request
            live(user.assignments.select_related("unit"))
        )
    return user._live_assignments  # type: ignore[attr-defined, no-any-return]


def permissions_of(user: Any) -> frozenset[Permission]:
    """All rights of a person today, wherever they hold."""
    return frozenset(p for held in live_assignments(user) for p in held.role_class.permissions)


def may_above_school(user: Any, permission: Permission) -> bool:
    """The person has a right in a whole municipality or region, not at single schools alone."""
    return any(
        held.unit.level != SCHOOL and permission in held.role_class.permissions
        for held in live_assignments(user)
    )


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


def is_region_wide(user: Any, permission: Permission) -> bool:
    """Whether a person has a right over a whole region, hence over what belongs to no part of the territory."""
    return any(path.count("/") == 1 for path in paths_of(user, permission))


def places(user: Any) -> QuerySet[Any]:
    """Acting parts of the territory where a person may give roles. (The territory stands above this app.)"""
    units: QuerySet[Any] = apps.get_model("territory", "Unit")._default_manager.all()
    return units.filter(reachable(user, Permission.PEOPLE_EDIT, "path"), closed_on__isnull=True)


def people_visible_to(user: Any) -> QuerySet[User]:
    """People who hold or held a role in one's part of the territory; those without any, for the whole region."""
    held = Assignment.objects.filter(user=OuterRef("pk"))
    inside_mine = Exists(held.filter(reachable(user, Permission.PEOPLE_EDIT, "unit__path")))
    if is_region_wide(user, Permission.PEOPLE_EDIT):
        return User.objects.filter(inside_mine | ~Exists(held))
    return User.objects.filter(inside_mine)


def tokens_visible_to(user: Any) -> QuerySet[AccessToken]:
    """One's own access tokens; for the administrator those of all people of the part of the territory."""
    mine = Q(user=user)
    if Permission.SYSTEM in permissions_of(user):
        mine |= Q(user__in=people_visible_to(user).values("pk"))
    return AccessToken.objects.filter(mine).select_related("user", "revoked_by")


def with_roles(people: QuerySet[User]) -> QuerySet[User]:
    """With the roles that count today or will count."""
    held = unexpired(Assignment.objects.select_related("unit", "stands_in_for")).order_by("valid_from", "pk")
    return people.prefetch_related(Prefetch("assignments", held, to_attr="unexpired_assignments"))


def said(words: str, *fields: str) -> Q:
    """Rows in which every word stands in one of the fields, whatever its case."""
    condition = Q()
    for word in words.split():
        # SQLite knows no case beyond ASCII: usual spellings of a word are tried too.
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        one = NOTHING
        for field in fields:
            for spelling in spellings:
                one |= Q(**{f"{field}__icontains": spelling})
        condition &= one
    return condition


def place_of(user: Any) -> str:
    """Where in the territory a person belongs: the part that all roles of today and later have in common."""
    paths = list(unexpired(Assignment.objects.filter(user=user)).values_list("unit__path", flat=True))
    codes = [path.strip("/").split("/") for path in paths]
    common = []
    for level in zip(*codes, strict=False):
        if len(set(level)) > 1:
            break
        common.append(f"{level[0]}/")
    return "".join(common)


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
