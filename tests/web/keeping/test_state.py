"""The page of health for watchers and the page «Состояние» for administrators."""

from __future__ import annotations

import os
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from signing_in import add_codes

from objektiv.web.audit.domain import record
from objektiv.web.keeping.state import facts
from objektiv.web.shell.models import Job
from objektiv.web.shell.running import LOCK, PULSE, only_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.OBJEKTIV_HOME = tmp_path / "home"
    settings.OBJEKTIV_HOME.mkdir()
    return settings.OBJEKTIV_HOME


def grades() -> dict[str, str]:
    return {one.title: one.grade for one in facts()}


def broken(execute, sql, params, many, context):
    raise OperationalError("password=секрет")


def test_health_says_two_words_and_nothing_else(home) -> None:
    answer = Client().get("/health/")
    assert (answer.status_code, answer.content.decode()) == (200, "ok\n")
    with connection.execute_wrapper(broken):
        answer = Client().get("/health/")
    assert (answer.status_code, answer.content.decode()) == (503, "недоступно\n")
    home.rmdir()
    assert Client().get("/health/").status_code == 503


def test_health_is_told_on_this_machine_without_https(settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert (Client().get("/health/").status_code, Client().get("/login/").status_code) == (200, 301)


def test_a_new_office_names_what_is_to_be_done(home, cast, as_) -> None:
    assert grades() == {
        "База данных": "ok", "Фоновые работы": "bad", "Место на диске": grades()["Место на диске"], "Копия": "warn",
        "Журнал действий": "warn",
    }  # fmt: skip
    text = as_(add_codes(cast.roles["administrator"])).get("/state/").content.decode()
    for words in (
        "Исполнитель не отвечает",
        "Копий ещё не делали",
        "Цепочку ещё не проверяли",
        "SQLite",
        str(home),
    ):
        assert words in text or (words == "SQLite" and "PostgreSQL" in text)


def test_what_was_done_is_seen(home) -> None:
    (home / PULSE).touch()
    with transaction.atomic():
        record("backup.made", by=None, new={"rows": 345, "files": 21, "size": 5})
        record("journal.checked", by=None, new={"is_whole": True, "records": 1})
    known = grades()
    assert [known[name] for name in ("Фоновые работы", "Копия", "Журнал действий")] == ["ok", "ok", "ok"]
    assert "строк в базе 345" in next(one.text for one in facts() if one.title == "Копия")


def test_a_worker_without_pulse_and_a_broken_journal_are_bad(home) -> None:
    (home / PULSE).touch()
    os.utime(home / PULSE, (time.time() - 120, time.time() - 120))
    with transaction.atomic():
        record("journal.checked", by=None, new={"is_whole": False, "found": "запись № 3 изменена."})
    known = {one.title: one for one in facts()}
    assert (known["Фоновые работы"].grade, known["Журнал действий"].grade) == ("bad", "bad")
    assert "запись № 3 изменена" in known["Журнал действий"].text


def test_a_worker_has_a_minute_to_start(home) -> None:
    """Also while the pulse of the server before is still fresh."""
    (home / PULSE).touch()
    os.utime(home / PULSE, (time.time() - 10, time.time() - 10))
    with only_office(home):
        assert grades()["Фоновые работы"] == "starting"
        (home / PULSE).unlink()
        assert grades()["Фоновые работы"] == "starting"
        (home / PULSE).touch()
        assert grades()["Фоновые работы"] == "ok"
        (home / PULSE).unlink()
        os.utime(home / LOCK, (time.time() - 61, time.time() - 61))
        assert grades()["Фоновые работы"] == "bad"


def test_what_is_starting_needs_no_attention(home, cast, as_) -> None:
    with only_office(home):
        text = as_(add_codes(cast.roles["administrator"])).get("/state/").content.decode()
    assert "Исполнитель запускается" in text
    assert "Требует внимания:" in text
    assert "фоновые работы" not in text.partition("Требует внимания:")[2].partition("</p>")[0]


def test_an_old_copy_is_not_enough(home, monkeypatch) -> None:
    with transaction.atomic():
        record("backup.made", by=None, new={"rows": 1})
    later = timezone.now() + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert grades()["Копия"] == "warn"


def test_only_an_administrator_opens_it(cast, as_) -> None:
    assert as_(cast.coordinator).get("/state/").status_code == 403
    browser = as_(add_codes(cast.roles["administrator"]))
    assert "Состояние" in browser.get("/").content.decode()


def test_the_page_asks_the_same_number_of_questions(cast, as_) -> None:
    browser = as_(add_codes(cast.roles["administrator"]))
    browser.get("/state/")
    counts = []
    for _ in (1, 3):
        with CaptureQueriesContext(connection) as asked:
            browser.get("/state/")
        counts.append(len(asked))
        for _ in range(3):
            Job.objects.create(kind="x", title="x", owner=cast.coordinator)
            with transaction.atomic():
                record("backup.made", by=None, new={"rows": 1})
    assert counts[0] == counts[1]
