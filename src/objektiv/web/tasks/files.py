"""Files of tasks: where they are kept."""

from __future__ import annotations

from objektiv.web.shell.kept_files import Shelf

SHELF = Shelf("tasks")
ARCHIVES = "task_letters"
