"""What the risk zone puts on a curator's first page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from objektiv.web.support import domain
from objektiv.web.support.models import RiskEntry, SupportItem
from objektiv.web.support.week import tasks

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def said(user) -> list[tuple[str, bool]]:
    return [(one.title, one.is_overdue) for one in tasks(user)]


def test_the_curator_reads_what_is_due_and_nobody_else(cast, ready) -> None:
    today, methodist = timezone.localdate(), cast.roles["municipal_methodist"]
    for title, days in (("Занятие", 3), ("Консультация", 30), ("Выезд", 5)):
        item = domain.add_support(ready, title=title, due_on=today + days * DAY, by=methodist)
    domain.complete_support(item, by=methodist)
    domain.edit_entry(ready, by=cast.coordinator, review_on=today + 2 * DAY)
    assert said(methodist) == [
        ("Проверить ход помощи: Школа № 1", False),
        ("Помощь школе Школа № 1: Занятие", False),
    ]
    RiskEntry.objects.update(review_on=today - DAY)
    SupportItem.objects.filter(title="Занятие").update(due_on=today - DAY)
    assert [is_over for _, is_over in said(methodist)] == [True, True]
    assert (said(cast.coordinator), said(cast.deputy)) == ([], [])
    domain.reject(ready, reason="Помощь уже оказана.", by=cast.coordinator)
    assert said(methodist) == []
