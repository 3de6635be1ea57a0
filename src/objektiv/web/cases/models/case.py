"""The case itself, innocent explanations, replies with files."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from objektiv.plans.working_days import working_days_left
from objektiv.web.cases.enums import OUTCOMES, START, CaseState, ExplanationStatus


class Case(models.Model):
    """A finding about one school in one year and pass, looked into by people.

    ``version`` grows with every change: who saves over a change of another is told so.
    """

    school = models.ForeignKey("territory.Unit", models.PROTECT, related_name="cases", verbose_name="школа")
    result = models.ForeignKey(
        "findings.SchoolResult", models.PROTECT, related_name="cases", verbose_name="результат расчёта"
    )
    school_year = models.CharField("учебный год", max_length=7)
    state = models.CharField("состояние", max_length=16, choices=CaseState, default=START)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField("открыта", default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="кто открыл"
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ответственный",
    )
    asked_at = models.DateTimeField("пояснения запрошены", null=True, blank=True)
    reply_due_on = models.DateField("ответить до", null=True, blank=True)
    replied_at = models.DateTimeField("пояснения получены", null=True, blank=True)
    works_kept_until = models.DateField("работы хранятся до", null=True, blank=True)
    works_destroyed_on = models.DateField("работы уничтожены", null=True, blank=True)
    act_number = models.CharField("акт перепроверки №", max_length=60, blank=True)
    act_date = models.DateField("акт от", null=True, blank=True)
    ground = models.TextField("основание решения", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто решил",
    )
    decided_at = models.DateTimeField("решение принято", null=True, blank=True)
    outcome = models.CharField("решение", max_length=16, choices=CaseState, blank=True)

    class Meta:
        ordering = ("school__order_key", "-school_year", "-pk")
        verbose_name = "карточка анализа признаков"
        verbose_name_plural = "карточки анализа признаков"
        constraints = (
            models.UniqueConstraint(
                fields=("school", "school_year"),
                condition=~models.Q(state=CaseState.CLOSED),
                name="one_open_case",
                violation_error_message="Незакрытая карточка этой школы за этот год уже есть.",
            ),
        )

    def __str__(self) -> str:
        return f"Карточка № {self.pk}: {self.school.title}, {self.school_year}"

    @property
    def is_decided(self) -> bool:
        """A person has decided."""
        return self.state in (*OUTCOMES, CaseState.CLOSED)

    @property
    def are_works_destroyed(self) -> bool:
        """Nothing is left to recheck."""
        return self.works_destroyed_on is not None

    def is_term_over(self, today: date) -> bool:
        """The school's time to reply has passed."""
        return self.reply_due_on is not None and today > self.reply_due_on

    def is_disclosed(self, today: date) -> bool:
        """Others than those who work on it may see the signs: the school replied, or its term has passed."""
        return self.replied_at is not None or self.is_decided or self.is_term_over(today)

    @property
    def reply_days_left(self) -> int:
        """Working days that the school still has."""
        return working_days_left(timezone.localdate(), self.reply_due_on) if self.reply_due_on else 0

    @property
    def reply_days_over(self) -> int:
        """Working days that have passed since the school's last day."""
        return working_days_left(self.reply_due_on, timezone.localdate()) if self.reply_due_on else 0

    @property
    def works_days_left(self) -> int | None:
        """Calendar days for which the works are still kept; negative when over, None when nobody has said."""
        return (self.works_kept_until - timezone.localdate()).days if self.works_kept_until else None


class Explanation(models.Model):
    """One innocent explanation of one case: checked by data, asked of the school, or open.

    ``answer``: the school's first words, as they were, and below them what its later replies added.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="explanations", verbose_name="карточка")
    assessment = models.CharField("процедура", max_length=40, blank=True)
    code = models.CharField(max_length=40)
    title = models.CharField("объяснение", max_length=200)
    status = models.CharField("что известно", max_length=12, choices=ExplanationStatus)
    sentence = models.TextField("по данным")
    answer = models.TextField("ответ школы", blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "объяснение"
        verbose_name_plural = "объяснения"

    def __str__(self) -> str:
        return self.title


class Reply(models.Model):
    """What the school answered. The first one is frozen; later ones stand beside it with their numbers.

    ``answers``: what this very reply said to each question, by the key of the explanation.
    ``is_from_file``: it came on a form, and ``by`` is who entered it; ``fingerprint`` knows the same form again.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="replies", verbose_name="карточка")
    number = models.PositiveSmallIntegerField("версия")
    text = models.TextField("пояснения")
    answers = models.JSONField("ответы на вопросы", default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто ответил"
    )
    at = models.DateTimeField("когда", default=timezone.now)
    is_from_file = models.BooleanField("получено файлом", default=False)
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("number",)
        verbose_name = "пояснения школы"
        verbose_name_plural = "пояснения школ"
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="reply_number"),)

    def __str__(self) -> str:
        return f"Пояснения {self.number} к карточке № {self.case_id}"


class Attachment(models.Model):
    """A file of a reply or of a decision, kept under its hash; the name is only shown."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments", verbose_name="карточка")
    reply = models.ForeignKey(
        Reply, models.PROTECT, null=True, blank=True, related_name="attachments", verbose_name="пояснения"
    )
    name = models.CharField("имя файла", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("размер, байт")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        ordering = ("pk",)
        verbose_name = "файл"
        verbose_name_plural = "файлы"

    def __str__(self) -> str:
        return self.name
