"""The journal of actions. Nothing in it is changed or deleted, and every record carries the hash of the one before."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AppendOnlyError(TypeError):
    """The journal was about to be changed: an error of the program."""


class RecordQuerySet(models.QuerySet["Record"]):
    """Reading only."""

    def update(self, **_: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError


class Record(models.Model):
    """One action: who, when, what, in which part of the territory, from what to what, and why.

    ``number`` runs from 1 without holes; ``hash`` is SHA-256 over the previous hash and the fields (``chain.py``).
    """

    number = models.PositiveBigIntegerField("№", primary_key=True)
    at = models.DateTimeField("когда")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="кто"
    )
    actor_title = models.CharField("кто", max_length=200)
    verb = models.CharField("действие", max_length=60)
    object_type = models.CharField("вид объекта", max_length=60, blank=True)
    object_id = models.CharField("объект", max_length=60, blank=True)
    object_title = models.CharField("объект", max_length=300, blank=True)
    unit_path = models.CharField("территория", max_length=120, blank=True)
    old = models.JSONField("было", default=dict, encoder=DjangoJSONEncoder)
    new = models.JSONField("стало", default=dict, encoder=DjangoJSONEncoder)
    reason = models.TextField("почему", blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал действий"
        indexes = (
            models.Index(fields=("object_type", "object_id"), name="audit_object"),
            models.Index(fields=("unit_path",), name="audit_unit"),
        )

    def __str__(self) -> str:
        return f"№ {self.number} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError


class ChainHead(models.Model):
    """The end of the chain: one row, locked by whoever writes the next record."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
