"""Drafts: what a person writes is kept on the server until it is sent, so that neither a fault nor a day loses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from objektiv.web.cases.models import Case, Draft

NOT_KEPT = ("version", "csrfmiddlewaretoken", "papers")
LONGEST = 60_000


def save_draft(case: Case, user: Any, act: str, fields: Mapping[str, str]) -> Draft | None:
    """Keep the fields; empty ones alone drop the draft. Nothing else of the case changes."""
    said = {name: value for name, value in fields.items() if name not in NOT_KEPT and value.strip()}
    if not said or sum(map(len, said.values())) > LONGEST:
        drop_draft(case, user, act)
        return None
    kept, _ = Draft.objects.update_or_create(
        case=case, user=user, act=act, defaults={"fields": said, "saved_at": timezone.now()}
    )
    return kept


def drop_draft(case: Case, user: Any, act: str) -> None:
    """It was sent, or is not wanted."""
    Draft.objects.filter(case=case, user=user, act=act).delete()


def drafts_of(case: Case, user: Any) -> dict[str, Draft]:
    """Act → the person's draft."""
    return {one.act: one for one in Draft.objects.filter(case=case, user=user)}
