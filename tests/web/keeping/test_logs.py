"""The log of the server: what every line holds, and that nothing personal gets into it."""

from __future__ import annotations

import json
import logging
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from signing_in import PASSWORD, set_password

from objektiv.web.access.domain import invite
from objektiv.web.shell.jobs import job, start_job
from objektiv.web.shell.logs import KEPT_DAYS, NAME, DayFile, forget_old
from objektiv.web.shell.models import Job

pytestmark = pytest.mark.django_db

PERSONAL = ("Кузнецова", "Мария", "kuznetsova", "m.k@example.org", "123-456-789", "секрет")
FIELDS = {"at", "level", "event", "logger", "where", "request", "user", "method", "path", "status", "ms"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (handler,) = {one for one in logging.getLogger("objektiv").handlers if isinstance(one, DayFile)}
    monkeypatch.setattr(handler, "folder", tmp_path / "logs")
    return tmp_path / "logs"


def lines(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(one) for file in sorted(folder.iterdir()) for one in file.read_text("utf-8").splitlines()
    ]


def raw(folder: Path) -> str:
    """Also what JSON would spell with escapes."""
    return json.dumps(lines(folder), ensure_ascii=False).lower()


def test_a_page_leaves_one_line_with_its_number(cast, as_, folder) -> None:
    answer = as_(cast.coordinator).get(f"/territory/{cast.school.pk}/?who=Кузнецова")
    (line,) = lines(folder)
    assert set(line) == FIELDS
    assert (line["event"], line["method"], line["status"], line["user"]) == (
        "request", "GET", 200, cast.coordinator.pk,
    )  # fmt: skip
    assert line["path"] == f"/territory/{cast.school.pk}/"
    assert line["request"] == answer.headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{12}", line["request"])
    assert line["ms"] >= 0
    assert (folder.stat().st_mode & 0o777, next(folder.iterdir()).stat().st_mode & 0o777) == (0o700, 0o600)


def test_nothing_that_people_type_or_are_called_is_in_the_log(cast, as_, folder) -> None:
    set_password(cast.coordinator, PASSWORD)
    person = {
        "login": "kuznetsova", "last_name": "Кузнецова", "first_name": "Мария", "patronymic": "",
        "email": "m.k@example.org", "role": "expert",
    }  # fmt: skip
    plain = Client()
    plain.post("/login/", {"login": "kuznetsova", "password": "секрет"})
    plain.post("/login/", {"login": cast.coordinator.login, "password": PASSWORD})
    plain.get("/Кузнецова/123-456-789/?email=m.k@example.org")
    Client(enforce_csrf_checks=True).post("/login/", {"login": "kuznetsova"})
    plain.get("/", headers={"host": "kuznetsova.example.org"})
    token = invite(cast.deputy, by=cast.coordinator)
    Client().get(f"/login/invitation/{token}/")
    browser = as_(cast.coordinator)
    browser.get("/search/?q=Кузнецова")
    browser.get("/people/?q=Мария")
    browser.post("/people/new/", person)
    browser.get("/journal/?who=Кузнецова&about=123-456-789")
    browser.get("/journal/of/access.user/kuznetsova/")
    told = raw(folder)
    assert len(lines(folder)) >= 11
    for words in (*PERSONAL, PASSWORD, str(token), cast.coordinator.login, "example.org", "петровна"):
        assert words.lower() not in told, words
    assert {"/login/invitation/<token>/", "/journal/of/<kind>/<key>/", "/people/new/", "/search/", ""} <= {
        line["path"] for line in lines(folder) if "path" in line
    }


def test_an_error_has_a_number_that_the_log_knows(cast, as_, folder) -> None:
    browser = as_(cast.coordinator)
    browser.raise_request_exception = False

    def fails(execute, sql, params, many, context):
        if "territory_unit" in sql:
            raise ValueError("Кузнецова m.k@example.org 123-456-789")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fails):
        answer = browser.get(f"/territory/{cast.school.pk}/?q=секрет")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Программа не справилась" in text
    assert "bootstrap.min.css" in text
    number = re.search(r"<strong>([0-9a-f]{12})</strong>", text)[1]
    found = [line for line in lines(folder) if line["request"] == number]
    assert [line.get("error") for line in found if line["level"] == "error"] == ["ValueError"]
    assert any("test_logs.py" in one and "fails" in one for line in found for one in line.get("frames", ()))
    assert not [words for words in PERSONAL if words.lower() in raw(folder)]
    assert not [words for words in PERSONAL if words in text]


def test_jobs_tell_how_they_went(cast, folder, settings, django_capture_on_commit_callbacks) -> None:
    settings.RAISE_JOB_ERRORS = False

    @job("test.fails")
    def fails(parameters, progress) -> str:
        raise ZeroDivisionError(parameters["text"])

    with django_capture_on_commit_callbacks(execute=True):
        started = start_job("test.fails", "Работа о Кузнецовой", by=cast.coordinator, text="Кузнецова")
    told = [line for line in lines(folder) if line.get("job") == str(started.pk)]
    assert [(line["event"], line.get("state"), line["kind"]) for line in told] == [
        ("job", "running", "test.fails"), ("job failed", None, "test.fails"), ("job", "failed", "test.fails"),
    ]  # fmt: skip
    assert told[1]["error"] == "ZeroDivisionError"
    assert "кузнецов" not in raw(folder)
    assert Job.objects.get().state == "failed"


def test_other_libraries_tell_their_template_only(folder) -> None:
    logging.getLogger("library").warning("person %s came", "Кузнецова")
    logging.getLogger("library").warning("person Кузнецова came")
    assert [line["event"] for line in lines(folder)] == ["person %s came", ""]


def test_old_days_are_forgotten(tmp_path) -> None:
    today = datetime(2026, 3, 31)
    for name in (NAME.format(datetime(2026, 3, 1)), NAME.format(datetime(2026, 2, 28)), "заметки.txt"):
        (tmp_path / name).touch()
    forget_old(tmp_path, today)
    assert KEPT_DAYS == 30
    assert sorted(file.name for file in tmp_path.iterdir()) == ["office-2026-03-01.jsonl", "заметки.txt"]
