"""What came out of two waves, kept for good, and what a person decided."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from objektiv.web.plans.enums import Effect

PERSON = settings.AUTH_USER_MODEL


def fingerprint(content: Any) -> str:
    """SHA-256 of plain values, whatever the order of keys; ValueError for nan."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Reading(models.Model):
    """One computation, written once. ``content``: figures, sentences, schools, line, versions (``reckoning``)."""

    question = models.ForeignKey(
        "effects.Question", models.PROTECT, related_name="readings", verbose_name="вопрос"
    )
    before_run = models.ForeignKey(
        "assessments.Run", models.PROTECT, related_name="+", verbose_name="расчёт до меры"
    )
    after_run = models.ForeignKey(
        "assessments.Run", models.PROTECT, related_name="+", verbose_name="расчёт после меры"
    )
    proposal = models.CharField("предлагается", max_length=12, choices=Effect)
    content: models.JSONField[dict[str, Any]] = models.JSONField("содержание")
    sha256 = models.CharField("отпечаток", max_length=64)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто посчитал")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "расчёт эффекта"
        verbose_name_plural = "расчёты эффекта"
        constraints = (models.UniqueConstraint(fields=("question", "sha256"), name="effect_reading_once"),)

    def __str__(self) -> str:
        return f"Расчёт эффекта № {self.pk}"

    @property
    def is_intact(self) -> bool:
        """The content is what was computed."""
        return fingerprint(self.content) == self.sha256

    @property
    def runs(self) -> tuple[int, int]:
        """Numbers of the runs before and after."""
        return self.before_run_id, self.after_run_id


class Verdict(models.Model):
    """What a person decided by a reading, and on which ground."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="verdicts", verbose_name="расчёт")
    effect = models.CharField("эффект", max_length=12, choices=Effect)
    ground = models.TextField("почему так")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто решил")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "решение об эффекте"
        verbose_name_plural = "решения об эффекте"

    def __str__(self) -> str:
        return f"{self.get_effect_display()} ({self.reading})"

    @property
    def agrees(self) -> bool:
        """The person took what was proposed."""
        return self.effect == self.reading.proposal
