"""A zero byte in an address, a query, a form, a cookie or JSON: refused in words before any view, for everybody.

PostgreSQL keeps no such texts: whatever reached it would end as an error of the program.
"""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from matrix import Address
from programs import BASE, refusal
from stage import Stage
from walking import TABLE, address_of

pytestmark = pytest.mark.django_db
PEOPLE = ("regional_coordinator", "deputy_head", "administrator", "nobody")
SAID = "В обращении есть нулевой символ"
REFUSED = (400, True)


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own: it closes the connection after every test, and the stage with it."""


def said(answer) -> tuple[int, bool]:
    """The status, and whether our sentence is there."""
    return answer.status_code, SAID in answer.content.decode()


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
def test_in_a_query(stage: Stage, page: Address) -> None:
    address = address_of(stage, page)
    asked = f"{address}{'&' if '?' in address else '?'}q=%00"
    assert {name: said(stage.browsers[name].get(asked)) for name in PEOPLE} == dict.fromkeys(PEOPLE, REFUSED)


def test_in_the_name_of_a_value(stage: Stage) -> None:
    assert said(stage.browsers["administrator"].get("/people/?a%00b=1")) == REFUSED


def test_in_a_path(stage: Stage) -> None:
    address = reverse("pupil", args=(stage.cast.school.pk, "x")).replace("/x/", "/%00/")
    assert said(stage.browsers["deputy_head"].get(address)) == REFUSED


def test_in_a_form(stage: Stage) -> None:
    browser = stage.browsers["regional_coordinator"]
    assert said(browser.post(reverse("cases_remind"), {"q": "а\0б"})) == REFUSED
    login = {"login": "a\0b", "password": "x"}
    assert said(Client().post(reverse("account_login"), login)) == REFUSED


def test_in_a_cookie() -> None:
    """Quoted cookies write a byte as three digits."""
    client = Client()
    client.cookies["sessionid"] = "x"
    answer = client.get("/", HTTP_COOKIE='sessionid="\\000aaaaaaaaaa"')
    assert said(answer) == REFUSED


def test_a_program_is_told_in_its_own_shape(stage: Stage) -> None:
    client, place = Client(), f"{BASE}/schools"
    assert refusal(client.get(f"{place}?q=%00")) == (400, "unreadable", "")
    body = json.dumps({"text": "а\0б"})
    answer = client.post(f"{BASE}/cases/1/reply", body, content_type="application/json")
    assert refusal(answer) == (400, "unreadable", "")


def test_other_texts_pass(stage: Stage) -> None:
    browser = stage.browsers["administrator"]
    assert browser.get("/people/?q=%D0%B0%2500%0A").status_code == 200
