"""``objektiv demo --remove``: empty the training office; a real one is left alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from objektiv.web.shell.management.commands.serve import prepare
from objektiv.web.shell.running import only_office
from objektiv.web.training.domain import remove_training


class Command(BaseCommand):
    """Take the training district away."""

    help = "Убрать учебный район: строки базы, данные, расчёты, файлы."

    def handle(self, *_: Any, **__: Any) -> None:
        """Run."""
        with only_office(settings.OBJEKTIV_HOME):
            prepare()
            remove_training()
        self.stdout.write("Учебный район убран.")
