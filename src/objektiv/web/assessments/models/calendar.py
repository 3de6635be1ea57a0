"""Procedures of the calendar and reminders of their results."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from objektiv.model.assessment import AssessmentId
from objektiv.web.assessments.enums import ENDED, SUBJECT_CHOICES, Kind, ProcedureState, Variant
from objektiv.web.territory.models import SCHOOL_YEAR

ASSESSMENT_LENGTH = 40


class Procedure(models.Model):
    """One line of the calendar. ``assessment``: the code under which its results are loaded, empty for none."""

    kind = models.CharField("процедура", max_length=20, choices=Kind)
    school_year = models.CharField("учебный год", max_length=7, validators=[SCHOOL_YEAR])
    grade = models.PositiveSmallIntegerField(
        "класс", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(11)]
    )
    subject = models.CharField("предмет", max_length=4, blank=True, choices=SUBJECT_CHOICES)
    variant = models.CharField("уровень", max_length=4, blank=True, choices=Variant)
    unit = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="procedures", verbose_name="кто проводит"
    )
    starts_on = models.DateField("начало", null=True, blank=True)
    ends_on = models.DateField("окончание", null=True, blank=True)
    results_due_on = models.DateField("результаты сдать до", null=True, blank=True)
    note = models.CharField("примечание", max_length=300, blank=True)
    state = models.CharField(
        "состояние", max_length=12, choices=ProcedureState, default=ProcedureState.PLANNED
    )
    assessment = models.CharField(max_length=ASSESSMENT_LENGTH, blank=True, editable=False, db_index=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = (models.F("starts_on").asc(nulls_last=True), "kind", "grade", "subject", "pk")
        verbose_name = "процедура"
        verbose_name_plural = "процедуры"
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "assessment"),
                condition=~models.Q(assessment=""),
                name="procedure_once",
                violation_error_message="Такая процедура этого года в календаре уже есть.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="procedure_ends_after_it_starts",
                violation_error_message="Окончание раньше начала.",
            ),
        )

    def __str__(self) -> str:
        level = f", {self.get_variant_display()} уровень" if self.variant else ""
        parts = [
            self.get_kind_display(),
            self.get_subject_display(),
            f"{self.grade} класс" if self.grade else "",
        ]
        return ", ".join(part for part in parts if part) + level

    @property
    def short_title(self) -> str:
        """Title of a narrow column: «МА 4»."""
        return AssessmentId.parse(self.assessment).short_title if self.assessment else str(self)

    @property
    def has_ended(self) -> bool:
        """Closed or cancelled."""
        return self.state in ENDED


class Reminder(models.Model):
    """Somebody reminded a school of a procedure whose results it owes."""

    unit = models.ForeignKey("territory.Unit", models.CASCADE, related_name="reminders", verbose_name="школа")
    procedure = models.ForeignKey(
        Procedure, models.CASCADE, related_name="reminders", verbose_name="процедура"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="кто напомнил"
    )
    created_at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = "напоминание"
        verbose_name_plural = "напоминания"

    def __str__(self) -> str:
        return f"{self.unit}: {self.procedure}"
