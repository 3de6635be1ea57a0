"""What every answer carries against foreign scripts, frames and types, and that no page needs an exception."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client
from matrix import Address
from stage import Stage
from walking import TABLE, answers

pytestmark = pytest.mark.django_db
PEOPLE = ("regional_coordinator", "municipal_coordinator", "deputy_head", "administrator", "nobody")
EXPECTED = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own: it closes the connection after every test, and the stage with it."""


class Inline(HTMLParser):
    """Collects whatever the policy would have to allow by «unsafe-inline»."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "style" or (
            tag == "script" and "src" not in known and known.get("type") != "application/json"
        ):
            self.found.append(self.get_starttag_text() or tag)
        self.found += [
            f"{tag} {name}" for name, value in attrs
            if name == "style" or name.startswith("on") or (value or "").strip().lower().startswith("javascript:")
        ]  # fmt: skip


def inline_of(html: str) -> list[str]:
    reader = Inline()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
def test_no_page_needs_inline_scripts_or_styles(stage: Stage, page: Address) -> None:
    for name in PEOPLE:
        for way, answer, body in answers(stage, name, page):
            policy = answer["Content-Security-Policy"]
            assert "unsafe" not in policy, way
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';"), way
            assert {header: answer.get(header) for header in EXPECTED} == EXPECTED, way
            if answer["Content-Type"].startswith("text/html"):
                assert inline_of(body.decode()) == [], way


def test_refusals_carry_the_policy_too(stage: Stage) -> None:
    clerk = stage.browsers["deputy_head"]
    for answer, status in (
        (clerk.get("/people/"), 403),
        (clerk.get("/no/such/"), 404),
        (Client().get("/me/"), 302),
    ):
        assert answer.status_code == status
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert {header: answer.get(header) for header in EXPECTED} == EXPECTED


def test_the_check_would_notice() -> None:
    found = inline_of(
        '<p style="x"><a onclick="x" href="javascript:x">x</a><script>x</script><style>x</style>'
    )
    assert found == ["p style", "a onclick", "a href", "<script>", "<style>"]


def test_pages_of_people_are_not_kept_on_the_way(stage: Stage) -> None:
    assert stage.browsers["deputy_head"].get("/me/")["Cache-Control"] == "private, no-store"
