"""``objektiv demo``: fill an empty office of training."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from objektiv.web.shell.management.commands.serve import prepare
from objektiv.web.training.domain import SCHOOLS, make_training_district


class Command(BaseCommand):
    """Make the training district."""

    help = "Сделать учебный район."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Number of the district and of its schools."""
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--schools", type=int, default=SCHOOLS)

    def handle(self, *_: Any, seed: int, schools: int, **__: Any) -> None:
        """Run."""
        prepare()
        make_training_district(seed, self._say, schools)

    def _say(self, done: int, total: int, stage: str) -> None:
        self.stdout.write(f"Учебный район: {stage} ({done} из {total})")
