"""What the risk zone asks of a curator this week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from objektiv.web.shell.week import Task
from objektiv.web.support.models import SupportItem
from objektiv.web.support.queries import open_entries, visible_to

DAYS = 7
MOST = 10


def tasks(user: Any) -> Iterator[Task]:
    """Reviews and help whose day has come or comes within a week, at schools of which the person is the curator."""
    today = timezone.localdate()
    mine = open_entries(visible_to(user)).filter(curator=user)
    for one in mine.filter(review_on__lte=today + timedelta(days=DAYS)).order_by("review_on")[:MOST]:
        title = f"Проверить ход помощи: {one.school.title}"
        yield Task(title, reverse("risk_entry", args=[one.pk]), one.review_on, one.is_review_late)
    due = SupportItem.objects.filter(entry__in=mine, done_on=None, due_on__lte=today + timedelta(days=DAYS))
    for item in due.select_related("entry__school")[:MOST]:
        title = f"Помощь школе {item.entry.school.title}: {item.title}"
        yield Task(title, reverse("risk_entry", args=[item.entry_id]), item.due_on, item.is_late)
