"""Groups of commands whose modules are imported only when a command runs or its help is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from objektiv.cli.russian import translate_help


class RussianCommand(TyperCommand):
    """A command whose help has no English words of the library."""

    def get_help(self, ctx: Any) -> str:
        """The help in Russian."""
        return translate_help(super().get_help(ctx))


class TableGroup(TyperGroup):
    """Commands by a table: name → (module, function, one line for the list). A function ``group`` is a group itself."""

    commands_table: ClassVar[dict[str, tuple[str, str, str]]] = {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # the base class's signature
        """Names in the order of the table."""
        return list(self.commands_table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # the base class's signature
        """The command, imported now; None for an unknown name."""
        if cmd_name not in self.commands_table:
            return None
        module, function, summary = self.commands_table[cmd_name]
        callback = getattr(import_module(f"objektiv.cli.{module}"), function)
        if function == "group":
            return callback()
        info = CommandInfo(name=cmd_name, cls=RussianCommand, callback=callback, short_help=summary)
        return get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # the base class's signature
        """The list of commands out of the table, without importing them."""
        with formatter.section("Команды"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in self.commands_table.items()])

    def get_help(self, ctx: Any) -> str:
        """The help in Russian."""
        return translate_help(super().get_help(ctx))
