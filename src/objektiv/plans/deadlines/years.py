"""Years in words: «учебный год», «2023/24», «2024 г.», «2023-2025 годы», «весь год»."""

from __future__ import annotations

from dataclasses import replace

from objektiv.plans.deadlines import vocabulary as say
from objektiv.plans.deadlines.counting import (
    FIRST_YEAR,
    LAST_YEAR,
    YEAR_WORDS,
    ImpossibleError,
    numbers_at,
    skip_year_word,
    year_at,
)
from objektiv.plans.deadlines.pieces import Found, Pieces, period_range
from objektiv.plans.deadlines.rule import Period, Span
from objektiv.plans.deadlines.tokens import Sort, Tokens
from objektiv.plans.deadlines.vocabulary import word_set

_WHOLE = word_set("весь всего всей всю все целого календарный календарного календарном отчетный")


def school_year(t: Tokens, at: int) -> Found:
    """«учебный год», «2023/24 учебный год», «следующий учебный год»; «2023-2024» is either sort of year."""
    at += t.word(at) in _WHOLE
    found = year_at(t, at)
    if found is None:
        return None
    said, after = found
    is_school = any(t.word(k) in say.SCHOOL for k in range(at, after))
    if said.school_year and not is_school and not t.values(at)[2]:
        years = replace(
            Period(Span.YEAR, year=said.school_year), until=Period(Span.YEAR, year=said.school_year + 1)
        )
        return Pieces(
            (Period(Span.SCHOOL_YEAR, school_year=said.school_year), years), alternative=True
        ), after
    span = Span.SCHOOL_YEAR if is_school or said.school_year else Span.YEAR
    if span is Span.YEAR and t.sort(at) is Sort.NUMBER and t.word(after - 1) not in YEAR_WORDS:
        after_number = t.word(after)
        if after_number and after_number not in {",", ";", ")", "-", ":"}:
            return None
    return Pieces((Period(span, year=said.year, school_year=said.school_year, shift=said.shift),)), after


def years(t: Tokens, at: int) -> Found:
    """«2023-2025 годы», «2024, 2025 гг.»."""
    if t.sort(at) is Sort.YEARS:
        first, last, is_school = t.values(at)
        if is_school or (t.word(at + 1) not in YEAR_WORDS and last <= first + 1):
            return None
        if last < first:
            raise ImpossibleError("начало срока позже его конца")
        return Pieces(
            (period_range(Period(Span.YEAR, year=first), Period(Span.YEAR, year=last)),)
        ), skip_year_word(t, at + 1)
    found = numbers_at(t, at)
    if found is None or t.word(found[1]) not in YEAR_WORDS:
        return None
    numbers, after = found
    if any(not FIRST_YEAR <= number <= LAST_YEAR for pair in numbers.pairs for number in pair):
        return None
    years = tuple(
        period_range(Period(Span.YEAR, year=first), Period(Span.YEAR, year=last))
        for first, last in numbers.pairs
    )
    return Pieces(years, numbers.alternative), after + 1


def bare_year(t: Tokens, at: int) -> Found:
    """«год», «весь год», «календарный год»."""
    while t.word(at) in _WHOLE:
        at += 1
    is_year = t.word(at) in {"год", "года", "году"}
    return (Pieces((Period(Span.YEAR),)), at + 1) if is_year else None
