"""The guide and the page of addresses tell the truth: examples are run as they stand there."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from programs import BASE
from result_books import book

from objektiv.web.api.interface import operations_by_name
from objektiv.web.api.rules import BUCKET
from objektiv.web.assessments.models import Import

pytestmark = pytest.mark.django_db
GUIDE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
CURL = re.compile(r"^curl .+$", re.MULTILINE)


def calls() -> list[str]:
    return CURL.findall(GUIDE)


def run(line: str, server: str, **known: str) -> str:
    """Run a line of the guide as a programmer does."""
    set_up = "".join(f"{name}={shlex.quote(value)}\n" for name, value in {"SERVER": server, **known}.items())
    done = subprocess.run(
        ["/bin/sh", "-c", f"{set_up}{line}"], capture_output=True, timeout=60, check=True, encoding="utf-8"
    )
    return done.stdout


@pytest.mark.django_db(transaction=True)
def test_the_matrix_is_taken_in_five_lines(cast, program, live_server, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [one for one in calls() if "imports" not in one and "schools" not in one]
    assert len(lines) == 3
    key = program(cast.coordinator).secret
    me, sets, _ = (run(line, live_server.url, KEY=key) for line in lines)
    assert json.loads(me)["name"] == cast.coordinator.full_name
    assert json.loads(sets)["count"] == 0
    assert json.loads((tmp_path / "findings.json").read_text(encoding="utf-8"))["items"] == []


@pytest.mark.django_db(transaction=True)
def test_a_workbook_is_handed_in_as_the_guide_says(cast, program, live_server, tmp_path) -> None:
    path = book(
        tmp_path / "Математика, 4 класс. ВПР 2021.xlsx", (990001, "А", range(1, 9)), municipality=970001
    )
    lines = [one for one in calls() if "imports" in one or "schools" in one]
    known = {
        "KEY": program(cast.coordinator).secret, "UNIT": str(cast.municipality.pk), "BOOK": str(path), "NUMBER": "1",
    }  # fmt: skip
    Import.objects.all().delete()
    schools, handed, *_ = lines
    assert json.loads(run(schools, live_server.url, **known))["count"] == 2
    known["NUMBER"] = str(json.loads(run(handed, live_server.url, **known))["id"])
    _, _, read, confirm, protocol = lines
    assert json.loads(run(read, live_server.url, **known))["state"] == "recognised"
    run(confirm, live_server.url, **known)
    assert json.loads(run(read, live_server.url, **known))["state"] == "loaded"
    assert json.loads(run(protocol, live_server.url, **known))["present"] == 8


def test_addresses_of_the_guide_are_there() -> None:
    described = Client().get(f"{BASE}/openapi.json").json()["paths"]
    named = {
        re.sub(r"\$[A-Z]+", "{number}", found.rstrip("`"))
        for found in re.findall(r"/api/v1/[\w$/-]+", GUIDE)
        if not found.endswith(("/docs", "/openapi"))
    }
    assert named - set(described) == set()


def test_limits_of_the_guide_are_those_of_the_program() -> None:
    assert f"{BUCKET.capacity} обращений" in GUIDE
    assert BUCKET.per_second == 2


def test_every_operation_is_on_the_page_and_in_russian(cast) -> None:
    answer = Client().get(f"{BASE}/docs")
    page = answer.content.decode()
    missing = [name for name in operations_by_name() if f'id="{name.removeprefix("api_")}"' not in page]
    assert (answer.status_code, missing) == (200, [])
    latin = [one.summary for one in operations_by_name().values() if not re.search("[а-я]", one.summary)]
    untold = [one.summary for one in operations_by_name().values() if not re.search("[а-я]", one.description)]
    assert (latin, untold) == ([], [])


def test_the_page_holds_to_the_policy_of_content(cast) -> None:
    answer = Client().get(f"{BASE}/docs")
    page = answer.content.decode()
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert re.findall(r"<script(?![^>]*src=)|<[^>]*\s(?:style|on\w+)=|https?://(?!testserver)", page) == []
