"""Nouns of support: entries of the risk zone (of schools, never of people), planned help, notes about teachers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from objektiv.web.support.enums import OVER, START, Basis, RiskState, SupportLevel

PERSON = settings.AUTH_USER_MODEL


class RiskEntry(models.Model):
    """Why a school is helped more than others, who helps, until when. A school has one entry that is not over.

    ``version`` grows with every change: who saves over a change of another is told so.
    """

    school = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="risk_entries", verbose_name="школа"
    )
    state = models.CharField("состояние", max_length=12, choices=RiskState, default=START)
    level = models.CharField(
        "кто помогает", max_length=12, choices=SupportLevel, default=SupportLevel.MUNICIPALITY
    )
    basis = models.CharField("основание", max_length=8, choices=Basis)
    case = models.ForeignKey(
        "cases.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="risk_entries",
        verbose_name="карточка",
    )
    result = models.ForeignKey(
        "findings.SchoolResult",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="результат",
    )
    reason = models.TextField("причина")
    curator = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="куратор"
    )
    exit_criteria = models.TextField("критерии выхода", blank=True)
    review_on = models.DateField("проверить ход помощи", null=True, blank=True)
    exit_planned_on = models.DateField("выход запланирован", null=True, blank=True)
    proposed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто предложил")
    proposed_at = models.DateTimeField("предложено", default=timezone.now)
    entered_on = models.DateField("в зоне с", null=True, blank=True)
    ended_on = models.DateField("выведена или отклонена", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("school__order_key", "-pk")
        verbose_name = "запись зоны риска"
        verbose_name_plural = "зона риска"
        constraints = (
            models.UniqueConstraint(
                fields=("school",),
                condition=~models.Q(state__in=OVER),
                name="one_open_risk_entry",
                violation_error_message="Незавершённая запись об этой школе уже есть.",
            ),
        )

    def __str__(self) -> str:
        return f"Зона риска, запись № {self.pk}: {self.school.title}"

    @property
    def is_over(self) -> bool:
        """Nothing more is done about it."""
        return self.state in OVER

    @property
    def is_review_late(self) -> bool:
        """The day of the review has passed."""
        return not self.is_over and self.review_on is not None and self.review_on < timezone.localdate()


class SupportItem(models.Model):
    """One planned help to a school: what, until when, when it was done."""

    entry = models.ForeignKey(RiskEntry, models.CASCADE, related_name="support", verbose_name="запись")
    title = models.CharField("что сделать", max_length=300)
    due_on = models.DateField("срок")
    done_on = models.DateField("сделано", null=True, blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = "мера помощи"
        verbose_name_plural = "помощь школе"

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        """Not done in time."""
        return self.done_on is None and self.due_on < timezone.localdate()


class TeacherNote(models.Model):
    """What methodical support knows of a teacher: by post and code, never by name; each view says its reason."""

    school = models.ForeignKey("territory.Unit", models.PROTECT, related_name="+", verbose_name="школа")
    teacher = models.CharField("учитель (должность, код)", max_length=100)
    text = models.TextField("запись")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто записал")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        ordering = ("school__order_key", "-pk")
        verbose_name = "запись методической помощи"
        verbose_name_plural = "записи методической помощи"

    def __str__(self) -> str:
        return f"Запись методической помощи № {self.pk}"
