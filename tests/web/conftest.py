"""The cast: people every test of the office knows, in a small territory."""

from __future__ import annotations

import pytest
from cast import Cast, make_cast
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    """One region, two municipalities with two schools each, one person per role, and a stranger."""
    return make_cast()


@pytest.fixture
def as_(client: Client):
    """A browser in which a person is signed in."""

    def signed(user):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed
