"""Pages of refusals: a Russian sentence and the next step, whatever was refused."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def told(answer) -> tuple[int, str]:
    """The status, and the heading of the page."""
    text = answer.content.decode()
    assert text.lstrip().startswith("<!doctype html>")
    assert 'href="/">На первую страницу</a>' in text
    return answer.status_code, text.split("<h1")[1].split(">", 1)[1].split("</h1>")[0]


def test_a_form_of_another_sign_in(cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.deputy, backend=BACKEND)
    assert told(browser.post("/logout/")) == (403, "Форма устарела")
    assert told(Client(enforce_csrf_checks=True).post("/login/")) == (403, "Форма устарела")


def test_the_address_of_a_form_opened_as_a_page(cast, as_) -> None:
    answer = as_(cast.coordinator).get("/journal/check/")
    assert told(answer) == (405, "Здесь нет страницы")
    assert answer["Allow"] == "POST"


def test_programs_are_answered_without_a_page(cast, as_) -> None:
    answer = as_(cast.coordinator).get("/api/v1/imports/1/confirm")
    assert not answer.content.decode().lstrip().startswith("<!doctype")


def test_what_cannot_be_read(settings, cast, as_) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    answer = as_(cast.coordinator).get("/journal/?a=1&b=2&c=3")
    browser = as_(cast.coordinator)
    browser.raise_request_exception = False
    assert told(browser.post("/people/new/", {"a": 1, "b": 2, "c": 3})) == (400, "Обращение не читается")
    assert answer.status_code in {200, 400}
