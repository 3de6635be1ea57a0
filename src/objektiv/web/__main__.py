"""``python -m objektiv.web COMMAND``: the office from the command line; ``objektiv serve`` and others call it."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str]) -> int:
    """Run one command with Django set up; returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "objektiv.web.settings")
    from django.core.management import execute_from_command_line  # settings are named first

    execute_from_command_line(["objektiv", *arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
