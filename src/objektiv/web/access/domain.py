"""What is done to people and their roles; every verb writes the journal in its own transaction."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from objektiv.web.access.models import Assignment, User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may
from objektiv.web.access.roles import ROLES
from objektiv.web.audit.domain import record


@transaction.atomic
def add_user(
    *, login: str, last_name: str, first_name: str, by: Any, patronymic: str = "", email: str = ""
) -> User:
    """Add a person who cannot sign in yet: an invitation sets the password."""
    user = User(login=login, last_name=last_name, first_name=first_name, patronymic=patronymic, email=email)
    user.set_unusable_password()
    user.full_clean()
    user.save()
    record("user.added", by=by, obj=user, new={"login": login, "name": user.full_name})
    return user


@transaction.atomic
def assign(
    user: User,
    *,
    role: str,
    unit: Any,
    by: Any,
    valid_from: date | None = None,
    valid_to: date | None = None,
    stands_in_for: User | None = None,
    ground: str = "",
) -> Assignment:
    """Give a role in a part of the territory. ``by`` None: the program itself (set-up, training district).

    Raises PermissionDenied outside the giver's subtree, ValidationError when the role does not belong to the level.
    """
    if by is not None and not may(by, Permission.PEOPLE_EDIT, unit.path):
        raise PermissionDenied
    if unit.level not in ROLES[role].levels:
        raise ValidationError({"role": f"Роль «{ROLES[role].title}» на этом уровне не назначается."})
    given = Assignment(
        user=user, role=role, unit=unit, valid_from=valid_from or timezone.localdate(), valid_to=valid_to,
        stands_in_for=stands_in_for, ground=ground,
    )  # fmt: skip
    given.full_clean()
    given.save()
    new = {"user": user.pk, "role": role, "valid_from": given.valid_from, "valid_to": valid_to}
    record("role.given", by=by, obj=given, unit_path=unit.path, new=new, reason=ground)
    return given


@transaction.atomic
def end_assignment(given: Assignment, *, by: Any, on: date | None = None, reason: str = "") -> Assignment:
    """The role counts through ``on`` (yesterday by default: it ends at once); it stays in the history."""
    if by is not None and not may(by, Permission.PEOPLE_EDIT, given.unit.path):
        raise PermissionDenied
    before = given.valid_to
    given.valid_to = on or timezone.localdate() - timedelta(days=1)
    given.valid_from = min(given.valid_from, given.valid_to)  # given and taken on one day: it never counted
    given.full_clean()
    given.save()
    record(
        "role.ended", by=by, obj=given, unit_path=given.unit.path, old={"valid_to": before},
        new={"valid_to": given.valid_to}, reason=reason,
    )  # fmt: skip
    return given


@transaction.atomic
def sign_in_for_training(user: User) -> None:
    """Write down that somebody signed in by one click."""
    record("user.training_sign_in", by=user, obj=user)
