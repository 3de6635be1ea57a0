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


@dataclass(frozen=True, slots=True)
class Group:
    """What one source found; ``is_cut``: it knows more than is shown."""

    title: str
    hits: list[Hit]
    is_cut: bool


def search_everywhere(user: Any, words: str) -> list[tuple[str, list[Hit]]]:
    """Hits by source; nothing for fewer than two letters."""
    return [(one.title, one.hits) for one in search_groups(user, words)]


def search_groups(user: Any, words: str) -> list[Group]:
    """Hits by source, told apart those of which there are more."""
    if len(words) < SHORTEST:
        return []
    found = [(one.title, list(one.find(user, words, LIMIT + 1))) for one in _sources.values()]
    return [Group(title, hits[:LIMIT], len(hits) > LIMIT) for title, hits in found if hits]
