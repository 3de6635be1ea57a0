"""Variables of the environment: wrong ones stop the start with a sentence, and the documentation names them all."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from offices import clean

from objektiv.model.errors import UsageError
from objektiv.web.environment import OF_TESTS, PREFIX, VARIABLES, Environment, variables_table

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            {"OBJEKTIV_HOMME": "/x"},
            "переменной OBJEKTIV_HOMME программа не знает. Возможно, нужна OBJEKTIV_HOME.",
        ),
        (
            {"OBJEKTIV_Q": "1"},
            "переменной OBJEKTIV_Q программа не знает. Уберите её; все переменные названы в docs/settings.md.",
        ),
        ({"OBJEKTIV_DEMO": "yes"}, "переменная OBJEKTIV_DEMO равна «yes». Допустимо 1 (да) или 0 (нет)."),
        ({"OBJEKTIV_HTTPS": "да"}, "переменная OBJEKTIV_HTTPS равна «да». Допустимо 1 (да) или 0 (нет)."),
        ({"OBJEKTIV_HOSTS": "https://a.ru"}, "переменная OBJEKTIV_HOSTS содержит «https://a.ru»."),
        ({"OBJEKTIV_HOSTS": "a.ru:8000"}, "переменная OBJEKTIV_HOSTS содержит «a.ru:8000»."),
        ({"OBJEKTIV_DATABASE": "mysql://x/y"}, "переменная OBJEKTIV_DATABASE не похожа на адрес базы."),
        (
            {"OBJEKTIV_DATABASE": "postgresql://a:секрет@b:port/c"},
            "переменная OBJEKTIV_DATABASE не похожа на адрес базы.",
        ),
        (
            {"OBJEKTIV_TIME_ZONE": "Asia/Krasnoyrsk"},
            "переменная OBJEKTIV_TIME_ZONE равна «Asia/Krasnoyrsk», такого часового пояса нет. "
            "Возможно, нужен Asia/Krasnoyarsk.",
        ),
        (
            {"OBJEKTIV_TIME_ZONE": "+7"},
            "переменная OBJEKTIV_TIME_ZONE равна «+7», такого часового пояса нет. "
            "Нужно имя пояса, например Asia/Krasnoyarsk.",
        ),
        ({"OBJEKTIV_TIME_ZONE": "../Moscow"}, "переменная OBJEKTIV_TIME_ZONE равна «../Moscow»"),
        ({"OBJEKTIV_OIDC_URL": "https://a.ru"}, "переменная OBJEKTIV_OIDC_ID не задана"),
    ],
)
def test_a_wrong_variable_is_said(source: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        Environment.read(source)
    assert str(refused.value).startswith(said)
    assert "секрет" not in str(refused.value)


@pytest.mark.parametrize("command", ["serve", "backup", "restore", "verify-log"])
def test_it_stops_every_command_with_one_sentence(tmp_path: Path, command: str) -> None:
    arguments = [sys.executable, "-m", "objektiv.cli", command, *(["x.zip"] if command == "restore" else [])]
    env = clean(OBJEKTIV_HOME=tmp_path / "home", OBJEKTIV_DEMO="yes")
    done = subprocess.run(
        arguments, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (
        2, "Переменная OBJEKTIV_DEMO равна «yes». Допустимо 1 (да) или 0 (нет).\n",
    )  # fmt: skip
    assert not (tmp_path / "home").exists()


def test_good_ones_are_read(tmp_path: Path) -> None:
    read = Environment.read(
        {
            "OBJEKTIV_HOME": str(tmp_path), "OBJEKTIV_HOSTS": "a.ru, 10.0.0.1,кабинет.рф", "OBJEKTIV_HTTPS": "1",
            "OBJEKTIV_DATABASE": "postgresql://office:p%40ss@db:5433/main", "PATH": "x",
        }
    )  # fmt: skip
    assert (read.hosts, read.is_https, read.is_demo) == (("a.ru", "10.0.0.1", "кабинет.рф"), True, False)
    known = read.databases()["default"]
    assert [known[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "main", "office", "p@ss", "db", "5433",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "zone"),
    [
        ({}, "Europe/Moscow"),
        ({"OBJEKTIV_TIME_ZONE": " "}, "Europe/Moscow"),
        ({"OBJEKTIV_TIME_ZONE": "Asia/Vladivostok"}, "Asia/Vladivostok"),
    ],
)
def test_the_office_lives_by_the_time_of_its_region(
    tmp_path: Path, source: dict[str, str], zone: str
) -> None:
    asked = "from django.conf import settings; print(settings.TIME_ZONE)"
    env = clean(OBJEKTIV_HOME=tmp_path, DJANGO_SETTINGS_MODULE="objektiv.web.settings", **source)
    done = subprocess.run(
        [sys.executable, "-c", asked], env=env, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == zone


def test_the_documentation_has_the_present_table() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert variables_table() in text, "обновите таблицу: python -m objektiv.web.environment"
    done = subprocess.run(
        [sys.executable, "-m", "objektiv.web.environment"],
        env=clean(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.decode().strip() == variables_table()


def test_every_variable_that_the_program_reads_is_in_the_table() -> None:
    known = {one.name for one in VARIABLES} | OF_TESTS
    named = set()
    for file in (ROOT / "src").rglob("*.py"):
        named |= set(re.findall(rf'"({PREFIX}[A-Z_]+)"', file.read_text(encoding="utf-8")))
    assert named == known
