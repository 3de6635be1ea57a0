"""The same action written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared, Row
from objektiv.plans.words import fold, stem

_LIKE = 80
_FEWEST_WORDS = 3


def _look(prepared: Prepared) -> Iterator[Spot]:
    for one, other in combinations(prepared.rows, 2):
        if one.is_decision == other.is_decision and _is_same(one, other):
            yield _spot(one, other)


def _is_same(one: Row, other: Row) -> bool:
    """Whether the texts say the same: the same words, a misspelt one counts as itself; another number does not."""
    if min(len(one.stems), len(other.stems)) < _FEWEST_WORDS:
        return False
    if re.findall(r"\d+", one.folded) != re.findall(r"\d+", other.folded):
        return False
    left, right = one.stems - other.stems, other.stems - one.stems
    if len(left) + len(right) > 4:
        return False
    return all(_has_like(word, right) for word in left) and all(_has_like(word, left) for word in right)


def _has_like(word: str, others: frozenset[str]) -> bool:
    return any(fuzz.ratio(word, other) >= _LIKE for other in others)


def _spot(one: Row, other: Row) -> Spot:
    differences = [
        f"{title} — «{first or 'пусто'}» и «{second or 'пусто'}»"
        for title, first, second, differ in (
            ("срок", one.action.deadline.text, other.action.deadline.text, _terms_differ(one, other)),
            (
                "ответственный",
                one.action.responsible.text,
                other.action.responsible.text,
                _owners_differ(one, other),
            ),
        )
        if differ
    ]
    told = f"; различаются: {', '.join(differences)}" if differences else ""
    return Spot(
        f"{one.label} и {other.label} — одно и то же мероприятие{told}.", rows=(one.index, other.index)
    )


def _terms_differ(one: Row, other: Row) -> bool:
    left, right = (fold(row.action.deadline.text).split() for row in (one, other))
    return [stem(word.strip(".,")) for word in left] != [stem(word.strip(".,")) for word in right]


def _owners_differ(one: Row, other: Row) -> bool:
    """Whether others are named; «администрация» and «администрация школы» are the same."""
    left, right = ({owner.title or fold(owner.text) for owner in row.owners} for row in (one, other))
    return left != right


CHECK = Check(
    code="duplicate_actions",
    title="Мероприятие повторяется",
    severity=Severity.ERROR,
    why="У повторённого мероприятия два срока или два ответственных: каждый считает, что сделает другой.",
    remedy="Оставьте одну строку или назовите, чем они отличаются.",
    look=_look,
)
