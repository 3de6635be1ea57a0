"""``objektiv plan``: the group of commands on plans of measures; each is one module, imported when it is called."""

from __future__ import annotations

from typing import Any

import typer

from objektiv.cli.lazy import TableGroup

HELP = """Планы мероприятий: прочитать, проверить, посчитать сроки, записать документом и календарём.

Примеры:

  objektiv plan read ПЛАН.docx

  objektiv plan read ПЛАН.docx --json > ПЛАН.json
"""

# command → (module, function, one line for the list of commands)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "read": ("plan_read", "read", "Прочитать план из файла и показать, что в нём есть и чего нет."),
    "deadline": ("plan_deadline", "deadline", "Понять срок, записанный словами, и посчитать даты."),
    "check": (
        "plan_check",
        "check",
        "Проверить план: реквизиты, сроки, ответственные, порядок, правовые риски.",
    ),
    "write": (
        "plan_write",
        "write",
        "Записать план документом: Word, PDF, Excel; проект приказа, реестр решений.",
    ),
    "calendar": ("plan_calendar", "calendar", "Записать сроки плана в календарь и на плакат года."),
}


class PlanGroup(TableGroup):
    """The commands on plans."""

    commands_table = COMMANDS


app = typer.Typer(cls=PlanGroup, help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def plan() -> None:
    """Hold the group together; it has no options of its own."""


def group() -> Any:
    """The group as a command of the main one."""
    return typer.main.get_command(app)
