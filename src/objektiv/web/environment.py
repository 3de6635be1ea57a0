"""What the office is told from outside: one folder for its state and a few variables, wrong ones named loudly."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from objektiv.lake.storage import disk_error
from objektiv.model.errors import UsageError

YES_NO = {"1": True, "0": False, "": False}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of identities (OpenID Connect) through which known people may sign in."""

    url: str
    client_id: str
    secret: str
    title: str

    @classmethod
    def read(cls, source: Mapping[str, str]) -> Provider | None:
        """Read OBJEKTIV_OIDC_URL, _ID, _SECRET, _TITLE; None when there is no URL."""
        names = ("OBJEKTIV_OIDC_URL", "OBJEKTIV_OIDC_ID", "OBJEKTIV_OIDC_SECRET")
        url, client_id, secret = (source.get(name, "").strip() for name in names)
        if not (url or client_id or secret):
            return None
        for name, value in zip(names, (url, client_id, secret), strict=True):
            if not value:
                raise UsageError(
                    f"переменная {name} не задана, а другие для внешнего входа заданы.", "Задайте и её."
                )
        if urlsplit(url).scheme != "https" and urlsplit(url).hostname not in LOOPBACK:
            raise UsageError(
                f"переменная {names[0]} равна «{url}».", "Адрес поставщика начинается с https://."
            )
        return cls(
            url, client_id, secret, source.get("OBJEKTIV_OIDC_TITLE", "").strip() or "внешняя учётная запись"
        )

    @property
    def origin(self) -> str:
        """Scheme and server: where the browser is sent."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    def as_setting(self) -> dict[str, Any]:
        """The setting SOCIALACCOUNT_PROVIDERS."""
        known = {
            "provider_id": "oidc", "name": self.title, "client_id": self.client_id, "secret": self.secret,
            "settings": {"server_url": self.url},
        }  # fmt: skip
        return {"openid_connect": {"APPS": [known], "OAUTH_PKCE_ENABLED": True}}


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings of one office. ``database``: empty for SQLite in ``home``, else postgresql://user:password@host/name."""

    home: Path
    database: str = ""
    hosts: tuple[str, ...] = ()
    is_https: bool = False
    is_demo: bool = False
    is_debug: bool = False
    provider: Provider | None = None

    @classmethod
    def read(cls, source: Mapping[str, str] = os.environ) -> Environment:
        """Read OBJEKTIV_HOME, _DATABASE, _HOSTS, _HTTPS, _DEMO, _DEBUG and what ``Provider`` reads."""
        return cls(
            home=Path(source.get("OBJEKTIV_HOME") or Path.home() / "objektiv").expanduser().absolute(),
            database=source.get("OBJEKTIV_DATABASE", ""),
            hosts=tuple(part.strip() for part in source.get("OBJEKTIV_HOSTS", "").split(",") if part.strip()),
            is_https=_flag(source, "OBJEKTIV_HTTPS"),
            is_demo=_flag(source, "OBJEKTIV_DEMO"),
            is_debug=_flag(source, "OBJEKTIV_DEBUG"),
            provider=Provider.read(source),
        )

    def databases(self) -> dict[str, dict[str, Any]]:
        """The setting DATABASES."""
        return {"default": _postgresql(self.database) if self.database else _sqlite(self.home)}

    def make_home(self) -> None:
        """Make the folder of state; LakeError when the disk refuses."""
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise disk_error(self.home, error) from error

    def queue(self) -> dict[str, Any]:
        """The setting HUEY: one file beside the database; before the folder exists, a queue of this process only."""
        if not self.home.is_dir():
            return {"huey_class": "huey.MemoryHuey", "name": "objektiv", "immediate": False}
        return {
            "huey_class": "huey.SqliteHuey",
            "name": "objektiv",
            "filename": str(self.home / "queue.sqlite3"),
            "immediate": False,
        }

    def secret_key(self) -> str:
        """The key that signs sessions, kept in ``home``; before the folder exists, a key of this process only."""
        file = self.home / "keys" / "secret.key"
        if file.is_file():
            return file.read_text(encoding="ascii").strip()
        key = secrets.token_urlsafe(64)
        if self.home.is_dir():
            file.parent.mkdir(mode=0o700, exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(key, encoding="ascii")
        return key


def _flag(source: Mapping[str, str], name: str) -> bool:
    value = source.get(name, "")
    if value not in YES_NO:
        raise UsageError(f"переменная {name} равна «{value}».", "Допустимо 1 (да) или 0 (нет).")
    return YES_NO[value]


def _sqlite(home: Path) -> dict[str, Any]:
    """SQLite that lets readers read while one writes, and takes the right to write before it reads."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "objektiv.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    name = parts.path.lstrip("/")
    if parts.scheme not in ("postgresql", "postgres") or not name:
        raise UsageError(
            "переменная OBJEKTIV_DATABASE не похожа на адрес базы.",
            "Нужно так: postgresql://имя:пароль@сервер:5432/база.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
