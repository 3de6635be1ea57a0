"""A municipality with three schools, an action of its approved plan, the same given to all three."""

from __future__ import annotations

import pytest
from cast import person
from django.test import Client
from task_words import WANTED, approved_action, fetched

from objektiv.web.access.domain import assign
from objektiv.web.plans.models import Action
from objektiv.web.tasks import domain
from objektiv.web.tasks.models import Letter, Task
from objektiv.web.territory.domain import add_unit
from objektiv.web.territory.models import Unit


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    """Files of a test lie in its own folder."""
    settings.OBJEKTIV_HOME = tmp_path / "home"


@pytest.fixture
def at():
    """A new browser in which a person is signed in."""

    def signed(user) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed


@pytest.fixture
def head(cast):
    """The head of the municipal authority."""
    return cast.roles["municipal_head"]


@pytest.fixture
def third(cast) -> Unit:
    """One more school of our municipality."""
    return add_unit(level="school", code="990007", title="Школа № 7", parent=cast.municipality, by=None)


@pytest.fixture
def schools(cast, third) -> list[Unit]:
    """All three."""
    return [cast.school, cast.neighbour, third]


@pytest.fixture
def action(cast, head) -> Action:
    """The briefing of the municipality's approved plan."""
    return approved_action(cast.municipality, cast.coordinator, head)


@pytest.fixture
def letter(cast, action, schools) -> Letter:
    """By which the briefing was given."""
    return domain.give(action, schools=schools, by=cast.coordinator, what_to_report=WANTED)


@pytest.fixture
def task(cast, letter) -> Task:
    """The task of the school whose deputy head is in the cast."""
    return fetched(cast.school)


@pytest.fixture
def neighbour(cast):
    """The deputy head of the neighbouring school."""
    user = person("neighbour_deputy", "Сосед")
    assign(user, role="deputy_head", unit=cast.neighbour, by=None)
    return user
