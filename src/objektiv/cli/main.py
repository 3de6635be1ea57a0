"""The command line: each command is one module, imported when it is called, so that loading stays light."""

from __future__ import annotations

import sys

import typer

from objektiv.cli.failures import guard
from objektiv.cli.lazy import TableGroup

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
    "plan": ("plan", "group", "Планы мероприятий: прочитать, проверить, посчитать сроки, записать."),
    "template": ("template", "template", "Записать шаблон для заполнения."),
    "serve": ("office", "serve", "Открыть кабинет в браузере: загрузки, признаки, карточки."),
    "setup": ("office", "setup", "Начать кабинет: регион и первый администратор."),
    "backup": ("keeping", "backup", "Сделать копию кабинета в один файл."),
    "restore": ("keeping", "restore", "Восстановить кабинет из копии."),
    "verify-log": ("office", "verify_log", "Проверить цепочку журнала действий."),
    "check-scales": ("check_scales", "check_scales", "Показать и проверить шкалы отметок."),
}


class LazyGroup(TableGroup):
    """The commands of the program."""

    commands_table = COMMANDS


app = typer.Typer(cls=LazyGroup, help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def main() -> None:
    """Hold the group together; it has no options of its own."""


def run() -> None:
    """Entry point: every failure becomes a sentence and an exit code."""
    sys.exit(guard(lambda: app(prog_name="objektiv", standalone_mode=False)))
