"""A plan whose action names how its effect will be read; the runs of two springs."""

from __future__ import annotations

import pytest
from django.test import Client
from two_springs import PLAN_YEAR, Springs, Stored, add_springs, approve, ask, store

from objektiv.web.effects.models import Question
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Action, Plan


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """Computed once."""
    return store(tmp_path_factory.mktemp("springs"))


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    """Files of a test lie in its own folder."""
    settings.OBJEKTIV_HOME = tmp_path


@pytest.fixture
def springs(cast, stored) -> Springs:
    """The first spring acts; the second has not come."""
    return add_springs(cast, stored)


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
    return cast.roles["municipal_head"]


@pytest.fixture
def draft(cast) -> Plan:
    """A plan of the municipality with one action."""
    plan = plans.start_plan(
        unit=cast.municipality, by=cast.coordinator, title="План мероприятий", kind="measures", school_year=PLAN_YEAR
    )  # fmt: skip
    plans.add_row(plan, by=cast.coordinator, number="1.1", text="Семинар для учителей", kind="meeting")
    return Plan.objects.get(pk=plan.pk)


@pytest.fixture
def planned(draft) -> Action:
    """The action of the draft."""
    return draft.actions.select_related("plan__unit").get()


@pytest.fixture
def asked(cast, springs, planned) -> Question:
    """Six lowest schools of ours are treated; asked with the draft."""
    return ask(planned, cast.coordinator, springs)


@pytest.fixture
def question(cast, head, asked, draft) -> Question:
    """The same after the plan was approved."""
    approve(draft, head)
    return Question.objects.select_related("action__plan__unit").get(pk=asked.pk)
