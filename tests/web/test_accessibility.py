"""Every page of the URL table in a browser: axe finds nothing, nothing is cut at 320 px, nothing is asked outside.

The pages come from the table and the objects of the access matrix: a new page cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from in_browser import LARGE, NARROW, SMALL, Window, window
from matrix import Address, Example, addresses
from pytest_django import DjangoDbBlocker
from stage import ANYBODY, Stage, staged

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
# Empty, or what sticks out of the screen; a wide table scrolls in a frame of its own.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return "";
  const out = [...document.querySelectorAll("body *")].filter(
    (one) => one.getBoundingClientRect().right > width + 1 && !one.closest(".table-scroll"));
  return `${document.documentElement.scrollWidth} px: ` + out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120));
}"""
# Who is asked first: those to whom most is open, then all others.
FIRST = (
    "regional_coordinator",
    "municipal_coordinator",
    "deputy_head",
    "regional_analyst",
    "administrator",
    ANYBODY,
)
TABLE = [one for one in addresses() if not one.rule.is_by_token]  # programs need no pages
FORM_ONLY = 405
HTML = "text/html"


@dataclass
class Room:
    """The stage and the window before it."""

    stage: Stage
    window: Window


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own: it closes the connection after every test, and the stage with it."""


@pytest.fixture(scope="module")
def room(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    browser: str,
) -> Iterator[Room]:
    """One stage and one browser for all pages."""
    folder = tmp_path_factory.mktemp("accessibility")
    with django_db_blocker.unblock(), staged(folder) as stage, window(browser) as opened_window:
        yield Room(stage, opened_window)


def opened(stage: Stage, page: Address) -> tuple[str, Client, HttpResponse] | None:
    """The address, who may see the page, and the page; None where nobody is shown anything by following a link."""
    example, _ = stage.examples.get(page.name, (Example(), None))
    address = reverse(page.name, kwargs=dict(example.kwargs)) + example.query
    known = [*FIRST, *(name for name in stage.users if name not in FIRST)]
    answers = []
    for name in known:
        client = stage.browsers[name]
        answer = client.get(address)
        if answer.status_code == 200:
            return address, client, answer
        answers.append(answer.status_code)
    assert set(answers) <= {302, 403, 404, FORM_ONLY}, f"{address}: {sorted(set(answers))}"
    assert {302, FORM_ONLY, 404} & set(answers), f"{address}: nobody may open it"
    return None


def is_page(answer: HttpResponse) -> bool:
    """A whole document: not a file, not a part that a page asks for."""
    if not answer.get("Content-Type", "").startswith(HTML):
        list(answer)  # to the end, which closes the file
        answer.close()
        return False
    return answer.content.lstrip().lower().startswith(b"<!doctype html")


def has_remarks(answer: HttpResponse) -> bool:
    """A form was not accepted, and the page says why."""
    return answer.status_code == 422 or (answer.status_code == 200 and b"errorlist" in answer.content)


def violations(window: Window) -> list[str]:
    """What axe finds on the page as it stands: the rule and where."""
    found = window.do(lambda page: Axe().run(page, options=OPTIONS)).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} — {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"]
    ]


def wrong_with(window: Window, client: Client, address: str, answer: HttpResponse) -> list[str]:
    """Everything that is wrong with a page, in both sizes and on the narrowest screen."""
    # The browser itself remarks on the status of a refusal; that is no fault of the page.
    quiet = "Failed to load resource" if answer.status_code >= 400 else "\0"
    window.client = client
    window.resize(LARGE)
    window.show(answer, address)
    found = [f"large: {one}" for one in violations(window)]
    window.resize(SMALL)
    found += [f"small: {one}" for one in violations(window)]
    window.resize(NARROW)
    if too_wide := window.do(lambda page: page.evaluate(TOO_WIDE)):
        found.append(f"narrow: {too_wide}")
    window.leave()
    return (
        found
        + [f"outside: {one}" for one in window.outside]
        + [f"browser: {one}" for one in window.complaints if quiet not in one]
    )


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
def test_a_page_is_open_to_everybody(room: Room, page: Address) -> None:
    with transaction.atomic():
        shown = opened(room.stage, page)
        if shown is not None:
            address, client, answer = shown
            assert not is_page(answer) or wrong_with(room.window, client, address, answer) == []
        transaction.set_rollback(True)


FORMS = [one for one in TABLE if one.name not in {"job_cancel", "account_logout"}]


@pytest.mark.parametrize("page", FORMS, ids=[one.name for one in FORMS])
def test_a_refused_form_is_open_to_everybody(room: Room, page: Address) -> None:
    """An empty form is sent to every address; where a page with remarks comes back, it is looked at."""
    example, _ = room.stage.examples.get(page.name, (Example(), None))
    address = reverse(page.name, kwargs=dict(example.kwargs)) + example.query
    for name in FIRST:
        client = room.stage.browsers[name]
        with transaction.atomic():
            answer = client.post(address)
            looked_at = is_page(answer) and has_remarks(answer)
            wrong = wrong_with(room.window, client, address, answer) if looked_at else []
            transaction.set_rollback(True)
        assert wrong == []
        if looked_at:
            return


@pytest.mark.parametrize(("address", "status"), [("/territory/999999/", 404), ("/people/", 403)])
def test_a_refusal_is_open_to_everybody(room: Room, address: str, status: int) -> None:
    client = room.stage.browsers["deputy_head"]
    answer = client.get(address)
    assert answer.status_code == status
    assert wrong_with(room.window, client, address, answer) == []


def test_the_training_stripe_is_open_to_everybody(room: Room) -> None:
    client = room.stage.browsers["municipal_coordinator"]
    with override_settings(IS_DEMO=True):
        answer = client.get("/territory/")
        assert "УЧЕБНЫЕ ДАННЫЕ" in answer.content.decode()
        assert wrong_with(room.window, client, "/territory/", answer) == []


def test_a_table_wider_than_the_screen_is_scrolled_by_keys(room: Room) -> None:
    window, client = room.window, room.stage.browsers["regional_coordinator"]
    window.client = client
    window.resize(NARROW)
    window.show(client.get("/territory/"), "/territory/")
    moved = window.do(scroll_by_keys)
    window.leave()
    assert moved > 0


def scroll_by_keys(page: Any) -> int:
    """By how many pixels the table has moved after some presses of the right arrow."""
    frame = page.locator(".table-scroll").first
    frame.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    return int(frame.evaluate("(one) => one.scrollLeft"))


def test_axe_would_notice(room: Room) -> None:
    """The check itself: a picture without words and a field without a name."""
    bad = HttpResponse(
        '<!doctype html><html lang="ru"><title>x</title><main><h1>x</h1><img src="/static/shell/icon.svg"><input>'
    )
    found = wrong_with(room.window, Client(), "/", bad)
    assert {one.split(":")[1].strip() for one in found} == {"image-alt", "label"}
