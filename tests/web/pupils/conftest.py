"""A school with works of two years, some with marks that lie far apart."""

from __future__ import annotations

import pytest
from django.test import Client
from pupil_rows import write_works

from objektiv.web.assessments.places import lake_folder

SPRING = """
990001 4А 4001 5 3
990001 4А 4002 2 9
990001 4Б 4003 4 6
990001 4Б 4004 5 -
990002 4А 4001 5 0
990003 4А 4001 5 0
"""
NEXT = "990001 5А 5101 5 9\n990001 5А 5102 2 9\n990001 5А 5103 - 9"


@pytest.fixture(autouse=True)
def home(tmp_path, settings) -> None:
    settings.OBJEKTIV_HOME = tmp_path


@pytest.fixture
def works(home) -> None:
    write_works(lake_folder(), "dkr-2025-ma4", SPRING)
    write_works(lake_folder(), "dkr-2026-ru5", NEXT)


@pytest.fixture
def at():
    """A new browser in which a person is signed in."""

    def signed(user) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed
