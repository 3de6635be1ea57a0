"""What was told is remembered so that it is not told again; after that it says nothing and goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from objektiv.web.agenda.models import Notice

KEPT = timedelta(
    days=400
)  # nothing asks for a reminder that it asked for so long ago: the longest occasion is a week


def forget_notices(now: datetime | None = None) -> int:
    """Delete notices older than ``KEPT``, how many. The oldest comes first by its key, so a look costs nothing."""
    limit = (now or timezone.now()) - KEPT
    oldest = Notice.objects.order_by("pk").values_list("made_at", flat=True).first()
    if oldest is None or oldest >= limit:
        return 0
    return Notice.objects.filter(made_at__lt=limit).delete()[0]
