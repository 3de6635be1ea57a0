"""Which typical actions an action of a plan is, told from its words."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from objektiv.plans.catalogue.entries import ActionEntry
from objektiv.plans.catalogue.loader import load_catalogue
from objektiv.plans.words import has, tokens

_DISTANT = 0.75  # a phrase whose words stand far from the beginning of the text counts less

_WEAKEST = 6.0  # fewer shared letters say nothing
_SLACK = 3  # other words allowed at the beginning: «организация и проведение»


class Match(NamedTuple):
    """An entry and how surely it is meant: letters of the words it shares with the text, less when they come late."""

    entry: ActionEntry
    strength: float


def matches(text: str) -> tuple[Match, ...]:
    """Typical actions whose words all stand in the text, the surest first; empty when none is recognised."""
    return _matches(text)


@cache
def _matches(text: str) -> tuple[Match, ...]:
    words = tokens(text)
    found = []
    for entry in load_catalogue().actions.values():
        strength = max((_strength(words, phrase) for phrase in entry.words), default=0.0)
        if strength >= _WEAKEST:
            found.append(Match(entry, strength))
    return tuple(sorted(found, key=lambda match: (-match.strength, match.entry.number)))


def _strength(words: list[str], phrase: str) -> float:
    """Letters of the phrase, all of whose words must be in the text, or at its beginning («^»); 0 when one is not."""
    if phrase.startswith("^"):
        phrase = phrase[1:]
        words = words[: len(phrase.split()) + _SLACK]
    if not has(words, phrase):
        return 0.0
    letters = sum(len(begin.lstrip("=")) for begin in phrase.split())
    first = min(_position(words, begin) for begin in phrase.split())
    return letters * (1 if first <= 2 else _DISTANT)


def _position(words: list[str], begin: str) -> int:
    return next((place for place, word in enumerate(words) if has([word], begin)), len(words))
