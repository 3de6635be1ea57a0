"""Whoever tries a door that is shut leaves a line in the log of the server: who, where, when, with what outcome."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import Client

from objektiv.web.shell.logs import DayFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(tmp_path, monkeypatch):
    (handler,) = {one for one in logging.getLogger("objektiv").handlers if isinstance(one, DayFile)}
    monkeypatch.setattr(handler, "folder", tmp_path / "logs")

    def lines():
        assert all(one["at"].endswith("+00:00") for one in read())
        return [
            (one["method"], one["path"], one["status"], one["user"])
            for one in read()
            if one["event"] == "request"
        ]

    def read():
        texts = [
            text for file in (tmp_path / "logs").iterdir() for text in file.read_text("utf-8").splitlines()
        ]
        return [json.loads(text) for text in texts]

    return lines


def test_refused_pages_foreign_objects_and_forged_forms(cast, as_, told) -> None:
    clerk, foreign = as_(cast.deputy), cast.other_school.pk
    clerk.get("/people/")
    clerk.get(f"/territory/{foreign}/")
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(cast.deputy, backend="allauth.account.auth_backends.AuthenticationBackend")
    forged.post("/logout/")
    assert told() == [
        ("GET", "/people/", 403, cast.deputy.pk),
        ("GET", f"/territory/{foreign}/", 404, cast.deputy.pk),
        ("POST", "/logout/", 403, cast.deputy.pk),
    ]


def test_a_line_break_in_an_address_makes_no_line(told) -> None:
    Client().get('/no/such/%0A{"event":"request","method":"GET","path":"/","status":200,"user":1}')
    assert told() == [("GET", "", 404, None)]
