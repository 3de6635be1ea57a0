"""A small training district, made once the way `make_training` makes it; each test rolls back what it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from objektiv.simulation.plan import TrainingYears
from objektiv.simulation.training_home import claim
from objektiv.web.access.models import User
from objektiv.web.training.domain import make_training_district

WANTED = TrainingYears(seed=1, schools=12, municipalities=3, years=(2025, 2026))


@dataclass
class Office:
    """The folder of the office and what was said while it was made."""

    home: Path
    said: list[tuple[int, int, str]]

    def who(self, role: str) -> User:
        """Somebody with this role."""
        return User.objects.filter(assignments__role=role).order_by("pk")[0]


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Office]:
    """The made district; the settings are those of a training office meanwhile."""
    home = tmp_path_factory.mktemp("training")
    claim(home)
    said: list[tuple[int, int, str]] = []
    with (
        django_db_blocker.unblock(),
        override_settings(IS_DEMO=True, OBJEKTIV_HOME=home),
        transaction.atomic(),
    ):
        make_training_district(WANTED, lambda *one: said.append(one), processes=1)
        yield Office(home, said)
        transaction.set_rollback(True)
