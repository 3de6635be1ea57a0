"""How long a term is: «2 дня», «трёх (3) рабочих дней», «неделю», «10-дневный срок», «3–5 дней», «полгода»."""

from __future__ import annotations

from dataclasses import dataclass

from objektiv.plans.deadlines import vocabulary as say
from objektiv.plans.deadlines.counting import cardinal_at, number_at
from objektiv.plans.deadlines.rule import Span, Unit
from objektiv.plans.deadlines.tokens import Sort, Tokens
from objektiv.plans.deadlines.vocabulary import word_set

WORKING = word_set("рабочих рабочий рабочего рабочие рабочую раб рабоч р")
CALENDAR = word_set("календарных календарный календарного календарные календ кал полных")
_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Amount:
    """How far from the event; ``other`` when two numbers are said; ``is_said``: the number itself stands there."""

    count: int
    unit: Unit
    other: int | None = None
    is_said: bool = True
    is_year: bool = False


def amount_at(t: Tokens, at: int) -> tuple[Amount, int] | None:
    """«2 дня», «трёх (3) рабочих дней», «неделю», «10-дневный срок», «3–5 дней», «полгода»."""
    if found := _adjective_amount(t, at):
        return found
    for word, amount in (("полгода", Amount(6, Unit.MONTH)), ("полмесяца", Amount(15, Unit.CALENDAR_DAY))):
        if t.word(at) == word:
            return amount, at + 1
    begin = at + (t.word(at) == "от")
    first = cardinal_at(t, begin)
    count, after, other = (first[0], first[1], None) if first else (1, at, None)
    if first and t.word(after) in {"-", "до", "или"} and (second := cardinal_at(t, after + 1)):
        other, after = second
    after = _past_repetition(t, after)
    return _unit_at(t, after, count, other, is_said=first is not None)


def _unit_at(
    t: Tokens, at: int, count: int, other: int | None, *, is_said: bool
) -> tuple[Amount, int] | None:
    is_working = t.word(at) in WORKING
    at += is_working or t.word(at) in CALENDAR
    word = t.word(at)
    span = Span.DAY if is_working and word == "д" else say.UNITS.get(word)
    if word in say.HOURS and count % 24 == 0:
        return Amount(count // 24, Unit.CALENDAR_DAY), at + 1
    if span is Span.DAY and count > 0:
        unit = Unit.WORKING_DAY if is_working else Unit.CALENDAR_DAY
        at += 1
        if t.word(at) in {"(", ","} and t.word(at + 1) in WORKING | CALENDAR and t.word(at + 2) in {")", ""}:
            unit, at = (Unit.WORKING_DAY if t.word(at + 1) in WORKING else unit), at + 3
        return Amount(count, unit, other, is_said), min(at, len(t))
    if is_working or count < 1:
        return None
    if span is Span.WEEK:
        return Amount(count, Unit.WEEK, other, is_said), at + 1
    if span in _MONTHS and word not in {"г", "гг", "кв"}:
        by = _MONTHS[span]
        other = other * by if other else None
        return Amount(count * by, Unit.MONTH, other, is_said, is_year=span is Span.YEAR), at + 1
    return None


def _adjective_amount(t: Tokens, at: int) -> tuple[Amount, int] | None:
    """«10-дневный срок», «трёхдневного срока», «недельный срок»."""
    if t.sort(at) is Sort.DAYS_LONG:
        count, span = t.values(at)[0], Span.DAY
    elif t.word(at) in say.LONG_ADJECTIVES:
        count, span = say.LONG_ADJECTIVES[t.word(at)]
    else:
        return None
    is_working = t.word(at + 1) in WORKING
    at += 1 + is_working
    if t.word(at) not in {"срок", "срока", "сроке", "период"}:
        return None
    day = Unit.WORKING_DAY if is_working else Unit.CALENDAR_DAY
    return Amount(count, {Span.DAY: day, Span.WEEK: Unit.WEEK, Span.MONTH: Unit.MONTH}[span]), at + 1


def _past_repetition(t: Tokens, at: int) -> int:
    """Past the number said again: «3 (трёх)», «трёх (3)»."""
    if t.word(at) == "(" and (again := number_at(t, at + 1)) and t.word(again[1]) == ")":
        return again[1] + 1
    return at
