"""What the office is told from outside: one folder for its state and a few variables, wrong ones named loudly."""

from __future__ import annotations

import difflib
import os
import re
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from objektiv.lake.storage import disk_error
from objektiv.model.errors import UsageError
from objektiv.simulation.training_home import claim, refuse_training
from objektiv.web.mailing import USUAL_QUIET, Mail

YES_NO = {"1": True, "0": False, "": False}
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SSL = frozenset({"sslmode", "sslrootcert"})  # what the address of a database may say after «?»
PREFIX = "OBJEKTIV_"
MOSCOW = "Europe/Moscow"
OF_TESTS = frozenset({"OBJEKTIV_TEST_DATABASE", "OBJEKTIV_NO_SKIP"})  # read by the tests of the program only
_HOST = re.compile(r"\.?[a-zа-яё0-9]([a-zа-яё0-9.-]*[a-zа-яё0-9])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the environment as the documentation tells it."""

    name: str
    meaning: str
    default: str
    example: str


VARIABLES = (
    Variable(
        "OBJEKTIV_HOME",
        "Папка, где лежит всё состояние: база, данные, расчёты, файлы, ключи, журналы сервера.",
        "папка `objektiv` в домашней",
        "/var/lib/objektiv/home",
    ),
    Variable(
        "OBJEKTIV_DATABASE",
        "Адрес базы PostgreSQL; на другой машине — только с шифрованием, строже — `?sslmode=verify-full`.",
        "SQLite",
        "postgresql://objektiv:пароль@127.0.0.1:5432/objektiv",
    ),
    Variable(
        "OBJEKTIV_HOSTS",
        "Имена, под которыми кабинет открывают с других компьютеров, через запятую; без https:// и порта.",
        "только этот компьютер",
        "objektiv.example.org",
    ),
    Variable(
        "OBJEKTIV_HTTPS",
        "1 — перед кабинетом стоит сервер, который говорит по https и передаёт X-Forwarded-Proto и X-Forwarded-For.",
        "0",
        "1",
    ),
    Variable(
        "OBJEKTIV_OIDC_URL",
        "Адрес поставщика внешнего входа (OpenID Connect).",
        "нет",
        "https://id.example.org",
    ),
    Variable("OBJEKTIV_OIDC_ID", "Имя кабинета у этого поставщика.", "нет", "objektiv"),
    Variable("OBJEKTIV_OIDC_SECRET", "Секрет кабинета у этого поставщика.", "нет", "…"),
    Variable(
        "OBJEKTIV_OIDC_TITLE",
        "Как назвать внешний вход на странице входа.",
        "внешняя учётная запись",
        "Госуслуги",
    ),
    Variable(
        "OBJEKTIV_TIME_ZONE",
        "Часовой пояс кабинета: по нему показано время, считаются сроки и начинается день.",
        MOSCOW,
        "Asia/Krasnoyarsk",
    ),
    Variable(
        "OBJEKTIV_MAIL",
        "Почтовый сервер, через который уходят напоминания: smtp — с STARTTLS, smtps — с шифрованием сразу.",
        "писем нет; в учебном кабинете они ложатся в `mail/`",
        "smtp://имя:пароль@mail.example.org:587",
    ),
    Variable("OBJEKTIV_MAIL_FROM", "От чьего имени письма.", "нет", "Объектив <objektiv@example.org>"),
    Variable(
        "OBJEKTIV_QUIET_HOURS",
        "Тихие часы: с какого часа по какой писем нет; ночные и те, что пришлись на нерабочий день, уходят следующим "
        "рабочим утром.",
        USUAL_QUIET,
        "20-8",
    ),
    Variable("OBJEKTIV_DEMO", "1 — учебный кабинет: вход без пароля, все данные выдуманы.", "0", "0"),
    Variable("OBJEKTIV_DEBUG", "1 — подробности ошибок на экране; только для разработчиков.", "0", "0"),
)


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
    time_zone: str = MOSCOW
    mail: Mail = field(default_factory=Mail)

    @classmethod
    def read(cls, source: Mapping[str, str] = os.environ) -> Environment:
        """Read the ``VARIABLES``; UsageError names the first one that is unknown or wrong."""
        _refuse_unknown(source)
        database = source.get("OBJEKTIV_DATABASE", "").strip()
        if database:
            _postgresql(database)
        return cls(
            home=Path(source.get("OBJEKTIV_HOME") or Path.home() / "objektiv").expanduser().absolute(),
            database=database,
            hosts=_hosts(source.get("OBJEKTIV_HOSTS", "")),
            is_https=_flag(source, "OBJEKTIV_HTTPS"),
            is_demo=_flag(source, "OBJEKTIV_DEMO"),
            is_debug=_flag(source, "OBJEKTIV_DEBUG"),
            provider=Provider.read(source),
            time_zone=_time_zone(source.get("OBJEKTIV_TIME_ZONE", "").strip() or MOSCOW),
            mail=Mail.read(source, is_demo=_flag(source, "OBJEKTIV_DEMO")),
        )

    @property
    def address(self) -> str:
        """Where people open the office, for links in letters; empty when it has no name outside this machine."""
        named = [host for host in self.hosts if not host.startswith(".")]
        return f"{'https' if self.is_https else 'http'}://{named[0]}" if named else ""

    def databases(self) -> dict[str, dict[str, Any]]:
        """The setting DATABASES."""
        return {"default": _postgresql(self.database) if self.database else _sqlite(self.home)}

    def make_home(self) -> None:
        """Make the folder of state; LakeError when the disk refuses."""
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise disk_error(self.home, error) from error
        self.keep_apart()

    def keep_apart(self) -> None:
        """Training and real data never share a folder or a database; UsageError when they would."""
        if not self.is_demo:
            refuse_training(self.home)
        elif self.database:
            raise UsageError(
                "учебный кабинет хранит всё в своей папке, а задана и база OBJEKTIV_DATABASE.",
                "Уберите OBJEKTIV_DATABASE или OBJEKTIV_DEMO.",
            )
        elif self.home.is_dir():
            claim(self.home)

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


def variables_table() -> str:
    """The table of the documentation, in Markdown."""
    rows = [f"| `{one.name}` | {one.meaning} | {one.default} | `{one.example}` |" for one in VARIABLES]
    return "\n".join(("| переменная | что значит | если не задана | пример |", "|---|---|---|---|", *rows))


def _refuse_unknown(source: Mapping[str, str]) -> None:
    """A misspelt variable would be silently ignored, and the office would start with another setting than meant."""
    known = [one.name for one in VARIABLES]
    unknown = sorted(name for name in source if name.startswith(PREFIX) and name not in {*known, *OF_TESTS})
    if unknown:
        near = difflib.get_close_matches(unknown[0], known, 1, cutoff=0.8)
        remedy = (
            f"Возможно, нужна {near[0]}."
            if near
            else "Уберите её; все переменные названы в docs/settings.md."
        )
        raise UsageError(f"переменной {unknown[0]} программа не знает.", remedy)


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(part.strip() for part in text.split(",") if part.strip())
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise UsageError(
                f"переменная OBJEKTIV_HOSTS содержит «{host}».",
                "Нужны имена или адреса через запятую, без https://, порта и пути: objektiv.example.org.",
            )
    return hosts


def _time_zone(name: str) -> str:
    if name != MOSCOW and name not in available_timezones():
        near = difflib.get_close_matches(name, available_timezones(), 1, cutoff=0.8)
        raise UsageError(
            f"переменная OBJEKTIV_TIME_ZONE равна «{name}», такого часового пояса нет.",
            f"Возможно, нужен {near[0]}." if near else "Нужно имя пояса, например Asia/Krasnoyarsk.",
        )
    return name


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
    wrong = UsageError(
        "переменная OBJEKTIV_DATABASE не похожа на адрес базы.",
        "Нужно так: postgresql://имя:пароль@сервер:5432/база.",
    )
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None  # the library's words would show the password
    name, host = unquote(parts.path.lstrip("/")), unquote(parts.hostname or "")
    # To another machine only encrypted; the address may ask for more: ?sslmode=verify-full&sslrootcert=/etc/ca.pem
    options = {} if host in ("", *LOOPBACK) or host.startswith("/") else {"sslmode": "require"}
    options |= dict(parse_qsl(parts.query))
    if options.keys() - SSL:
        raise wrong
    if parts.scheme not in ("postgresql", "postgres") or not name or "/" in name:
        raise wrong
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


if __name__ == "__main__":
    sys.stdout.write(f"{variables_table()}\n")
