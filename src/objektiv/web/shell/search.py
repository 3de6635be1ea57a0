"""Search over everything a person sees: each app adds its own source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

LIMIT = 12
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its title, a word about it, its page."""

    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where to look: ``find(user, words, limit)`` gives only what the person sees."""

    title: str
    find: Callable[[Any, str, int], Iterable[Hit]]


_sources: dict[str, Source] = {}


def add_source(source: Source) -> None:
    """Called by an app when it is ready."""
    _sources[source.title] = source


def search_everywhere(user: Any, words: str) -> list[tuple[str, list[Hit]]]:
    """Hits by source; nothing for fewer than two letters."""
    if len(words) < SHORTEST:
        return []
    found = [(one.title, list(one.find(user, words, LIMIT))) for one in _sources.values()]
    return [(title, hits) for title, hits in found if hits]
