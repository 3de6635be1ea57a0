"""Records that not everybody with the right to the journal reads: each app above guards those of its own verbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from objektiv.web.audit.models import Record


@dataclass(frozen=True, slots=True)
class Guard:
    """``concerns``: the records of which the rule speaks; ``readable``: person → those of them that may be read.

    ``sentence`` says on the page and in the export what is not shown there, the same whatever was withheld.
    """

    concerns: Q
    readable: Callable[[Any], Q]
    sentence: str


_guards: dict[str, Guard] = {}


def add_guard(name: str, guard: Guard) -> None:
    """Called by an app when it is ready; the same name twice is one."""
    _guards[name] = guard


def readable_by(user: Any, records: QuerySet[Record]) -> QuerySet[Record]:
    """Of some records, those that no guard withholds from the person."""
    for guard in _guards.values():
        records = records.filter(~guard.concerns | guard.readable(user))
    return records


def withheld_from(user: Any, records: QuerySet[Record]) -> list[str]:
    """What to say of those of the records that are withheld from the person; one query a guard."""
    return [
        guard.sentence
        for guard in _guards.values()
        if records.filter(guard.concerns).exclude(guard.readable(user)).exists()
    ]
