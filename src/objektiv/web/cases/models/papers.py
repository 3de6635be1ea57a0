"""Papers of cases: numbered letters, forms that schools sent back, drafts of what people write."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from objektiv.web.cases.enums import REGISTER_SIGNS, FormState, LetterKind, Register


class Letter(models.Model):
    """A numbered letter or a draft order about a case. What it says is kept: made again, it is the same letter.

    ``questions``: [keys of explanations, text] as asked; ``code`` names the form that goes with a request.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="letters", verbose_name="карточка")
    kind = models.CharField("вид", max_length=8, choices=LetterKind)
    organisation = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="+", verbose_name="кто отправляет"
    )
    register = models.CharField("книга учёта", max_length=8, choices=Register)
    number = models.PositiveIntegerField("№")
    year = models.PositiveSmallIntegerField("год")
    made_on = models.DateField("от", default=timezone.localdate)
    addressee = models.CharField("кому", max_length=300, blank=True)
    due_on = models.DateField("срок", null=True, blank=True)
    signed_by = models.CharField("кто подписывает", max_length=260, blank=True)
    questions = models.JSONField("вопросы", default=list)
    code = models.CharField("код бланка", max_length=24, unique=True, null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто составил"
    )

    class Meta:
        ordering = ("-year", "-number")
        verbose_name = "письмо"
        verbose_name_plural = "письма"
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "register", "year", "number"), name="letter_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} № {self.shown_number} от {self.made_on:%d.%m.%Y}"

    @property
    def shown_number(self) -> str:
        """«7-И» among outgoing letters, «7-П» among orders: the number as it is printed everywhere."""
        return f"{self.number}-{REGISTER_SIGNS[self.register]}"

    @property
    def paper(self) -> str:
        """«приказ» or «письмо»: what its file is called."""
        return "приказ" if self.register == Register.ORDERS else "письмо"

    @property
    def signer(self) -> str:
        """Who signs: an order is the school's own, its head signs it; empty where nobody was named."""
        return "руководитель школы" if self.register == Register.ORDERS else self.signed_by


class FormHeap(models.Model):
    """Files that came back from schools, brought at once; nothing of them counts before it is confirmed."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто внёс"
    )
    created_at = models.DateTimeField("когда", auto_now_add=True)
    applied_at = models.DateTimeField("подтверждено", null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "внесение бланков"
        verbose_name_plural = "внесения бланков"

    def __str__(self) -> str:
        return f"Бланки от {timezone.localtime(self.created_at):%d.%m.%Y %H:%M}"


class ReturnedForm(models.Model):
    """One file of a heap: whose form it is, what is written in it, or why it was not taken."""

    heap = models.ForeignKey(FormHeap, models.CASCADE, related_name="forms", verbose_name="внесение")
    name = models.CharField("имя файла", max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField("размер, байт", default=0)
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="returned", verbose_name="письмо"
    )
    state = models.CharField("состояние", max_length=8, choices=FormState)
    sentence = models.CharField("пояснение", max_length=300, blank=True)
    text = models.TextField("пояснения школы", blank=True)
    answers = models.JSONField("ответы", default=dict)
    reply = models.ForeignKey(
        "cases.Reply", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="пояснения"
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "бланк"
        verbose_name_plural = "бланки"

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """What a person has written and not sent yet, at one act of one case."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="drafts", verbose_name="карточка")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="кто")
    act = models.CharField("действие", max_length=20)
    fields = models.JSONField("поля", default=dict)
    saved_at = models.DateTimeField("сохранён", default=timezone.now)

    class Meta:
        verbose_name = "черновик"
        verbose_name_plural = "черновики"
        constraints = (models.UniqueConstraint(fields=("case", "user", "act"), name="one_draft"),)

    def __str__(self) -> str:
        return f"Черновик: {self.act}, {self.case_id}"
