"""Access tokens of programs: made by a person for oneself, shown once, used at most as the person may, revoked."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from objektiv.web.access import rules
from objektiv.web.access.domain.invitations import digest
from objektiv.web.access.models import AccessToken, User
from objektiv.web.access.phrases import MOST_TOKENS_SAID
from objektiv.web.access.queries import place_of
from objektiv.web.access.scopes import Scope
from objektiv.web.audit.domain import record

SECRET_BYTES = 32
PREFIX = "objektiv_"  # so that a secret left in a script is found by a search
MOST_TOKENS = 20
USE_IS_WRITTEN = timedelta(minutes=1)  # how exactly the last use is known


@transaction.atomic
def make_token(
    *, title: str, scopes: Collection[str], by: User, expires_on: date | None = None
) -> tuple[AccessToken, str]:
    """A token of the person who asks, and its secret, which is returned here and kept nowhere."""
    if not by.is_active:
        raise PermissionDenied
    User.objects.select_for_update().get(pk=by.pk)  # the count below holds until the end
    if sum(one.is_open for one in by.tokens.all()) >= MOST_TOKENS:
        raise ValidationError(MOST_TOKENS_SAID.format(most=MOST_TOKENS))
    chosen = [one.value for one in Scope if one.value in set(scopes)]
    if not chosen or len(chosen) != len(set(scopes)):
        raise ValidationError({"scopes": "Отметьте хотя бы одно из того, что ключу можно."})
    if expires_on is not None and expires_on < timezone.localdate():
        raise ValidationError({"expires_on": "Этот день уже прошёл."})
    secret = f"{PREFIX}{secrets.token_urlsafe(SECRET_BYTES)}"
    made = AccessToken(
        user=by, title=title.strip(), token_sha256=digest(secret), scopes=chosen, expires_on=expires_on
    )
    made.full_clean()
    made.save()
    new = {"title": made.title, "scopes": chosen, "valid_to": expires_on}
    record("token.made", by=by, obj=made, unit_path=place_of(by), new=new)
    return made, secret


@transaction.atomic
def revoke_token(token: AccessToken, *, by: Any, reason: str = "") -> AccessToken:
    """The token stops working at once, for ever; its owner and the administrator may do that."""
    if not rules.may_revoke(by, token):
        raise PermissionDenied
    held = AccessToken.objects.select_for_update(of=("self",)).select_related("user").get(pk=token.pk)
    if held.revoked_at is not None:
        raise ValidationError("Этот ключ уже отозван.")
    held.revoked_at, held.revoked_by = timezone.now(), by
    held.save(update_fields=["revoked_at", "revoked_by"])
    record("token.revoked", by=by, obj=held, unit_path=place_of(held.user), reason=reason)
    return held


def revoke_all(user: User, *, by: Any) -> int:
    """Tokens of a person whose entrance is closed; part of a verb that writes the journal. Returns how many."""
    return user.tokens.filter(revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)


def find_token(secret: str) -> AccessToken | None:
    """The token with this secret, in whatever state, with its person."""
    asked = digest(secret)
    found = AccessToken.objects.select_related("user").filter(token_sha256=asked).first()
    # The index finds a hash, not the secret; the comparison takes the same time wherever it differs.
    return found if found is not None and constant_time_compare(found.token_sha256, asked) else None


def note_use(token: AccessToken) -> None:
    """Remember that the token was used; written once a minute at most."""
    now = timezone.now()
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_IS_WRITTEN)
    if token.last_used_at is None or token.last_used_at < now - USE_IS_WRITTEN:
        AccessToken.objects.filter(long_ago, pk=token.pk).update(last_used_at=now)


@transaction.atomic
def write_use(token: AccessToken, request: str) -> None:
    """Write down that what was just done was done by a program; ``request``: «POST /api/v1/runs»."""
    record("token.used", by=token.user, obj=token, unit_path=place_of(token.user), new={"request": request})


@transaction.atomic
def write_refusal(token: AccessToken | None, reason: str) -> None:
    """Write down that a program was refused. ``token`` None: a secret that nobody has; it is never written."""
    path = place_of(token.user) if token else ""
    record("token.refused", by=None, obj=token, unit_path=path, reason=reason)
