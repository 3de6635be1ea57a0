"""``objektiv verify-log``: prove that the journal is whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from objektiv.model.errors import ObjektivError
from objektiv.web.audit.domain import prove_journal


class BrokenJournalError(ObjektivError):
    """The journal was changed from outside."""

    exit_code = 3


class Command(BaseCommand):
    """Walk the chain and say what was found."""

    help = "Проверить цепочку журнала действий."

    def handle(self, *_: Any, **__: Any) -> None:
        """Run."""
        proof = prove_journal()
        if not proof.is_whole:
            raise BrokenJournalError(
                f"журнал нарушен: {proof.sentence}", "Восстановите базу из последней копии с целым журналом."
            )
        self.stdout.write(f"Журнал цел: записей {proof.records}, отпечаток {proof.head}.")
