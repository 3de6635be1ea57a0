"""Phrases of one deadline put together: which decides, which are conditions, and which contradict one another."""

from __future__ import annotations

from dataclasses import replace

from objektiv.plans.deadlines.rule import Bound, Kind, Part, Period, Portion, Span
from objektiv.plans.deadlines.spans import kind_of

_ALWAYS_RANK = 9999
_LEAST_RECURRENCE = 3  # «ежедневно в период ВПР» is the days of ВПР
_CALENDAR = {
    Kind.DATE, Kind.MONTH, Kind.MONTH_LIST, Kind.RANGE, Kind.PART_OF_MONTH, Kind.QUARTER, Kind.SCHOOL_TERM,
    Kind.SCHOOL_YEAR,
}  # fmt: skip
_DAYS = {
    Span.DAY: 1, Span.WEEK: 7, Span.MONTH: 30, Span.TERM: 60, Span.QUARTER: 91, Span.TRIMESTER: 95, Span.HALF: 150,
    Span.BREAK: 9, Span.SEASON: 91, Span.SCHOOL_YEAR: 273, Span.YEAR: 365,
}  # fmt: skip
_RANKS = {
    Kind.DATE: 0,
    Kind.RELATIVE_BEFORE: 1,
    Kind.RELATIVE_AFTER: 1,
    Kind.ON_EVENT: 2,
    Kind.OUTSIDE_SCHEDULE: 2000,
    Kind.CONDITIONAL: 2001,
    Kind.ON_DEMAND: 2002,
}
_ALWAYS_WORDS = (
    "постоян",
    "система",
    "регуляр",
    "непрерыв",
    "круглогод",
    "всегда",
    "весь",
    "всего",
    "на постоянн",
    "в постоянн",
    "на регул",
)


def compose(parts: list[Part]) -> tuple[tuple[Part, ...], str]:
    """The parts with the deciding one first, and a Russian sentence when they contradict one another."""
    merged = _dated_events(_merged(parts))
    main = min(range(len(merged)), key=lambda k: (_rank(merged[k]), k))
    ordered = (merged[main], *merged[:main], *merged[main + 1 :])
    return ordered, _contradiction(ordered)


def _dated_events(parts: list[Part]) -> list[Part]:
    """«за 2 дня до ВПР (16.04.2024)»: the plain date is rather that of the event; either way it is said."""
    dates = [part for part in parts if _is_plain_date(part)]
    counted = [part for part in parts if part.offset is not None and not part.periods]
    if len(dates) != 1 or len(counted) != 1:
        return parts
    dated = replace(counted[0], periods=dates[0].periods, alternative=True)
    return [dated if part is counted[0] else part for part in parts if part is not dates[0]]


def _is_plain_date(part: Part) -> bool:
    first = part.periods[0] if part.kind is Kind.DATE else None
    return (
        first is not None
        and first.bound is Bound.WITHIN
        and first.span is Span.DAY
        and len(part.periods) == 1
    )


def _merged(parts: list[Part]) -> list[Part]:
    """Phrases of the calendar of one sort that stand apart become one list: «октябрь (начало), апрель»."""
    merged: list[Part] = []
    for part in parts:
        like = next((k for k, one in enumerate(merged) if _belong_together(one, part)), None)
        if like is None:
            merged.append(part)
            continue
        one = merged[like]
        periods = (*one.periods, *part.periods)
        words = f"{one.words}; {part.words}"
        merged[like] = replace(one, kind=kind_of(periods), words=words, periods=periods)
    return merged


def _belong_together(one: Part, other: Part) -> bool:
    if one.kind not in _CALENDAR or other.kind not in _CALENDAR or one.alternative or other.alternative:
        return False
    if Kind.SCHOOL_YEAR in {one.kind, other.kind}:
        return False
    first, second = one.periods[0], other.periods[0]
    return first.span is second.span and first.bound is second.bound


def _rank(part: Part) -> float:
    if part.kind in _RANKS:
        return _RANKS[part.kind]
    if part.every:
        return max(_DAYS[part.every.span] * part.every.step, _LEAST_RECURRENCE)
    if part.kind is Kind.SCHOOL_YEAR and part.words.lower().startswith(_ALWAYS_WORDS):
        return _ALWAYS_RANK
    return max(_length(period) for period in part.periods)


def _length(period: Period) -> float:
    """About how many days a period takes: enough to tell which is shorter."""
    if period.until:
        same = period.span is period.until.span
        steps = abs(period.until.number - period.number) + 1 if same else 2
        is_within_month = same and period.span is Span.DAY and period.number == period.until.number
        return (
            20 if is_within_month else _DAYS[Span.MONTH if period.span is Span.DAY else period.span] * steps
        )
    if period.bound is Bound.SINCE:
        return _DAYS[Span.YEAR]
    return _DAYS[period.span] / (1 if period.portion is Portion.WHOLE else 3)


def _contradiction(parts: tuple[Part, ...]) -> str:
    """Terms that cannot both hold."""
    offsets = {(part.event, part.offset, part.unit) for part in parts if part.offset is not None}
    events = {event for event, _, _ in offsets}
    if len(offsets) > len(events):
        return "В тексте два разных срока от одного события."
    if sum(part.kind in {Kind.RELATIVE_BEFORE, Kind.RELATIVE_AFTER} for part in parts) > 1:
        return "В тексте несколько сроков от разных событий."
    limits = [part for part in parts if part.kind is Kind.DATE and part.periods[0].bound is Bound.BY]
    windows = [
        part for part in parts if part.kind in {Kind.MONTH, Kind.MONTH_LIST, Kind.PART_OF_MONTH, Kind.DATE}
    ]
    for limit in limits:
        for window in windows:
            if window is not limit and _is_before(limit.periods[0], window.periods[0]):
                return "Сроки противоречат друг другу: работа начинается позже, чем должна закончиться."
    return ""


def _is_before(limit: Period, window: Period) -> bool:
    """Whether a limit of one year comes before the window begins."""
    if limit.span is not Span.DAY or window.span not in {Span.DAY, Span.MONTH}:
        return False
    return limit.year == window.year and (limit.number, limit.day) < (window.number, window.day or 1)
