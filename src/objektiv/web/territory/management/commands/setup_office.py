"""``objektiv setup``: region and first administrator of a new office; a new link for one who lost the password."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import transaction
from django.urls import reverse

from objektiv.model.errors import UsageError
from objektiv.web.access.domain import add_user, assign, invite
from objektiv.web.access.models import User
from objektiv.web.access.queries import live
from objektiv.web.access.roles import Administrator
from objektiv.web.shell.management.commands.serve import prepare
from objektiv.web.territory.domain import add_unit
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit


class Command(BaseCommand):
    """Begin an office, and print the link by which its administrator sets a password."""

    help = "Начать кабинет: регион и первый администратор."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The region and the person."""
        for name in ("region", "title", "name"):
            parser.add_argument(f"--{name}", default="")
        parser.add_argument("--login", required=True)

    def handle(self, *_: Any, region: str, title: str, name: str, login: str, **__: Any) -> None:
        """Run."""
        prepare()
        try:
            token = _again(login) if Unit.objects.exists() else _begin(region, title, name, login)
        except ValidationError as error:
            raise UsageError(" ".join(error.messages), "Исправьте параметры команды.") from error
        address = reverse("invitation", args=[token])
        self.stdout.write(
            f"Откройте кабинет (objektiv serve) и задайте пароль по ссылке: http://127.0.0.1:8000{address}\n"
            "Ссылка действует 7 дней и один раз. На сервере вместо http://127.0.0.1:8000 — адрес кабинета."
        )


@transaction.atomic
def _begin(region: str, title: str, name: str, login: str) -> str:
    words = name.split()
    if not (region.isdecimal() and title) or len(words) < 2:
        raise UsageError(
            "для нового кабинета нужны регион и администратор.",
            'Пример: objektiv setup --region 22 --title "Алтайский край" --login admin --name "Иванова Анна Петровна".',
        )
    place = add_unit(level=Level.REGION, code=region, title=title, parent=None, by=None)
    last, first, *more = words
    user = add_user(
        login=login,
        last_name=last,
        first_name=first,
        patronymic=" ".join(more),
        unit_path=place.path,
        by=None,
    )
    assign(user, role=Administrator.code, unit=place, by=None)
    return invite(user, by=None)


def _again(login: str) -> str:
    user = User.objects.filter(login__iexact=login).first()
    if user is None or not live(user.assignments.filter(role=Administrator.code)).exists():
        raise UsageError(
            f"кабинет уже начат, и администратора с логином {login} в нём нет.",
            "Укажите логин действующего администратора: он получит новую ссылку для пароля.",
        )
    return invite(user, by=None)
