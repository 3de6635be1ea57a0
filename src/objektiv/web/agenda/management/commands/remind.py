"""``python -m objektiv.web remind``: one round of reminders, as the worker of the office does it by itself."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from objektiv.model.errors import UsageError
from objektiv.web.agenda.domain import remind
from objektiv.web.agenda.schedule import next_departure

NO_MAIL = UsageError(
    "почтовый сервер не указан, напоминания не уходят.",
    "Задайте OBJEKTIV_MAIL и OBJEKTIV_MAIL_FROM (docs/settings.md).",
)


class Command(BaseCommand):
    """Send what is to be sent now and say how much."""

    help = "Разослать напоминания о сроках."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to wait for the morning."""
        parser.add_argument("--now", action="store_true", help="не ждать конца тихих часов и рабочего дня")

    def handle(self, *_: Any, now: bool, **__: Any) -> None:
        """Run."""
        if not settings.IS_MAIL_ON:
            raise NO_MAIL
        moment = timezone.localtime()
        leaves = next_departure(moment, settings.QUIET_HOURS)
        if leaves > moment and not now:
            self.stdout.write(
                f"Сейчас тихие часы или нерабочий день: письма уйдут {leaves:%d.%m.%Y в %H:%M}."
            )
            return
        done = remind(moment, at_once=now)
        self.stdout.write(
            f"Отправлено писем: {done.letters}, сроков в них: {done.things}, отказов почты: {done.refused}."
        )
