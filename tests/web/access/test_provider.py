"""Sign-in by a provider of identities: a provider on loopback plays ЕСИА; only people known here come in."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import clear_url_caches
from signing_in import PASSWORD, add_codes, set_password

from objektiv.model.errors import UsageError
from objektiv.web.access.providers import provider_urls
from objektiv.web.environment import Environment, Provider

pytestmark = pytest.mark.django_db
VARIABLES = {
    "OBJEKTIV_OIDC_URL": "https://esia.example",
    "OBJEKTIV_OIDC_ID": "id",
    "OBJEKTIV_OIDC_SECRET": "secret",
}


class Answers(BaseHTTPRequestHandler):
    """The three addresses of a provider."""

    def do_GET(self):
        if self.path.startswith("/.well-known/"):
            here = f"http://127.0.0.1:{self.server.server_port}"
            self.say({
                "issuer": here, "authorization_endpoint": f"{here}/authorize", "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo", "jwks_uri": f"{here}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            })  # fmt: skip
        else:
            self.say({"sub": "person-17", "email": "deputy@school.example", "email_verified": True})

    def do_POST(self):
        self.server.asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.say({"access_token": "token", "token_type": "Bearer"})

    def say(self, what):
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def provider(settings) -> Iterator[ThreadingHTTPServer]:
    """An office with a provider."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OIDC = Provider(f"http://127.0.0.1:{server.server_port}", "our-id", "our-secret", "Госуслуги")
    settings.SOCIALACCOUNT_PROVIDERS = settings.OIDC.as_setting()
    from objektiv.web import urls

    module = ModuleType("urls_with_provider")
    module.urlpatterns = [*provider_urls(), *urls.urlpatterns]
    settings.ROOT_URLCONF = module
    clear_url_caches()
    yield server
    server.shutdown()
    server.server_close()
    clear_url_caches()


def go_through(client, address: str = "/login/oidc/start/"):
    """Press the button, come back from the provider."""
    sent = client.post(address)
    assert sent.status_code == 302
    asked = parse_qs(urlsplit(sent.url).query)
    assert asked["client_id"] == ["our-id"]
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(f"/login/oidc/back/?code=x&state={asked['state'][0]}")


def bind(client, cast):
    set_password(cast.deputy)
    client.post("/login/", {"login": "deputy_head", "password": PASSWORD})
    client.post("/login/again/?next=/login/accounts/", {"password": PASSWORD})
    return go_through(client, "/login/oidc/start/?process=connect")


def test_an_unknown_person_does_not_come_in(cast, client, provider) -> None:
    cast.deputy.email = "deputy@school.example"
    cast.deputy.save()
    answer = go_through(client)
    assert client.get("/me/").status_code == 302
    assert not SocialAccount.objects.exists()
    assert answer.status_code in (200, 302)


def test_somebody_who_bound_the_account_comes_in(cast, client, provider, journalled) -> None:
    assert bind(client, cast).status_code == 302
    assert SocialAccount.objects.get().user == cast.deputy
    assert "Отвязать" in client.get("/login/accounts/").content.decode()
    other = Client()
    go_through(other)
    assert other.get("/me/").status_code == 200
    assert provider.asked["client_secret"] == ["our-secret"]
    assert journalled().count("user.provider_added") == 1


def test_codes_are_asked_after_the_provider_too(cast, client, provider) -> None:
    bind(client, cast)
    add_codes(cast.deputy)
    other = Client()
    assert go_through(other).url == "/login/code/"
    assert other.get("/me/").status_code == 302


def test_the_way_to_the_provider_begins_with_a_button_and_leaves_no_keys(cast, client, provider) -> None:
    bind(client, cast)
    answer = Client().get("/login/oidc/start/")
    assert (answer.status_code, "Location" in answer.headers) == (200, False)
    assert not SocialToken.objects.exists()


def test_a_closed_entrance_stays_closed(cast, client, provider) -> None:
    bind(client, cast)
    cast.deputy.refresh_from_db()
    cast.deputy.is_active = False
    cast.deputy.save()
    other = Client()
    go_through(other)
    assert other.get("/me/").status_code == 302


def test_an_answer_without_its_question_is_refused(cast, client, provider) -> None:
    client.get("/login/oidc/back/?code=x&state=made-up")
    assert client.get("/me/").status_code == 302


def test_only_pages_with_the_button_may_lead_to_the_provider(cast, client, provider) -> None:
    origin = f"http://127.0.0.1:{provider.server_port}"
    page = client.get("/login/")
    assert "Войти через Госуслуги" in page.content.decode()
    assert f"form-action 'self' {origin};" in page.headers["Content-Security-Policy"]
    assert origin not in client.get("/health/").headers["Content-Security-Policy"]


def test_without_variables_there_is_no_provider(client) -> None:
    assert Environment.read({}).provider is None
    assert client.get("/login/oidc/start/").status_code == 404
    assert "Войти через" not in client.get("/login/").content.decode()


def test_the_variables_are_read() -> None:
    read = Environment.read(VARIABLES).provider
    assert read == Provider("https://esia.example", "id", "secret", "внешняя учётная запись")
    assert read.origin == "https://esia.example"


@pytest.mark.parametrize("missing", sorted(VARIABLES))
def test_a_forgotten_variable_is_named(missing) -> None:
    rest = {name: value for name, value in VARIABLES.items() if name != missing}
    with pytest.raises(UsageError, match=missing):
        Environment.read(rest)


def test_a_provider_without_encryption_is_refused() -> None:
    with pytest.raises(UsageError, match="https"):
        Environment.read(VARIABLES | {"OBJEKTIV_OIDC_URL": "http://esia.example"})
