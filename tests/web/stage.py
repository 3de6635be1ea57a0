"""The stage of tests that walk the whole URL table: the cast, an object for every address, a browser for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cast import Cast, make_cast
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from matrix import Pair, all_examples
from signing_in import add_codes

from objektiv.web.access.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ANYBODY = "nobody"


@dataclass
class Stage:
    """The cast, its objects, and a browser for each."""

    cast: Cast
    examples: dict[str, Pair]
    users: dict[str, User | None]
    browsers: dict[str, Client]


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """Made once in a home of its own, in a transaction that is undone in the end."""
    home = folder / "home"
    home.mkdir()
    cache.clear()
    with override_settings(OBJEKTIV_HOME=home), transaction.atomic():
        cast = make_cast()
        examples = all_examples(cast, folder)
        users: dict[str, User | None] = {ANYBODY: None, "stranger": cast.stranger, **cast.roles}
        yield Stage(cast, examples, users, {name: browser(user) for name, user in users.items()})
        transaction.set_rollback(True)


def browser(user: User | None) -> Client:
    """With one-time codes, so that no role is led to set them up."""
    made = Client(raise_request_exception=True)
    if user is not None:
        made.force_login(add_codes(user), backend=BACKEND)
    return made
