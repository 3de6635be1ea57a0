"""Background jobs: their progress lives in the database, so that it survives a reload of the page."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from objektiv.web.shell.enums import ACTIVE, JobState


class Job(models.Model):
    """Work that takes longer than a page may: what it does, how far it is, what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("вид", max_length=60)
    title = models.CharField("название", max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто начал"
    )
    parameters = models.JSONField("параметры", default=dict)
    state = models.CharField("состояние", max_length=12, choices=JobState, default=JobState.WAITING)
    stage = models.CharField("шаг", max_length=200, blank=True)
    done = models.PositiveIntegerField("сделано", default=0)
    total = models.PositiveIntegerField("всего", default=0)
    is_cancel_asked = models.BooleanField("просили отменить", default=False)
    error = models.TextField("что не получилось", blank=True)
    result_url = models.CharField("где результат", max_length=300, blank=True)
    created_at = models.DateTimeField("начато", auto_now_add=True)
    finished_at = models.DateTimeField("окончено", null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = "фоновая работа"
        verbose_name_plural = "фоновые работы"

    def __str__(self) -> str:
        return self.title

    @property
    def is_active(self) -> bool:
        """Not over yet."""
        return self.state in ACTIVE

    @property
    def percent(self) -> int:
        """Progress in per cent; 0 while nothing is known."""
        return round(100 * self.done / self.total) if self.total else 0
