"""Taking the training district away: its rows, its files and the folders of its lake and runs."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from huey.contrib.djhuey import HUEY as QUEUE

from objektiv.lake.storage import disk_error
from objektiv.model.errors import UsageError
from objektiv.simulation.training_home import is_training, unfinish
from objektiv.web.assessments.places import lake_folder, runs_folder
from objektiv.web.shell.enums import ACTIVE
from objektiv.web.shell.models import Job

WORKING = "Сейчас идёт фоновая работа. Дождитесь её конца или отмените её, потом уберите учебный район."


def why_not_remove() -> str:
    """The sentence that stands in the way now; empty when nothing does."""
    return WORKING if Job.objects.filter(state__in=ACTIVE).exists() else ""


def remove_training() -> None:
    """Empty this training office; UsageError when it is no training office, LakeError when the disk refuses.

    A training office has a folder and a database of its own, so everything in them is the training's.
    """
    home = Path(settings.OBJEKTIV_HOME)
    if not (settings.IS_DEMO and is_training(home)):
        raise UsageError(
            "это не учебный кабинет: убирать нечего.", "Учебный лежит в папке demo: objektiv demo --remove."
        )
    unfinish(home)  # from here on it is half gone: a start makes it anew
    call_command("flush", interactive=False, verbosity=0)
    cache.clear()
    QUEUE.flush()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # rows leave the file too
    for folder in (lake_folder(), runs_folder(), home / "files", home / "training"):
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise disk_error(folder, error) from error
