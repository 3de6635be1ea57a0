"""``{% load journal %}{{ one.verb|verb_title }}`` and ``{% for line in one|changes %}``."""

from __future__ import annotations

from django import template

from objektiv.web.audit.models import Record
from objektiv.web.audit.verbs import FieldChange, changes_of, title_of

register = template.Library()


@register.filter
def verb_title(verb: str) -> str:
    """The Russian title of a verb."""
    return title_of(verb)


@register.filter
def changes(record: Record) -> list[FieldChange]:
    """What a record changed, in words."""
    return changes_of(record)
