"""``objektiv demo``: fill an empty office of training."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from objektiv.simulation.plan import TrainingYears
from objektiv.simulation.training_home import latest_springs
from objektiv.web.shell.management.commands.serve import prepare
from objektiv.web.shell.running import only_office
from objektiv.web.training.domain import make_training_district

SCHOOLS, MUNICIPALITIES = 60, 3


class Command(BaseCommand):
    """Make the training district."""

    help = "Сделать учебный район."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Number of the district, of its schools and municipalities; springs, separated by commas; processes."""
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--schools", type=int, default=SCHOOLS)
        parser.add_argument("--municipalities", type=int, default=MUNICIPALITIES)
        parser.add_argument("--years", default="")
        parser.add_argument("--processes", type=int, default=None)

    def handle(
        self,
        *_: Any,
        seed: int,
        schools: int,
        municipalities: int,
        years: str,
        processes: int | None,
        **__: Any,
    ) -> None:
        """Run."""
        today = timezone.localdate()
        springs = tuple(map(int, years.split(","))) if years else latest_springs(today)
        with only_office(settings.OBJEKTIV_HOME):
            prepare()
            wanted = TrainingYears(seed, schools, municipalities, springs)
            make_training_district(wanted, self._say, processes)

    def _say(self, done: int, total: int, stage: str) -> None:
        """One line that changes on a terminal, a line for each stage elsewhere."""
        text = f"Учебный район: {100 * done // total:3d} %, {stage}"
        if self.stdout.isatty():
            self.stdout.write(f"\r{text:<100.100}", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done == 0 or stage != self._last:
            self.stdout.write(text)
        self._last = stage

    _last = ""
