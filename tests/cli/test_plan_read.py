"""``objektiv plan read``: the plan on the screen and as JSON, refusals with their exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from objektiv.plans.record import from_record

TEXT = (
    "План мероприятий на 2024 год\n\n№\tМероприятие\tСрок\tОтветственный\n1.\tПодготовка\t\t\n"
    "1\tИздать приказ [важно]\tмарт\tДиректор\n2\tОбучить\t\t\n3\tРассказать\t\t\n"
    "2.\tКонтроль\t\t\n1\tПроверить,\tмай\tЗавуч,\n"
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "objektiv.cli", "plan", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "план.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json(file):
    done = run("read", str(file), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    assert [
        {name: own[name] for name in ("number", "text", "deadline", "responsible", "result", "section", "place")}
        for own in record["actions"][:1]
    ] == [
        {
            "number": "1", "text": "Издать приказ [важно]", "deadline": "март", "responsible": "Директор", "result": "",
            "section": "1. Подготовка", "place": "строка 5",
        }
    ]  # fmt: skip
    assert record["actions"][0]["confidence"] == 1.0
    assert record["decisions"] == []
    assert from_record(record).actions[1].deadline.suggestion == "март"


def test_screen(file):
    done = run("read", str(file))
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert "Документ: План мероприятий на 2024 год" in said
    assert "Мероприятий: 4" in said
    assert "[важно]" in said
    assert "— нет" in said
    assert "1.2 срок: вероятно, объединённая ячейка: «март»" in said
    assert "2.1 ответственный: обрывается запятой" in said


def test_refusal(tmp_path):
    path = tmp_path / "план.docx"
    path.write_bytes(b"PK\x03\x04 broken")
    done = run("read", str(path))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("план.docx: Документ повреждён")


@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_help_is_russian(arguments):
    said = run(*arguments).stdout
    assert "read" in said
    assert "Команды:" in said
    assert "Usage" not in said


def test_wrong_command():
    done = run("write-novel")
    assert done.returncode == 2
    assert done.stderr.startswith("Нет такой команды: write-novel.")
