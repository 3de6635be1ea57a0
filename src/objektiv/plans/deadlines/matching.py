"""Which of the events that people dated is the one a deadline names: by words, whatever their endings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from objektiv.plans.deadlines.vocabulary import listed
from objektiv.plans.words import STOP, stem, tokens

# Words about the holding of an event itself: «проведение ВПР», «день ВПР», «начало ВПР» are ВПР.
_HOLDING = frozenset(
    stem(word)
    for word in listed(
        "проведение проведения день дня дата начало начала процедура процедуры каждый каждой каждого сам сама"
    )
)
# «по предмету», «по классам» stand for whatever subject and class the dated event names.
_PLACEHOLDERS = frozenset(
    stem(word) for word in listed("предмет предмету предметам класс классам соответствующий")
)
_COMING = frozenset(
    stem(word) for word in listed("получение поступление опубликование публикация объявление")
)
_RESULTS = frozenset(stem(word) for word in listed("результаты результатов итоги итогов"))
# «Результаты анализа» are not the results that people wait for.
_OTHER_WORK = frozenset(
    stem(word) for word in listed("анализ мониторинг перепроверка проверка апелляция контроль")
)
_ADJECTIVE = re.compile(r"(?:ого|его|ому|ых|их|ый|ий|ая|яя|ые|(?<!н)ие|ой|ое)$")


@dataclass(frozen=True, slots=True)
class _Name:
    head: str
    stems: frozenset[str]


def is_same_event(named: str, event: str) -> bool:
    """Whether a dated event («ВПР», «получение результатов») is the event that a deadline names.

    The words of one must be among those of the other; what the term is counted from — the first noun — must be in
    both, so the date of ВПР never serves for «получение результатов ВПР».
    """
    ours, theirs = _name(named), _name(event)
    if not ours.stems or not theirs.stems:
        return tokens(named) == tokens(event)
    if ours.stems <= theirs.stems:
        return theirs.head in ours.stems and not (theirs.stems - ours.stems) & _OTHER_WORK
    return theirs.stems <= ours.stems and ours.head in theirs.stems


def _name(text: str) -> _Name:
    said = [word for word in tokens(text) if word not in STOP]
    stems = [stem(word) for word in said]
    kept = [k for k in range(len(stems)) if not _is_idle(stems, k)]
    head = next((k for k in kept if not _ADJECTIVE.search(said[k])), kept[0] if kept else 0)
    return _Name(stems[head] if kept else "", frozenset(stems[k] for k in kept))


def _is_idle(stems: list[str], at: int) -> bool:
    """Whether a word says nothing about which event it is."""
    one = stems[at]
    if one in _COMING:
        return any(other in _RESULTS for other in stems)
    if one in _PLACEHOLDERS:
        return not any(other.isdigit() for other in stems)
    return one in _HOLDING and len(stems) > 1
