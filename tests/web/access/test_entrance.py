"""Attacks on the entrance: guessing, fixation, redirects, forged forms, timing; and what the journal says of it."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from signing_in import PASSWORD, add_codes, code_now, set_password

from objektiv.web.access.domain import end_sessions
from objektiv.web.audit.models import Record

pytestmark = pytest.mark.django_db
LOGIN = {"login": "deputy_head", "password": PASSWORD}
WRONG = {"login": "deputy_head", "password": "не тот"}


def sign_in(client, user, password: str = PASSWORD):
    return client.post("/login/", {"login": user.login, "password": password})


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed."""

    algorithm = "counted"
    count = 0

    def encode(self, password, salt):
        type(self).count += 1
        return super().encode(password, salt)


@pytest.mark.parametrize(
    "hosts", [["testserver"], ["testserver", "127.0.0.1", "localhost:81", "localhost:82"]]
)
def test_guessing_is_stopped_under_whatever_name_of_the_server(cast, client, hosts) -> None:
    set_password(cast.deputy)
    for k in range(5):
        client.post("/login/", WRONG, headers={"host": hosts[k % len(hosts)]})
    assert client.post("/login/", LOGIN, headers={"host": "localhost:4711"}).status_code == 200


@pytest.mark.parametrize("spelling", ["Deputy_Head", "DEPUTY_HEAD", "  deputy_head "])
def test_guessing_is_stopped_under_whatever_spelling_of_the_login(cast, client, spelling) -> None:
    set_password(cast.deputy)
    for _ in range(5):
        client.post("/login/", WRONG | {"login": spelling})
    assert client.post("/login/", LOGIN).status_code == 200


def test_a_success_between_does_not_give_new_attempts(cast, client) -> None:
    set_password(cast.deputy)
    for _ in range(4):
        client.post("/login/", WRONG)
    assert Client().post("/login/", LOGIN).status_code == 302
    client.post("/login/", WRONG)
    assert Client().post("/login/", LOGIN).status_code == 200


def test_guessing_the_present_password_is_stopped(cast, client) -> None:
    set_password(cast.deputy)
    sign_in(client, cast.deputy)
    new = {"password1": "новая скрепка батарея", "password2": "новая скрепка батарея"}
    answers = [client.post("/login/password/", {"oldpassword": f"x{k}", **new}).status_code for k in range(6)]
    assert answers == [200] * 5 + [429]
    assert client.post("/login/password/", {"oldpassword": PASSWORD, **new}).status_code == 429
    cast.deputy.refresh_from_db()
    assert cast.deputy.check_password(PASSWORD)


def test_guessing_one_time_codes_is_stopped(cast, client) -> None:
    add_codes(set_password(cast.analyst))
    assert sign_in(client, cast.analyst).url == "/login/code/"
    for _ in range(5):
        assert client.post("/login/code/", {"code": "000000"}).status_code == 200
    assert client.post("/login/code/", {"code": code_now()}).status_code == 200
    assert client.get("/me/").status_code == 302


def test_guessing_codes_goes_on_over_new_sign_ins(cast, client) -> None:
    add_codes(set_password(cast.analyst))
    for _ in range(5):
        browser = Client()
        sign_in(browser, cast.analyst)
        browser.post("/login/code/", {"code": "000000"})
    sign_in(client, cast.analyst)
    client.post("/login/code/", {"code": code_now()})
    assert client.get("/me/").status_code == 302


def test_guessing_the_code_that_sets_codes_up_is_stopped(cast, client) -> None:
    set_password(cast.analyst)
    sign_in(client, cast.analyst)
    client.post("/login/again/?next=/login/codes/app/", {"password": PASSWORD})
    answers = [client.post("/login/codes/app/", {"code": f"00000{k}"}).content.decode() for k in range(6)]
    assert "много" not in answers[4]
    assert "много" in answers[5].lower() or "часто" in answers[5].lower()


def test_a_right_code_opens_and_works_once(cast, client) -> None:
    add_codes(set_password(cast.analyst))
    code = code_now()
    sign_in(client, cast.analyst)
    assert client.post("/login/code/", {"code": code}).url == "/"
    assert client.get("/me/").status_code == 200
    second = Client()
    sign_in(second, cast.analyst)
    second.post("/login/code/", {"code": code})
    assert second.get("/me/").status_code == 302


def test_guessing_by_confirming_oneself_is_stopped(cast, client) -> None:
    set_password(cast.deputy)
    sign_in(client, cast.deputy)
    answers = [client.post("/login/again/", {"password": f"x{k}"}).status_code for k in range(6)]
    assert answers == [200] * 5 + [429]


@pytest.mark.parametrize("login", ["deputy_head", "nobody.at.all"])
def test_an_unknown_login_costs_as_much_work_as_a_known_one(cast, client, settings, login) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    set_password(cast.deputy)
    CountingHasher.count = 0
    client.post("/login/", WRONG | {"login": login})
    assert CountingHasher.count == 1


def test_known_and_unknown_logins_get_the_same_answer(cast, client) -> None:
    set_password(cast.deputy)
    texts = []
    for login in ("deputy_head", "nobody"):
        text = client.post("/login/", WRONG | {"login": login}).content.decode()
        text = re.sub(r'value="[^"]*"|X-CSRFToken": "[^"]*', "", text)
        texts.append(text)
    assert texts[0] == texts[1]


def test_the_session_is_a_new_one_after_signing_in(cast, client) -> None:
    set_password(cast.deputy)
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client, cast.deputy)
    assert client.cookies["sessionid"].value != before
    stranger = Client()
    stranger.cookies["sessionid"] = before
    assert stranger.get("/me/").status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\t//evil",
    ],
)
def test_no_redirect_leads_out(cast, client, target) -> None:
    set_password(cast.deputy)
    answer = client.post("/login/", LOGIN | {"next": target})
    assert (answer.status_code, answer.url) == (302, "/")


def test_a_redirect_inside_is_followed(cast, client) -> None:
    set_password(cast.deputy)
    assert client.post("/login/?next=/territory/", LOGIN | {"next": "/territory/"}).url == "/territory/"


@pytest.mark.parametrize(
    "address",
    ["/login/", "/logout/", "/people/new/", "/journal/check/", "/login/password/", "/login/invitation/x/"],
)
def test_a_forged_form_is_refused(cast, address) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.post(address, {}).status_code == 403


def test_signing_out_needs_a_form(cast, as_) -> None:
    browser = as_(cast.deputy)
    browser.get("/logout/")
    assert browser.get("/me/").status_code == 200


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_nobody_signs_up_or_resets_alone(cast, client, name) -> None:
    text = client.get(f"/login/closed/{name}/").content.decode()
    assert "Самостоятельно нельзя" in text
    assert 'href="/login/">Ко входу</a>' in text


def test_a_closed_entrance_says_that_it_is_closed(cast, client) -> None:
    set_password(cast.deputy)
    cast.deputy.is_active = False
    cast.deputy.save()
    login = {"login": "deputy_head", "password": PASSWORD}
    text = client.post("/login/", login, follow=True).content.decode()
    assert ("Вход закрыт" in text, "Самостоятельно нельзя" in text) == (True, False)


def test_the_entrance_refuses_in_words_of_the_office(cast, client) -> None:
    set_password(cast.deputy)
    said = [client.post("/login/", WRONG).content.decode() for _ in range(6)]
    assert ["Логин или пароль не подходят" in one for one in said] == [True] * 5 + [False]
    assert "Слишком много неудачных попыток. Повторите через 15 минут." in said[5]


def test_the_journal_tells_of_failures_and_of_the_lock_once(cast, client, journalled) -> None:
    set_password(cast.deputy)
    for _ in range(7):
        client.post("/login/", WRONG)
    assert journalled() == ["user.sign_in_failed"] * 5 + ["user.locked_out"]
    last = Record.objects.first()
    assert (last.object_id, last.unit_path, last.actor) == (str(cast.deputy.pk), cast.school.path, None)


def test_what_was_typed_is_not_written_down(cast, client) -> None:
    client.post("/login/", {"login": "мой-секретный-пароль", "password": "ещё-секрет"})
    said = Record.objects.first()
    assert said.verb == "user.sign_in_failed"
    assert "секрет" not in f"{said.object_title}{said.old}{said.new}{said.reason}{said.actor_title}"


def test_the_journal_tells_who_came_and_went(cast, client, journalled) -> None:
    set_password(cast.deputy)
    sign_in(client, cast.deputy)
    client.post("/login/password/", {
        "oldpassword": PASSWORD, "password1": "новая скрепка батарея", "password2": "новая скрепка батарея",
    })  # fmt: skip
    client.post("/logout/")
    assert journalled() == ["user.signed_in", "user.password_changed", "user.signed_out"]
    assert {one.actor_id for one in Record.objects.order_by("-number")[:3]} == {cast.deputy.pk}


def test_wrong_codes_are_written_down(cast, client, journalled) -> None:
    add_codes(set_password(cast.analyst))
    sign_in(client, cast.analyst)
    for _ in range(6):
        client.post("/login/code/", {"code": "000000"})
    assert journalled() == ["user.code_failed"] * 5 + ["user.locked_out"]


def test_sessions_are_listed_and_ended(cast, client) -> None:
    set_password(cast.deputy)
    second = Client()
    sign_in(client, cast.deputy)
    sign_in(second, cast.deputy)
    text = client.get("/login/sessions/").content.decode()
    assert text.count("127.0.0.1") == 2
    client.post("/login/again/", {"password": PASSWORD})
    client.post("/login/sessions/")
    assert second.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200
    assert end_sessions(cast.deputy, by=cast.coordinator) == 1
    assert client.get("/me/").status_code == 302


def test_a_change_of_password_ends_the_other_sessions(cast, client) -> None:
    set_password(cast.deputy)
    second = Client()
    sign_in(client, cast.deputy)
    sign_in(second, cast.deputy)
    client.post("/login/password/", {
        "oldpassword": PASSWORD, "password1": "новая скрепка батарея", "password2": "новая скрепка батарея",
    })  # fmt: skip
    assert second.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200


def test_passwords_are_hashed_with_argon2() -> None:
    from objektiv.web import settings

    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.parametrize("chosen", ["", "abc", "99999999", "-1"])
def test_the_training_entrance_takes_no_nonsense(cast, client, settings, chosen) -> None:
    settings.IS_DEMO = True
    assert client.post("/login/demo/", {"user": chosen}).status_code == 404
    settings.IS_DEMO = False
    assert client.post("/login/demo/", {"user": cast.deputy.pk}).status_code == 404
