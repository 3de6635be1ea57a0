"""Who reads the journal of cases: those to whom the case itself is open."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import reachable
from objektiv.web.audit.guards import Guard
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import visible_to

SENTENCE = (
    "Записи о карточках анализа признаков читают те, кому открыта сама карточка: пока идёт анализ, это школа "
    "и те, кто с ней работает. Здесь таких записей не видно."
)


def readable(user: Any) -> Q:
    """Records about cases that the person sees with their signs."""
    seen = visible_to(user, timezone.localdate()).order_by()
    keys = seen.annotate(key=Cast("pk", CharField())).values("key")
    # What names no case, a heap of letters for one, is for those who see signs before the reply.
    early = reachable(user, Permission.FINDINGS_PRELIMINARY, "unit_path") | reachable(
        user, Permission.CASES_REPLY, "unit_path"
    )
    unnamed = ~Q(object_type=Case._meta.label_lower) & early
    about = Q(object_type=Case._meta.label_lower, object_id__in=keys)
    return about | (unnamed & reachable(user, Permission.CASES_VIEW, "unit_path"))


# By the object too: apps above write about cases with verbs of their own.
CONCERNED = Q(verb__startswith="case.") | Q(object_type=Case._meta.label_lower)
GUARD = Guard(CONCERNED, readable, SENTENCE)
