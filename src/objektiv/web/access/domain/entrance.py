"""Sessions, one-time codes, and the records of who came in and who could not."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.web.access import rules
from objektiv.web.access.models import User
from objektiv.web.access.phrases import FOREIGN_ROLES
from objektiv.web.access.queries import place_of
from objektiv.web.audit.domain import record


@transaction.atomic
def sign_in_for_training(user: User) -> None:
    """Write down that somebody signed in by one click."""
    record("user.training_sign_in", by=user, obj=user, unit_path=place_of(user))


@transaction.atomic
def end_sessions(user: User, *, by: Any, reason: str = "") -> int:
    """Sign a person out everywhere; returns how many sessions there were."""
    if by != user and not rules.may_manage(by, user):
        raise PermissionDenied(FOREIGN_ROLES)
    ended = drop_sessions(user)
    new = {"sessions": ended}
    record("user.sessions_ended", by=by, obj=user, unit_path=place_of(user), new=new, reason=reason)
    return ended


@transaction.atomic
def reset_second_factor(user: User, *, by: Any, reason: str) -> None:
    """Take away the one-time codes of a person who lost the telephone: they are set up anew at the next sign-in."""
    if not rules.may_manage(by, user):
        raise PermissionDenied(FOREIGN_ROLES)
    if by is not None and user == by:
        raise ValidationError("Свои одноразовые коды меняют на странице «Мои роли и вход».")
    if not reason.strip():
        raise ValidationError({"reason": "Напишите, как вы убедились, что просит именно этот человек."})
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise ValidationError("Одноразовые коды у этого человека не настроены.")
    drop_sessions(user)
    record("user.codes_reset", by=by, obj=user, unit_path=place_of(user), reason=reason)


def drop_sessions(user: User) -> int:
    """End all sessions of a person; part of a verb that writes the journal."""
    sessions = list(UserSession.objects.filter(user=user))
    for one in sessions:
        one.end()
    return len(sessions)


@transaction.atomic
def write_entrance(verb: str, user: Any, **new: Any) -> None:
    """Write down what happened at the entrance. ``user`` None: somebody gave a login that nobody has.

    What was typed is never written: people type passwords into the field of the login.
    """
    known = user if isinstance(user, User) else None
    by = known if verb in BY_THEMSELVES else None
    record(verb, by=by, obj=known, unit_path=place_of(known) if known else "", new=new)


# Who did it is known only of those who came in.
BY_THEMSELVES = frozenset(
    {
        "user.signed_in", "user.signed_out", "user.password_changed", "user.codes_added", "user.codes_removed",
        "user.spare_codes_made", "user.provider_added", "user.provider_removed",
    }
)  # fmt: skip
