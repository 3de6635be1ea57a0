"""Beginning an office: the region, the first administrator, a link for a password."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from signing_in import PASSWORD

from objektiv.model.errors import UsageError
from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.territory.models import Unit

pytestmark = pytest.mark.django_db

KNOWN = {"region": "22", "title": "Алтайский край", "login": "admin", "name": "Иванова Анна Петровна"}


def link(**known: str) -> str:
    out = StringIO()
    call_command("setup_office", stdout=out, **known)
    return re.search(r"http://127\.0\.0\.1:8000(/login/invitation/\S+/)", out.getvalue())[1]


def test_a_new_office_has_a_region_and_an_administrator_with_a_link() -> None:
    address = link(**KNOWN)
    region = Unit.objects.get()
    user = User.objects.get()
    assert (region.path, region.title, user.full_name) == ("22/", "Алтайский край", "Иванова Анна Петровна")
    assert {Permission.PEOPLE_EDIT, Permission.TERRITORY_EDIT, Permission.SYSTEM} <= permissions_of(user)
    answer = Client().post(address, {"password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 302
    assert User.objects.get().check_password(PASSWORD)


def test_an_administrator_gets_a_new_link_and_the_old_one_stops() -> None:
    first = link(**KNOWN)
    second = link(login="ADMIN")
    statuses = [Client().get(one).status_code for one in (first, second)]
    assert (first != second, statuses[1], Unit.objects.count()) == (True, 200, 1)
    assert b"new-password" not in Client().get(first).content


@pytest.mark.parametrize(
    "known", [{"login": "deputy_head"}, {"login": "nobody"}, {**KNOWN, "region": "23"}], ids=str
)
def test_nobody_else_gets_a_link_in_a_begun_office(cast, known: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="кабинет уже начат"):
        link(**known)


@pytest.mark.parametrize(
    "wrong",
    [{"region": ""}, {"region": "край"}, {"title": ""}, {"name": "Иванова"}, {"login": "a b/"}],
    ids=str,
)
def test_what_is_missing_is_said_and_nothing_is_begun(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        link(**{**KNOWN, **wrong})
    assert (Unit.objects.count(), User.objects.count()) == (0, 0)
