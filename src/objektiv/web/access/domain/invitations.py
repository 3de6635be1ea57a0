"""Links by which a person sets a password: shown once to the inviter, used once, within seven days."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from objektiv.web.access import rules
from objektiv.web.access.domain.entrance import drop_sessions
from objektiv.web.access.models import Invitation, User
from objektiv.web.access.phrases import FOREIGN_ROLES
from objektiv.web.access.queries import place_of
from objektiv.web.audit.domain import record

VALID = timedelta(days=7)
SECRET_BYTES = 32
GONE = "Ссылка уже использована, отозвана или её срок истёк."


@transaction.atomic
def invite(user: User, *, by: Any) -> str:
    """Make a link for a new password; earlier ones stop working. The secret part is returned and kept nowhere.

    The present password works until the link is used.
    """
    if not rules.may_manage(by, user):
        raise PermissionDenied(FOREIGN_ROLES)
    if by is not None and user == by:
        raise ValidationError("Свой пароль меняют на странице «Мои роли и вход».")
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise ValidationError("Вход этого человека закрыт: сначала откройте его.")
    withdraw_open(user)
    token = secrets.token_urlsafe(SECRET_BYTES)
    until = timezone.now() + VALID
    Invitation.objects.create(user=user, token_sha256=digest(token), by=by, expires_at=until)
    record("user.invited", by=by, obj=user, unit_path=place_of(user), new={"valid_to": until.date()})
    return token


def find_invitation(token: str) -> Invitation | None:
    """The open link with this secret, of a person who may sign in."""
    asked = digest(token)
    found = Invitation.objects.select_related("user").filter(token_sha256=asked).first()
    # The index finds a hash, not the secret; the comparison takes the same time wherever it differs.
    if found is None or not constant_time_compare(found.token_sha256, asked):
        return None
    return found if found.is_open and found.user.is_active else None


@transaction.atomic
def accept_invitation(invitation: Invitation, *, password: str) -> User:
    """Set the password; the link is used up and all sessions of the person end.

    ValidationError when the password is weak or somebody used the link meanwhile.
    """
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    validate_password(password, user)
    still_open = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if (
        not still_open.filter(expires_at__gt=timezone.now()).update(used_at=timezone.now())
        or not user.is_active
    ):
        raise ValidationError(GONE)
    user.set_password(password)
    user.save(update_fields=["password"])
    ended = drop_sessions(user)
    record("user.password_set", by=user, obj=user, unit_path=place_of(user), new={"sessions": ended})
    return user


def withdraw_open(user: User) -> None:
    """Links given earlier stop working."""
    user.invitations.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())


def digest(token: str) -> str:
    """What is kept of a secret: it is random, so one plain hash is enough."""
    return sha256(token.encode()).hexdigest()
