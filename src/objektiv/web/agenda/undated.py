"""Rows of plans that have no day: what the document says of their term, and why no day follows from it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from objektiv.web.agenda.narrowing import CalendarFilter
from objektiv.web.plans.enums import SAID
from objektiv.web.plans.models import Action


def undated(user: Any, chosen: CalendarFilter) -> QuerySet[Action]:
    """Those that nobody has finished yet."""
    return chosen.rows(user).filter(due_on__isnull=True).exclude(status__in=SAID)
