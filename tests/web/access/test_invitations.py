"""Links by which a password is set: once, seven days, only for whom one may answer; nothing of the secret is kept."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from objektiv.web.access.domain import (
    accept_invitation,
    assign,
    deactivate_user,
    find_invitation,
    invite,
)
from objektiv.web.access.models import Invitation
from objektiv.web.audit.models import Record

pytestmark = pytest.mark.django_db
GOOD = "лошадь скрепка батарея"


def person_page(user, rest: str = "") -> str:
    return f"/people/{user.pk}/{rest}"


def test_a_link_sets_the_password_once(cast, client) -> None:
    address = f"/login/invitation/{invite(cast.deputy, by=cast.coordinator)}/"
    assert "deputy_head" in client.get(address).content.decode()
    answer = client.post(address, {"password": GOOD, "again": GOOD})
    assert (answer.status_code, answer.url) == (302, "/login/")
    assert client.post("/login/", {"login": "deputy_head", "password": GOOD}).url == "/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"password": GOOD, "again": GOOD}).status_code == 404


def test_only_the_hash_of_the_secret_is_kept(cast) -> None:
    token = invite(cast.deputy, by=cast.coordinator)
    kept = Invitation.objects.get()
    assert token not in "".join(str(value) for value in vars(kept).values())
    assert len(token) >= 43
    for record in Record.objects.all():
        assert token not in f"{record.old}{record.new}{record.reason}"


@pytest.mark.parametrize("age", [timedelta(days=7, seconds=1), timedelta(days=400)])
def test_an_old_link_does_not_work(cast, client, age) -> None:
    token = invite(cast.deputy, by=cast.coordinator)
    Invitation.objects.update(expires_at=timezone.now() - age + timedelta(days=7))
    assert find_invitation(token) is None
    assert client.get(f"/login/invitation/{token}/").status_code == 404


def test_a_new_link_replaces_the_old(cast) -> None:
    old, new = invite(cast.deputy, by=cast.coordinator), invite(cast.deputy, by=cast.coordinator)
    assert find_invitation(old) is None
    assert find_invitation(new) is not None


def test_a_link_of_somebody_shut_out_does_not_work(cast) -> None:
    token = invite(cast.deputy, by=cast.coordinator)
    deactivate_user(cast.deputy, by=cast.coordinator)
    assert find_invitation(token) is None
    with pytest.raises(ValidationError, match="закрыт"):
        invite(cast.deputy, by=cast.coordinator)


def test_two_at_once_set_one_password(cast) -> None:
    found = find_invitation(invite(cast.deputy, by=cast.coordinator))
    accept_invitation(found, password=GOOD)
    with pytest.raises(ValidationError, match="использована"):
        accept_invitation(found, password="другая скрепка батарея")
    cast.deputy.refresh_from_db()
    assert cast.deputy.check_password(GOOD)


@pytest.mark.parametrize("weak", ["коротко", "password", "deputy_head1", "123456789012345"])
def test_a_weak_password_is_refused_and_the_link_stays(cast, client, weak) -> None:
    address = f"/login/invitation/{invite(cast.deputy, by=cast.coordinator)}/"
    answer = client.post(address, {"password": weak, "again": weak})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert client.get(address).status_code == 200


def test_both_passwords_must_agree(cast, client) -> None:
    address = f"/login/invitation/{invite(cast.deputy, by=cast.coordinator)}/"
    assert "не совпадают" in client.post(address, {"password": GOOD, "again": GOOD + "!"}).content.decode()


def test_the_old_password_works_until_the_link_is_used(cast, client) -> None:
    cast.deputy.set_password("прежний пароль здесь")
    cast.deputy.save()
    invite(cast.deputy, by=cast.coordinator)
    assert client.post("/login/", {"login": "deputy_head", "password": "прежний пароль здесь"}).url == "/"


def test_using_a_link_ends_all_sessions(cast, as_, client) -> None:
    browser = as_(cast.deputy)
    assert browser.get("/me/").status_code == 200
    accept_invitation(find_invitation(invite(cast.deputy, by=cast.coordinator)), password=GOOD)
    assert browser.get("/me/").status_code == 302


@pytest.mark.parametrize("invited", ["other_deputy", "region_coordinator", "analyst"])
def test_nobody_takes_over_people_outside_the_subtree(cast, invited) -> None:
    with pytest.raises(PermissionDenied):
        invite(getattr(cast, invited), by=cast.coordinator)


def test_one_role_elsewhere_is_enough_to_refuse(cast) -> None:
    """A coordinator could otherwise act as a person of the whole region."""
    assign(cast.deputy, role="regional_analyst", unit=cast.region, by=None)
    with pytest.raises(PermissionDenied):
        invite(cast.deputy, by=cast.coordinator)


def test_a_role_that_begins_later_counts_too(cast) -> None:
    later = timezone.localdate() + timedelta(days=30)
    assign(cast.deputy, role="regional_analyst", unit=cast.region, by=None, valid_from=later)
    with pytest.raises(PermissionDenied):
        invite(cast.deputy, by=cast.coordinator)


def test_the_coordinator_of_the_region_does_not_act_as_administrator(cast) -> None:
    with pytest.raises(PermissionDenied):
        invite(cast.roles["administrator"], by=cast.region_coordinator)


def test_the_page_shows_the_link_once(cast, as_, client) -> None:
    browser = as_(cast.coordinator)
    answer = browser.post(person_page(cast.deputy, "invite/"))
    link = re.search(r"http://testserver(/login/invitation/[\w-]+/)", answer.content.decode())[1]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert link not in browser.get(person_page(cast.deputy)).content.decode()
    assert find_invitation(link.split("/")[3]).user == cast.deputy


def test_five_wrong_links_shut_the_page_even_for_the_right_one(cast, client) -> None:
    right = f"/login/invitation/{invite(cast.deputy, by=cast.coordinator)}/"
    answers = [client.get(f"/login/invitation/wrong{k}/").status_code for k in range(6)]
    assert answers == [404, 404, 404, 404, 404, 429]
    assert client.get(right).status_code == 429
    assert "15 минут" in client.get(right).content.decode()


def test_right_links_are_not_counted(cast, client) -> None:
    right = f"/login/invitation/{invite(cast.deputy, by=cast.coordinator)}/"
    assert [client.get(right).status_code for _ in range(12)] == [200] * 12


def test_a_new_password_opens_a_shut_entrance(cast, client) -> None:
    for _ in range(5):
        client.post("/login/", {"login": "deputy_head", "password": "не тот"})
    accepted = f"/login/invitation/{invite(cast.deputy, by=cast.coordinator)}/"
    client.post(accepted, {"password": GOOD, "again": GOOD})
    assert client.post("/login/", {"login": "deputy_head", "password": GOOD}).status_code == 302
