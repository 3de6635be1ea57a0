"""``objektiv backup``: one file with the whole office, or one more in a folder where old ones are cleared away."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from objektiv.model.errors import UsageError
from objektiv.web.keeping.making import make_backup
from objektiv.web.keeping.progress import teller
from objektiv.web.keeping.retention import NAME, Retention, forget

UNSOUND = (
    "Не вошли в копию: {}. С такими именами файлы не восстановить: переименуйте их (без «:» и «\\», "
    "в кодировке UTF-8) и сделайте копию снова."
)


class Command(BaseCommand):
    """Make a copy and say what is in it."""

    help = "Сделать копию кабинета."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and how many to keep."""
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--into", type=Path)
        for name, value in (("daily", 7), ("weekly", 4), ("monthly", 12)):
            parser.add_argument(f"--keep-{name}", type=int, default=value)

    def handle(self, *_: Any, file: Path | None, into: Path | None, **known: Any) -> None:
        """Run."""
        if (file is None) == (into is None):
            raise UsageError("нужно назвать файл копии или папку копий после --into.", "Одно из двух.")
        target = file or (into or Path()) / NAME.format(datetime.now())
        manifest = make_backup(target, teller("Копия"))
        rows, megabytes = (
            sum(manifest.rows.values()),
            f"{target.stat().st_size / 1024**2:.1f}".replace(".", ","),
        )
        self.stdout.write(
            f"Копия готова: {target} ({megabytes} МБ; таблиц {len(manifest.rows)}, строк {rows}, "
            f"файлов {len(manifest.files)}). В ней результаты и ключи кабинета: храните её отдельно и под замком."
        )
        if manifest.unsound:
            self.stdout.write(UNSOUND.format(", ".join(manifest.unsound)))
        if into:
            rule = Retention(*(known[f"keep_{name}"] for name in ("daily", "weekly", "monthly")))
            if old := forget(into, rule):
                self.stdout.write(f"Удалены старые копии: {', '.join(old)}.")
