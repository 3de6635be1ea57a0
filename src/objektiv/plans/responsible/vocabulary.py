"""Posts, groups and organisations that plans name; the words lie in ``posts.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from objektiv.plans.responsible.words import Kind
from objektiv.plans.words import stem, tokens

_PLURAL = (
    "и",
    "ы",
    "ей",
    "ов",
    "ев",
    "ам",
    "ям",
    "ами",
    "ями",
    "ах",
    "ях",
    "ие",
    "ые",
    "их",
    "ых",
    "им",
    "ым",
)
_PLURAL_IN_A = ("директора", "учителя", "специалисты", "координаторы", "эксперты")
_LONG, _SHORTEST_REPAIRED = 8, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A post, group or organisation. ``phrases``: beginnings of words; ``group_of``: whose plural makes a group;
    ``alone``: title of the entry that it is when no word follows."""

    kind: Kind
    title: str
    phrases: tuple[tuple[str, ...], ...]
    roles: tuple[str, ...]
    group_of: tuple[str, ...] = ()
    alone: str = ""


class Hit(NamedTuple):
    """An entry found at a word: how many words it takes and the word that was repaired, if any."""

    entry: Entry
    length: int
    repaired: str


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry of the vocabulary."""
    data = tomllib.loads(
        files("objektiv.plans.responsible").joinpath("posts.toml").read_text(encoding="utf-8")
    )
    return tuple(
        Entry(
            kind,
            row["title"],
            tuple(tuple(phrase.split()) for phrase in row["says"]),
            tuple(row["roles"]),
            tuple(row.get("group_of", ())),
            row.get("alone", ""),
        )
        for kind in (Kind.POST, Kind.GROUP, Kind.ORGANISATION)
        for row in data[kind]
    )


def longest_hit(words: list[str]) -> Hit | None:
    """The entry whose words stand at the beginning of ``words`` (folded), the longest; None when there is none."""
    return _exact_hit(words) or _repaired_hit(words)


def _exact_hit(words: list[str]) -> Hit | None:
    hits = [
        Hit(entry, len(phrase), "")
        for entry in entries()
        for phrase in entry.phrases
        if len(phrase) <= len(words) and all(map(_is_word, phrase, words))
    ]
    return max(hits, key=lambda hit: hit.length, default=None)


def meant(entry: Entry, words: list[str]) -> Entry:
    """The entry that the words name: «руководители» alone are heads of schools, with «МТГ» after it they are not."""
    if entry.alone and len(words) == 1:
        return next(one for one in entries() if one.title == entry.alone)
    return entry


def is_plural(word: str) -> bool:
    """Whether a folded word looks like a plural; abbreviations do not."""
    return word in _PLURAL_IN_A or (len(word) > _SHORTEST_REPAIRED and word.endswith(_PLURAL))


def is_group(entry: Entry, words: list[str]) -> bool:
    """Whether the words name many people of many organisations: «руководители ОО»."""
    whose = any(_is_word(begin, word) for begin in entry.group_of for word in words[1:])
    return whose and is_plural(words[0])


def _is_word(begin: str, word: str) -> bool:
    return word == begin[1:] if begin.startswith("=") else word.startswith(begin)


def _repaired_hit(words: list[str]) -> Hit | None:
    """A hit after one misspelt first word is mended, when exactly one entry comes near."""
    if not words or len(words[0]) < _SHORTEST_REPAIRED:
        return None
    near = {
        begin: distance
        for begin in _first_words()
        if (distance := _distance(words[0], begin)) <= (2 if len(begin) >= _LONG else 1)
    }
    if not near:
        return None
    best = min(near, key=lambda begin: (near[begin], begin))
    hit = _exact_hit([best, *words[1:]])
    return hit._replace(repaired=best) if hit else None


@cache
def _first_words() -> frozenset[str]:
    whole = (word for entry in entries() for phrase in entry.phrases for word in phrase[:1])
    return frozenset(word for word in whole if len(word) >= _SHORTEST_REPAIRED and not word.startswith("="))


def _distance(word: str, begin: str) -> int:
    """Misspelt letters between a word without its ending and a beginning of the vocabulary; large when unlike."""
    if word[0] != begin[0]:
        return 9
    return min(DamerauLevenshtein.distance(form, begin) for form in {stem(word), word[: len(begin)], word})


@cache
def school_subjects() -> frozenset[str]:
    """Stems of subjects: «учителя русского языка, математики» is one group."""
    named = (
        "математики физики химии биологии географии истории обществознания информатики литературы русского языка"
        " английского иностранного немецкого французского родного технологии музыки изо обж физкультуры начальных"
        " классов физической культуры"
    )
    return frozenset(map(stem, tokens(named)))
