"""``python -m objektiv.web COMMAND``: the office from the command line; ``objektiv serve`` and others call it."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable

from objektiv.model.errors import LakeError, ObjektivError, UsageError
from objektiv.web.environment import Environment
from objektiv.web.keeping.swapping import end_restore

CANCELLED = 130  # Ctrl+C: what was not finished is not there
NO_OFFICE = UsageError(
    "кабинета в этой папке ещё нет.",
    "Проверьте OBJEKTIV_HOME и OBJEKTIV_DATABASE или откройте objektiv serve.",
)


def main(arguments: list[str]) -> int:
    """Run one command with Django set up; returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "objektiv.web.settings")
    try:
        environment = Environment.read()
        end_restore(environment)
        environment.make_home()  # the queue of jobs opens its file there as soon as Django starts
        from django.core.management import execute_from_command_line  # settings are named first

        _with_database(lambda: execute_from_command_line(["objektiv", *arguments]))
    except ObjektivError as error:
        text = str(error)
        sys.stderr.write(f"{text[:1].upper()}{text[1:]}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return CANCELLED
    return 0


def _with_database(work: Callable[[], None]) -> None:
    """The library's words about a database are in English and may show its address."""
    from django.db import OperationalError, ProgrammingError

    try:
        work()
    except (OperationalError, sqlite3.OperationalError) as error:
        if isinstance(error.__cause__, sqlite3.OperationalError) and "no such table" in str(error):
            raise NO_OFFICE from error
        raise LakeError(
            "база данных не отвечает или не приняла запись.",
            "Проверьте место на диске, сервер базы и OBJEKTIV_DATABASE.",
        ) from error
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") == "42P01":
            raise NO_OFFICE from error
        raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
