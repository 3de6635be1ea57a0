"""Rules of the entrance that must hold together: one limiter for every secret, and a strict server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.core.internal import ratelimit
from django.conf import settings as configured
from django.test import Client
from matrix import addresses
from signing_in import add_codes, code_now, set_password

pytestmark = pytest.mark.django_db
# Address of a page that checks a secret → the wrong secret.
SECRETS = {
    "account_login": {"login": "deputy_head", "password": "не тот"},
    "account_change_password": {
        "oldpassword": "не тот", "password1": "новая скрепка батарея", "password2": "новая скрепка батарея",
    },
    "account_reauthenticate": {"password": "не тот"},
    "mfa_authenticate": {"code": "000000"},
    "mfa_reauthenticate": {"code": "000000"},
    "mfa_activate_totp": {"code": "000000"},
    "invitation": {},
}  # fmt: skip
FIVE_IN_FIFTEEN = {
    "login_failed": "5/15m/key", "change_password": "5/15m/user", "reauthenticate": "5/15m/user",
    "invitation": "5/15m/ip", "feed": "5/15m/ip", "reset_password_from_key": "5/15m/ip",
}  # fmt: skip


def test_every_page_that_checks_a_secret_is_on_the_list() -> None:
    """A new page of the sign-in library in the table is looked at here, or said to check none."""
    without = {
        "account_logout", "account_signup", "account_reset_password", "account_inactive", "account_email",
        "account_set_password", "mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "usersessions_list", "demo_login",
    }  # fmt: skip
    pages = {
        one.name for one in addresses()
        if one.name.startswith(("account_", "mfa_", "usersessions_", "invitation", "demo_login", "openid_"))
    }  # fmt: skip
    assert {one for one in pages if not one.startswith("openid_")} == without | SECRETS.keys()


def test_the_limits_are_five_in_fifteen_minutes() -> None:
    limits = configured.ACCOUNT_RATE_LIMITS
    assert {name: limits[name] for name in FIVE_IN_FIFTEEN} == FIVE_IN_FIFTEEN


@pytest.mark.parametrize("address", ["/login/again/code/", "/login/again/"])
def test_guessing_when_confirming_oneself_stops_the_right_secret_too(cast, client, address) -> None:
    add_codes(set_password(cast.analyst))
    client.force_login(cast.analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    wrong = {"code": "000000", "password": "не тот"}
    for _ in range(6):
        client.post(address, wrong)
    answer = client.post(address, {"code": code_now(), "password": "длинный-пароль-1"})
    assert answer.status_code in (200, 429)  # the page again, not the way on


def test_every_limit_is_counted_by_the_same_limiter(cast, monkeypatch) -> None:
    """Each check of a secret goes through allauth's limiter, whatever page asks for the secret."""
    asked: list[str] = []
    original = ratelimit.get_rates

    def counting(*, action, **known):
        asked.append(action)
        return original(action=action, **known)

    monkeypatch.setattr(ratelimit, "get_rates", counting)
    client = Client()
    add_codes(set_password(cast.analyst))
    client.post("/login/", SECRETS["account_login"])
    client.post("/login/", {"login": cast.analyst.login, "password": "длинный-пароль-1"})
    client.post("/login/code/", SECRETS["mfa_authenticate"])
    client.force_login(cast.analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/login/password/", SECRETS["account_change_password"])
    client.post("/login/again/", SECRETS["account_reauthenticate"])
    client.post("/login/again/code/", SECRETS["mfa_reauthenticate"])
    client.post("/login/invitation/no-such/", SECRETS["invitation"])
    assert {"login", "login_failed", "change_password", "reauthenticate", "invitation"} <= set(asked)


def test_the_settings_of_a_server_pass_the_check_of_django(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("OBJEKTIV")},
        "OBJEKTIV_HOME": str(tmp_path), "OBJEKTIV_HTTPS": "1", "OBJEKTIV_HOSTS": "objektiv.example.org",
        "DJANGO_SETTINGS_MODULE": "objektiv.web.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "objektiv.web", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues (0 silenced)" in done.stdout
