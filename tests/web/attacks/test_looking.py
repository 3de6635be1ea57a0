"""Following a link changes nothing, whatever the page; and no answer is kept by a browser or on the way."""

from __future__ import annotations

import pytest
from matrix import Address
from stage import Stage
from walking import TABLE, answers

from objektiv.web.audit.models import Record

pytestmark = pytest.mark.django_db
PEOPLE = ("regional_coordinator", "municipal_coordinator", "deputy_head", "administrator")


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own: it closes the connection after every test, and the stage with it."""


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
def test_looking_writes_nothing(stage: Stage, undone: None, page: Address) -> None:
    for name in PEOPLE:
        before = Record.objects.count()
        ways = [way for way, _, _ in answers(stage, name, page)]
        assert Record.objects.count() == before, ways


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
def test_nobody_keeps_an_answer(stage: Stage, page: Address) -> None:
    for name in PEOPLE:
        for way, answer, _ in answers(stage, name, page):
            assert "no-store" in answer["Cache-Control"], way


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
def test_texts_name_their_encoding(stage: Stage, page: Address) -> None:
    for name in PEOPLE:
        for way, answer, _ in answers(stage, name, page):
            kind = answer["Content-Type"]
            assert not kind.startswith("text/") or kind.endswith("charset=utf-8"), way
