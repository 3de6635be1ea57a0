"""The stage of the access matrix for attacks on the whole URL table: made once a file, undone in the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from stage import Stage, staged


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    with django_db_blocker.unblock(), staged(tmp_path_factory.mktemp("attacks")) as made:
        yield made


@pytest.fixture
def undone(stage: Stage) -> Iterator[None]:
    """What a test writes is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
