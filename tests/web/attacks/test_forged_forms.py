"""Forged forms (CSRF): whatever the address, a form without our token does nothing; programs come with tokens alone."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from matrix import Address
from stage import BACKEND, Stage
from walking import TABLE, address_of

from objektiv.web.audit.models import Record

pytestmark = pytest.mark.django_db
PEOPLE = ("regional_coordinator", "municipal_coordinator", "deputy_head")
PROGRAMS = "api_"  # how names of addresses for programs begin
REFUSED = {403}
NOT_KNOWN = {401, 403, 404, 405}  # to a program a session of a browser is nobody


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own: it closes the connection after every test, and the stage with it."""


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_form_of_another_site_does_nothing(stage: Stage, page: Address, method: str) -> None:
    address = address_of(stage, page)
    for name in PEOPLE:
        browser = Client(enforce_csrf_checks=True)
        with transaction.atomic():
            browser.force_login(stage.users[name], backend=BACKEND)
            before = Record.objects.count()
            answer = getattr(browser, method)(address)
            after = Record.objects.count()
            transaction.set_rollback(True)
        assert answer.status_code in (NOT_KNOWN if page.name.startswith(PROGRAMS) else REFUSED), name
        assert after == before


def test_only_the_door_of_programs_goes_without_the_token() -> None:
    exempt = [one.name for one in TABLE if getattr(one.pattern.callback, "csrf_exempt", False)]
    assert [name for name in exempt if not name.startswith(PROGRAMS)] == []


def test_our_own_form_passes(stage: Stage) -> None:
    """The check itself: with the token of the page the same form is taken."""
    browser = Client(enforce_csrf_checks=True)
    with transaction.atomic():
        browser.force_login(stage.users["deputy_head"], backend=BACKEND)
        browser.get("/me/")
        token = browser.cookies["csrftoken"].value
        answer = browser.post("/logout/", {"csrfmiddlewaretoken": token})
        transaction.set_rollback(True)
    assert answer.status_code == 302
