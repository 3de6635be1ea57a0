"""Parts of a period in words: «начало», «вторая декада», «2–3 недели», «последние числа»."""

from __future__ import annotations

from objektiv.plans.deadlines import vocabulary as say
from objektiv.plans.deadlines.counting import ImpossibleError, Numbers, numbers_at
from objektiv.plans.deadlines.rule import Portion
from objektiv.plans.deadlines.tokens import Tokens
from objektiv.plans.deadlines.vocabulary import word_set

_STARTS = word_set("начало начале начала началу")
_MIDDLES = word_set("середина середине середины середину")
_ENDS = word_set("конец конце конца концу")
_HALVES = word_set("половина половине половины половину")
_WEEKS = word_set("неделя недели неделе неделю недель нед")
_TENS = word_set("декада декаде декады декаду декад")
_FIGURES = word_set("числа числах числам")
_WEEK_PORTIONS = (Portion.WEEK_1, Portion.WEEK_2, Portion.WEEK_3, Portion.WEEK_4, Portion.WEEK_5)
_TEN_PORTIONS = (Portion.START, Portion.MIDDLE, Portion.END)
_COUNTED = (
    (_HALVES, (Portion.FIRST_HALF, Portion.SECOND_HALF)),
    (_WEEKS, _WEEK_PORTIONS),
    (_TENS, _TEN_PORTIONS),
)


def portions_at(t: Tokens, at: int) -> tuple[tuple[tuple[Portion, Portion], ...], int] | None:
    """Parts of a period, as pairs from–to: «начало», «вторая декада», «2–3 недели», «последние числа»."""
    word = t.word(at)
    if edges := _edges(t, at):
        return edges
    if word in say.LAST:
        return _last_portion(t, at + 1)
    if word in {"первые", "первых"} and t.word(at + 1) in _FIGURES:
        return ((Portion.START, Portion.START),), at + 2
    found = None if word in {"с", "со", "от"} else numbers_at(t, at)
    if found is None:
        return None
    numbers, after = found
    portions = next((portions for nouns, portions in _COUNTED if t.word(after) in nouns), None)
    return (_numbered(numbers, portions), after + 1) if portions else None


def _edges(t: Tokens, at: int) -> tuple[tuple[tuple[Portion, Portion], ...], int] | None:
    """«начало», «начало и конец», «начало – середина»."""
    first = _edge_of(t.word(at))
    if first is None:
        return None
    joint = t.word(at + 1)
    second_at = at + 2 + (t.word(at + 2) == "в")
    second = _edge_of(t.word(second_at))
    if second is None or joint not in {"и", ",", "-"}:
        return ((first, first),), at + 1
    return (((first, second),) if joint == "-" else ((first, first), (second, second))), second_at + 1


def _edge_of(word: str) -> Portion | None:
    for words, portion in ((_STARTS, Portion.START), (_MIDDLES, Portion.MIDDLE), (_ENDS, Portion.END)):
        if word in words:
            return portion
    return None


def _last_portion(t: Tokens, at: int) -> tuple[tuple[tuple[Portion, Portion], ...], int] | None:
    word = t.word(at)
    if word in {"рабочий", "учебный", "календарный"} and t.word(at + 1) == "день":
        return ((Portion.LAST_DAY, Portion.LAST_DAY),), at + 2
    for words, portion in (
        (_WEEKS, Portion.LAST_WEEK),
        (_TENS, Portion.END),
        (_FIGURES, Portion.END),
        (frozenset({"день", "дня", "дню"}), Portion.LAST_DAY),
    ):
        if word in words:
            return ((portion, portion),), at + 1
    return None


def _numbered(numbers: Numbers, portions: tuple[Portion, ...]) -> tuple[tuple[Portion, Portion], ...]:
    if any(not 1 <= number <= len(portions) for pair in numbers.pairs for number in pair):
        raise ImpossibleError("такой части месяца нет")
    return tuple((portions[first - 1], portions[last - 1]) for first, last in numbers.pairs)
