"""What a person wants to be written, and what was written."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from objektiv.web.agenda.enums import WISH_START, NoticeState, Thing, Wish


class MailWish(models.Model):
    """Which letters a person chose; who chose nothing gets all."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_wish", verbose_name="кто"
    )
    wish = models.CharField("письма", max_length=6, choices=Wish, default=WISH_START)

    class Meta:
        verbose_name = "выбор писем"
        verbose_name_plural = "выбор писем"

    def __str__(self) -> str:
        return f"{self.user}: {self.get_wish_display()}"


class Notice(models.Model):
    """One thing of which a person was told once: written before the letter leaves, so that nobody is told twice.

    ``key``: of the action, of its moved date, of the case; 0 for the digest. ``occasion``: «before_7», «on_day»,
    «overdue_8», «moved», «digest». ``day``: the due day that was told, of the digest its Monday. ``letter``: one number
    for all that stood in the same letter.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name="кому"
    )
    thing = models.CharField("о чём", max_length=8, choices=Thing)
    key = models.PositiveBigIntegerField()
    occasion = models.CharField("повод", max_length=14)
    day = models.DateField("срок")
    letter = models.UUIDField(db_index=True)
    state = models.CharField("что стало", max_length=8, choices=NoticeState, default=NoticeState.CLAIMED)
    made_at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "отправленное напоминание"
        verbose_name_plural = "отправленные напоминания"
        constraints = (
            models.UniqueConstraint(fields=("user", "thing", "key", "occasion", "day"), name="told_once"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_thing_display()} {self.key}, {self.occasion}, {self.day:%d.%m.%Y}"
