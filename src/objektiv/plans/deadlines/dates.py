"""From a rule to days: what the calendar makes of a deadline in the frame of a plan.

School year = 1 September – 31 August; «учебный год» as a period ends on 31 May; «год» alone is the frame's own year —
with a school year 1 September – 31 August, with a calendar year January – December. A year named in the text wins over
the frame and, when it lies outside, is reported. The end of an interval is due on that day; ``due_working`` is the
working day not later — for terms after an event the next one; the day of an event itself is never moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from objektiv.plans.deadlines.counting_days import count_from
from objektiv.plans.deadlines.frame import Frame, Interval
from objektiv.plans.deadlines.matching import is_same_event
from objektiv.plans.deadlines.periods import in_year, read_period
from objektiv.plans.deadlines.recurrences import other_reading, recur
from objektiv.plans.deadlines.rule import Bound, Every, Kind, Moment, Part, Period, Rule, Span

__all__ = ["Dates", "Due", "Frame", "Interval", "resolve"]

Day = date  # the name of the type where a field has its own

_CALENDAR = {
    Kind.DATE, Kind.MONTH, Kind.MONTH_LIST, Kind.RANGE, Kind.PART_OF_MONTH, Kind.QUARTER, Kind.SCHOOL_TERM,
    Kind.SCHOOL_YEAR,
}  # fmt: skip
_RELATIVE = {Kind.RELATIVE_BEFORE, Kind.RELATIVE_AFTER}
_NUMBERED = {Span.MONTH, Span.QUARTER, Span.TERM, Span.TRIMESTER, Span.HALF, Span.BREAK}
_APPROVAL = (
    "утверждение плана",
    "подписание приказа",
    "издание приказа",
    "утверждение дорожной карты",
    "приказ",
)


@dataclass(frozen=True, slots=True)
class Due:
    """A term counted from one date of an event; ``due`` is None when the words set no end."""

    event: str
    date: Day
    due: Day | None
    due_working: Day | None


@dataclass(frozen=True, slots=True)
class Dates:
    """What a rule gives in a frame.

    ``intervals``: when it is done, in order; ``due``: the last day of control; ``due_working``: its working day;
    ``ambiguous``: all the readings when there are several; ``missing``: the event whose date is needed; ``outside``:
    dates of the text that are not in the plan's year; ``remarks``: Russian sentences for a person.
    """

    intervals: tuple[Interval, ...] = ()
    due: date | None = None
    due_working: date | None = None
    dues: tuple[Due, ...] = ()
    ambiguous: tuple[Interval, ...] = ()
    missing: str = ""
    outside: bool = False
    remarks: tuple[str, ...] = ()


@dataclass
class _Found:
    """Intervals of the calendar with what there is to say about them."""

    intervals: list[Interval] = field(default_factory=list)
    ambiguous: list[Interval] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    is_open: bool = False


def resolve(rule: Rule, frame: Frame) -> Dates:
    """The days of a rule in a frame; empty when the rule was not understood or its event has no date yet."""
    if not rule.understood:
        return Dates(remarks=(rule.reason,) if rule.reason else ())
    main = rule.main
    if main.kind in _CALENDAR:
        dates = _of_calendar(_read(main.periods, frame, is_choice=main.alternative), frame)
    elif main.every:
        dates = _of_recurrence(main.every, rule.conditions, frame)
    else:
        dates = _of_event(rule, frame)
    return _remarked(dates, rule, frame)


def _read(periods: Iterable[Period], frame: Frame, *, is_choice: bool = False) -> _Found:
    found = _Found()
    periods = tuple(periods)
    if is_choice and frame.is_school and any(one.school_year == frame.school_year for one in periods):
        periods = tuple(
            one for one in periods if one.school_year == frame.school_year
        )  # «2023-2024» in its own plan
    for period in periods:
        if period.span is Span.BREAK and (all_of_them := _each_of(period, frame)):
            found.intervals += all_of_them.intervals
            found.remarks += all_of_them.remarks
            continue
        reading = read_period(period, frame)
        if reading.interval is None:
            found.remarks.append("Такого дня в этом году нет.")
            continue
        interval = reading.interval
        if period.bound is Bound.SINCE:
            found.is_open = True
            interval = (interval[0], max(frame.last, interval[1]))
            found.remarks.append("Сказано, с какого дня, но не сказано, до какого.")
        found.intervals.append(interval)
        found.ambiguous += reading.readings
        found.remarks += _unlisted(period, interval, frame)
    if is_choice and len(found.intervals) > 1:
        found.ambiguous += found.intervals
    found.intervals = sorted(dict.fromkeys(found.intervals))
    found.ambiguous = sorted(dict.fromkeys(found.ambiguous))
    return found


def _unlisted(period: Period, interval: Interval, frame: Frame) -> list[str]:
    """A sentence when a term or a break comes from no table."""
    begins = interval[0].year - (interval[0].month < 9)
    is_of_school = period.span is Span.TERM or (period.span is Span.BREAK and period.number != 4)
    if not is_of_school or frame.terms.knows(begins):
        return []
    return [f"Каникулы {begins}/{(begins + 1) % 100:02} учебного года ещё не внесены: взяты обычные сроки."]


def _of_calendar(found: _Found, frame: Frame) -> Dates:
    due = None if found.is_open or not found.intervals else found.intervals[-1][1]
    if due is not None:
        due = max(end for _, end in found.intervals)
    return Dates(
        tuple(found.intervals),
        due,
        frame.working(due) if due else None,
        ambiguous=tuple(found.ambiguous),
        remarks=tuple(found.remarks),
    )


def _of_recurrence(every: Every, conditions: tuple[Part, ...], frame: Frame) -> Dates:
    """Every period of a recurrence, in the window that the other phrases set."""
    window = _window(conditions, frame)
    intervals = recur(every, frame, window.intervals)
    other = other_reading(every)
    remarks = list(window.remarks)
    ambiguous = list(window.ambiguous)
    if other:
        ambiguous += sorted({*intervals, *recur(other, frame, window.intervals)})
        remarks.append("Не сказано, какого месяца число: последнего в периоде или следующего за ним.")
    if not intervals and every.span is Span.YEAR and every.step > 1:
        remarks.append("В каком из этих лет, текст не говорит.")
    due = intervals[-1][1] if intervals else None
    working = frame.working(due) if due else None
    return Dates(intervals, due, working, ambiguous=tuple(ambiguous), remarks=tuple(remarks))


def _window(conditions: tuple[Part, ...], frame: Frame) -> _Found:
    return _read((one for part in conditions if part.kind in _CALENDAR for one in part.periods), frame)


def _of_event(rule: Rule, frame: Frame) -> Dates:
    """Terms counted from an event: one entry of ``dues`` for each of its dates."""
    main = rule.main
    window = _window(rule.conditions, frame)
    moments, remarks = _dates_of(main, frame)
    remarks += window.remarks
    dues = tuple(_due(main, name, day, frame) for name, day in moments)
    ended = [due.due for due in dues if due.due]
    last = max(ended) if ended else None
    working = next((due.due_working for due in dues if due.due == last), None) if last else None
    own = [interval for due in dues if (interval := _interval(main, due))]
    intervals = tuple(window.intervals) or tuple(dict.fromkeys(sorted(own)))
    ambiguous = list(window.ambiguous)
    if main.alternative and main.periods and not any(name != main.event for name, _ in moments):
        named = _read(main.periods, frame).intervals
        ambiguous += sorted({*named, *((due.due, due.due) for due in dues if due.due)})
        remarks.append("Дата в тексте принята за дату события; возможно, это сам срок.")
    if main.offset_other is not None and dues:
        ambiguous += _other_ends(main, dues, frame)
        remarks.append("Назван не день, а промежуток: срок посчитан по его последнему дню.")
    if last and window.intervals and not any(start <= last <= end for start, end in window.intervals):
        remarks.append("Срок от события выходит за месяцы, названные в тексте.")
    needs_date = not moments and (main.kind in _RELATIVE or main.kind is Kind.ON_EVENT)
    return Dates(
        intervals, last, working, dues, tuple(dict.fromkeys(ambiguous)), main.event if needs_date else "",
        remarks=tuple(remarks),
    )  # fmt: skip


def _dates_of(part: Part, frame: Frame) -> tuple[list[tuple[str, date]], list[str]]:
    """Dates of the event of a part: those given, else the calendar's own, else the approval of the plan."""
    if not part.event:
        return [], []
    given = [(name, day) for name, day in frame.events if is_same_event(name, part.event)]
    if given:
        return sorted(dict.fromkeys(given), key=lambda one: (one[1], one[0])), []
    if part.periods:
        found = _each_of(part.periods[0], frame) or _read(part.periods, frame)
        return [(part.event, interval[1]) for interval in found.intervals], found.remarks
    if frame.approved and any(is_same_event(name, part.event) for name in _APPROVAL):
        return [(part.event, frame.approved)], []
    return [], []


def _each_of(period: Period, frame: Frame) -> _Found | None:
    """«Окончание четверти» without a number is that of every one that ends in the frame."""
    if period.number or period.span not in _NUMBERED:
        return None
    years = (frame.base - 1, frame.base, frame.base + 1)
    days = sorted({one for year in years for one in in_year(period, year, frame) if frame.holds(one[1])})
    remarks = [remark for day in days for remark in _unlisted(period, day, frame)]
    return _Found(days, remarks=remarks)


def _due(part: Part, name: str, day: date, frame: Frame) -> Due:
    if part.kind in _RELATIVE and part.offset is not None and part.unit is not None:
        due = count_from(day, part.offset, part.unit, frame)
        return Due(name, day, due, frame.working(due, forward=part.kind is Kind.RELATIVE_AFTER))
    is_on_its_day = (
        part.kind is Kind.ON_EVENT or part.kind is Kind.OUTSIDE_SCHEDULE or part.moment is Moment.DURING
    )
    return Due(name, day, day, day) if is_on_its_day else Due(name, day, None, None)


def _interval(part: Part, due: Due) -> Interval | None:
    """When the work of one date is done: from after the event to its due day, or on it; before it, no beginning."""
    if due.due is None or part.kind is Kind.RELATIVE_BEFORE:
        return None
    if part.kind is Kind.RELATIVE_AFTER:
        return min(due.date + timedelta(days=1), due.due), due.due
    return due.due, due.due


def _other_ends(part: Part, dues: tuple[Due, ...], frame: Frame) -> list[Interval]:
    unit, other = part.unit, part.offset_other
    if unit is None or other is None:
        return []
    days = [day for due in dues for day in (count_from(due.date, other, unit, frame), due.due) if day]
    return [(day, day) for day in sorted(days)]


def _names_another_year(rule: Rule, dates: Dates, frame: Frame) -> bool:
    """Whether the text names a year, and nothing that it dates touches the frame."""
    periods = [end for part in rule.parts for one in part.periods for end in (one, one.until) if end]
    is_said = any(one.year or one.school_year or one.shift for one in periods)
    touches = any(first <= frame.last and last >= frame.first for first, last in dates.intervals)
    return is_said and bool(dates.intervals) and not touches


def _remarked(dates: Dates, rule: Rule, frame: Frame) -> Dates:
    """The dates with what a person should know: years outside the plan, a term before its approval, missing tables."""
    remarks = list(dates.remarks)
    is_outside = _names_another_year(rule, dates, frame)
    if is_outside:
        remarks.append("Срок не попадает в год плана.")
    if dates.ambiguous:
        remarks.append("Срок можно понять по-разному: выберите.")
    if dates.missing:
        remarks.append(f"Нет даты события «{dates.missing}».")
    if frame.approved and dates.due and dates.due < frame.approved:
        remarks.append("Срок прошёл до утверждения плана.")
    years = sorted({day.year for day in (dates.due, *(due.due for due in dates.dues)) if day})
    remarks += [
        f"Перенос выходных на {year} год ещё не внесён: рабочие дни могут сдвинуться."
        for year in years
        if frame.lacks_transfers(year)
    ]
    return replace(dates, outside=is_outside, remarks=tuple(dict.fromkeys(remarks)))
