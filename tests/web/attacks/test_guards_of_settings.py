"""What the settings promise: cookies, policies, methods, addresses of visitors, each seen in an answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from offices import clean
from signing_in import PASSWORD, set_password

from objektiv.model.errors import UsageError
from objektiv.web.access.models import User
from objektiv.web.environment import Environment

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.django_db
OF_A_SERVER = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]", "objektiv.example.org"],
    "CSRF_TRUSTED_ORIGINS": ["https://objektiv.example.org"],
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_DOMAIN": None,
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    "SESSION_SERIALIZER": "django.contrib.sessions.serializers.JSONSerializer",
    "SESSION_COOKIE_AGE": 12 * 60 * 60,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 365 * 24 * 60 * 60,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
    "TIME_ZONE": "Europe/Moscow",
    "USE_TZ": True,
}
ASKED = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in json.loads(sys.argv[1])}))
"""


def test_a_server_with_https_has_every_guard(tmp_path: Path) -> None:
    env = clean(
        OBJEKTIV_HOME=tmp_path, OBJEKTIV_HTTPS=1, OBJEKTIV_HOSTS="objektiv.example.org",
        DJANGO_SETTINGS_MODULE="objektiv.web.settings",
    )  # fmt: skip
    names = json.dumps(list(OF_A_SERVER))
    done = subprocess.run(
        [sys.executable, "-c", ASKED, names], env=env, capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(done.stdout) == OF_A_SERVER


def test_cookies_are_for_this_server_and_not_for_scripts(cast, settings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    browser = Client()
    browser.get("/login/", secure=True)
    browser.post("/login/", {"login": set_password(cast.deputy).login, "password": PASSWORD}, secure=True)
    set_so = {
        name: (one["path"], one["domain"], bool(one["secure"]), bool(one["httponly"]), one["samesite"])
        for name, one in browser.cookies.items()
    }
    assert set_so == {
        "__Host-sessionid": ("/", "", True, True, "Lax"),
        "__Host-csrftoken": ("/", "", True, True, "Lax"),
    }
    assert browser.get("/me/", secure=True).status_code == 200


def test_every_answer_asks_for_https_for_a_year(settings) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    for address in ("/login/", "/no/such/", "/api/v1/openapi.json", "/static/shell/theme.css"):
        answer = Client().get(address, secure=True)
        answer.close()
        assert answer.headers["Strict-Transport-Security"].startswith(
            "max-age=31536000; includeSubDomains"
        ), address


def test_programs_without_encryption_are_refused_not_led_on(settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    for address in ("/api/v1/me", "/api/v1/openapi.json", "/api/v1/nothing"):
        answer = Client().get(address, headers={"Authorization": "Bearer x"})
        assert (answer.status_code, answer.json()["error"]) == (403, "https"), address
    assert Client().get("/api/v1/openapi.json", secure=True).status_code == 200
    assert Client().get("/login/").status_code == 301


def test_the_policy_of_content_in_full() -> None:
    said = Client().get("/login/").headers["Content-Security-Policy"].split("; ")
    assert said == [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
        "base-uri 'none'", "object-src 'none'",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address", ["/", "/login/", "/api/v1/openapi.json", "/api/v1/me", "/static/shell/theme.css"]
)
def test_no_other_origin_is_invited(address) -> None:
    foreign = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
    for answer in (Client().get(address, headers=foreign), Client().options(address, headers=foreign)):
        answer.close()
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "TRACK", "PROPFIND"])
def test_foreign_methods_are_refused(cast, as_, method) -> None:
    for address in ("/me/", "/login/", "/health/", "/api/v1/me"):
        answer = as_(cast.deputy).generic(method, address)
        assert (answer.status_code, answer.content) == (405, b""), address
        assert answer.headers["Content-Security-Policy"]


def test_static_files_are_typed_and_nothing_else_is_served(settings) -> None:
    style = Client().get("/static/shell/theme.css")
    style.close()
    assert style.headers["Content-Type"] == 'text/css; charset="utf-8"'
    assert style.headers["X-Content-Type-Options"] == "nosniff"
    for address in (
        "/static/", "/static/shell/", "/static/../settings.py", "/static/%2e%2e/settings.py", "/.git/config", "/.env",
        "/files/", "/objektiv.sqlite3", "/keys/secret.key", "/logs/",
    ):  # fmt: skip
        assert Client().get(address).status_code == 404, address


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/login/", "text/html; charset=utf-8"),
        ("/no/such/", "text/html; charset=utf-8"),
        ("/health/", "text/plain; charset=utf-8"),
        ("/api/v1/openapi.json", "application/json"),
        ("/api/v1/me", "application/json"),
    ],
)
def test_answers_say_what_they_are(address, kind) -> None:
    assert Client().get(address).headers["Content-Type"] == kind


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "2.2.2.2")])
def test_a_visitor_does_not_choose_the_own_address(cast, settings, proxies, seen) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    said = {"X-Forwarded-For": "1.1.1.1, 2.2.2.2", "X-Real-IP": "3.3.3.3"}
    person = set_password(cast.deputy)
    Client().post("/login/", {"login": person.login, "password": PASSWORD}, headers=said)
    assert UserSession.objects.get(user=person).ip == seen


def test_a_visitor_does_not_choose_the_number_of_the_request() -> None:
    answer = Client().get("/login/", headers={"X-Request-ID": "chosen"})
    assert answer.headers["X-Request-ID"] != "chosen"


def test_values_of_the_address_are_not_values_of_the_form(cast) -> None:
    person = set_password(cast.deputy)
    browser = Client()
    browser.post(f"/login/?login={person.login}&password={PASSWORD}", {})
    assert browser.get("/me/").status_code == 302


def test_a_new_office_knows_nobody() -> None:
    assert User.objects.count() == 0


def test_every_page_has_the_way_out(cast, as_) -> None:
    for address in ("/", "/me/", "/territory/", "/no/such/"):
        assert 'action="/logout/"' in as_(cast.deputy).get(address).content.decode(), address


@pytest.mark.parametrize("number", ["0", "9223372036854775808", "9" * 40])
def test_numbers_beyond_every_table_are_not_found(cast, as_, number) -> None:
    browser = as_(cast.coordinator)
    for address in (
        f"/people/{number}/",
        f"/territory/{number}/",
        f"/journal/{number}/",
        f"/cases/{number}/",
    ):
        assert browser.get(address).status_code == 404, address


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("postgresql://a:b@127.0.0.1/c", {}),
        ("postgresql:///c", {}),
        ("postgresql://a:b@db.example.org/c", {"sslmode": "require"}),
        (
            "postgresql://a:b@db/c?sslmode=verify-full&sslrootcert=/ca.pem",
            {"sslmode": "verify-full", "sslrootcert": "/ca.pem"},
        ),
    ],
)
def test_a_database_elsewhere_is_spoken_to_encrypted(address, options) -> None:
    assert Environment.read({"OBJEKTIV_DATABASE": address}).databases()["default"]["OPTIONS"] == options


def test_what_an_address_of_a_database_may_not_say() -> None:
    with pytest.raises(UsageError, match="OBJEKTIV_DATABASE не похожа"):
        Environment.read({"OBJEKTIV_DATABASE": "postgresql://a:b@db/c?options=-csearch_path=x"})


def test_the_key_is_readable_by_its_owner_alone(tmp_path) -> None:
    office = Environment(home=tmp_path / "home")
    office.make_home()
    key = office.secret_key()
    file = tmp_path / "home" / "keys" / "secret.key"
    modes = [oct(one.stat().st_mode & 0o777) for one in (tmp_path / "home", file.parent, file)]
    assert modes == ["0o700", "0o700", "0o600"]
    assert (len(key) * 6 >= 256, office.secret_key()) == (True, key)


def test_the_sample_of_the_web_server_holds_what_is_promised() -> None:
    text = (ROOT / "docs" / "server" / "nginx.conf").read_text(encoding="utf-8")
    lines = [" ".join(line.split()).rstrip(";") for line in text.splitlines()]
    for line in (
        "return 301 https://$host$request_uri", "ssl_protocols TLSv1.2 TLSv1.3", "ssl_prefer_server_ciphers on",
        "server_tokens off", "access_log off", "proxy_set_header X-Forwarded-For $remote_addr",
        "proxy_set_header X-Forwarded-Proto $scheme", "client_max_body_size 300m",
    ):  # fmt: skip
        assert lines.count(line) == 1, line
    (ciphers,) = (line.split()[1].split(":") for line in lines if line.startswith("ssl_ciphers"))
    assert all(one.startswith("ECDHE-") and ("GCM" in one or "CHACHA20" in one) for one in ciphers)
    assert [line for line in lines if line.startswith("proxy_pass")] == ["proxy_pass http://127.0.0.1:8000"]
    assert not [line for line in lines if line.startswith(("root", "autoindex"))]


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-postgresql.lock", "requirements-dev.lock"]
)
def test_every_library_is_locked_with_its_hash(name) -> None:
    pinned = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [one for one in pinned.splitlines() if one.strip() and not one.lstrip().startswith("#")]
    assert len(lines) > 30
    assert [one for one in lines if "==" not in one or "--hash=sha256:" not in one] == []
    assert "--index-url" not in pinned
