"""Deadlines that are pieces of the calendar: ranges, lists and their bounds («до», «к», «не позднее», «с»)."""

from __future__ import annotations

from dataclasses import replace

from objektiv.plans.deadlines.calendar import pieces_at
from objektiv.plans.deadlines.counting import ImpossibleError
from objektiv.plans.deadlines.pieces import Pieces
from objektiv.plans.deadlines.rule import Bound, Kind, Part, Period, Portion, Span
from objektiv.plans.deadlines.tokens import Sort, Tokens
from objektiv.plans.deadlines.vocabulary import word_set

_LIMITS = word_set("позднее позже")
_STARTS = word_set("началу начала старту")
_ENDS = word_set("окончания окончанию завершения завершению исхода")
_FROM = word_set("с со от")
_TERMS = {Span.TERM, Span.TRIMESTER, Span.HALF, Span.BREAK}
_YEARS = {Span.YEAR, Span.SCHOOL_YEAR}
_BY_NAME = dict.fromkeys(_TERMS, Kind.SCHOOL_TERM) | dict.fromkeys(_YEARS, Kind.SCHOOL_YEAR)
_BY_NAME |= {Span.MONTH: Kind.MONTH, Span.QUARTER: Kind.QUARTER, Span.DAY: Kind.DATE, Span.SEASON: Kind.RANGE}
# Words before a period that only say «in it».
_WITHIN: tuple[tuple[str, ...], ...] = (
    ("в", "течение", "всего"), ("в", "течении", "всего"), ("в", "течение", "всей"), ("в", "течении", "всей"),
    ("в", "течение"), ("в", "течении"), ("в", "теч"), ("на", "протяжении", "всего"), ("на", "протяжении"),
    ("в", "период"), ("в", "периоды"), ("период",), ("в", "срок"), ("в", "сроки"), ("в", "ходе"), ("за", "весь"),
    ("во", "время"), ("на", "время"), ("на", "период"), ("в", "дни"), ("в",), ("во",), ("на",), ("за",),
)  # fmt: skip
_TERM_WORDS = (("в", "срок"), ("сроком",), ("срок",), ("вплоть",))
_REVERSED = "начало срока позже его конца"


def calendar_at(t: Tokens, at: int) -> tuple[Part, int] | None:
    """A phrase of the calendar: «до 15 марта», «с 1 по 15 апреля», «октябрь, апрель 2024 г.»."""
    bound, start, at_edge = _bound_at(t, at)
    if at_edge is Portion.FIRST_DAY and t.word(start - 2) == "до":
        return None  # «до начала …» ends before that day: it is counted from an event
    found = _list_at(t, start, bound)
    if found is None:
        return None
    pieces, after = found
    since = bound is Bound.WITHIN and t.word(start) in _FROM and not any(one.until for one in pieces.periods)
    if since and t.word(start) == "от":
        return None
    periods = tuple(
        _bounded(one, Bound.SINCE if since else bound, at_edge) for one in _filled(pieces.periods)
    )
    if None in periods or (t.word(at) == "по" and any(one and one.span is not Span.DAY for one in periods)):
        return None
    for one in periods:
        _refuse_reversed(one)
    after += t.word(after) == "включительно"
    whole = tuple(one for one in periods if one)
    return Part(kind_of(whole), t.slice(at, after), whole, alternative=pieces.alternative), after


def _bound_at(t: Tokens, at: int) -> tuple[Bound, int, Portion | None]:
    """The bound, where the period begins, and the edge of it that is named («к началу», «до окончания»)."""
    bound = Bound.WITHIN
    begin = t.past(at, _TERM_WORDS)
    start = begin if t.word(begin) in {"до", "по", "не", "к"} else at
    if t.word(start) == "не" and t.word(start + 1) in _LIMITS:
        bound, start = Bound.BY, start + 2
        start += t.word(start) == "чем"
        start += t.word(start) in {"до", "к", "по", "даты"}
    elif t.word(start) == "не" and t.word(start + 1) in {"ранее", "раньше"}:
        bound, start = Bound.SINCE, start + 2
        start += t.word(start) in {"чем", "с"}
    elif t.says(start, "начиная", "с"):
        bound, start = Bound.SINCE, start + 2
    elif t.word(start) in {"до", "к", "ко", "по"}:
        bound, start = Bound.BEFORE if t.word(start) != "по" else Bound.BY, start + 1
    else:
        return bound, t.past(start, _WITHIN), None
    start += t.sort(start) is Sort.TIME
    if t.word(start) in _STARTS:
        return bound, start + 1, Portion.FIRST_DAY
    if t.word(start) in _ENDS:
        return bound, start + 1, Portion.LAST_DAY
    return bound, start, None


def _bounded(period: Period, bound: Bound, at_edge: Portion | None) -> Period | None:
    """The period with its bound; None for what is rather an event («до каникул», «до начала года»)."""
    if at_edge:
        if period.portion is not Portion.WHOLE:
            return None
        return replace(period, portion=at_edge, bound=Bound.BY if bound is not Bound.SINCE else bound)
    if bound is not Bound.BEFORE:
        return replace(period, bound=bound)
    if period.span is Span.DAY or period.portion in {Portion.END, Portion.LAST_DAY, Portion.LAST_WEEK}:
        return replace(period, bound=Bound.BY)
    if period.span is Span.SCHOOL_YEAR:
        return replace(period, portion=Portion.FIRST_DAY, bound=Bound.BY)
    return None if period.span is Span.BREAK else replace(period, bound=Bound.BEFORE)


def _list_at(t: Tokens, at: int, bound: Bound) -> tuple[Pieces, int] | None:
    """Pieces joined by «,», «и», «или», «/» — or by nothing, when they are of one sort."""
    found = _range_at(t, at)
    if found is None:
        return None
    pieces, after = found
    periods, is_alternative = list(pieces.periods), pieces.alternative
    while True:
        begin, is_choice = _after_joint(t, after, bound)
        following = _range_at(t, begin)
        if following is None or not _goes_on(periods, following[0].periods, is_joined=begin > after):
            return Pieces(tuple(periods), is_alternative), after
        periods += following[0].periods
        is_alternative |= is_choice or following[0].alternative
        after = following[1]


def _after_joint(t: Tokens, at: int, bound: Bound) -> tuple[int, bool]:
    """Past the joint and the preposition repeated after it; whether the joint is a choice."""
    after = at
    after += t.word(after) in {",", ";", "/", ":"}
    after += t.word(after) in {"и", "или", "либо"}
    is_choice = any(t.word(k) in {"/", "или", "либо"} for k in range(at, after))
    repeated = {"до", "к"} if bound in {Bound.BEFORE, Bound.BY} else {"в", "во", "на"}
    if after > at and t.word(after) in repeated:
        after += 1
    return after, is_choice


def _goes_on(before: list[Period], following: tuple[Period, ...], *, is_joined: bool) -> bool:
    first, last = following[0], before[-1]
    if not is_joined:
        return (
            first.span is last.span
            and first.span in {Span.MONTH, Span.DAY}
            and not (first.until or last.until)
        )
    is_heading = len(before) == 1 and last.span is Span.YEAR and bool(last.year)
    return is_heading or (first.span in _YEARS) == (last.span in _YEARS)


def _range_at(t: Tokens, at: int) -> tuple[Pieces, int] | None:
    """A piece, or a piece up to another one; «январь-февраль-март» goes to the last of them."""
    begin = at + 1 if t.word(at) in _FROM else at
    direct, later = pieces_at(t, at), pieces_at(t, begin)
    left = max((one for one in (direct, later) if one), key=lambda one: one[1], default=None)
    if left is None:
        return None
    joints = {"-", "по", "до"} if begin > at else {"-", "по"}
    joined = _joined(t, left, joints)
    if joined is None:
        return left
    while t.word(joined[1]) == "-" and (further := pieces_at(t, joined[1] + 1)):
        pieces, last = joined[0].periods, further[0].periods[-1]
        if pieces[-1].until is None or last.span is not pieces[-1].span:
            break
        joined = Pieces((*pieces[:-1], replace(pieces[-1], until=last))), further[1]
    return joined


def _joined(t: Tokens, left: tuple[Pieces, int], joints: set[str]) -> tuple[Pieces, int] | None:
    """Two pieces as a range, or a piece with its year after a dash; None when nothing is joined here."""
    pieces, after = left
    step = after + t.says(after, "вплоть", "до")
    if t.word(step) not in joints or pieces.periods[-1].until or pieces.alternative:
        return None
    right = pieces_at(t, step + 1)
    if right is None or right[0].alternative:
        return None
    first, (last, *rest) = pieces.periods[-1], right[0].periods
    if (
        last.span is Span.YEAR
        and last.year
        and not last.until
        and not first.year
        and first.span is not Span.YEAR
    ):
        return Pieces(tuple(replace(one, year=last.year) for one in pieces.periods)), right[1]
    if last.until:
        return None
    return Pieces((*pieces.periods[:-1], replace(first, until=last), *rest)), right[1]


def _filled(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """The year said once goes to its neighbours: «октябрь, декабрь 2023 г.», «2024 год: март, май»."""
    if (
        len(periods) > 1
        and periods[0].span is Span.YEAR
        and periods[0].year
        and periods[1].span is not Span.YEAR
    ):
        return _filled((replace(periods[1], year=periods[1].year or periods[0].year), *periods[2:]))
    filled = list(periods)
    for k in range(len(filled) - 2, -1, -1):
        one, following = filled[k], filled[k + 1]
        end = one.until or one
        if not _has_year(end) and following.year and _is_earlier(end, following):
            dated = replace(end, year=following.year)
            filled[k] = replace(one, until=dated) if one.until else dated
    for k in range(1, len(filled)):
        before, one = filled[k - 1].until or filled[k - 1], filled[k]
        if not _has_year(one) and not (one.until and _has_year(one.until)) and before.year:
            filled[k] = replace(one, year=before.year + (not _is_earlier(before, one)))
    return tuple(filled)


def _has_year(period: Period) -> bool:
    return bool(period.year or period.school_year or period.shift)


def _is_earlier(first: Period, second: Period) -> bool:
    return first.span is second.span and (first.number, first.day) <= (second.number, second.day)


def _refuse_reversed(period: Period | None) -> None:
    """A range that ends before it begins, whatever the year."""
    if period is None or period.until is None:
        return
    last = period.until
    years = (period.year, last.year)
    if all(years) and years[0] > years[1]:
        raise ImpossibleError(_REVERSED)
    same_year = years[0] == years[1]
    if period.span is not last.span or not same_year or (period.school_year, last.school_year) != (0, 0):
        return
    is_same_month = period.number == last.number and period.span is Span.DAY and period.day > last.day
    order = list(Portion)
    is_same_piece = period.number == last.number and order.index(period.portion) > order.index(last.portion)
    is_numbered = (
        period.span in {Span.QUARTER, Span.TERM, Span.HALF, Span.TRIMESTER} and period.number > last.number
    )
    if is_same_month or is_same_piece or is_numbered or (all(years) and not _is_earlier(period, last)):
        raise ImpossibleError(_REVERSED)


def kind_of(periods: tuple[Period, ...]) -> Kind:
    """The kind of a list of periods: the common one, or a range when they differ."""
    kinds = {_kind_of(one) for one in periods}
    if kinds == {Kind.SCHOOL_YEAR, Kind.RANGE} and all(one.span in _YEARS for one in periods):
        return Kind.SCHOOL_YEAR  # «2023-2024», whichever years are meant
    if kinds == {Kind.MONTH} and len(periods) > 1:
        return Kind.MONTH_LIST
    if kinds == {Kind.MONTH, Kind.RANGE} and all(one.span is Span.MONTH for one in periods):
        return Kind.MONTH_LIST
    return kinds.pop() if len(kinds) == 1 else Kind.RANGE


def _kind_of(period: Period) -> Kind:
    is_part = period.portion is not Portion.WHOLE
    if period.bound in {Bound.BY, Bound.BEFORE} and (is_part or period.span is Span.DAY):
        return Kind.DATE
    if period.until:
        return _kind_of_range(period, period.until)
    if period.bound is Bound.SINCE:
        return Kind.RANGE
    if period.span is Span.MONTH and is_part:
        return Kind.PART_OF_MONTH
    return _BY_NAME[period.span]


def _kind_of_range(first: Period, last: Period) -> Kind:
    if first.span is last.span:
        if first.span in _TERMS:
            return Kind.SCHOOL_TERM
        if first.span is Span.QUARTER:
            return Kind.QUARTER
        if first.span is Span.MONTH and first.number == last.number and first.portion is not Portion.WHOLE:
            return Kind.PART_OF_MONTH
    return Kind.RANGE
