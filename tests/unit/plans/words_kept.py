"""Whether every word of a document stands in the plan that was read from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from objektiv.plans.model import Plan
from objektiv.plans.record import to_record

_WORD = re.compile(r"[^\W_]+")


def lost_words(text: str, plan: Plan) -> list[str]:
    """Words of a document that stand nowhere in its plan: in no field, remark or heading of a column."""
    kept = {word for said in _texts(to_record(plan)) for word in _WORD.findall(said)}
    return [word for word in dict.fromkeys(_WORD.findall(text)) if word not in kept]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, own in value.items():
            if key not in {"place", "source"}:
                yield from _texts(own)
    elif isinstance(value, list):
        for own in value:
            yield from _texts(own)
    elif isinstance(value, str):
        yield value
