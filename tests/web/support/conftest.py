"""A case decided «подтверждены перепроверкой», an entry of the risk zone, browsers."""

from __future__ import annotations

from datetime import date

import pytest
from case_results import TEXT, make_result
from django.test import Client
from risk_words import CRITERIA, FOUND, REASON

from objektiv.web.cases.domain import ask_school, decide, open_case, reply, send_to_recheck
from objektiv.web.cases.models import Case
from objektiv.web.support.domain import edit_entry, propose
from objektiv.web.support.models import RiskEntry


@pytest.fixture
def at():
    """A new browser in which a person is signed in."""

    def signed(user) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed


@pytest.fixture
def asked(cast) -> Case:
    """The school was asked today and has time to answer."""
    return ask_school(open_case(make_result(cast, cast.school), [], by=cast.coordinator), by=cast.coordinator)


@pytest.fixture
def confirmed(cast, asked) -> Case:
    """Decided after a recheck."""
    reply(asked, text=TEXT, by=cast.deputy)
    asked.refresh_from_db()
    send_to_recheck(asked, by=cast.coordinator, reason="Пояснений мало.")
    return decide(
        asked,
        outcome="confirmed",
        ground=FOUND,
        by=cast.coordinator,
        act_number="7",
        act_date=date(2026, 10, 1),
    )


@pytest.fixture
def proposed(cast) -> RiskEntry:
    """On the ground of a fact."""
    return propose(school=cast.school, reason=REASON, by=cast.coordinator)


@pytest.fixture
def ready(cast, proposed) -> RiskEntry:
    """With a curator and criteria of the exit."""
    methodist = cast.roles["municipal_methodist"]
    return edit_entry(proposed, by=cast.coordinator, curator=methodist, exit_criteria=CRITERIA)
