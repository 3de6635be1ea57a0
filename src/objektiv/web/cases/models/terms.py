"""Terms of a part of the territory, and who signs its letters."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

DEFAULT_REPLY_DAYS = 10
LONGEST_REPLY_DAYS = 60


class Terms(models.Model):
    """Terms of a part of the territory. What is empty here is taken from the nearest part above that has it."""

    unit = models.OneToOneField("territory.Unit", models.CASCADE, related_name="+", verbose_name="территория")
    reply_days = models.PositiveSmallIntegerField(
        "рабочих дней на пояснения",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_REPLY_DAYS)],
    )
    works_kept_until = models.DateField(
        "работы хранятся до",
        null=True,
        blank=True,
        help_text="Последний день хранения. Федеральная рекомендация — до получения результатов.",
    )
    signer_post = models.CharField("должность того, кто подписывает письма", max_length=150, blank=True)
    signer_name = models.CharField("фамилия и инициалы", max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "сроки"
        verbose_name_plural = "сроки"

    def __str__(self) -> str:
        return f"Сроки: {self.unit}"
