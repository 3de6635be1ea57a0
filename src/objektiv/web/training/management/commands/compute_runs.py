"""Compute started runs in a process of their own; the making of the training district starts it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from objektiv.web.assessments.domain.runs import compute
from objektiv.web.assessments.models import Run


class Command(BaseCommand):
    """Compute runs one after another."""

    help = "Посчитать начатые расчёты учебного района."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Numbers of the runs."""
        parser.add_argument("numbers", type=int, nargs="+")

    def handle(self, *_: Any, numbers: list[int], **__: Any) -> None:
        """Run."""
        for number in numbers:
            compute(Run.objects.select_related("unit").get(pk=number), _quiet)


def _quiet(*_: Any) -> None:
    """The caller looks which folders are there."""
