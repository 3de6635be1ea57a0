"""Passwords: which are refused, which are taken as they are; sessions: when they end by themselves."""

from __future__ import annotations

import time

import pytest
from allauth.mfa import app_settings as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from signing_in import PASSWORD, add_codes, code_now, set_password

from objektiv.web.access import sessions
from objektiv.web.access.domain import invite
from objektiv.web.access.passwords import ContextWords
from objektiv.web.audit.models import Record
from objektiv.web.audit.verbs import changes_of

pytestmark = pytest.mark.django_db
NEW = "  Длинная скрепка,\tбатарея & 東京 ☂ степь; " + "ж" * 64


def sign_in(user, password: str = PASSWORD) -> Client:
    browser = Client()
    browser.post("/login/", {"login": user.login, "password": password})
    return browser


@pytest.mark.parametrize(
    "password",
    ["Objektiv2026!!", "школа990001впр", "Пароль-пароль-1", "директор2026", "qwertyqwerty12", "ВПРВПРВПРВПР"],
)
def test_words_of_the_office_make_no_password(password) -> None:
    with pytest.raises(ValidationError, match="угадывают первыми"):
        ContextWords().validate(password)
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["школа под старым дубом", "степь-лодка-7-вереск", "objektiv tKq7 vvRw2"]
)
def test_other_words_beside_them_are_enough(password) -> None:
    validate_password(password)


@pytest.mark.parametrize("password", ["коротко-11б", "123456789012", "telechargement", "1q2w3e4r5t6y"])
def test_short_plain_and_known_passwords_are_refused(password) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


def test_a_long_password_of_any_signs_is_taken_as_it_is(cast) -> None:
    browser = sign_in(set_password(cast.deputy))
    said = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert browser.post("/login/password/", said).status_code == 302
    cast.deputy.refresh_from_db()
    assert cast.deputy.check_password(NEW)
    assert sign_in(cast.deputy, NEW).get("/me/").status_code == 200
    for other in (NEW.strip(), NEW.lower(), NEW[:72]):
        assert sign_in(cast.deputy, other).get("/me/").status_code == 302


def test_a_new_password_asks_for_the_present_one(cast) -> None:
    browser = sign_in(set_password(cast.deputy))
    assert browser.post("/login/password/", {"password1": NEW, "password2": NEW}).status_code == 200
    cast.deputy.refresh_from_db()
    assert cast.deputy.check_password(PASSWORD)


def test_fields_of_passwords_hide_what_is_typed_and_let_managers_fill_them(cast) -> None:
    browser = sign_in(set_password(cast.deputy))
    for text, count in ((Client().get("/login/"), 1), (browser.get("/login/password/"), 3)):
        page = text.content.decode()
        assert page.count('type="password"') == count
        assert page.count('-password"') == count  # autocomplete: current or new
        assert 'autocomplete="off"' not in page


def test_codes_live_half_a_minute_and_spare_ones_cannot_be_guessed() -> None:
    known = (codes.TOTP_PERIOD, codes.TOTP_TOLERANCE, codes.TOTP_DIGITS, codes.TOTP_INSECURE_BYPASS_CODE)
    assert known == (30, 0, 6, None)
    assert (codes.RECOVERY_CODE_COUNT, codes.RECOVERY_CODE_DIGITS, codes.TRUST_ENABLED) == (10, 8, False)


@pytest.fixture
def later(monkeypatch):
    """Moves the clock of sessions by seconds."""

    def move(seconds: int) -> None:
        moment = time.time() + seconds
        monkeypatch.setattr(sessions.time, "time", lambda: moment)

    return move


@pytest.mark.parametrize(("seconds", "status"), [(2 * 60 * 60 - 60, 200), (2 * 60 * 60 + 60, 302)])
def test_a_session_nobody_uses_ends_after_two_hours(cast, later, seconds, status) -> None:
    browser = sign_in(set_password(cast.deputy))
    later(seconds)
    assert browser.get("/me/").status_code == status
    later(0)
    assert browser.get("/me/").status_code == status


def test_a_session_ends_after_twelve_hours_of_work(cast, later) -> None:
    browser = sign_in(set_password(cast.deputy))
    for _ in range(11):
        later(60 * 60)
        assert browser.get("/me/").status_code == 200
    later(60 * 60)
    assert browser.get("/me/").status_code == 302


def test_ending_other_sessions_asks_for_the_password_again(cast, as_) -> None:
    other = sign_in(set_password(cast.deputy))
    browser = as_(cast.deputy)  # signed in, the password not given in this session
    assert browser.get("/login/sessions/").status_code == 200
    assert browser.post("/login/sessions/").url.startswith("/login/again/")
    assert other.get("/me/").status_code == 200


def test_a_session_is_known_by_its_row_alone(cast) -> None:
    browser = sign_in(set_password(cast.deputy))
    key = browser.cookies["sessionid"].value
    assert len(key) >= 32
    browser.post("/logout/")
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get("/me/").status_code == 302


def test_proving_oneself_again_changes_the_key_of_the_session(cast) -> None:
    browser = sign_in(set_password(cast.deputy))
    before = browser.cookies["sessionid"].value
    assert browser.post("/login/again/", {"password": PASSWORD}).status_code == 302
    assert browser.cookies["sessionid"].value != before
    assert browser.get("/me/").status_code == 200
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get("/me/").status_code == 302


@pytest.mark.parametrize("address", ["/login/codes/app/", "/login/codes/spare/new/"])
def test_codes_are_changed_only_after_the_password(cast, address) -> None:
    browser = sign_in(set_password(cast.deputy))
    assert browser.post(address).url.startswith("/login/again/")


def test_a_password_does_not_grow_old(cast) -> None:
    person = set_password(cast.deputy)
    person.date_joined = person.last_login = timezone.now() - timezone.timedelta(days=2000)
    person.save()
    assert sign_in(person).get("/me/").status_code == 200


def test_a_spare_code_opens_once(cast) -> None:
    person = add_codes(set_password(cast.analyst))
    spare = RecoveryCodes(Authenticator.objects.get(user=person, type="recovery_codes")).get_unused_codes()[0]
    for status in (200, 302):
        browser = sign_in(person)
        browser.post("/login/code/", {"code": spare})
        assert browser.get("/me/").status_code == status


def test_seeds_of_codes_are_long_and_never_the_same() -> None:
    seeds, secrets = (
        {RecoveryCodes.generate_seed() for _ in range(200)},
        {generate_totp_secret() for _ in range(200)},
    )
    assert (len(seeds), len(secrets)) == (200, 200)
    assert min(map(len, seeds)) * 4 >= 128
    assert min(map(len, secrets)) * 5 >= 128


def test_the_journal_says_with_what_somebody_came_in(cast) -> None:
    sign_in(set_password(cast.deputy))
    browser = sign_in(add_codes(set_password(cast.analyst)))
    browser.post("/login/code/", {"code": code_now()})
    told = Record.objects.filter(verb="user.signed_in").order_by("number")
    assert [[(line.title, line.new) for line in changes_of(one)] for one in told] == [
        [("чем подтверждён", "пароль")],
        [("чем подтверждён", "пароль, одноразовый код")],
    ]


def test_a_link_for_a_password_does_not_replace_the_code(cast) -> None:
    person = add_codes(cast.analyst)
    address = f"/login/invitation/{invite(person, by=None)}/"
    assert Client().post(address, {"password": NEW, "again": NEW}).status_code == 302
    browser = Client()
    answer = browser.post("/login/", {"login": person.login, "password": NEW})
    assert (answer.url, browser.get("/me/").status_code) == ("/login/code/", 302)
