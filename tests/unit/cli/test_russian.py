"""Every option of every command with values it cannot take: a Russian sentence that names the option, code 2."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from typer.models import OptionInfo

from objektiv.cli.failures import guard
from objektiv.cli.main import COMMANDS, app
from objektiv.cli.russian import translate_error

WORDS = ("x", "1.5", "")  # none is a whole number
HINT = "Подсказка: objektiv --help.\n"


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("Missing option '--lake'.", "Не указан параметр --lake."),
        ("Missing command.", "Не указана команда."),
        ("No such command 'x'.", "Нет такой команды: x."),
        ("No such command 'lod'. Did you mean 'load', 'demo'?", "Нет такой команды: lod. Похожие: load, demo."),
        ("No such option: --foo", "Нет такого параметра: --foo."),
        ("No such option: --jso (Possible options: --json)", "Нет такого параметра: --jso. Похожие: --json."),
        ("Option '--lake' requires an argument.", "После параметра --lake нужно значение."),
        ("Option '--json' does not take a value.", "У параметра --json не бывает значения."),
        ("Got unexpected extra argument (x)", "Лишнее в команде: x."),
        ("Got unexpected extra argument(s) (a b)", "Лишнее в команде: a b."),
        (
            "Invalid value for '--processes': Input should be greater than or equal to 1",
            "Неверное значение --processes: нужно число не меньше 1.",
        ),
        (
            "Invalid value for '--port': Input should be less than or equal to 65535",
            "Неверное значение --port: нужно число не больше 65535.",
        ),
        (
            "Invalid value for '--seed': Input should be a valid integer, unable to parse string as an integer",
            "Неверное значение --seed: нужно целое число.",
        ),
        (
            "Invalid value for '--processes': 0 is not in the range 1<=x<=64.",
            "Неверное значение --processes: нужно число от 1 до 64.",
        ),
        (
            "Invalid value for '--seed': -1 is not in the range x>=0.",
            "Неверное значение --seed: нужно число не меньше 0.",
        ),
        ("Invalid value for '--seed': 'x' is not a valid int.", "Неверное значение --seed: нужно целое число."),
        ("Invalid value for 'ФАЙЛ': Path 'x' does not exist.", "Неверное значение ФАЙЛ."),
        ("Argument 'paths' takes 2 values.", "Команда записана неверно: paths."),
        ("Something new about --lake and '--out'.", "Команда записана неверно: --lake, --out."),
        ("Something new.", "Команда записана неверно."),
    ],
)  # fmt: skip
def test_what_the_library_says_is_said_in_russian(english: str, russian: str) -> None:
    assert translate_error(english) == russian


def options() -> Iterator[tuple[str, OptionInfo, Any]]:
    """Command, option and the type of its value, as the functions of the commands declare them."""
    for name, (module, function, _) in COMMANDS.items():
        hints = get_type_hints(
            getattr(import_module(f"objektiv.cli.{module}"), function), include_extras=True
        )
        for hint in hints.values():
            if get_origin(hint) is Annotated and isinstance(hint.__metadata__[0], OptionInfo):
                yield name, hint.__metadata__[0], hint.__origin__


def wrong_calls() -> Iterator[tuple[list[str], str]]:
    for name in COMMANDS:
        yield [name, "--xyz"], "Нет такого параметра: --xyz."
    for name, option, kind in options():
        key = next(one for one in (option.default, *(option.param_decls or ())) if one).partition("/")[0]
        if kind is bool:
            yield [name, f"{key}=1"], f"У параметра {key} не бывает значения."
            continue
        yield [name, key], f"После параметра {key} нужно значение."
        if int not in (kind, *get_args(kind)):
            continue
        yield from (([name, key, wrong], f"Неверное значение {key}: нужно целое число.") for wrong in WORDS)
        said = f"Неверное значение {key}: нужно число {allowed(option)}."
        if option.min is not None:
            yield [name, key, str(option.min - 1)], said
        if option.max is not None:
            yield [name, key, str(option.max + 1)], said


def allowed(option: OptionInfo) -> str:
    if option.max is None:
        return f"не меньше {option.min}"
    return f"не больше {option.max}" if option.min is None else f"от {option.min} до {option.max}"


@pytest.mark.parametrize(("arguments", "said"), [*wrong_calls()])
def test_every_option_refuses_wrong_values_in_russian(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert guard(lambda: app(arguments, standalone_mode=False)) == 2
    assert capsys.readouterr().err == f"{said} {HINT}"


@pytest.mark.parametrize("name", ["simulate", "demo"])
def test_a_seed_is_never_negative(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert guard(lambda: app([name, "--out", "район", "--seed", "-1"], standalone_mode=False)) == 2
    assert capsys.readouterr().err == f"Неверное значение --seed: нужно число не меньше 0. {HINT}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["laod"], "Нет такой команды: laod."),
        (["demo", "лишнее"], "Лишнее в команде: лишнее."),
        (["simulate", "a", "b"], "Лишнее в команде: b."),
        (["load", "a"], "Не указан параметр --lake."),
        (["load"], "Не указано: ПУТЬ…."),
        (["analyse"], "Не указан параметр --lake."),
        (["analyse", "--lake", "a"], "Не указан параметр --out."),
        (["reference"], "Не указано: export|use."),
        (["reference", "export"], "Не указан параметр --lake."),
        (["template", "a", "b"], "Лишнее в команде: b."),
        (["check-scales", "a", "b"], "Лишнее в команде: b."),
    ],
)
def test_missing_and_extra_words_are_named_in_russian(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert guard(lambda: app(arguments, standalone_mode=False)) == 2
    assert capsys.readouterr().err == f"{said} {HINT}"
