"""Rows of a plan: measures and management decisions; what became of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from objektiv.web.plans.enums import (
    ACTION_START,
    SAID,
    STATUS_SIGNS,
    ActionStatus,
    Effect,
    RowKind,
)

PERSON = settings.AUTH_USER_MODEL
SOON_DAYS = 7


class Action(models.Model):
    """One row. ``deadline`` is what the document says, ``rule`` how it was understood (``plans.deadlines``), ``event``
    what it hangs on, if on anything.

    ``due_on`` is computed from the rule or set by a postponement; ``dues``: every computed day, ``[{"event", "date",
    "due", "due_working"}]``; ``intervals``: ISO days by pairs. ``suggestions``: field → what the reading supposes,
    until a person takes it or leaves it. ``is_new``: no order has approved the row yet; ``is_leaving``: the next order
    takes it out, which ``excluded_by`` remembers: the row stays for its evidence.
    """

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="actions", verbose_name="план")
    section = models.ForeignKey(
        "plans.Section", models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name="раздел"
    )
    row = models.CharField("что это", max_length=10, choices=RowKind, default=RowKind.ACTION)
    order = models.PositiveIntegerField("порядок")
    number = models.CharField("№", max_length=20, blank=True)
    text = models.TextField("мероприятие")
    sub_items: models.JSONField[list[str]] = models.JSONField("подпункты", default=list, blank=True)
    kind = models.CharField("вид мероприятия", max_length=20, default="other")
    details = models.JSONField("поля вида", default=dict, blank=True)
    deadline = models.CharField("срок", max_length=500, blank=True)
    rule = models.JSONField("правило срока", null=True, blank=True)
    event = models.CharField("событие, от которого считают", max_length=300, blank=True)
    starts_on = models.DateField("начало", null=True, blank=True)
    due_on = models.DateField("исполнить до", null=True, blank=True)
    intervals = models.JSONField("промежутки", default=list, blank=True)
    dues = models.JSONField("дни", default=list, blank=True)
    postponed_to = models.DateField("срок перенесён на", null=True, blank=True)
    owner_text = models.CharField("ответственный по документу", max_length=500, blank=True)
    owner = models.ForeignKey(
        PERSON,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_actions",
        verbose_name="ответственный",
    )
    executors: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        PERSON, blank=True, related_name="executed_actions", verbose_name="исполнители"
    )
    controller = models.ForeignKey(
        PERSON,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="controlled_actions",
        verbose_name="контроль за исполнением",
    )
    result = models.TextField("ожидаемый результат", blank=True)
    indicator = models.CharField("показатель", max_length=300, blank=True)
    indicator_planned = models.CharField("показатель: план", max_length=100, blank=True)
    indicator_actual = models.CharField("показатель: факт", max_length=100, blank=True)
    status = models.CharField("состояние", max_length=12, choices=ActionStatus, default=ACTION_START)
    status_reason = models.TextField("причина или основание", blank=True)
    done_on = models.DateField("исполнено", null=True, blank=True)
    reported_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто отчитался"
    )
    report = models.TextField("что сделано", blank=True)
    effect = models.CharField("эффект", max_length=12, choices=Effect, blank=True)
    effect_ground = models.TextField("почему так", blank=True)
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="repeats", verbose_name="повторяет"
    )
    suggestions: models.JSONField[dict[str, str]] = models.JSONField(
        "предположения", default=dict, blank=True
    )
    extra: models.JSONField[dict[str, str]] = models.JSONField("другие столбцы", default=dict, blank=True)
    place = models.CharField("место в документе", max_length=200, blank=True)
    is_new = models.BooleanField("ещё не утверждено", default=True)
    is_leaving = models.BooleanField("исключается", default=False)
    excluded_by = models.ForeignKey(
        "plans.Edition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="excluded",
        verbose_name="исключено редакцией",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        indexes = (models.Index(fields=("due_on", "status"), name="actions_by_term"),)

    def __str__(self) -> str:
        return f"{self.number} {self.short_text}".strip()

    @property
    def short_text(self) -> str:
        """The first words, for a list and a title."""
        return self.text if len(self.text) <= 90 else f"{self.text[:88].rstrip()}…"

    @property
    def is_overdue(self) -> bool:
        """The day has passed and nobody has said how it came out; what no order approved yet is not awaited."""
        return self.is_late_on(timezone.localdate())

    def is_late_on(self, today: date) -> bool:
        """The same for a given day."""
        has_passed = self.due_on is not None and self.due_on < today
        is_awaited = not self.is_new and self.excluded_by_id is None
        return has_passed and is_awaited and self.status not in SAID

    @property
    def is_soon(self) -> bool:
        """The day comes within a week."""
        today = timezone.localdate()
        near = self.due_on is not None and today <= self.due_on <= today + timedelta(days=SOON_DAYS)
        return near and not self.is_new and self.excluded_by_id is None and self.status not in SAID

    @property
    def sign(self) -> str:
        """The mark of the theme that stands beside the word."""
        return "sign-high" if self.is_overdue else STATUS_SIGNS[self.status]

    @property
    def status_title(self) -> str:
        """The word: «просрочено» is computed."""
        said = self.get_status_display()
        return f"просрочено ({said})" if self.is_overdue else said


class ActionLink(models.Model):
    """What an action is about: a procedure of the calendar, a case, an entry of the risk zone. One of the three."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="links", verbose_name="мероприятие")
    procedure = models.ForeignKey(
        "assessments.Procedure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_links",
        verbose_name="процедура",
    )
    case = models.ForeignKey(
        "cases.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_links",
        verbose_name="карточка",
    )
    risk_entry = models.ForeignKey(
        "support.RiskEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_links",
        verbose_name="запись зоны риска",
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "связь мероприятия"
        verbose_name_plural = "связи мероприятий"
        constraints = (
            models.UniqueConstraint(fields=("action", "procedure"), name="action_procedure_once"),
            models.UniqueConstraint(fields=("action", "case"), name="action_case_once"),
            models.UniqueConstraint(fields=("action", "risk_entry"), name="action_risk_once"),
        )

    def __str__(self) -> str:
        return str(self.procedure or self.case or self.risk_entry)


class DateChange(models.Model):
    """A day that was computed anew because a procedure moved; each person whom it concerns sees it for himself."""

    action = models.ForeignKey(
        Action, models.CASCADE, related_name="date_changes", verbose_name="мероприятие"
    )
    procedure = models.ForeignKey(
        "assessments.Procedure", models.PROTECT, null=True, related_name="+", verbose_name="процедура"
    )
    was = models.DateField("было", null=True)
    became = models.DateField("стало", null=True)
    at = models.DateTimeField("когда", default=timezone.now)
    seen_by: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        PERSON, blank=True, related_name="+", verbose_name="кто прочитал"
    )

    class Meta:
        ordering = ("-pk",)
        verbose_name = "пересчёт срока"
        verbose_name_plural = "пересчёты сроков"

    def __str__(self) -> str:
        return f"{self.action}: {self.was} → {self.became}"
