"""Runs of the analysis."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import models

from objektiv.web.assessments.enums import Pass, RunState
from objektiv.web.assessments.places import run_folder
from objektiv.web.territory.models import SCHOOL_YEAR


class Run(models.Model):
    """One run of the analysis over one state of the lake; its folder is written once. ``pk`` is its number."""

    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="runs", verbose_name="территория")
    school_year = models.CharField("учебный год", max_length=7, validators=[SCHOOL_YEAR])
    kind = models.CharField("расчёт", max_length=12, choices=Pass)
    is_whole_region = models.BooleanField("загружены все школы региона", default=False)
    lake_generation = models.PositiveIntegerField("состояние данных")
    state = models.CharField("состояние", max_length=12, choices=RunState, default=RunState.STARTED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="кто запустил"
    )
    job = models.ForeignKey("shell.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("запущен", auto_now_add=True)
    finished_at = models.DateTimeField("окончен", null=True, blank=True)
    zones = models.JSONField("школ по приоритетам", default=dict, blank=True)
    program = models.CharField("версия программы", max_length=40, blank=True)
    sha256 = models.CharField("отпечаток run.json", max_length=64, blank=True)
    is_active = models.BooleanField("действующий", default=False)
    activated_at = models.DateTimeField("сделан действующим", null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "расчёт"
        verbose_name_plural = "расчёты"
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "school_year", "kind"),
                condition=models.Q(is_active=True),
                name="run_active_once",
            ),
        )

    def __str__(self) -> str:
        return f"Расчёт № {self.pk}: {self.school_year}, {self.get_kind_display()}"

    @property
    def folder(self) -> Path:
        """Its result files."""
        return run_folder(self.pk)

    @property
    def files(self) -> Iterator[Path]:
        """The result files that are there."""
        return (path for path in sorted(self.folder.glob("*")) if path.is_file())

    @property
    def is_done(self) -> bool:
        """Its files are complete."""
        return self.state == RunState.DONE

    @property
    def is_interrupted(self) -> bool:
        """Said to be going on, and nothing does it."""
        return self.state == RunState.STARTED and (self.job is None or not self.job.is_active)
