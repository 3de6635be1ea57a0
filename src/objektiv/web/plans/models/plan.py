"""The plan itself, its directions and sections, the visas of those above, its editions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from objektiv.web.plans.enums import IN_FORCE, PLAN_START, WRITABLE, PlanKind, PlanState, Visa
from objektiv.web.territory.models import SCHOOL_YEAR

PERSON = settings.AUTH_USER_MODEL


class Plan(models.Model):
    """A plan of one organisation for a school year or a calendar year. ``version`` grows with every change.

    ``record`` is the plan as it was read from its file (``plans.record``); what people made of it are the rows.
    ``head``: words of the head that the rows do not hold (organisation, approvals, annex), for printing.
    """

    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="plans", verbose_name="чей план")
    kind = models.CharField("вид", max_length=12, choices=PlanKind, default=PlanKind.MEASURES)
    title = models.CharField("название", max_length=500)
    school_year = models.CharField("учебный год", max_length=7, blank=True, validators=[SCHOOL_YEAR])
    year = models.PositiveSmallIntegerField(
        "календарный год",
        null=True,
        blank=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2099)],
    )
    week = models.PositiveSmallIntegerField(
        "дней в рабочей неделе", default=5, choices=((5, "пять"), (6, "шесть"))
    )
    state = models.CharField("состояние", max_length=12, choices=PlanState, default=PLAN_START)
    controller = models.ForeignKey(
        PERSON,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="контроль за исполнением",
    )
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="составлен по плану"
    )
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="карточка"
    )
    head = models.JSONField("шапка документа", default=dict, blank=True)
    record = models.JSONField("как прочитано", null=True, blank=True)
    source_name = models.CharField("файл", max_length=200, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто составил")
    created_at = models.DateTimeField("внесён", default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit__order_key", "-school_year", "-year", "-pk")
        verbose_name = "план"
        verbose_name_plural = "планы"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(school_year="") | models.Q(year__isnull=False),
                name="plan_has_a_year",
                violation_error_message="Укажите учебный или календарный год плана.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.period})"

    @property
    def short_title(self) -> str:
        """The first words, for the path above a page."""
        return self.title if len(self.title) <= 50 else f"{self.title[:48].rstrip()}…"

    @property
    def period(self) -> str:
        """«2023/24 учебный год», «2021 год»."""
        return f"{self.school_year} учебный год" if self.school_year else f"{self.year} год"

    @property
    def is_writable(self) -> bool:
        """What it says may be changed."""
        return self.state in WRITABLE

    @property
    def is_in_force(self) -> bool:
        """It is approved: actions are carried out."""
        return self.state in IN_FORCE


class Section(models.Model):
    """A heading of the table."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections", verbose_name="план")
    order = models.PositiveIntegerField("порядок")
    number = models.CharField("№", max_length=20, blank=True)
    title = models.CharField("название", max_length=500)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "раздел"
        verbose_name_plural = "разделы"

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Direction(models.Model):
    """A direction of the narrative part; ``section``: the part of the table that carries it out, if somebody said so.

    ``bullets``: its lines in order, each ``{"text": …, "group": …}``.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="directions", verbose_name="план")
    order = models.PositiveIntegerField("порядок")
    number = models.CharField("№", max_length=20, blank=True)
    title = models.CharField("название", max_length=500)
    bullets = models.JSONField("пункты", default=list, blank=True)
    section = models.ForeignKey(
        Section,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="directions",
        verbose_name="раздел таблицы",
    )

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "направление"
        verbose_name_plural = "направления"

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Agreement(models.Model):
    """One organisation up the tree to which the plan was sent; they say their word one after another.

    ``round``: a plan that came back is sent again in the next round; what was said before stays.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="agreements", verbose_name="план")
    round = models.PositiveSmallIntegerField("круг")
    order = models.PositiveSmallIntegerField("порядок")
    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="+", verbose_name="кто согласует")
    visa = models.CharField("решение", max_length=10, choices=Visa, default=Visa.WAITING)
    remarks = models.TextField("замечания", blank=True)
    by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто"
    )
    at = models.DateTimeField("когда", null=True, blank=True)
    sent_at = models.DateTimeField("отправлено", default=timezone.now)

    class Meta:
        ordering = ("round", "order")
        verbose_name = "согласование"
        verbose_name_plural = "согласования"
        constraints = (models.UniqueConstraint(fields=("plan", "round", "order"), name="agreement_step"),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_visa_display()}"


class Edition(models.Model):
    """The plan as a document approved it, frozen: number 1 by the first order, the others by orders that changed it.

    ``content``: what ``snapshot`` made of the rows; ``change``: what was changed and why, in words.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="editions", verbose_name="план")
    number = models.PositiveSmallIntegerField("редакция")
    document = models.CharField("вид документа", max_length=60)
    document_number = models.CharField("№", max_length=60)
    document_date = models.DateField("от")
    signed_by = models.CharField("кто подписал", max_length=260)
    scan_name = models.CharField("скан или подписанный файл", max_length=200)
    scan_sha256 = models.CharField(max_length=64)
    change = models.TextField("что изменено", blank=True)
    content: Any = models.JSONField("содержание")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто записал")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        ordering = ("number",)
        verbose_name = "редакция плана"
        verbose_name_plural = "редакции плана"
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="edition_number"),)

    def __str__(self) -> str:
        return f"Редакция {self.number}: {self.requisites}"

    @property
    def requisites(self) -> str:
        """«приказ № 5 от 26.02.2021»."""
        return f"{self.document} № {self.document_number} от {self.document_date:%d.%m.%Y}"
