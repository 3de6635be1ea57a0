"""The command line: each command is one module, imported when it is called, so that loading stays light."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from objektiv.cli.failures import guard
from objektiv.cli.russian import translate_help

HELP = """Объектив: от папки с книгами результатов — к списку школ с объяснёнными признаками.

Признак необъективности не является доказательством нарушения.

Примеры:

  objektiv demo

  objektiv load КНИГИ --lake ДАННЫЕ

  objektiv analyse --lake ДАННЫЕ --out ОТЧЁТ --school-year 2020/21
"""

# command → (module, function, one line for the list of commands)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "demo": ("demo", "demo", "Открыть кабинет на учебном районе: всё уже загружено и посчитано."),
    "simulate": ("simulate", "simulate", "Сделать книги учебного района с известной правдой."),
    "load": ("load", "load", "Загрузить книги результатов и отчёты ФИС ОКО."),
    "analyse": ("analyse", "analyse", "Найти признаки и написать отчёты."),
    "reference": ("reference", "reference", "Пакет сравнения региона: сделать или подключить."),
    "template": ("template", "template", "Записать шаблон для заполнения."),
    "serve": ("office", "serve", "Открыть кабинет в браузере: загрузки, признаки, карточки."),
    "setup": ("office", "setup", "Начать кабинет: регион и первый администратор."),
    "backup": ("keeping", "backup", "Сделать копию кабинета в один файл."),
    "restore": ("keeping", "restore", "Восстановить кабинет из копии."),
    "verify-log": ("office", "verify_log", "Проверить цепочку журнала действий."),
    "check-scales": ("check_scales", "check_scales", "Показать и проверить шкалы отметок."),
}


class RussianCommand(TyperCommand):
    """A command whose help has no English words of the library."""

    def get_help(self, ctx: Any) -> str:
        """The help in Russian."""
        return translate_help(super().get_help(ctx))


class LazyGroup(TyperGroup):
    """A group that imports the module of a command only when that command runs or its help is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # the base class's signature
        """Names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # the base class's signature
        """The command, imported now; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, function, summary = COMMANDS[cmd_name]
        callback = getattr(import_module(f"objektiv.cli.{module}"), function)
        info = CommandInfo(name=cmd_name, cls=RussianCommand, callback=callback, short_help=summary)
        return get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # the base class's signature
        """The list of commands out of the table, without importing them."""
        with formatter.section("Команды"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])

    def get_help(self, ctx: Any) -> str:
        """The help in Russian."""
        return translate_help(super().get_help(ctx))


app = typer.Typer(cls=LazyGroup, help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def main() -> None:
    """Hold the group together; it has no options of its own."""


def run() -> None:
    """Entry point: every failure becomes a sentence and an exit code."""
    sys.exit(guard(lambda: app(prog_name="objektiv", standalone_mode=False)))
