"""Pieces of the calendar in a year: every reading of a period, and which of them the frame means."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from objektiv.plans.deadlines.frame import Frame, Interval
from objektiv.plans.deadlines.rule import Bound, Period, Portion, Span

ONE = timedelta(days=1)
_SCHOOL = {Span.TERM, Span.TRIMESTER, Span.BREAK, Span.SCHOOL_YEAR}
_TENTHS = {
    Portion.START: (1, 10), Portion.MIDDLE: (11, 20), Portion.END: (21, 31),
    Portion.FIRST_HALF: (1, 15), Portion.SECOND_HALF: (16, 31),
    Portion.WEEK_1: (1, 7), Portion.WEEK_2: (8, 14), Portion.WEEK_3: (15, 21), Portion.WEEK_4: (22, 28),
    Portion.WEEK_5: (29, 31),
}  # fmt: skip
_LEAST_SHARE = 0.25  # of a reading within the frame, of that of the best one, so that it is still a reading


@dataclass(frozen=True, slots=True)
class Reading:
    """What a period is in a frame: the interval meant, and all that it could be when there are several."""

    interval: Interval | None
    readings: tuple[Interval, ...] = ()


def read_period(period: Period, frame: Frame) -> Reading:
    """The interval of a period in a frame; the readings when the words leave more than one."""
    if (
        period.span is Span.YEAR
        and period.portion is not Portion.WHOLE
        and frame.is_school
        and _is_open(period)
    ):
        return _edge_of_school_year(period, frame)
    found = _readings(period, frame)
    plausible = _plausible(found, period, frame) if _is_open(period) else found
    if not plausible:
        return Reading(None)
    chosen = _chosen(plausible, frame)
    if period.bound is Bound.BEFORE:
        before = (chosen[0] - ONE, chosen[0] - ONE)
        return Reading(before, (before, (chosen[1], chosen[1])))
    several = tuple(sorted(_limited(one, period) for one in plausible)) if len(plausible) > 1 else ()
    return Reading(_limited(chosen, period), several)


def _edge_of_school_year(period: Period, frame: Frame) -> Reading:
    """«Конец года» of a plan for a school year: May rather than December, and both are said."""
    begins = frame.base + period.shift
    calendar = begins + (period.portion in {Portion.START, Portion.FIRST_DAY, Portion.FIRST_HALF})
    wholes = (frame.terms.school_year(begins), (date(calendar, 1, 1), date(calendar, 12, 31)))
    readings = [_limited(part, period) for whole in wholes if (part := portion_of(whole, period.portion))]
    return Reading(readings[0], tuple(sorted(readings)))


def in_year(period: Period, year: int, frame: Frame) -> tuple[Interval, ...]:
    """A single piece, its own year being ``year`` (school pieces: the one beginning in it); several when numberless."""
    wholes = _wholes(period, year, frame)
    parts = (portion_of(whole, period.portion) for whole in wholes)
    return tuple(part for part in parts if part)


def _readings(period: Period, frame: Frame) -> list[Interval]:
    """All intervals that a period and its end can be about the frame."""
    first, last = replace(period, until=None), period.until
    if last is None:
        return [interval for year in _years(first, frame) for interval in in_year(first, year, frame)]
    start_years = _years(first, frame) if _says_year(first) else _years_beside(last, frame, -1)
    end_years = _years(last, frame) if _says_year(last) else _years_beside(first, frame, 1)
    starts = [interval for year in start_years for interval in in_year(first, year, frame)]
    ends = [interval for year in end_years for interval in in_year(last, year, frame)]
    pairs = []
    for start, start_end in starts:
        following = [end for end_start, end in ends if end >= start_end and end_start >= start]
        if following:
            pairs.append((start, min(following)))
    by_end = {end: max(start for start, other in pairs if other == end) for _, end in pairs}
    return [(start, end) for end, start in by_end.items()]


def _years(period: Period, frame: Frame) -> list[int]:
    """Years in which a piece can lie."""
    if period.school_year:
        return [period.school_year]
    if period.year and period.span is Span.SEASON and period.number == 1:
        return [period.year - 1, period.year]  # «зима 2021» may end in that year or begin in it
    if period.year:
        return (
            [period.year - 1, period.year] if period.span in _SCHOOL - {Span.SCHOOL_YEAR} else [period.year]
        )
    if period.shift or period.span is Span.YEAR:
        return [frame.base + period.shift]
    if frame.is_school and (period.span in _SCHOOL or period.span is Span.HALF):
        return [frame.base]
    return [frame.base - 1, frame.base, frame.base + 1]


def _says_year(period: Period) -> bool:
    return bool(period.year or period.school_year or period.shift)


def _years_beside(named: Period, frame: Frame, step: int) -> list[int]:
    """Years of the other end of a range: that of the end which names one and its neighbour, else those of the frame."""
    if not _says_year(named):
        return [frame.base - 1, frame.base, frame.base + 1, frame.base + 2]
    years = _years(named, frame)
    return sorted({year + way for year in years for way in (0, step)})


def _is_open(period: Period) -> bool:
    """Whether the words leave the year to the frame."""
    said = any(_says_year(one) for one in (period, period.until) if one)
    return not said or period.span in _SCHOOL - {Span.SCHOOL_YEAR}


def _wholes(period: Period, year: int, frame: Frame) -> tuple[Interval, ...]:
    """The whole pieces before any part of them is taken."""
    span, number = period.span, period.number
    if span is Span.DAY:
        found = _day(period, year)
        wholes: tuple[Interval, ...] = ((found, found),) if found else ()
    elif span is Span.MONTH:
        wholes = tuple(_months(year, month, 1) for month in ([number] if number else range(1, 13)))
    elif span is Span.QUARTER:
        wholes = tuple(_months(year, 3 * one - 2, 3) for one in ([number] if number else range(1, 5)))
    elif span is Span.SEASON:
        wholes = (_months(year, (12, 3, 6, 9)[number - 1], 3),)
    elif span is Span.YEAR:
        wholes = (_year(period, year, frame),)
    else:
        wholes = _school_pieces(period, year, frame)
    if period.year and span in _SCHOOL - {Span.SCHOOL_YEAR}:
        return tuple(one for one in wholes if one[1].year == period.year or one[0].year == period.year)
    return wholes


def _year(period: Period, year: int, frame: Frame) -> Interval:
    """«Год» alone is the frame's, school year or not; a year named is the calendar one."""
    if frame.is_school and not period.year:
        return date(year, 9, 1), date(year + 1, 8, 31)
    return date(year, 1, 1), date(year, 12, 31)


def _school_pieces(period: Period, year: int, frame: Frame) -> tuple[Interval, ...]:
    span, number = period.span, period.number
    if span is Span.SCHOOL_YEAR:
        return (frame.terms.school_year(year),)
    if span is Span.TERM:
        pieces = frame.terms.terms_of(year)
    elif span is Span.BREAK:
        pieces = frame.terms.holidays_of(year)
    elif span is Span.TRIMESTER:
        last_of_february = date(year + 1, 3, 1) - ONE
        pieces = (
            (date(year, 9, 1), date(year, 11, 30)),
            (date(year, 12, 1), last_of_february),
            (date(year + 1, 3, 1), date(year + 1, 5, 31)),
        )
    elif (frame.is_school and not period.year) or period.school_year:
        pieces = ((date(year, 9, 1), date(year, 12, 31)), (date(year + 1, 1, 1), date(year + 1, 5, 31)))
    else:
        pieces = (_months(year, 1, 6), _months(year, 7, 6))
    return (pieces[number - 1],) if number else tuple(pieces)


def _months(year: int, month: int, count: int) -> Interval:
    last_month = month + count - 1
    last_year, last_month = year + (last_month > 12), last_month - 12 * (last_month > 12)
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _day(period: Period, year: int) -> date | None:
    if period.nth:
        return nth_weekday(year, period.number, period.weekday, period.nth)
    if period.day > monthrange(year, period.number)[1]:
        return None
    day = date(year, period.number, period.day)
    return day if period.weekday in {-1, day.weekday()} else None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of a month, −1 the last; None for a fifth one that the month lacks."""
    length = monthrange(year, month)[1]
    days = [
        date(year, month, day) for day in range(1, length + 1) if date(year, month, day).weekday() == weekday
    ]
    if nth > len(days):
        return None
    return days[-1] if nth < 0 else days[nth - 1]


def portion_of(whole: Interval, portion: Portion) -> Interval | None:
    """A part of a piece: of a month by its days; of a longer piece the first or last ten days, of a year a month.

    None when the piece has no such part: the fifth week of a short February.
    """
    first, last = whole
    if portion is Portion.WHOLE:
        return whole
    if portion is Portion.FIRST_DAY:
        return first, first
    if portion is Portion.LAST_DAY:
        return last, last
    if portion is Portion.LAST_WEEK:
        return last - 6 * ONE, last
    if (first.year, first.month, first.day) == (last.year, last.month, 1):
        start, end = _TENTHS[portion]
        length = last.day
        return (first.replace(day=start), first.replace(day=min(end, length))) if start <= length else None
    return _part_of_longer(whole, portion)


def _part_of_longer(whole: Interval, portion: Portion) -> Interval | None:
    first, last = whole
    length = (last - first).days + 1
    if portion in {Portion.FIRST_HALF, Portion.SECOND_HALF}:
        middle = first + (length // 2 - 1) * ONE
        return (first, middle) if portion is Portion.FIRST_HALF else (middle + ONE, last)
    if portion is Portion.MIDDLE:
        middle = first + (length // 2) * ONE
        return _months(middle.year, middle.month, 1) if length > 200 else (middle - 5 * ONE, middle + 4 * ONE)
    if portion not in {Portion.START, Portion.END}:
        week = list(Portion).index(portion) - list(Portion).index(Portion.WEEK_1)
        return first + 7 * week * ONE, min(last, first + (7 * week + 6) * ONE)
    if length > 200:
        edge = first if portion is Portion.START else last
        return _months(edge.year, edge.month, 1)
    return (first, first + 9 * ONE) if portion is Portion.START else (last - 9 * ONE, last)


def _plausible(found: list[Interval], period: Period, frame: Frame) -> list[Interval]:
    """Readings that the frame allows: those about it, the August before a school year, the day that ends it.

    «Август» of a plan for a school year may be either end of it; so may «к 1 сентября» («к 1 января» for a calendar
    year). A reading that only touches the frame falls out beside one that lies in it.
    """
    shares = {one: _share(one, frame) for one in found}
    best = max(shares.values(), default=0.0) if period.span is not Span.BREAK else 0.0
    after = frame.last + ONE
    kept = []
    for one in found:
        is_before = frame.is_school and _is_summer_before(one, frame)
        is_day_after = (
            period.bound is Bound.BY and one == (after, after) and (frame.first, frame.first) in found
        )
        if is_before or is_day_after or (shares[one] and shares[one] > _LEAST_SHARE * best):
            kept.append(one)
    return kept or (found if period.year else [])


def _share(one: Interval, frame: Frame) -> float:
    inside = (min(one[1], frame.last) - max(one[0], frame.first)).days + 1
    return max(inside, 0) / ((one[1] - one[0]).days + 1)


def _is_summer_before(one: Interval, frame: Frame) -> bool:
    """Whether a reading lies in the summer before a school year and comes to its August."""
    return date(frame.base, 6, 1) <= one[0] and date(frame.base, 8, 1) <= one[1] < frame.first


def _chosen(found: list[Interval], frame: Frame) -> Interval:
    """The reading in the frame; of two that stick out, a school year's ends in it, a calendar year's begins in it."""
    inside = [one for one in found if frame.holds(one[0]) and frame.holds(one[1])]
    if inside:
        return inside[0]
    edge = 1 if frame.is_school else 0
    return next((one for one in found if frame.holds(one[edge])), found[0])


def _limited(interval: Interval, period: Period) -> Interval:
    return (interval[1], interval[1]) if period.bound is Bound.BY else interval
