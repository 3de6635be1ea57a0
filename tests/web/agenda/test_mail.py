"""Mail as the environment tells it, the command, files of the training office."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from agenda_rows import row_of, with_mail
from django.core.management import call_command
from django.utils import timezone
from mail_server import mail_server
from offices import clean

from objektiv.model.errors import UsageError
from objektiv.web.agenda.domain import remind
from objektiv.web.agenda.domain.reminding import MailError
from objektiv.web.agenda.models import Notice
from objektiv.web.environment import Environment
from objektiv.web.mailing import QuietHours

FROM = {"OBJEKTIV_MAIL_FROM": "Объектив <o@example.org>"}
GOOD = "smtp://office:p%40ss@mail.example.org:2525"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"OBJEKTIV_MAIL": GOOD}, "переменная OBJEKTIV_MAIL_FROM не задана, а OBJEKTIV_MAIL задана. Задайте обе."),
        (FROM, "переменная OBJEKTIV_MAIL не задана, а OBJEKTIV_MAIL_FROM задана. Задайте обе."),
        ({"OBJEKTIV_MAIL": "mail.example.org"} | FROM, "переменная OBJEKTIV_MAIL не похожа на адрес"),
        ({"OBJEKTIV_MAIL": "http://a.ru"} | FROM, "переменная OBJEKTIV_MAIL не похожа"),
        ({"OBJEKTIV_MAIL": "smtp://a:секрет@b:port"} | FROM, "переменная OBJEKTIV_MAIL не похожа"),
        ({"OBJEKTIV_MAIL": "smtp://name@b"} | FROM, "переменная OBJEKTIV_MAIL не похожа"),
        ({"OBJEKTIV_MAIL": GOOD, "OBJEKTIV_MAIL_FROM": "Объектив"}, "переменная OBJEKTIV_MAIL_FROM равна «Объектив»"),
        ({"OBJEKTIV_QUIET_HOURS": "20"}, "переменная OBJEKTIV_QUIET_HOURS равна «20». Нужны два часа через дефис"),
        ({"OBJEKTIV_QUIET_HOURS": "20-25"}, "переменная OBJEKTIV_QUIET_HOURS равна «20-25»."),
        ({"OBJEKTIV_MAIL": GOOD, "OBJEKTIV_DEMO": "1"} | FROM, "учебный кабинет писем не рассылает"),
    ],
)  # fmt: skip
def test_a_wrong_variable_is_said(source, said) -> None:
    with pytest.raises(UsageError) as refused:
        Environment.read(source)
    assert str(refused.value).startswith(said)
    assert not {"секрет", "p%40ss"} & set(str(refused.value).split())


@pytest.mark.parametrize(
    ("address", "known"),
    [
        (GOOD, ("mail.example.org", 2525, "office", "p@ss", True, False)),
        ("smtps://office:x@mail.example.org", ("mail.example.org", 465, "office", "x", False, True)),
        ("smtp://mail.example.org", ("mail.example.org", 587, "", "", True, False)),
        ("smtp://127.0.0.1:25", ("127.0.0.1", 25, "", "", False, False)),
    ],
)
def test_a_server_becomes_settings(tmp_path: Path, address, known) -> None:
    made = Environment.read({"OBJEKTIV_MAIL": address} | FROM).mail.as_settings(tmp_path, is_demo=False)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(made[f"EMAIL_{name}"] for name in names) == known
    assert made["DEFAULT_FROM_EMAIL"] == "Объектив <o@example.org>"


def test_quiet_hours_are_read() -> None:
    read = [
        Environment.read({"OBJEKTIV_QUIET_HOURS": said}).mail.quiet for said in ("", "22 – 7", "0-0", "24-8")
    ]
    assert read == [QuietHours(20, 8), QuietHours(22, 7), QuietHours(0, 0), QuietHours(0, 8)]


def test_the_address_of_the_office() -> None:
    hosts = {"OBJEKTIV_HOSTS": ".example.org, office.example.org"}
    assert Environment.read(hosts).address == "http://office.example.org"
    assert Environment.read(hosts | {"OBJEKTIV_HTTPS": "1"}).address == "https://office.example.org"
    assert Environment.read({}).address == ""


def run(home: Path, *arguments: str, **source: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "objektiv.web", *arguments]
    env = clean(OBJEKTIV_HOME=home, **source)
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)


def test_without_a_server_the_command_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path / "home", "remind")
    assert (done.returncode, done.stderr) == (
        2, "Почтовый сервер не указан, напоминания не уходят. Задайте OBJEKTIV_MAIL и OBJEKTIV_MAIL_FROM "
        "(docs/settings.md).\n",
    )  # fmt: skip


@pytest.mark.django_db
def test_the_training_office_writes_files(plan, methodist, settings, tmp_path: Path, capsys) -> None:
    known = Environment.read({"OBJEKTIV_DEMO": "1", "OBJEKTIV_HOME": str(tmp_path / "absent")}).mail
    for name, value in known.as_settings(tmp_path, is_demo=True).items():
        setattr(settings, name, value)
    row_of(plan, methodist, timezone.localdate() + timedelta(days=1))
    call_command("remind", now=True)
    assert capsys.readouterr().out.startswith("Отправлено писем: 1, сроков в них: ")
    (file,) = (tmp_path / "mail").iterdir()
    assert methodist.email in file.read_text()


@pytest.mark.django_db
def test_letters_go_through_a_real_server_and_a_refusal_stops_nobody_else(
    cast, plan, methodist, settings
) -> None:
    with mail_server() as post:
        known = Environment.read({"OBJEKTIV_MAIL": f"smtp://127.0.0.1:{post.port}"} | FROM).mail
        for name, value in known.as_settings(Path(), is_demo=False).items():
            setattr(settings, name, value)
        head = with_mail(cast.roles["municipal_head"])
        for person in (methodist, head):
            row_of(plan, person, timezone.localdate() + timedelta(days=1))
        post.refuses = methodist.email
        done = remind(at_once=True)
    assert (done.letters, done.refused) == (1, 1)
    (letter,) = [message_from_bytes(one, policy=default) for one in post.letters]
    assert (letter["To"], letter["From"]) == (head.email, "Объектив <o@example.org>")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Провести инструктаж" in letter.get_content()
    assert sorted(set(Notice.objects.values_list("user__login", "state"))) == sorted(
        [(methodist.login, "refused"), (head.login, "sent")]
    )


@pytest.mark.django_db
def test_a_server_that_is_away_is_said_loudly(plan, methodist, settings) -> None:
    with mail_server() as post:
        closed = post.port
    known = Environment.read({"OBJEKTIV_MAIL": f"smtp://127.0.0.1:{closed}"} | FROM).mail
    for name, value in known.as_settings(Path(), is_demo=False).items():
        setattr(settings, name, value)
    row_of(plan, methodist, timezone.localdate() + timedelta(days=1))
    with pytest.raises(MailError) as refused:
        call_command("remind", now=True)
    assert "почтовый сервер не принял соединение" in str(refused.value)
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_in_quiet_hours_the_command_says_when_letters_leave(settings, capsys, cast) -> None:
    hour = timezone.localtime().hour
    settings.QUIET_HOURS = QuietHours(hour, (hour + 2) % 24)
    call_command("remind")
    assert capsys.readouterr().out.startswith("Сейчас тихие часы или нерабочий день: письма уйдут ")
