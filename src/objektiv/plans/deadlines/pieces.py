"""What a phrase of the calendar becomes: periods under one noun, in the year said after them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from objektiv.plans.deadlines.counting import ImpossibleError, YearSaid
from objektiv.plans.deadlines.rule import Period, Span
from objektiv.plans.deadlines.vocabulary import listed

DAYS_OF_MONTH = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_GENITIVE_MONTHS = (
    "",
    *listed("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Periods under one noun; ``alternative``: joined by «или»."""

    periods: tuple[Period, ...]
    alternative: bool = False


Found = tuple[Pieces, int] | None


def day(number: int, month: int, said: YearSaid | None = None) -> Period:
    """A day of a month; refused when there is none such."""
    said = said or YearSaid()
    leap_missing = (number, month) == (29, 2) and said.year and said.year % 4
    if not 1 <= month <= 12 or not 1 <= number <= DAYS_OF_MONTH[month] or leap_missing:
        name = _GENITIVE_MONTHS[month] if 1 <= month <= 12 else f"месяца {month}"
        raise ImpossibleError(
            f"нет такого дня: {number} {name}{f' {said.year} года' if leap_missing else ''}"
        )
    return with_year(Period(Span.DAY, month, day=number), said)


def with_year(period: Period, said: YearSaid) -> Period:
    """The period in the year said after it; a month of a school year lies in one of its two calendar years."""
    if said.school_year and period.span in {Span.DAY, Span.MONTH}:
        return replace(period, year=said.school_year + (period.number < 9))
    return replace(period, year=said.year, school_year=said.school_year, shift=said.shift)


def period_range(first: Period, last: Period) -> Period:
    """The first period up to the last one; the first alone when they are the same."""
    return first if first == last else replace(first, until=last)
