"""The first page: what to look at by role in the training, how to try the training in an empty office."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve
from signing_in import add_codes

from objektiv.web.access.domain import assign
from objektiv.web.access.roles import ROLES
from objektiv.web.territory.models import Unit
from objektiv.web.training.phrases import MOST_STEPS

pytestmark = pytest.mark.django_db
TOUR = "Что посмотреть за 10 минут"
TRY = "Попробовать на учебном районе"


def links_of(text: str) -> list[str]:
    panel = text[text.index(TOUR) :]
    return re.findall(r'<li><a href="([^"]+)"', panel[: panel.index("</ol>")])


@pytest.mark.parametrize("role", list(ROLES))
def test_every_role_has_a_tour_of_pages_that_it_may_open(settings, cast, as_, role: str) -> None:
    settings.IS_DEMO = True
    browser = as_(cast.roles[role])
    links = links_of(browser.get("/").content.decode())
    assert 1 <= len(links) <= MOST_STEPS
    assert len(set(links)) == len(links)
    for link in links:
        assert resolve(link).func is not None
        assert browser.get(link).status_code == 200, link


def test_a_real_office_has_no_tour(cast, as_) -> None:
    assert TOUR not in as_(cast.coordinator).get("/").content.decode()


def test_an_empty_real_office_says_how_to_try(cast, as_) -> None:
    administrator = add_codes(cast.roles["administrator"])
    assert TRY not in as_(administrator).get("/").content.decode()
    Unit.objects.filter(level="school").update(level="municipality")
    text = as_(administrator).get("/").content.decode()
    assert TRY in text
    assert "objektiv demo" in text


def test_the_tour_leads_to_no_page_that_is_empty_for_the_person(settings, cast, as_) -> None:
    settings.IS_DEMO = True
    council = as_(cast.roles["council"])
    assert "/overview/" not in links_of(council.get("/").content.decode())
    assign(cast.roles["council"], role="council", unit=cast.municipality, by=None)
    assert "/overview/" in links_of(council.get("/").content.decode())
