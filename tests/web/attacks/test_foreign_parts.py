"""Nothing of a foreign part of the territory comes out: no page, workbook, file or part of a page names it."""

from __future__ import annotations

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from matrix import Address
from stage import Stage
from walking import TABLE, WAYS, answers, text_of

from objektiv.web.access.models import User
from objektiv.web.territory.models import Unit

pytestmark = pytest.mark.django_db
PEOPLE = (
    "municipal_coordinator",
    "municipal_head",
    "municipal_methodist",
    "school_head",
    "deputy_head",
    "council",
)
MARK = "Чужедальн"


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own: it closes the connection after every test, and the stage with it."""


@pytest.fixture(scope="module", autouse=True)
def marked(stage: Stage) -> None:
    """All that lies elsewhere, and everybody there, bears a name that nothing of ours bears."""
    foreign = Unit.objects.filter(path__startswith=stage.cast.other_municipality.path)
    foreign.update(title=Concat(Value(f"{MARK}яя школа "), F("code")))
    people = User.objects.filter(pk__in=(stage.cast.other_coordinator.pk, stage.cast.other_deputy.pk))
    people.update(last_name=f"{MARK}ева")


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
def test_nothing_foreign_is_named(stage: Stage, page: Address) -> None:
    for name in PEOPLE:
        for way, answer, body in answers(stage, name, page):
            assert MARK not in text_of(answer, body), f"{name}: {way}"


@pytest.mark.parametrize("page", [one for one in TABLE if one.names_an_object], ids=lambda one: one.name)
def test_no_way_of_asking_opens_a_foreign_object(stage: Stage, page: Address) -> None:
    """The export and the part for htmx of somebody else's object do not exist either."""
    _, foreign = stage.examples[page.name]
    if foreign is None or not page.rule.permissions:
        return
    address = page.address(foreign)
    # What is for programs asks a browser for a key before anything else.
    refused = (401, 405) if page.rule.is_by_token else (403, 404, 405)
    for name in PEOPLE:
        for query, headers in WAYS:
            answer = stage.browsers[name].get(f"{address}{foreign.query}{query}", **headers)
            assert answer.status_code in refused, f"{name}: {address}{query}"
            again = stage.browsers[name].post(f"{address}{foreign.query}{query}", foreign.data, **headers)
            assert again.status_code in refused, f"{name}: POST {address}{query}"


def test_the_region_reads_the_mark(stage: Stage) -> None:
    """The check itself: where it may be read, it is found."""
    found = [
        way
        for page in TABLE
        if page.name in ("territory", "findings", "findings_export", "people", "journal")
        for way, answer, body in answers(stage, "regional_coordinator", page)
        if MARK in text_of(answer, body)
    ]
    assert {"/territory/", "/territory/?format=xlsx", "/findings/", "/findings/export/"} <= set(found)
