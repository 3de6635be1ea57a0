"""A district's plan as a drawn document, as a draft and as approved; a calendar with one procedure; browsers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from plan_words import DOCUMENT, YEAR, scan

from objektiv.web.assessments.domain.procedures import add_procedure
from objektiv.web.assessments.models import Procedure
from objektiv.web.plans import domain
from objektiv.web.plans.models import Action, Plan, PlanImport


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    """Files of a test lie in its own folder."""
    settings.OBJEKTIV_HOME = tmp_path


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
    """The head of the municipal authority, who approves its plans."""
    return cast.roles["municipal_head"]


@pytest.fixture
def procedure(cast) -> Procedure:
    """ВПР in mathematics, grade 5: a Tuesday of the plan's year."""
    return add_procedure(
        unit=cast.region,
        by=None,
        kind="vpr",
        school_year=YEAR,
        grade=5,
        subject="ma",
        starts_on=date(2027, 4, 20),
    )


@pytest.fixture
def draft(cast) -> Plan:
    """A plan of the municipality with a section and three rows."""
    plan = domain.start_plan(
        unit=cast.municipality,
        by=cast.coordinator,
        title="План мероприятий",
        kind="measures",
        school_year=YEAR,
    )
    section = domain.add_section(plan, by=cast.coordinator, number="1", title="Проведение процедур")
    for row in ROWS:
        domain.add_row(plan, by=cast.coordinator, section=section, **row)
    return Plan.objects.get(pk=plan.pk)


ROWS = (
    {
        "number": "1.1", "text": "Издание приказа о проведении ВПР", "deadline": "до 1 марта",
        "owner_text": "Координатор",
    },
    {
        "number": "1.2", "text": "Инструктаж организаторов", "deadline": "не позднее чем за 2 дня до ВПР",
        "owner_text": "Методист", "result": "Лист инструктажа",
    },
    {"number": "1.3", "text": "Анализ результатов", "deadline": "ежеквартально", "indicator_planned": "не менее 30 %"},
)  # fmt: skip


@pytest.fixture
def approved(cast, head, draft) -> Plan:
    """The same, approved today by an order with its scan."""
    return domain.approve_plan(
        draft, by=head, document="приказ", document_number="15", document_date=timezone.localdate(),
        signed_by="начальник Иванова А. А.", scan=scan(),
    )  # fmt: skip


@pytest.fixture
def action(approved) -> Action:
    """The briefing of the approved plan."""
    return approved.actions.select_related("plan__unit").get(number="1.2")


@pytest.fixture
def late(approved) -> Action:
    """The order of the approved plan: its day passed yesterday."""
    approved.actions.filter(number="1.1").update(due_on=timezone.localdate() - timedelta(days=1))
    return approved.actions.select_related("plan__unit").get(number="1.1")


@pytest.fixture
def made(cast) -> PlanImport:
    """The drawn document, read and waiting for a look."""
    upload = SimpleUploadedFile("план.md", DOCUMENT.encode())
    return domain.receive(upload, unit=cast.municipality, by=cast.coordinator)
