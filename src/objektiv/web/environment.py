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


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings of one office. ``database``: empty for SQLite in ``home``, else postgresql://user:password@host/name."""

    home: Path
    database: str = ""
    hosts: tuple[str, ...] = ()
    is_https: bool = False
    is_demo: bool = False
    is_debug: bool = False

    @classmethod
    def read(cls, source: Mapping[str, str] = os.environ) -> Environment:
        """Read OBJEKTIV_HOME, OBJEKTIV_DATABASE, OBJEKTIV_HOSTS, OBJEKTIV_HTTPS, OBJEKTIV_DEMO, OBJEKTIV_DEBUG."""
        return cls(
            home=Path(source.get("OBJEKTIV_HOME") or Path.home() / "objektiv").expanduser().absolute(),
            database=source.get("OBJEKTIV_DATABASE", ""),
            hosts=tuple(part.strip() for part in source.get("OBJEKTIV_HOSTS", "").split(",") if part.strip()),
            is_https=_flag(source, "OBJEKTIV_HTTPS"),
            is_demo=_flag(source, "OBJEKTIV_DEMO"),
            is_debug=_flag(source, "OBJEKTIV_DEBUG"),
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
