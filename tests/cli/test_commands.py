"""Help in Russian, the demo, and what each failure looks like."""

from __future__ import annotations

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
