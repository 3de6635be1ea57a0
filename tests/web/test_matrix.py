"""Every address × every role × own and foreign part of the territory: made from the URL table and the pages' rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from matrix import Address, Example, addresses, apps_with_objects
from pytest_django import DjangoDbBlocker
from stage import Stage, staged

from objektiv.web.access.middleware import OPEN as WITHOUT_CODES
from objektiv.web.access.models import User
from objektiv.web.access.queries import may

pytestmark = pytest.mark.django_db  # makes the database

OPENED = frozenset({200, 302})
NO_TOKEN, FORBIDDEN, ABSENT, FORM_ONLY = 401, 403, 404, 405
TABLE = addresses()


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own: it closes the connection after every test, and the stage with it."""


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """Made once, in a transaction that is undone in the end."""
    with django_db_blocker.unblock(), staged(tmp_path_factory.mktemp("matrix")) as made:
        yield made


def ask(client: Client, address: str, example: Example) -> HttpResponse:
    """Open a page; where it takes forms only, send one. What that does is undone."""
    with transaction.atomic():
        answer = client.get(address + example.query)
        if answer.status_code == FORM_ONLY and (example.kwargs or example.data):
            answer = client.post(address + example.query, example.data)
        if answer.streaming:
            list(answer)  # to the end, which closes the file
        transaction.set_rollback(True)
    return answer


def fits(
    answer: HttpResponse, page: Address, example: Example, user: User | None, *, has_object: bool
) -> bool:
    """Whether the answer is the one that the page's rule says."""
    if page.rule.is_by_token:  # for programs; what those get says tests/web/api
        return answer.status_code == NO_TOKEN
    special = example.answer(user) if example.answer else None
    if user is None and not page.rule.is_public:
        return answer.status_code == 302 and answer.url.startswith("/login/?next=")
    if special is not None:
        return answer.status_code == special
    if not page.rule.admits(user):
        return answer.status_code == FORBIDDEN
    if (
        has_object
        and page.rule.permissions
        and not any(may(user, one, example.path) for one in page.rule.permissions)
    ):
        return answer.status_code == ABSENT
    led_away = answer.status_code == 302 and user is not None and answer.url.startswith("/login/?next=")
    return answer.status_code in (OPENED if has_object else OPENED | {FORM_ONLY}) and not led_away


def misfits(stage: Stage, page: Address, example: Example, *, has_object: bool) -> list[str]:
    """Everybody who gets another answer than the rule says."""
    address = reverse(page.name, kwargs=dict(example.kwargs))
    found = []
    for name, user in stage.users.items():
        answer = ask(stage.browsers[name], address, example)
        if not fits(answer, page, example, user, has_object=has_object):
            found.append(f"{name}: {address} → {answer.status_code} {getattr(answer, 'url', '')}")
    return found


@pytest.mark.parametrize("page", TABLE, ids=[one.name or str(one.pattern.pattern) for one in TABLE])
def test_every_address_has_a_name_and_a_rule(page: Address) -> None:
    assert page.name
    assert page.rule is not None, f"{page.pattern.pattern}: no rule; use needs, signed_in or public"
    assert page.rule.permissions or page.rule.reason, f"{page.name}: say why no right is asked"


def test_no_two_addresses_share_a_name() -> None:
    names = [one.name for one in TABLE]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
def test_everybody_gets_what_the_rule_says(stage: Stage, page: Address) -> None:
    if page.names_an_object:
        assert page.name in stage.examples, f"{page.name}: put an object of each part into matrix_objects.py"
    own, foreign = stage.examples.get(page.name, (Example(), None))
    has_object = page.name in stage.examples
    wrong = misfits(stage, page, own, has_object=has_object)
    if foreign is not None:
        wrong += misfits(stage, page, foreign, has_object=True)
    assert wrong == []


@pytest.mark.parametrize("page", TABLE, ids=[one.name for one in TABLE])
def test_a_role_that_needs_codes_opens_nothing_without_them(stage: Stage, page: Address) -> None:
    own, _ = stage.examples.get(page.name, (Example(), None))
    address = reverse(page.name, kwargs=dict(own.kwargs))
    if address.startswith(WITHOUT_CODES):
        return
    with transaction.atomic():
        Authenticator.objects.filter(user=stage.cast.analyst).delete()
        answer = stage.browsers["regional_analyst"].get(address)
        transaction.set_rollback(True)
    assert (answer.status_code, answer.url) == (302, "/login/codes/app/")


def test_foreign_objects_are_supplied_wherever_a_right_is_asked(stage: Stage) -> None:
    """None in place of the foreign object is only for public pages and for those that name no object."""
    by_name = {one.name: one for one in TABLE}
    without = [
        name
        for name, (_, foreign) in stage.examples.items()
        if foreign is None and by_name[name].rule.permissions and by_name[name].names_an_object
    ]
    assert without == []


def test_no_example_is_left_over(stage: Stage) -> None:
    assert set(stage.examples) <= {one.name for one in TABLE}


def test_every_app_with_objects_supplies_them() -> None:
    assert {one.app for one in TABLE if one.names_an_object} <= apps_with_objects().keys() | {"shell"}


def test_the_matrix_would_notice_a_page_without_a_filter(stage: Stage) -> None:
    """The check itself: an object that lies elsewhere than said makes misfits."""
    page = next(one for one in TABLE if one.name == "unit")
    moved = Example({"number": stage.cast.school.pk}, path=stage.cast.other_school.path)
    assert len(misfits(stage, page, moved, has_object=True)) > 5
