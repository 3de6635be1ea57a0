"""Background jobs of this app: the archive of a letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from objektiv.web.access.models import User
from objektiv.web.shell.archive import archive_path
from objektiv.web.shell.jobs import Progress, job
from objektiv.web.tasks.files import ARCHIVES
from objektiv.web.tasks.papers import write_pack
from objektiv.web.tasks.queries import letters_visible_to, tasks_of_letter

PACK = "tasks.letters"


@job(PACK)
def make_pack(parameters: Mapping[str, Any], progress: Progress) -> str:
    """Write the archive of one letter."""
    by = User.objects.get(pk=parameters["by_pk"])
    letter = letters_visible_to(by).get(pk=parameters["letter"])
    tasks = list(tasks_of_letter(letter))
    target = archive_path(ARCHIVES, parameters["key"])
    write_pack(letter, tasks, target, lambda done, total: progress(done, total, "письма и бланки"))
    return reverse("task_pack_file", args=[parameters["key"]])
