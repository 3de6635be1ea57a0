"""Nouns of the case."""

from __future__ import annotations

from objektiv.web.cases.models.case import Attachment, Case, Explanation, Reply
from objektiv.web.cases.models.papers import Draft, FormHeap, Letter, ReturnedForm
from objektiv.web.cases.models.terms import DEFAULT_REPLY_DAYS, Terms

__all__ = [
    "DEFAULT_REPLY_DAYS",
    "Attachment",
    "Case",
    "Draft",
    "Explanation",
    "FormHeap",
    "Letter",
    "Reply",
    "ReturnedForm",
    "Terms",
]
