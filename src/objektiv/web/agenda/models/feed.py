"""The secret address under which another calendar reads what a person is to do."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from objektiv.web.agenda.enums import FeedScope


class Feed(models.Model):
    """One address of one person. Only the hash of its secret is kept; a person has one that works at most."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds", verbose_name="чей"
    )
    token_sha256 = models.CharField(max_length=64, unique=True)
    scope = models.CharField("что отдаёт", max_length=6, choices=FeedScope, default=FeedScope.MINE)
    created_at = models.DateTimeField("выдан", default=timezone.now)
    last_used_at = models.DateTimeField("последнее обращение", null=True, blank=True)
    revoked_at = models.DateTimeField("отозван", null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = "адрес календаря"
        verbose_name_plural = "адреса календарей"
        constraints = (
            models.UniqueConstraint(
                fields=("user",), condition=models.Q(revoked_at__isnull=True), name="one_open_feed"
            ),
        )

    def __str__(self) -> str:
        return f"Адрес календаря, {self.user}"

    @property
    def is_open(self) -> bool:
        """Works: nobody revoked it, and its person may sign in."""
        return self.revoked_at is None and self.user.is_active
