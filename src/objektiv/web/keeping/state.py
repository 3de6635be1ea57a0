"""How the server is: each fact with its grade, in words, and what helps."""

from __future__ import annotations

import platform
import shutil
import sys
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from django import get_version
from django.conf import settings
from django.db import connection
from django.utils import timezone

from objektiv.web.audit.models import Record
from objektiv.web.keeping.phrases import MADE
from objektiv.web.shell.enums import JobState
from objektiv.web.shell.models import Job
from objektiv.web.shell.running import ALIVE, is_starting, pulse_age
from objektiv.web.shell.views import does_database_answer

CHECKED = "journal.checked"
OLD_BACKUP, OLD_CHECK = timedelta(days=2), timedelta(days=31)
LITTLE, VERY_LITTLE = 5 * 1024**3, 1024**3  # bytes of free disk
OK, STARTING, WARN, BAD = "ok", "starting", "warn", "bad"
WORDS = {OK: "в порядке", STARTING: "запускается", WARN: "обратите внимание", BAD: "не работает"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the page. ``grade``: ok, starting, warn or bad."""

    title: str
    grade: str
    text: str
    remedy: str = ""

    @property
    def word(self) -> str:
        """The grade in words: colour alone tells nobody."""
        return WORDS[self.grade]

    @property
    def needs_attention(self) -> bool:
        """Whether somebody should do something."""
        return self.grade in (WARN, BAD)


def facts() -> list[Fact]:
    """All facts of the page."""
    return [_database(), _queue(), _disk(), _backup(), _journal()]


def versions() -> list[tuple[str, str]]:
    """What runs here."""
    with connection.cursor() as cursor:
        is_server = connection.vendor == "postgresql"
        cursor.execute("SHOW server_version" if is_server else "SELECT sqlite_version()")
        database = cursor.fetchone()[0]
    return [
        ("Объектив", version("objektiv")),
        ("PostgreSQL" if is_server else "SQLite", str(database)),
        ("Python", platform.python_version()),
        ("Django", get_version()),
        (
            "Система",
            f"{platform.system()} {platform.release()}" if sys.platform != "win32" else platform.platform(),
        ),
    ]


def _database() -> Fact:
    kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite в папке кабинета"
    if does_database_answer():
        return Fact("База данных", OK, f"{kind}, отвечает.")
    return Fact("База данных", BAD, f"{kind}, не отвечает.", "Проверьте сервер базы и OBJEKTIV_DATABASE.")


def _queue() -> Fact:
    waiting = Job.objects.filter(state=JobState.WAITING).count()
    running = Job.objects.filter(state=JobState.RUNNING).count()
    failed = Job.objects.filter(
        state=JobState.FAILED, finished_at__gte=timezone.now() - timedelta(days=1)
    ).count()
    text = f"Идёт: {running}, ждёт: {waiting}, не удалось за сутки: {failed}."
    home = Path(settings.OBJEKTIV_HOME)
    if is_starting(home):
        return Fact(
            "Фоновые работы", STARTING, f"{text} Исполнитель запускается, обычно за несколько секунд."
        )
    age = pulse_age(home)
    if age is None or age > ALIVE:
        return Fact(
            "Фоновые работы", BAD, f"{text} Исполнитель не отвечает.", "Перезапустите objektiv serve."
        )
    return Fact("Фоновые работы", OK, f"{text} Исполнитель отвечает.")


def _disk() -> Fact:
    free = shutil.disk_usage(settings.OBJEKTIV_HOME).free
    text = f"Свободно {free / 1024**3:.1f} ГБ.".replace(".", ",", 1)
    if free >= LITTLE:
        return Fact("Место на диске", OK, text)
    return Fact(
        "Место на диске",
        BAD if free < VERY_LITTLE else WARN,
        text,
        "Освободите место: загрузки и расчёты остановятся.",
    )


def _backup() -> Fact:
    last = Record.objects.filter(verb=MADE).order_by("-number").first()
    remedy = "objektiv backup --into ПАПКА — по расписанию, каждый день."
    if last is None:
        return Fact("Копия", WARN, "Копий ещё не делали.", remedy)
    text = f"Последняя: {timezone.localtime(last.at):%d.%m.%Y %H:%M}, строк в базе {last.new.get('rows')}."
    is_old = timezone.now() - last.at > OLD_BACKUP
    return Fact("Копия", WARN if is_old else OK, text, remedy if is_old else "")


def _journal() -> Fact:
    last = Record.objects.filter(verb=CHECKED).order_by("-number").first()
    remedy = "Нажмите «Проверить цепочку»."
    if last is None:
        return Fact("Журнал действий", WARN, "Цепочку ещё не проверяли.", remedy)
    when = f"{timezone.localtime(last.at):%d.%m.%Y %H:%M}"
    if not last.new.get("is_whole"):
        found = last.new.get("found", "")
        return Fact(
            "Журнал действий", BAD, f"{when}: нарушен, {found}", "Восстановите базу из последней целой копии."
        )
    is_old = timezone.now() - last.at > OLD_CHECK
    return Fact("Журнал действий", WARN if is_old else OK, f"Проверен {when}: цел.", remedy if is_old else "")
