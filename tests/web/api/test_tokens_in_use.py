"""What opens the interface and what does not: tokens in every state, rights of the moment, guessing, limits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from programs import ALL_SCOPES, BASE, Program, program_of, refusal

from objektiv.web.access.domain import deactivate_user, revoke_token
from objektiv.web.access.models import AccessToken
from objektiv.web.api import rules
from objektiv.web.api.limits import Bucket
from objektiv.web.audit.models import Record

pytestmark = pytest.mark.django_db


def refused_records() -> list[str]:
    found = Record.objects.filter(verb="token.refused").order_by("number")
    return list(found.values_list("reason", flat=True))


def test_a_token_says_whose_it_is_and_what_it_may(cast, program) -> None:
    said = program(cast.deputy, "territory:read").read("/me")
    assert (said["name"], said["token"], said["scopes"]) == (
        cast.deputy.full_name,
        "проверка",
        ["territory:read"],
    )
    assert [(one["role"], one["unit"]) for one in said["roles"]] == [("deputy_head", cast.school.pk)]
    assert said["is_training"] is False


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": ""}, {"Authorization": "Bearer"}, {"Authorization": "Basic eDp5"}]
)
def test_without_a_token_nothing_opens(cast, header) -> None:
    answer = Client().get(f"{BASE}/me", headers=header)
    assert refusal(answer) == (401, "no_token", "Authorization")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_expired_token_is_refused_and_that_is_told(cast, program) -> None:
    mine = program(cast.deputy, expires_on=timezone.localdate())
    assert mine.get("/me").status_code == 200
    AccessToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert refusal(mine.get("/me")) == (401, "token_ended", "")
    assert refused_records() == ["Ключ доступа больше не годится: срок истёк."]


def test_a_revoked_token_is_refused_at_once(cast, program) -> None:
    mine = program(cast.deputy)
    revoke_token(mine.token, by=cast.deputy)
    assert refusal(mine.get("/me")) == (401, "token_ended", "")


def test_a_person_whose_entrance_is_closed_has_no_tokens_any_more(cast, program) -> None:
    mine = program(cast.deputy)
    deactivate_user(cast.deputy, by=cast.coordinator, reason="уволен")
    assert refusal(mine.get("/me")) == (401, "closed", "")
    cast.deputy.is_active = True
    cast.deputy.save()
    assert refusal(mine.get("/me")) == (401, "token_ended", "")


def test_rights_are_those_of_this_moment(cast, program) -> None:
    mine = program(cast.deputy)
    assert mine.get("/schools").status_code == 200
    cast.deputy.assignments.update(
        valid_from=timezone.localdate() - timedelta(days=2), valid_to=timezone.localdate() - timedelta(days=1)
    )
    assert refusal(mine.get("/schools")) == (403, "forbidden", "")
    assert mine.read("/me")["rights"] == []


def test_a_role_that_needs_codes_opens_nothing_without_them(cast) -> None:
    assert refusal(program_of(cast.analyst, *ALL_SCOPES).get("/schools")) == (403, "codes", "")


def test_a_training_district_asks_for_no_codes_and_says_what_it_is(cast, settings) -> None:
    settings.IS_DEMO = True
    answer = program_of(cast.analyst, *ALL_SCOPES).get("/schools")
    assert (answer.status_code, answer.headers["X-Objektiv-Training"]) == (200, "yes")
    assert Program("x").get("/schools").headers["X-Objektiv-Training"] == "yes"


def test_a_real_office_has_no_such_header(cast, program) -> None:
    assert "X-Objektiv-Training" not in program(cast.deputy).get("/schools").headers


def test_the_same_refusal_is_told_once(cast, program) -> None:
    mine = program(cast.deputy, "territory:read")
    for _ in range(3):
        assert refusal(mine.get("/cases")) == (403, "scope", "")
    assert refused_records() == [
        "Ключу не разрешено «читать карточки анализа признаков». Выдайте ключ, в котором это отмечено. (cases:read)"
    ]


def test_guessing_is_stopped_and_shuts_out_no_right_token(cast, program) -> None:
    """Many programs may stand behind one address: whoever guesses there shuts out nobody else."""
    mine = program(cast.deputy)
    for k in range(5):
        assert refusal(Program(f"objektiv_{k}").get("/me")) == (401, "unknown_token", "Authorization")
    answer = Program("objektiv_6").get("/me")
    assert refusal(answer) == (429, "shut", "Authorization")
    assert answer.headers["Retry-After"] == "900"
    assert mine.get("/me").status_code == 200
    assert refusal(Program("objektiv_7").get("/me")) == (429, "shut", "Authorization")
    assert len(refused_records()) == 5
    assert "objektiv_" not in "".join(refused_records())


def test_right_tokens_are_no_failures(cast, program) -> None:
    mine = program(cast.deputy)
    assert [mine.get("/me").status_code for _ in range(12)] == [200] * 12


def test_too_many_requests_are_told_when_to_come_again(cast, program, monkeypatch) -> None:
    monkeypatch.setattr(rules, "BUCKET", Bucket(capacity=3, per_second=0.5))
    mine, other = program(cast.deputy), program(cast.coordinator)
    assert [mine.get("/me").status_code for _ in range(3)] == [200] * 3
    answer = mine.get("/me")
    assert refusal(answer) == (429, "too_many", "")
    assert answer.headers["Retry-After"] == "2"
    assert other.get("/me").status_code == 200


def test_a_bucket_fills_again(monkeypatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("objektiv.web.api.limits.time.time", lambda: now[0])
    bucket = Bucket(capacity=2, per_second=0.5)
    assert [bucket.take("a"), bucket.take("a"), bucket.take("a")] == [0, 0, 2]
    now[0] += 2
    assert [bucket.take("a"), bucket.take("a")] == [0, 2]
    now[0] += 1000
    assert [bucket.take("a"), bucket.take("a"), bucket.take("a")] == [0, 0, 2]
    cache.clear()


def test_the_last_use_is_remembered_to_the_minute(cast, program) -> None:
    mine = program(cast.deputy)
    mine.get("/me")
    first = AccessToken.objects.get().last_used_at
    assert first is not None
    mine.get("/me")
    assert AccessToken.objects.get().last_used_at == first
    AccessToken.objects.update(last_used_at=first - timedelta(minutes=5))
    mine.get("/me")
    assert AccessToken.objects.get().last_used_at > first


def test_no_session_begins(cast, program) -> None:
    assert not program(cast.deputy).get("/me").cookies


@pytest.mark.parametrize(("method", "allowed"), [("put", "GET"), ("delete", "GET"), ("patch", "GET")])
def test_a_method_that_there_is_not_is_said_in_our_shape(cast, program, method, allowed) -> None:
    answer = getattr(Client(), method)(f"{BASE}/me", headers=program(cast.deputy).headers)
    assert refusal(answer) == (405, "method", "")
    assert answer.headers["Allow"] == allowed


def test_an_address_that_there_is_not_is_said_in_our_shape(cast) -> None:
    assert refusal(Client().get(f"{BASE}/pupils")) == (404, "not_found", "")
