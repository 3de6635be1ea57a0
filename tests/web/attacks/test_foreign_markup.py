"""XSS: markup in every text that is stored, and in every field that is sent, is shown as text wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.db import transaction
from matrix import Address, Example
from poison import poison, text_fields
from stage import Stage
from walking import HTMX, TABLE, address_of, answers

pytestmark = pytest.mark.django_db
PEOPLE = ("regional_coordinator", "municipal_coordinator", "deputy_head")
PAGES = (("", {}), ("", HTMX))
SIGN = "\"'><xss onload=a>"
RAW = "<xss"
SHOWING = {"unit", "people", "case", "journal", "journal_record"}


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own: it closes the connection after every test, and the stage with it."""


@pytest.fixture(scope="module")
def poisoned(stage: Stage) -> Iterator[None]:
    """Every text of the database is the sign, once for all pages."""
    with transaction.atomic():
        assert poison(SIGN) > 20
        yield
        transaction.set_rollback(True)


class Fields(HTMLParser):
    """Names of all fields of a page: of those that take text, and of the others with what they hold."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.others: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        name = known.get("name", "")
        if not name or name in ("csrfmiddlewaretoken", "viewport", "htmx-config"):
            return
        if tag == "textarea" or (tag == "input" and known.get("type", "text") in ("text", "search", "email")):
            self.texts.add(name)
        elif tag in ("input", "select") and known.get("type") not in ("file", "submit"):
            self.others.setdefault(name, known.get("value", ""))


def fields_of(html: str) -> Fields:
    reader = Fields()
    reader.feed(html)
    return reader


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
def test_what_is_stored_is_shown_as_text(stage: Stage, poisoned: None, page: Address) -> None:
    for name in PEOPLE:
        for way, answer, body in answers(stage, name, page, PAGES):
            if answer["Content-Type"].startswith("text/html"):
                assert RAW not in body.decode(), f"{name}: {way}"


def test_the_sign_is_in_what_people_write() -> None:
    written = {f"{model._meta.label_lower}.{name}" for model, name, _ in text_fields()}
    assert {
        "territory.unit.title", "access.user.last_name", "cases.reply.text", "cases.case.ground", "audit.record.reason",
        "cases.attachment.name", "assessments.importfile.name", "territory.event.ground",
    } <= written  # fmt: skip


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
def test_what_is_sent_comes_back_as_text(stage: Stage, page: Address) -> None:
    """Every field of every form and filter, by address and by form, with a made-up field beside them."""
    address = address_of(stage, page)
    example, _ = stage.examples.get(page.name, (Example(), None))
    for name in PEOPLE:
        browser = stage.browsers[name]
        shown = browser.get(address)
        if shown.status_code not in (200, 405) or not shown.get("Content-Type", "").startswith("text/html"):
            shown.close()
            continue
        fields = fields_of(shown.content.decode())
        sent = {**fields.others, **example.data, **dict.fromkeys((*fields.texts, "q", "next", "page"), SIGN)}
        everything = dict.fromkeys((*sent, "format"), SIGN)
        with transaction.atomic():
            got = [browser.get(f"{address.split('?')[0]}?{urlencode(one)}") for one in (sent, everything)]
            if page.name != "account_logout":
                got += [browser.post(address, one, follow=True) for one in (sent, everything)]
            transaction.set_rollback(True)
        assert not [one.status_code for one in got if one.status_code >= 500], f"{name}: {address}"
        for answer in got:
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            answer.close()
            if answer.get("Content-Type", "").startswith("text/html"):
                assert RAW not in body.decode(), f"{name}: {address}"
        return  # the same page for the others


def test_the_check_would_notice(stage: Stage, poisoned: None) -> None:
    """The sign does reach pages, escaped: its check looks at something."""
    seen = {
        page.name
        for page in TABLE
        if page.name in SHOWING
        for _, _, body in answers(stage, "municipal_coordinator", page, PAGES)
        if b"&lt;xss" in body
    }
    assert seen == SHOWING
