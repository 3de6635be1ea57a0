"""A plan in force with a person in it, a calendar, letters that lie in memory, and a day that the test chooses."""

from __future__ import annotations

from datetime import date

import pytest
from agenda_rows import approved_plan, row_of, with_mail
from django.test import Client

from objektiv.web.access.models import User
from objektiv.web.plans.models import Action, Plan


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    """Files of a test lie in its own folder; mail is on and goes into memory."""
    settings.OBJEKTIV_HOME = tmp_path
    settings.IS_MAIL_ON = True


@pytest.fixture
def at():
    """A new browser in which a person is signed in."""

    def signed(user) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed


@pytest.fixture
def methodist(cast) -> User:
    """A person with an address of mail who is named in actions."""
    return with_mail(cast.roles["municipal_methodist"])


@pytest.fixture
def plan(cast) -> Plan:
    """An approved plan of the municipality without rows."""
    return approved_plan(cast)


@pytest.fixture
def action(plan, methodist) -> Action:
    """Its only row, due on the day that the test needs: see ``due``."""
    return row_of(plan, methodist, date(2026, 11, 25))
