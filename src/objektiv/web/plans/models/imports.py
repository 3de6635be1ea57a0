"""A file that somebody brought: what was read of it, what was corrected; what an organisation's corrections taught."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from objektiv.web.plans.enums import ImportState, LessonKind

PERSON = settings.AUTH_USER_MODEL


class PlanImport(models.Model):
    """Nothing of it is a plan before a person confirms.

    ``record``: the plan as read (``plans.record``), never changed. ``blocks``: the document in the order of reading,
    ``[{"place", "text", …}]``. ``rows``: the rows as corrected so far; ``head``: the same for the head.
    """

    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="+", verbose_name="чей план")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто внёс")
    name = models.CharField("файл", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("размер, байт")
    state = models.CharField("состояние", max_length=10, choices=ImportState, default=ImportState.READ)
    record = models.JSONField("как прочитано")
    blocks = models.JSONField("документ", default=list)
    head = models.JSONField("шапка", default=dict)
    rows = models.JSONField("строки", default=list)
    plan = models.ForeignKey(
        "plans.Plan", models.SET_NULL, null=True, blank=True, related_name="imports", verbose_name="план"
    )
    created_at = models.DateTimeField("когда", auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "чтение плана из файла"
        verbose_name_plural = "чтения планов из файлов"

    def __str__(self) -> str:
        return self.name


class Lesson(models.Model):
    """What a correction of one organisation says of its next documents: ``text`` is folded, ``value`` its meaning.

    A heading of a column means a field; the words of the column «Ответственный» mean a person (a login).
    """

    unit = models.ForeignKey("territory.Unit", models.CASCADE, related_name="+", verbose_name="организация")
    kind = models.CharField("о чём", max_length=12, choices=LessonKind)
    text = models.CharField("слова документа", max_length=500)
    value = models.CharField("что они значат", max_length=500)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто исправил")
    at = models.DateTimeField("когда", auto_now=True)

    class Meta:
        ordering = ("unit", "kind", "text")
        verbose_name = "выученное исправление"
        verbose_name_plural = "выученные исправления"
        constraints = (models.UniqueConstraint(fields=("unit", "kind", "text"), name="lesson_once"),)

    def __str__(self) -> str:
        return f"{self.text} → {self.value}"
