"""Fields as the layout works on them: words of a cell on one line, joined and remarked, never changed silently."""

from __future__ import annotations

import re
from dataclasses import replace

from objektiv.plans.model import EMPTY, LIKELY, Field

__all__ = ["EMPTY", "joined", "noted", "one_line"]

_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f]")


def one_line(text: str) -> str:
    """The words with one space between them, without characters that nobody sees."""
    return " ".join(_UNSEEN.sub("", text).split())


def noted(field: Field, remark: str, confidence: float = LIKELY, *, suggestion: str = "") -> Field:
    """The field with one more remark and no more confidence than given."""
    remarks = [field.remark] if field.remark else []
    if remark not in field.remark:
        remarks.append(remark)
    return replace(
        field,
        remark="; ".join(remarks),
        confidence=min(field.confidence, confidence),
        suggestion=suggestion or field.suggestion,
    )


def joined(first: Field, second: Field, text: str, remark: str, confidence: float = LIKELY) -> Field:
    """Two fields as one with the joined text; an empty one brings nothing, not even its remark."""
    if not second:
        return first
    place = first.place if first and first.place == second.place else _both(first, second)
    suggestion = first.suggestion or second.suggestion
    remarks = "; ".join(
        dict.fromkeys(told for told in (first.remark if first else "", second.remark) if told)
    )
    whole = Field(
        text, place, min(first.confidence if first else 1.0, second.confidence), remarks, suggestion
    )
    return noted(whole, remark, confidence)


def _both(first: Field, second: Field) -> str:
    return f"{first.place}; {second.place}" if first else second.place
