"""What waits for a person: each app adds its own things with their days; the start page shows them, overdue first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, where, until which day (None: no day), whether the day has passed, a word about it."""

    title: str
    url: str
    due: date | None = None
    is_overdue: bool = False
    note: str = ""


_sources: dict[str, Callable[[Any], Iterable[Task]]] = {}


def add_tasks(name: str, find: Callable[[Any], Iterable[Task]]) -> None:
    """Called by an app when it is ready; ``find(user)`` gives only what this person is to do."""
    _sources[name] = find


def tasks_for(user: Any) -> list[Task]:
    """Overdue first, then by the day, those without a day last."""
    found = [task for find in _sources.values() for task in find(user)]
    return sorted(found, key=lambda one: (not one.is_overdue, one.due or date.max, one.title))
