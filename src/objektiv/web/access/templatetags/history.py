"""``{% load history %}{% history_of object %}``: the last records about it, for those who see the journal."""

from __future__ import annotations

from typing import Any

from django import template
from django.db import models

from objektiv.web.access import journal
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of

register = template.Library()
SHOWN = 10


@register.inclusion_tag("access/history.html", takes_context=True)
def history_of(context: Any, obj: models.Model) -> dict[str, Any]:
    """A table of the last records with a link to all of them; nothing without the right."""
    user = context["request"].user
    if Permission.JOURNAL_VIEW not in permissions_of(user):
        return {"may_see": False}
    records = journal.history_of(journal.visible_records(user), obj).order_by("-number")
    found = list(records[: SHOWN + 1])
    return {
        "may_see": True, "records": found[:SHOWN], "has_more": len(found) > SHOWN, "kind": obj._meta.label_lower,
        "key": obj.pk,
    }  # fmt: skip
