"""How the office sends letters: the server and the sender as the environment tells them, and when letters may leave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from objektiv.model.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MAIL, SENDER, QUIET = "OBJEKTIV_MAIL", "OBJEKTIV_MAIL_FROM", "OBJEKTIV_QUIET_HOURS"
PORTS = {"smtp": 587, "smtps": 465}
SECONDS = 20  # until a server that says nothing counts as away
USUAL_QUIET = "20-8"
BACKENDS = "django.core.mail.backends"
_QUIET = re.compile(r"(\d{1,2})\s*[-–]\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From which hour no letters leave, and until which; equal ones: letters leave at any hour."""

    begin: int = 20
    end: int = 8

    def holds(self, hour: int) -> bool:
        """Whether an hour is quiet."""
        if self.begin <= self.end:
            return self.begin <= hour < self.end
        return hour >= self.begin or hour < self.end


@dataclass(frozen=True, slots=True)
class Mail:
    """A server of mail (empty ``host``: none), the sender, the quiet hours."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    is_tls_at_once: bool = False
    sender: str = ""
    quiet: QuietHours = QuietHours()

    @classmethod
    def read(cls, source: Mapping[str, str], *, is_demo: bool) -> Mail:
        """Read the variables; UsageError names the wrong one and never shows the password."""
        address, sender = (source.get(name, "").strip() for name in (MAIL, SENDER))
        quiet = _quiet(source.get(QUIET, "").strip() or USUAL_QUIET)
        if is_demo and address:
            raise UsageError(
                f"учебный кабинет писем не рассылает, а задана {MAIL}.", f"Уберите {MAIL} или OBJEKTIV_DEMO."
            )
        if bool(address) != bool(sender):
            given, absent = (MAIL, SENDER) if address else (SENDER, MAIL)
            raise UsageError(f"переменная {absent} не задана, а {given} задана.", "Задайте обе.")
        if not address:
            return cls(quiet=quiet)
        parts = _server(address)
        return cls(
            parts.hostname or "", parts.port or PORTS[parts.scheme], unquote(parts.username or ""),
            unquote(parts.password or ""), parts.scheme == "smtps", _sender(sender), quiet,
        )  # fmt: skip

    def as_settings(self, home: Path, *, is_demo: bool) -> dict[str, Any]:
        """Django's settings of mail: the server; in the training office files; else letters go nowhere."""
        if is_demo:
            known = {
                "EMAIL_BACKEND": f"{BACKENDS}.filebased.EmailBackend",
                "EMAIL_FILE_PATH": str(home / "mail"),
            }
            return {**known, "DEFAULT_FROM_EMAIL": "Объектив <objektiv@localhost>"}
        if not self.host:
            return {"EMAIL_BACKEND": f"{BACKENDS}.dummy.EmailBackend"}
        is_near = self.host in LOOPBACK  # a relay on this machine speaks without encryption
        return {
            "EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend", "EMAIL_HOST": self.host, "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": self.user, "EMAIL_HOST_PASSWORD": self.password, "EMAIL_TIMEOUT": SECONDS,
            "EMAIL_USE_SSL": self.is_tls_at_once, "EMAIL_USE_TLS": not self.is_tls_at_once and not is_near,
            "DEFAULT_FROM_EMAIL": self.sender,
        }  # fmt: skip


def _server(address: str) -> Any:
    wrong = UsageError(
        f"переменная {MAIL} не похожа на адрес почтового сервера.",
        "Нужно так: smtp://имя:пароль@сервер:587 (STARTTLS) или smtps://имя:пароль@сервер:465; "
        "знаки @ : / в пароле — через %40 %3A %2F.",
    )
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None  # the library's words would show the password
    if parts.scheme not in PORTS or not parts.hostname or port == 0:
        raise wrong
    if parts.path.strip("/") or parts.query or parts.fragment or bool(parts.username) != bool(parts.password):
        raise wrong
    return parts


def _sender(text: str) -> str:
    name, address = parseaddr(text)
    try:
        is_good = bool(Address(display_name=name, addr_spec=address).domain)
    except (HeaderParseError, ValueError, IndexError):
        is_good = False
    if not is_good or "\n" in text or "\r" in text:
        raise UsageError(
            f"переменная {SENDER} равна «{text}», это не адрес почты.",
            "Нужно так: Объектив <objektiv@example.org>.",
        )
    return text


def _quiet(text: str) -> QuietHours:
    found = _QUIET.fullmatch(text)
    hours = (int(found[1]), int(found[2])) if found else (99, 99)
    if max(hours) > 24:
        raise UsageError(
            f"переменная {QUIET} равна «{text}».",
            "Нужны два часа через дефис, от 0 до 24: 20-8; без тихих часов — 0-0.",
        )
    return QuietHours(hours[0] % 24, hours[1] % 24)
