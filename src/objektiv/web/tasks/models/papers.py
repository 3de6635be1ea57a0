"""Papers of tasks: numbered letters, reminders, forms that schools sent back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from objektiv.web.tasks.enums import FormState, LetterKind
from objektiv.web.tasks.expected import Expected

PERSON = settings.AUTH_USER_MODEL
SIGN = "Ш"


class Letter(models.Model):
    """A numbered letter to several schools about one action: it gives the tasks, or reminds of them.

    What it says is kept: made again, it is the same letter. ``expected``: what is to be reported beside the words,
    ``[{"name", "label", "type"}]``.
    """

    action = models.ForeignKey(
        "plans.Action", models.PROTECT, related_name="task_letters", verbose_name="мероприятие"
    )
    kind = models.CharField("вид", max_length=8, choices=LetterKind)
    organisation = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="+", verbose_name="кто поручает"
    )
    number = models.PositiveIntegerField("№")
    year = models.PositiveSmallIntegerField("год")
    made_on = models.DateField("от", default=timezone.localdate)
    due_on = models.DateField("срок", null=True, blank=True)
    subject = models.TextField("мероприятие, как в письме")
    words = models.TextField("что сделать и сообщить", blank=True)
    expected: models.JSONField[list[dict[str, str]]] = models.JSONField(
        "что сообщить", default=list, blank=True
    )
    is_paper_needed = models.BooleanField("нужен документ", default=False)
    signed_by = models.CharField("кто подписывает", max_length=260, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто составил")

    class Meta:
        ordering = ("-year", "-number", "-pk")
        verbose_name = "письмо с поручением"
        verbose_name_plural = "письма с поручениями"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "year", "number"), name="task_letter_number"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} № {self.shown_number} от {self.made_on:%d.%m.%Y}"

    @property
    def shown_number(self) -> str:
        """«7-Ш»: the number as it is printed everywhere; the book of tasks has a letter of its own."""
        return f"{self.number}-{SIGN}"

    @property
    def questions(self) -> tuple[Expected, ...]:
        """What is to be reported beside the words."""
        return tuple(Expected.of(one) for one in self.expected)


class Reminder(models.Model):
    """That a school was reminded of its task, by which letter; once a day."""

    task = models.ForeignKey("tasks.Task", models.PROTECT, related_name="reminders", verbose_name="поручение")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="reminders", verbose_name="письмо")
    on = models.DateField("когда", default=timezone.localdate)

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = "напоминание"
        verbose_name_plural = "напоминания"
        constraints = (models.UniqueConstraint(fields=("task", "on"), name="one_reminder_a_day"),)

    def __str__(self) -> str:
        return f"Напоминание от {self.on:%d.%m.%Y}"


class FormHeap(models.Model):
    """Files that came back from schools, brought at once; nothing of them counts before it is confirmed."""

    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name="кто внёс")
    created_at = models.DateTimeField("когда", auto_now_add=True)
    applied_at = models.DateTimeField("подтверждено", null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "внесение отчётов"
        verbose_name_plural = "внесения отчётов"

    def __str__(self) -> str:
        return f"Отчёты школ от {timezone.localtime(self.created_at):%d.%m.%Y %H:%M}"


class ReturnedForm(models.Model):
    """One file of a heap: whose form or document it is, what is written in it, or why it was not taken."""

    heap = models.ForeignKey(FormHeap, models.CASCADE, related_name="forms", verbose_name="внесение")
    name = models.CharField("имя файла", max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField("размер, байт", default=0)
    task = models.ForeignKey(
        "tasks.Task", models.PROTECT, null=True, blank=True, related_name="returned", verbose_name="поручение"
    )
    state = models.CharField("состояние", max_length=8, choices=FormState)
    sentence = models.CharField("пояснение", max_length=300, blank=True)
    text = models.TextField("что сделано", blank=True)
    answers: models.JSONField[dict[str, str]] = models.JSONField("ответы", default=dict)
    report = models.ForeignKey(
        "tasks.Report", models.SET_NULL, null=True, blank=True, related_name="forms", verbose_name="отчёт"
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "файл школы"
        verbose_name_plural = "файлы школ"

    def __str__(self) -> str:
        return self.name
