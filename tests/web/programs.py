"""A program that speaks to the office with a token, and the answers it gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from objektiv.web.access.domain import make_token
from objektiv.web.access.models import AccessToken, User
from objektiv.web.access.scopes import Scope

BASE = "/api/v1"
ALL_SCOPES = tuple(one.value for one in Scope)


@dataclass
class Program:
    """``get`` and ``post`` take addresses below ``/api/v1``."""

    secret: str
    token: AccessToken | None = None

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    def get(self, address: str, **asked: Any) -> HttpResponse:
        return Client().get(f"{BASE}{address}", asked, headers=self.headers)

    def post(self, address: str, said: Any = None, **known: Any) -> HttpResponse:
        known = known or {"data": said or {}, "content_type": "application/json"}
        return Client().post(f"{BASE}{address}", headers=self.headers, **known)

    def read(self, address: str, **asked: Any) -> Any:
        """The JSON of an answer that must be one."""
        answer = self.get(address, **asked)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()


def program_of(user: User, *scopes: str, **known: Any) -> Program:
    """A program with a new token."""
    token, secret = make_token(by=user, title="проверка", scopes=scopes, **known)
    return Program(secret, token)


def refusal(answer: HttpResponse) -> tuple[int, str, str]:
    """Status, code, place."""
    said = answer.json()
    assert set(said) == {"error", "message", "place"}
    assert said["message"]
    return answer.status_code, said["error"], said["place"]
