"""The secret address of a person's calendar: shown once, renewed, revoked, ended with the entrance."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from objektiv.web.access.domain.invitations import digest
from objektiv.web.access.models import User
from objektiv.web.access.queries import place_of
from objektiv.web.agenda.enums import FeedScope
from objektiv.web.agenda.models import Feed
from objektiv.web.agenda.phrases import CLOSED
from objektiv.web.audit.domain import one_writer, record

SECRET_BYTES = 32
USE_IS_WRITTEN = timedelta(hours=1)  # how exactly the last use is known


@transaction.atomic
def make_feed(*, by: User, scope: str = FeedScope.MINE) -> tuple[Feed, str]:
    """A new address for oneself and its secret, which is kept nowhere; the one before stops working."""
    one_writer()
    holder = User.objects.select_for_update().get(pk=by.pk)
    if not holder.is_active:
        raise PermissionDenied
    if scope not in FeedScope.values:
        raise ValidationError({"scope": "Выберите, что отдаёт адрес."})
    for old in Feed.objects.filter(user=holder, revoked_at=None):
        _end(old, by, "Выдан новый адрес")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    made = Feed.objects.create(user=holder, token_sha256=digest(secret), scope=scope)
    record("feed.made", by=by, obj=made, unit_path=place_of(holder), new={"feed_scope": made.scope})
    return made, secret


@transaction.atomic
def revoke_feed(*, by: User) -> None:
    """The address of the person who asks stops working at once, for ever."""
    one_writer()
    held = Feed.objects.select_for_update(of=("self",)).filter(user=by, revoked_at=None).first()
    if held is None:
        raise ValidationError("Действующего адреса календаря у вас нет.")
    _end(held, by, "")


@transaction.atomic
def end_feeds(user: User) -> int:
    """The entrance of a person was closed: the address ends with it and does not come back. Returns how many."""
    held = list(Feed.objects.filter(user=user, revoked_at=None))
    for one in held:
        _end(one, None, CLOSED)
    return len(held)


def find_feed(secret: str) -> Feed | None:
    """The address with this secret, whether it still works or not."""
    asked = digest(secret)
    found = Feed.objects.select_related("user").filter(token_sha256=asked).first()
    # The index finds a hash, not the secret; the comparison takes the same time wherever it differs.
    return found if found is not None and constant_time_compare(found.token_sha256, asked) else None


def note_use(feed: Feed) -> None:
    """Remember that a calendar asked; written once an hour at most."""
    now = timezone.now()
    if feed.last_used_at is None or feed.last_used_at < now - USE_IS_WRITTEN:
        Feed.objects.filter(pk=feed.pk).update(last_used_at=now)


def _end(feed: Feed, by: Any, reason: str) -> None:
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    record("feed.revoked", by=by, obj=feed, unit_path=place_of(feed.user), reason=reason)
