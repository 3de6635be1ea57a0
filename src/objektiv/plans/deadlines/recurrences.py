"""Every time that a recurrence falls on, within the plan's year or the window that the words set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from objektiv.plans.deadlines.frame import Frame, Interval
from objektiv.plans.deadlines.periods import in_year, nth_weekday, portion_of
from objektiv.plans.deadlines.rule import Every, Period, Portion, Span

ONE = timedelta(days=1)
_MONTHS_IN = {Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}


def recur(every: Every, frame: Frame, windows: Sequence[Interval] = ()) -> tuple[Interval, ...]:
    """The intervals of a recurrence, in order; of «один раз в три года» none, for the words do not say in which."""
    if every.span is Span.YEAR and every.step > 1:
        return ()
    found: list[Interval] = []
    for window in windows or ((frame.first, frame.last),):
        if every.span is Span.WEEK and every.weekdays:
            found += _weekdays(window, every)
            continue
        for piece in _pieces(every, frame, window):
            found += _within(piece, every)
    if every.span is Span.DAY and every.step == 1:
        found = [one for one in found if frame.is_working(one[0])]
    return tuple(dict.fromkeys(sorted(found)))


def _pieces(every: Every, frame: Frame, window: Interval) -> Iterator[Interval]:
    """Pieces of the calendar that end in a window, in groups of ``step``; the first begins where the window does."""
    first, last = window
    is_plain = every.portion is Portion.WHOLE and not every.weekdays and not every.days
    ending = [
        one
        for one in _wholes(every, frame, window)
        if first <= one[1] <= last or _is_mostly_in(one, window, frame)
    ]
    for k in range(0, len(ending), every.step):
        group = ending[k : k + every.step]
        start, end = group[0][0], group[-1][1]
        yield (max(start, first), min(end, last)) if is_plain else (start, end)


def _is_mostly_in(piece: Interval, window: Interval, frame: Frame) -> bool:
    """Whether a piece cut by the end of a window shorter than the year lies in it by half."""
    if window == (frame.first, frame.last) or not window[0] <= piece[0] <= window[1]:
        return False
    return 2 * ((window[1] - piece[0]).days + 1) >= (piece[1] - piece[0]).days + 1


def _wholes(every: Every, frame: Frame, window: Interval) -> Iterator[Interval]:
    first, last = window
    if every.span is Span.DAY:
        yield from ((first + k * ONE, first + k * ONE) for k in range((last - first).days + 1))
    elif every.span is Span.WEEK:
        monday = first - first.weekday() * ONE
        while monday <= last:
            yield monday, monday + 6 * ONE
            monday += 7 * ONE
    elif every.span is Span.YEAR:
        yield first, last
    else:
        years = range(first.year - 1, last.year + 1)
        yield from sorted({one for year in years for one in in_year(Period(every.span), year, frame)})


def _within(piece: Interval, every: Every) -> Iterator[Interval]:
    """The days of a piece that the words name."""
    if every.weekdays:
        yield from _weekdays(piece, every)
    elif every.days:
        yield from _days_of_month(piece, every)
    elif every.portion is not Portion.WHOLE:
        if part := portion_of(piece, every.portion):
            yield part
    else:
        yield piece


def _weekdays(piece: Interval, every: Every) -> Iterator[Interval]:
    for weekday in every.weekdays:
        if every.nth:
            day = nth_weekday(piece[1].year, piece[1].month, weekday, every.nth)
            if day:
                yield day, day
            continue
        day = piece[0] + (weekday - piece[0].weekday()) % 7 * ONE
        while day <= piece[1]:
            yield day, day
            day += 7 * ONE


def _days_of_month(piece: Interval, every: Every) -> Iterator[Interval]:
    """Days of the last month of a piece, or of the month after it; «31 числа» is the last day of a shorter month."""
    end = piece[1]
    month = end + ONE if every.following else end
    last = (date(month.year + month.month // 12, month.month % 12 + 1, 1) - ONE).day
    for first_day, last_day in every.days:
        yield (
            date(month.year, month.month, min(first_day, last)),
            date(month.year, month.month, min(last_day, last)),
        )


def other_reading(every: Every) -> Every | None:
    """«Ежеквартально до 5 числа» may mean the month after the quarter; None when the words leave one reading."""
    if every.days and every.span in _MONTHS_IN and not every.following:
        return replace(every, following=True)
    return None
