"""The task of one school, its reports, what proves them."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from objektiv.web.plans.enums import ActionStatus
from objektiv.web.tasks.enums import AWAITED, STATE_SIGNS, TASK_START, TaskState

PERSON = settings.AUTH_USER_MODEL


class Task(models.Model):
    """What one school is to do and to report of one action. ``code`` names its form, on paper and in a file.

    ``due_on`` is the school's own day: a term that was moved differs from that of the letter. ``reported_by`` is empty
    where another entered what the school sent; ``settled_by``: who said last
    that it is accepted, returned, not done or recalled: a second click is known by it.
    """

    letter = models.ForeignKey("tasks.Letter", models.PROTECT, related_name="tasks", verbose_name="письмо")
    action = models.ForeignKey(
        "plans.Action", models.PROTECT, related_name="school_tasks", verbose_name="мероприятие"
    )
    school = models.ForeignKey("territory.Unit", models.PROTECT, related_name="tasks", verbose_name="школа")
    due_on = models.DateField("срок")
    state = models.CharField("состояние", max_length=12, choices=TaskState, default=TASK_START)
    reason = models.TextField("причина", blank=True)
    code = models.CharField("код бланка", max_length=24, unique=True)
    reported_at = models.DateTimeField("отчёт получен", null=True, blank=True)
    reported_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто отчитался"
    )
    settled_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто решил"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due_on", "action__order", "school__order_key", "pk")
        verbose_name = "поручение"
        verbose_name_plural = "поручения"
        constraints = (
            models.UniqueConstraint(
                fields=("action", "school", "due_on"),
                name="task_once",
                violation_error_message="Это мероприятие с таким сроком школе уже поручено.",
            ),
        )
        indexes = (models.Index(fields=("state", "due_on"), name="tasks_by_term"),)

    def __str__(self) -> str:
        return f"Поручение {self.letter.shown_number}: {self.school.title}"

    @property
    def is_awaited(self) -> bool:
        """The school has the word."""
        return self.state in AWAITED

    @property
    def is_running(self) -> bool:
        """The plan is in force, its row is in it and under control."""
        is_there = self.action.plan.is_in_force and self.action.excluded_by_id is None
        return is_there and self.action.status != ActionStatus.WITHDRAWN

    @property
    def is_overdue(self) -> bool:
        """The day has passed, the school has not said its word, and it is still asked for it."""
        return self.is_late_on(timezone.localdate()) and self.is_running

    def is_late_on(self, today: date) -> bool:
        """On a given day the day has passed and the school has not said its word."""
        return self.is_awaited and self.due_on < today

    @property
    def sign(self) -> str:
        """The mark of the theme that stands beside the word."""
        return "sign-high" if self.is_overdue else STATE_SIGNS[self.state]

    @property
    def state_title(self) -> str:
        """The word: «просрочено» is computed."""
        said = self.get_state_display()
        return f"просрочено ({said})" if self.is_overdue else said


class Report(models.Model):
    """What the school reported. The first report is frozen; additions stand beside it with their numbers.

    ``answers``: by the name of what was asked. ``is_entered``: it came on a form or on paper, and ``by`` is who entered
    it. ``fingerprint`` knows the same report again.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="reports", verbose_name="поручение")
    number = models.PositiveSmallIntegerField("№")
    text = models.TextField("что сделано")
    answers: models.JSONField[dict[str, str]] = models.JSONField("ответы", default=dict, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто")
    at = models.DateTimeField("когда", default=timezone.now)
    is_entered = models.BooleanField("внесён за школу", default=False)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        verbose_name = "отчёт школы"
        verbose_name_plural = "отчёты школ"
        constraints = (
            models.UniqueConstraint(fields=("task", "number"), name="report_number"),
            models.UniqueConstraint(fields=("task", "fingerprint"), name="report_once"),
        )

    def __str__(self) -> str:
        return "Отчёт" if self.number == 1 else f"Дополнение {self.number - 1}"


class Evidence(models.Model):
    """A document that proves a report: an order, a list of the instructed, minutes."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="evidence", verbose_name="поручение")
    title = models.CharField("документ", max_length=200)

    class Meta:
        ordering = ("pk",)
        verbose_name = "документ школы"
        verbose_name_plural = "документы школ"
        constraints = (models.UniqueConstraint(fields=("task", "title"), name="task_paper_once"),)

    def __str__(self) -> str:
        return self.title


class EvidenceFile(models.Model):
    """One version of a document, kept under its hash; earlier versions stay as they were."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="files", verbose_name="документ")
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="files", verbose_name="отчёт"
    )
    number = models.PositiveSmallIntegerField("версия")
    name = models.CharField("имя файла", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("размер, байт")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто приложил")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        ordering = ("-number",)
        verbose_name = "версия документа школы"
        verbose_name_plural = "версии документов школ"
        constraints = (models.UniqueConstraint(fields=("evidence", "number"), name="task_paper_version"),)

    def __str__(self) -> str:
        return self.name
