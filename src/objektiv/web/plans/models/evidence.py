"""What proves that an action was done, and what people say about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

PERSON = settings.AUTH_USER_MODEL


class Evidence(models.Model):
    """A document that proves an action: an order, a list of the instructed, minutes."""

    action = models.ForeignKey(
        "plans.Action", models.PROTECT, related_name="evidence", verbose_name="мероприятие"
    )
    title = models.CharField("документ", max_length=200)

    class Meta:
        ordering = ("pk",)
        verbose_name = "документ-подтверждение"
        verbose_name_plural = "документы-подтверждения"

    def __str__(self) -> str:
        return self.title


class EvidenceFile(models.Model):
    """One version of the document, kept under its hash; earlier versions stay as they were."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="files", verbose_name="документ")
    number = models.PositiveSmallIntegerField("версия")
    name = models.CharField("имя файла", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("размер, байт")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто приложил")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        ordering = ("-number",)
        verbose_name = "версия документа"
        verbose_name_plural = "версии документов"
        constraints = (models.UniqueConstraint(fields=("evidence", "number"), name="evidence_version"),)

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """Words of a person under an action."""

    action = models.ForeignKey(
        "plans.Action", models.CASCADE, related_name="comments", verbose_name="мероприятие"
    )
    text = models.TextField("сообщение")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        ordering = ("pk",)
        verbose_name = "сообщение"
        verbose_name_plural = "сообщения"

    def __str__(self) -> str:
        return self.text[:60]
