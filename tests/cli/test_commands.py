"""Help in Russian, the demo, and what each failure looks like."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from objektiv.cli.failures import guard
from objektiv.cli.main import COMMANDS
from objektiv.cli.russian import translate_error
from objektiv.model.errors import LakeError, NothingToAnalyseError, UsageError

Run = Callable[..., Any]
# What the command-line library itself would say in English.
ENGLISH = (
    "Usage",
    "Options",
    "Arguments",
    "Commands",
    "Show this",
    "required",
    "default",
    "range",
    "<path>",
    "<str>",
)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_russian_with_an_example(objektiv: Run, command: str) -> None:
    answer = objektiv(*([command] if command else []), "--help")
    assert answer.code == 0
    assert "Вызов: objektiv" in answer.out
    assert "Пример" in answer.out
    assert [word for word in ENGLISH if word in answer.out] == []


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("Missing option '--lake'.", "Не указан параметр --lake."),
        ("No such command 'x'.", "Нет такой команды: x."),
        ("No such option: --foo", "Нет такого параметра: --foo."),
        ("Option '--lake' requires an argument.", "После параметра --lake нужно значение."),
        ("Got unexpected extra argument (x)", "Лишнее в команде: x."),
    ],
)
def test_wrong_usage_is_said_in_russian(english: str, russian: str) -> None:
    assert translate_error(english) == russian


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("так нельзя.", "Сделайте иначе."), 2),
        (LakeError("диск полон.", "Освободите место."), 4),
        (NothingToAnalyseError("данных нет.", "Загрузите."), 5),
        (KeyboardInterrupt(), 130),
    ],
)
def test_every_failure_has_its_code_and_a_sentence(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> None:
        raise error

    assert guard(work) == code
    said = capsys.readouterr().err
    assert said[0].isupper()
    assert "Traceback" not in said


def test_an_unforeseen_failure_is_kept_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert guard(lambda: 1 // 0) == 70
    assert "objektiv-error.log" in capsys.readouterr().err
    assert "ZeroDivisionError" in (tmp_path / "objektiv-error.log").read_text(encoding="utf-8")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_the_demo_goes_from_workbooks_to_a_page_in_the_browser(tmp_path: Path) -> None:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "objektiv.cli",
        "demo",
        "--out",
        str(tmp_path / "demo"),
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        page = wait_for(f"http://127.0.0.1:{port}/", process)
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert f"http://127.0.0.1:{port}" in out
    assert "УЧЕБНЫЕ ДАННЫЕ" in page
    assert "не является доказательством нарушения" in page
    for name in ("report.html", "report.xlsx", "report.docx", "schools.csv", "run.json"):
        assert (tmp_path / "demo" / "report" / name).stat().st_size > 0
    assert (tmp_path / "demo" / "truth.csv").is_file()


def wait_for(address: str, process: subprocess.Popen[str]) -> str:
    for _ in range(1200):
        assert process.poll() is None, process.communicate()
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            time.sleep(0.1)
    pytest.fail("the page did not appear")


def test_the_demo_leaves_a_folder_with_other_files_alone(objektiv: Run, tmp_path: Path) -> None:
    (tmp_path / "мои").mkdir()
    (tmp_path / "мои" / "письмо.txt").write_text("важное", encoding="utf-8")
    answer = objektiv("demo", "--out", tmp_path / "мои", "--no-serve")
    assert answer.code == 2
    assert "занята другими файлами" in answer.err
    assert [path.name for path in (tmp_path / "мои").iterdir()] == ["письмо.txt"]


def test_a_taken_port_is_said_before_any_work(objektiv: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = objektiv("demo", "--out", tmp_path / "demo", "--port", str(taken.getsockname()[1]))
    assert answer.code == 2
    assert "занят другой программой" in answer.err
    assert not (tmp_path / "demo").exists()
