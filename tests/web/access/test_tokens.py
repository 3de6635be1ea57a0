"""Access tokens: making, showing once, revoking, who sees whose; and what the journal says."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from objektiv.web.access.domain import find_token, make_token, revoke_token
from objektiv.web.access.domain.tokens import MOST_TOKENS
from objektiv.web.access.models import AccessToken
from objektiv.web.access.scopes import Scope
from objektiv.web.audit.domain import prove_journal
from objektiv.web.audit.models import Record
from objektiv.web.audit.verbs import changes_of

pytestmark = pytest.mark.django_db
FORM = {"title": "Сводка", "scopes": ["territory:read", "cases:read"], "expires_on": ""}


def token_of(user, **known) -> tuple[AccessToken, str]:
    return make_token(**{"title": "Сводка", "scopes": ["territory:read"], "by": user, **known})


def test_only_the_hash_of_a_secret_is_kept(cast) -> None:
    token, secret = token_of(cast.deputy)
    assert secret.startswith("objektiv_")
    assert len(secret) > 50
    row = AccessToken.objects.values().get()
    assert row["token_sha256"] == sha256(secret.encode()).hexdigest()
    assert secret not in str(row)
    assert find_token(secret) == token
    assert find_token(secret + "x") is None


def test_the_journal_says_what_a_token_may_and_never_its_secret(cast) -> None:
    token, secret = token_of(cast.deputy, scopes=["cases:read", "territory:read"])
    said = Record.objects.first()
    assert (said.verb, said.object_id, said.unit_path) == ("token.made", str(token.pk), cast.school.path)
    assert (
        "что можно",
        "—",
        "читать территорию: муниципалитеты, школы, классы, читать карточки анализа признаков",
    ) in [(one.title, one.old, one.new) for one in changes_of(said)]
    assert secret not in f"{said.new}{said.old}{said.object_title}"
    assert prove_journal().is_whole


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"scopes": []}, "Отметьте"),
        ({"scopes": ["everything"]}, "Отметьте"),
        ({"title": ""}, "не может быть пустым"),
        ({"expires_on": timezone.localdate() - timedelta(days=1)}, "уже прошёл"),
    ],
)
def test_what_is_no_token(cast, known, words) -> None:
    with pytest.raises(ValidationError, match=words):
        token_of(cast.deputy, **known)
    assert AccessToken.objects.count() == 0


def test_nobody_gathers_tokens_without_end(cast) -> None:
    for _ in range(MOST_TOKENS):
        token, _ = token_of(cast.deputy)
    with pytest.raises(ValidationError, match="отзовите"):
        token_of(cast.deputy)
    revoke_token(token, by=cast.deputy)
    token_of(cast.deputy)


def test_a_token_is_revoked_once_by_its_owner(cast) -> None:
    token, _ = token_of(cast.deputy)
    assert revoke_token(token, by=cast.deputy).state == "отозван"
    with pytest.raises(ValidationError, match="уже отозван"):
        revoke_token(token, by=cast.deputy)
    assert Record.objects.first().verb == "token.revoked"


@pytest.mark.parametrize("who", ["coordinator", "region_coordinator", "stranger", "other_deputy"])
def test_others_do_not_revoke_it(cast, who) -> None:
    token, _ = token_of(cast.deputy)
    with pytest.raises(PermissionDenied):
        revoke_token(token, by=getattr(cast, who))
    assert AccessToken.objects.get().is_open


def test_the_administrator_sees_and_revokes_all(cast, as_, administrator) -> None:
    token, _ = token_of(cast.deputy, title="Программа школы")
    token_of(cast.other_deputy, title="Другая программа")
    browser = as_(administrator)
    page = browser.get("/people/tokens/").content.decode()
    assert "Программа школы" in page
    assert "Другая программа" in page
    found = browser.get("/people/tokens/", {"q": "другая"}).content.decode()
    assert "Программа школы" not in found
    browser.post(f"/me/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_by == administrator


def test_the_secret_is_shown_once(cast, as_) -> None:
    browser = as_(cast.deputy)
    answer = browser.post("/me/tokens/new/", FORM)
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert find_token(secret).scopes == ["territory:read", "cases:read"]
    listed = browser.get("/me/tokens/").content.decode()
    assert "Сводка" in listed
    assert secret not in listed
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_form_with_nothing_chosen_says_so(cast, as_) -> None:
    answer = as_(cast.deputy).post("/me/tokens/new/", {"title": "Сводка"})
    assert AccessToken.objects.count() == 0
    assert "Обязательное поле" in answer.content.decode()


def test_a_title_is_shown_as_text(cast, as_) -> None:
    token_of(cast.deputy, title="<script>alert(1)</script>")
    assert "<script>alert" not in as_(cast.deputy).get("/me/tokens/").content.decode()


def test_a_foreign_token_is_not_there(cast, as_) -> None:
    token, _ = token_of(cast.other_deputy)
    assert as_(cast.deputy).post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    assert AccessToken.objects.get().is_open


def test_every_scope_has_words() -> None:
    assert [one for one in Scope if not one.words] == []


@pytest.mark.parametrize("address", ["/me/tokens/", "/people/tokens/"])
def test_one_row_and_three_cost_the_same(cast, as_, administrator, address) -> None:
    browser = as_(administrator)
    browser.get(address)  # the first page of a session writes when it was seen
    counts = []
    for more in (1, 2):
        for _ in range(more):
            revoke_token(token_of(administrator)[0], by=administrator)
        with CaptureQueriesContext(connection) as seen:
            browser.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1]
