"""``python -m objektiv.web COMMAND``: the office from the command line; ``objektiv serve`` and others call it."""

from __future__ import annotations

import os
import sys

from objektiv.model.errors import ObjektivError
from objektiv.web.environment import Environment


def main(arguments: list[str]) -> int:
    """Run one command with Django set up; returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "objektiv.web.settings")
    try:
        Environment.read().make_home()  # the queue of jobs opens its file there as soon as Django starts
        from django.core.management import execute_from_command_line  # settings are named first

        execute_from_command_line(["objektiv", *arguments])
    except ObjektivError as error:
        text = str(error)
        sys.stderr.write(f"{text[:1].upper()}{text[1:]}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
