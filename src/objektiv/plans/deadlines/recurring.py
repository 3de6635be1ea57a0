"""Deadlines that come again: «ежемесячно до 5 числа», «не реже 2 раз в год», «каждый второй понедельник месяца»."""

from __future__ import annotations

from dataclasses import replace

from objektiv.plans.deadlines import vocabulary as say
from objektiv.plans.deadlines.counting import ImpossibleError, cardinal_at, counted_at, number_at, numbers_at
from objektiv.plans.deadlines.portions import portions_at
from objektiv.plans.deadlines.rule import Every, Kind, Part, Portion, Span
from objektiv.plans.deadlines.tokens import Sort, Tokens
from objektiv.plans.deadlines.vocabulary import word_set

Found = tuple[Every, int] | None
_GENERIC = {Span.MONTH, Span.QUARTER, Span.TERM, Span.TRIMESTER, Span.HALF}
_PLURAL = {
    "неделям": Span.WEEK, "месяцам": Span.MONTH, "кварталам": Span.QUARTER, "четвертям": Span.TERM,
    "триместрам": Span.TRIMESTER, "полугодиям": Span.HALF, "годам": Span.YEAR, "дням": Span.DAY,
}  # fmt: skip
_TIMES = word_set("раз раза разу р")
_AT_LEAST: tuple[tuple[str, ...], ...] = (
    ("не", "реже", "чем"), ("не", "реже"), ("не", "менее", "чем"), ("не", "менее"), ("как", "минимум"),
    ("минимум",), ("не", "чаще", "чем"), ("не", "чаще"), ("не", "меньше"),
)  # fmt: skip
_NO_LATER = (("не", "позднее"), ("не", "позже"), ("в", "срок", "до"), ("до",), ("к",), ("по",))
_COUNTS = {"однократно": 1, "дважды": 2, "двукратно": 2, "трижды": 3, "трехкратно": 3}
_OF_DAY = word_set("число числа числу чисел")


def recurring_at(t: Tokens, at: int) -> tuple[Part, int] | None:
    """A recurrence with the days of it that follow or go before."""
    found = _days_first(t, at) or _base(t, at)
    if found is None:
        return None
    every, after = found
    if detail := _detail(t, after, every):
        every, after = detail
    return Part(Kind.RECURRING, t.slice(at, after), every=every), after


def _base(t: Tokens, at: int) -> Found:
    for rule in (_adverb, _times, _plural, _weekdays, _each, _nth_weekday, _portion_of):
        if found := rule(t, at):
            return found
    return None


def _adverb(t: Tokens, at: int) -> Found:
    """«ежемесячно», «ежеквартальный»."""
    span = say.EVERY_ADVERBS.get(t.word(at))
    return (Every(span), at + 1) if span else None


def _times(t: Tokens, at: int) -> Found:
    """«не реже 1 раза в месяц», «дважды в год», «один раз в три года», «раз в две недели»."""
    at = t.past(at, _AT_LEAST)
    times, after = counted_at(t, at) or (1, at)
    if after > at and t.word(after) == "-" and (most := counted_at(t, after + 1)):
        after = most[1]  # «1–2 раза»: the fewer are what is promised
    if t.word(at) in _COUNTS:
        times, after = _COUNTS[t.word(at)], at + 1
    elif t.word(after) in _TIMES:
        after += 1
    else:
        return None
    begin = t.past(after, (("в", "течение"), ("в", "течении"), ("в",), ("за",), ("/",), ("на",)))
    if begin == after or times < 1:
        return None
    after = begin
    after += t.word(after) in say.EACH
    step, after = cardinal_at(t, after) or (1, after)
    span, after = _unit(t, after)
    return (Every(span, max(step, 1), times), after) if span else None


def _unit(t: Tokens, at: int) -> tuple[Span | None, int]:
    """The unit that is repeated, «учебный год» apart from «год»; «полгода» is half of one."""
    if t.word(at) == "полгода":
        return Span.HALF, at + 1
    is_school = t.word(at) in say.SCHOOL
    span = say.UNITS.get(t.word(at + is_school))
    return (Span.SCHOOL_YEAR if is_school and span is Span.YEAR else span), at + is_school + 1


def _plural(t: Tokens, at: int) -> Found:
    """«по четвертям», «по месяцам»."""
    if t.word(at) != "по":
        return None
    at += 1 + (t.word(at + 1) in {"учебным", "календарным"})
    span = _PLURAL.get(t.word(at))
    return (Every(span), at + 1) if span else None


def _weekdays(t: Tokens, at: int) -> Found:
    """«по пятницам», «еженедельно, по пятницам» after its adverb."""
    if t.word(at) != "по" or not t.word(at + 1).endswith("ам"):
        return None
    found = _weekday_list(t, at + 1)
    return (Every(Span.WEEK, weekdays=found[0]), found[1]) if found else None


def _weekday_list(t: Tokens, at: int) -> tuple[tuple[int, ...], int] | None:
    """«понедельникам», «вторникам и четвергам»."""
    weekdays: list[int] = []
    while (weekday := say.WEEKDAYS.get(t.word(at))) is not None:
        weekdays.append(weekday)
        at += 1
        joint = at + (t.word(at) in {",", "и"})
        joint += t.word(joint) in {"по", "каждый", "каждую"}
        if joint == at or say.WEEKDAYS.get(t.word(joint)) is None:
            break
        at = joint
    return (tuple(weekdays), at) if weekdays else None


def _each(t: Tokens, at: int) -> Found:
    """«каждый понедельник», «каждую вторую неделю», «каждые 2 месяца», «в конце каждой четверти»."""
    at += t.word(at) in {"в", "во", "на", "за"}
    portions = portions_at(t, at)
    start = portions[1] if portions else at
    if t.word(start) not in say.EACH:
        return None
    after = start + 1
    if not portions and (found := _nth_weekday(t, after)):
        return found
    numbered = number_at(t, after)
    step, after = numbered or (1, after)
    listed = _weekday_list(t, after)
    if listed and not portions:
        weekdays, after = listed
        is_of_month = t.word(after) in {"месяца"}
        nth = step if is_of_month and numbered else 0
        if step > 1 and not is_of_month:
            return None
        return Every(Span.MONTH if nth else Span.WEEK, weekdays=weekdays, nth=nth), after + is_of_month
    span, after = _unit(t, after)
    if span is None:
        return None
    portion = portions[0][0][0] if portions else Portion.WHOLE
    return Every(span, step, portion=portion), after


def _nth_weekday(t: Tokens, at: int) -> Found:
    """«первый понедельник месяца», «последняя пятница каждого месяца»."""
    at += t.word(at) in {"в", "во"}
    nth, after = (-1, at + 1) if t.word(at) in say.LAST else number_at(t, at) or (0, at)
    weekday = say.WEEKDAYS.get(t.word(after))
    if not nth or weekday is None:
        return None
    after += 1
    after += t.word(after) in say.EACH
    if t.word(after) != "месяца":
        return None
    if nth > 5:
        raise ImpossibleError("такого дня недели в месяце нет")
    return Every(Span.MONTH, weekdays=(weekday,), nth=nth), after + 1


def _portion_of(t: Tokens, at: int) -> Found:
    """«в конце четверти», «в первой декаде месяца», «последний рабочий день месяца»."""
    at += t.word(at) in {"в", "во", "на"}
    portions = portions_at(t, at)
    if portions is None or len(portions[0]) > 1 or portions[0][0][0] is not portions[0][0][1]:
        return None
    after = portions[1]
    after += t.word(after) in say.EACH
    span = say.UNITS.get(t.word(after))
    if span not in _GENERIC:
        return None
    return Every(span, portion=portions[0][0][0]), after + 1


def _detail(t: Tokens, at: int, every: Every) -> Found:
    """What follows a recurrence and belongs to it: days of the month, a weekday, a part of the period."""
    begin = at + (t.word(at) in {",", "-", "(", ":"})
    closing = t.word(begin - 1) == "(" and begin > at
    found = _days_of(t, begin, every) or _weekday_of(t, begin, every) or _part_of(t, begin, every)
    if found is None:
        return None
    detailed, after = found
    return detailed, after + (closing and t.word(after) == ")")


def _days_of(t: Tokens, at: int, every: Every) -> Found:
    """«до 5 числа (следующего месяца)», «25 числа», «с 1 по 5 число»."""
    if every.span not in {Span.MONTH, Span.QUARTER, Span.HALF, Span.YEAR}:
        return None
    found = days_at(t, at)
    if found is None:
        return None
    (days, is_following), after = found
    return replace(every, days=days, following=is_following), after


def days_at(t: Tokens, at: int) -> tuple[tuple[tuple[tuple[int, int], ...], bool], int] | None:
    """Days of a month that is not named, as pairs first–last, and whether it is the month after."""
    begin = t.past(at, _NO_LATER)
    is_limit, at = begin > at, begin
    found = numbers_at(t, at)
    if found is None or t.word(found[1]) not in _OF_DAY:
        return None
    numbers, after = found
    if any(not 1 <= first <= last <= 31 for first, last in numbers.pairs):
        raise ImpossibleError("такого числа в месяце нет")
    after += 1
    is_following, after = _which_month(t, after)
    single = len(numbers.pairs) == 1
    days = tuple(
        (1 if is_limit and single and first == last else first, last) for first, last in numbers.pairs
    )
    return (days, is_following), after


def _which_month(t: Tokens, at: int) -> tuple[bool, int]:
    """«каждого месяца», «следующего месяца», «месяца, следующего за отчётным (кварталом)»."""
    after = at + (t.word(at) in say.EACH)
    if t.word(after) in {"следующего", "последующего"} and t.word(after + 1) == "месяца":
        return True, after + 2
    if t.word(after) == "месяца":
        after += 1
        begin = after + (t.word(after) == ",")
        if t.word(begin) in {"следующего", "идущего"} and t.word(begin + 1) == "за":
            after = begin + 2
            after += t.word(after) in {"отчетным", "истекшим", "прошедшим"}
            after += t.word(after) in {"периодом", "месяцем", "кварталом", "полугодием", "годом"}
            return True, after
        after += t.word(after) in {"месяца"}
        return False, after
    return False, at


def _weekday_of(t: Tokens, at: int, every: Every) -> Found:
    """«еженедельно, пятница», «еженедельно по пятницам», «ежемесячно, последняя среда (месяца)»."""
    begin = at + (t.word(at) in {"по", "в", "во", "каждый", "каждую"})
    if every.span is Span.MONTH:
        nth, after = (-1, begin + 1) if t.word(begin) in say.LAST else number_at(t, begin) or (0, begin)
        weekday = say.WEEKDAYS.get(t.word(after))
        if not nth or weekday is None or nth > 5:
            return None
        return replace(every, weekdays=(weekday,), nth=nth), after + 1 + (t.word(after + 1) == "месяца")
    found = _weekday_list(t, begin)
    if every.span is not Span.WEEK or found is None or every.weekdays:
        return None
    return replace(every, weekdays=found[0]), found[1]


def _part_of(t: Tokens, at: int, every: Every) -> Found:
    """«ежемесячно в последнюю неделю», «ежеквартально, в конце квартала»."""
    if every.span not in _GENERIC or every.portion is not Portion.WHOLE:
        return None
    begin = at + (t.word(at) in {"в", "во", "на"})
    portions = portions_at(t, begin)
    if portions is None or len(portions[0]) > 1 or portions[0][0][0] is not portions[0][0][1]:
        return None
    after = portions[1]
    if t.word(after) in say.MONTHS:
        return None
    after += t.word(after) in say.EACH
    after += say.UNITS.get(t.word(after)) is every.span
    return replace(every, portion=portions[0][0][0]), after


def _days_first(t: Tokens, at: int) -> Found:
    """«до 5 числа каждого месяца», «25 числа ежемесячно», «не позднее 20 числа месяца, следующего за отчётным»."""
    if (
        t.sort(at) is Sort.WORD
        and t.word(at) not in {"до", "не", "к", "с", "в", "по"}
        and number_at(t, at) is None
    ):
        return None
    found = days_at(t, at)
    if found is None:
        return None
    (days, is_following), after = found
    words = {t.word(k) for k in range(at, after)}
    is_each = bool(words & say.EACH)
    span = Span.QUARTER if "кварталом" in words else Span.HALF if "полугодием" in words else Span.MONTH
    begin = after + (t.word(after) == ",")
    if (adverb := _adverb(t, begin)) and adverb[0].span is not Span.DAY:
        return Every(adverb[0].span, days=days, following=is_following), adverb[1]
    if not is_each and not is_following:
        return None
    return Every(span, days=days, following=is_following), after
