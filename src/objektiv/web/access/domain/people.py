"""Adding people, correcting what is known of them, closing and opening their entrance."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.web.access import rules
from objektiv.web.access.domain.entrance import drop_sessions
from objektiv.web.access.domain.invitations import invite, withdraw_open
from objektiv.web.access.domain.roles import assign
from objektiv.web.access.domain.tokens import revoke_all
from objektiv.web.access.models import User
from objektiv.web.access.phrases import CONFLICT, FOREIGN_ROLES, LAST_ADMINISTRATOR
from objektiv.web.access.queries import place_of
from objektiv.web.audit.domain import changes, one_writer, record

FIELDS = ("last_name", "first_name", "patronymic", "email")


@transaction.atomic
def add_user(
    *, login: str, last_name: str, first_name: str, by: Any, patronymic: str = "", email: str = "",
    unit_path: str = "",
) -> User:  # fmt: skip
    """Add a person who cannot sign in yet: an invitation sets the password."""
    user = User(login=login, last_name=last_name, first_name=first_name, patronymic=patronymic, email=email)
    user.set_unusable_password()
    if User.objects.filter(login__iexact=login).exists():
        raise ValidationError({"login": "Человек с таким логином уже есть."})
    user.full_clean()
    user.save()
    record("user.added", by=by, obj=user, unit_path=unit_path, new={"login": login, "name": user.full_name})
    return user


@transaction.atomic
def welcome(
    *, role: str, unit: Any, by: Any, known: dict[str, str], valid_to: date | None = None
) -> tuple[User, str]:
    """Add a person with a first role and a link for a password; the secret of the link is returned, this once."""
    if not rules.may_give(by, role, unit.path):
        raise PermissionDenied
    user = add_user(by=by, unit_path=unit.path, **known)
    assign(user, role=role, unit=unit, by=by, valid_to=valid_to)
    return user, invite(user, by=by)


@transaction.atomic
def edit_user(user: User, *, version: int, by: Any, **new: str) -> User:
    """Correct name and mail; ``version`` is the one the editor saw."""
    user = _managed(user, by)
    if user.version != version:
        raise ValidationError(CONFLICT)
    before = {name: getattr(user, name) for name in FIELDS}
    for name in FIELDS:
        setattr(user, name, new.get(name, before[name]))
    user.full_clean()
    user.version += 1
    user.save()
    old, changed = changes(before, {name: getattr(user, name) for name in FIELDS})
    if changed:
        record("user.edited", by=by, obj=user, unit_path=place_of(user), old=old, new=changed)
    return user


@transaction.atomic
def deactivate_user(user: User, *, by: Any, reason: str = "") -> User:
    """Close the entrance: sessions end at once, links and tokens stop working; roles stay as they are."""
    user = _managed(user, by)
    if by is not None and user == by:
        raise ValidationError("Закрыть вход самому себе нельзя.")
    if not user.is_active:
        raise ValidationError("Вход этого человека уже закрыт.")
    one_writer()
    if by is not None and any(rules.is_last_administrator(one) for one in user.assignments.all()):
        raise ValidationError(LAST_ADMINISTRATOR)
    user.is_active = False
    user.save()
    withdraw_open(user)
    new = {"sessions": drop_sessions(user), "tokens": revoke_all(user, by=by)}
    record("user.deactivated", by=by, obj=user, unit_path=place_of(user), new=new, reason=reason)
    return user


@transaction.atomic
def activate_user(user: User, *, by: Any) -> User:
    """Open the entrance again: with the password as it was, or with a new link."""
    user = _managed(user, by)
    if user.is_active:
        raise ValidationError("Вход этого человека открыт.")
    user.is_active = True
    user.save()
    record("user.activated", by=by, obj=user, unit_path=place_of(user))
    return user


def _managed(user: User, by: Any) -> User:
    """The row as it stands now, if ``by`` may change what concerns the person as a whole."""
    if not rules.may_manage(by, user):
        raise PermissionDenied(FOREIGN_ROLES)
    return User.objects.select_for_update().get(pk=user.pk)
