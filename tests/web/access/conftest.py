"""Clean counters of failures, an administrator whose pages open, the verbs of the journal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cast import Cast
from django.core.cache import cache
from signing_in import add_codes

from objektiv.web.access.models import User
from objektiv.web.audit.models import Record


@pytest.fixture(autouse=True)
def no_failures_yet() -> None:
    cache.clear()


@pytest.fixture
def administrator(cast: Cast) -> User:
    """With one-time codes, without which the pages do not open."""
    return add_codes(cast.roles["administrator"])


@pytest.fixture
def journalled(db: None) -> Callable[..., list[str]]:
    """Verbs written since the fixture was made or ``begin`` was called, in order."""

    class Verbs:
        def __init__(self) -> None:
            self.begin()

        def begin(self) -> None:
            self.start = Record.objects.count()

        def __call__(self, **fields: object) -> list[str]:
            found = Record.objects.filter(number__gt=self.start, **fields)
            return list(found.order_by("number").values_list("verb", flat=True))

    return Verbs()
