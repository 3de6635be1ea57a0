"""Pieces of the calendar in words: one day, month, quarter, term, break, year — or several under one noun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from objektiv.plans.deadlines import vocabulary as say
from objektiv.plans.deadlines.counting import (
    ImpossibleError,
    YearSaid,
    number_at,
    numbers_at,
    skip_year_word,
    year_at,
)
from objektiv.plans.deadlines.pieces import Found, Pieces, day, period_range, with_year
from objektiv.plans.deadlines.portions import portions_at
from objektiv.plans.deadlines.rule import Period, Portion, Span
from objektiv.plans.deadlines.tokens import Sort, Tokens
from objektiv.plans.deadlines.years import bare_year, school_year, years

_MOST = {Span.QUARTER: 4, Span.TERM: 4, Span.TRIMESTER: 3, Span.HALF: 2}
_NOUNS = {
    Span.QUARTER: "квартала",
    Span.TERM: "четверти",
    Span.TRIMESTER: "триместра",
    Span.HALF: "полугодия",
}
_JOINED_SEASONS = {"зимне": 1, "весенне": 2, "летне": 3, "осенне": 4}


def pieces_at(t: Tokens, at: int) -> Found:
    """The longest piece of the calendar that begins here."""
    found = [one for rule in _RULES if (one := rule(t, at))]
    return max(found, key=lambda one: one[1], default=None)


def _date(t: Tokens, at: int) -> Found:
    """«01.09.2024», «15.03», «01–15.03.2024»."""
    first = 0
    if t.sort(at) is Sort.NUMBER and t.word(at + 1) == "-" and t.sort(at + 2) in {Sort.DATE, Sort.DAY_MONTH}:
        (first,), at = t.values(at), at + 2
    if t.sort(at) is Sort.DATE:
        number, month, year = t.values(at)
        said, after = YearSaid(year), skip_year_word(t, at + 1)
    elif t.sort(at) is Sort.DAY_MONTH:
        number, month = t.values(at)
        said, after = year_at(t, at + 1) or (YearSaid(), at + 1)
    else:
        return None
    last = day(number, month, said)
    return Pieces((period_range(day(first, month, said), last) if first else last,)), after


def _days(t: Tokens, at: int) -> Found:
    """«15 марта 2024 г.», «15, 16 и 17 апреля», «с 1 по 15 марта»."""
    found = None if t.word(at) in {"первые", "первых"} else numbers_at(t, at)
    if found is None:
        return None
    numbers, after = found
    after += t.word(after) in {"числа", "число"}
    month = say.MONTHS.get(t.word(after))
    if month is None or any(last > 99 for _, last in numbers.pairs):
        return None
    said, after = year_at(t, after + 1) or (YearSaid(), after + 1)
    days = tuple(
        period_range(day(first, month, said), day(last, month, said)) for first, last in numbers.pairs
    )
    return Pieces(days, numbers.alternative), after


def _month(t: Tokens, at: int) -> Found:
    """«март 2024 г.», «в марте месяце», «март (вторая неделя)» without the brackets."""
    if t.sort(at) is Sort.MONTH_YEAR:
        number, year = t.values(at)
        return Pieces((Period(Span.MONTH, number, year=year),)), skip_year_word(t, at + 1)
    at = at + 1 if t.word(at) in {"месяц", "месяца", "месяце"} else at
    month = say.MONTHS.get(t.word(at))
    if month is None:
        return None
    after = at + 1 + (t.word(at + 1) in {"месяц", "месяца", "месяце"})
    said, after = year_at(t, after) or (YearSaid(), after)
    whole = with_year(Period(Span.MONTH, month), said)
    separated = after + (t.word(after) in {",", "-", "("})
    if days := _days_in(t, separated, month, said):
        closed = days[1] + (t.word(separated - 1) == "(" and t.word(days[1]) == ")")
        return days[0], closed
    portions = portions_at(t, separated)
    if portions and t.word(portions[1]) not in say.MONTHS:
        closed = portions[1] + (t.word(separated - 1) == "(" and t.word(portions[1]) == ")")
        return Pieces(tuple(_portioned(whole, one) for one in portions[0])), closed
    return Pieces((whole,)), after


def _month_of_quarter(t: Tokens, at: int) -> Found:
    """«последний месяц квартала», «второй месяц каждого квартала»: that month of all four."""
    nth, after = (3, at + 1) if t.word(at) in say.LAST else number_at(t, at) or (0, at)
    if not nth or t.word(after) not in {"месяц", "месяца", "месяце"}:
        return None
    after += 1 + (t.word(after + 1) in say.EACH)
    if t.word(after) != "квартала" or nth > 3:
        return None
    return Pieces(tuple(Period(Span.MONTH, month) for month in range(nth, 13, 3))), after + 1


def _days_in(t: Tokens, at: int, month: int, said: YearSaid) -> Found:
    """Days of the month just named: «(не позднее 15 числа)», «, с 1 по 10 число»."""
    found = numbers_at(t, t.past(at, (("не", "позднее"), ("не", "позже"), ("до",), ("к",))))
    if found is None or t.word(found[1]) not in {"числа", "число", "числу"}:
        return None
    numbers, after = found
    days = tuple(
        period_range(day(first, month, said), day(last, month, said)) for first, last in numbers.pairs
    )
    return Pieces(days, numbers.alternative), after + 1


def _part(t: Tokens, at: int) -> Found:
    """«начало марта», «вторая декада мая 2024 г.», «конец учебного года», «конец I четверти»."""
    portions = portions_at(t, at)
    if portions is None:
        return None
    whole = pieces_at(t, portions[1])
    if whole is None:
        return None
    periods, after = whole[0].periods, whole[1]
    if any(one.span is Span.DAY or one.until or one.portion is not Portion.WHOLE for one in periods):
        return None
    return Pieces(tuple(_portioned(period, one) for period in periods for one in portions[0])), after


def _portioned(period: Period, portions: tuple[Portion, Portion]) -> Period:
    first, last = (replace(period, portion=portion) for portion in portions)
    return period_range(first, last)


def _numbered_span(t: Tokens, at: int) -> Found:
    """«III квартал 2024 г.», «I–II четверть», «1 полугодие 2023/24 уч. года»."""
    found = numbers_at(t, at)
    if found is None:
        return None
    numbers, after = found
    span = say.UNITS.get(t.word(after))
    if span not in _MOST:
        return None
    if any(not 1 <= number <= _MOST[span] for pair in numbers.pairs for number in pair):
        raise ImpossibleError(f"нет такого номера {_NOUNS[span]}")
    said, after = year_at(t, after + 1) or (YearSaid(), after + 1)
    pieces = (
        period_range(with_year(Period(span, first), said), with_year(Period(span, last), said))
        for first, last in numbers.pairs
    )
    return Pieces(tuple(pieces), numbers.alternative), after


def _break(t: Tokens, at: int) -> Found:
    """«осенние каникулы», «осенние и весенние каникулы», «каникулярное время»."""
    seasons, at = _break_seasons(t, at)
    at += t.word(at) in {"школьные", "школьных"}
    if t.word(at) not in say.BREAK_WORDS:
        return None
    after = at + 1
    if t.word(at).startswith("каникулярн"):
        if t.word(after) not in {"время", "период", "периода", "времени"}:
            return None
        after += 1
    said, after = year_at(t, after) or (YearSaid(), after)
    return Pieces(tuple(with_year(Period(Span.BREAK, number), said) for number in seasons or [0])), after


def _break_seasons(t: Tokens, at: int) -> tuple[list[int], int]:
    """The breaks that adjectives name: 1 autumn, 2 winter, 3 spring, 4 summer."""
    numbers: list[int] = []
    while True:
        word = t.word(at)
        season = 1 if word in {"новогодние", "новогодних"} else say.SEASON_ADJECTIVES.get(word)
        if season is None:
            return numbers, at
        numbers.append({4: 1, 1: 2, 2: 3, 3: 4}[season])
        at += 1
        joint = at + (t.word(at) in {",", "и"})
        if t.word(joint) in say.SEASON_ADJECTIVES:
            at = joint


def _season(t: Tokens, at: int) -> Found:
    """«осенью 2023 г.», «весенний период», «осенне-зимний период»."""
    if t.word(at) in _JOINED_SEASONS and t.word(at + 1) == "-" and (later := _season(t, at + 2)):
        (last,) = later[0].periods
        first = replace(last, number=_JOINED_SEASONS[t.word(at)], year=0)
        return Pieces((period_range(first, last),)), later[1]
    number = say.SEASONS.get(t.word(at))
    after = at + 1
    if number is None and t.word(after) in {"период", "сезон", "время", "периода"}:
        number, after = say.SEASON_ADJECTIVES.get(t.word(at)), after + 1
    if number is None:
        return None
    said, after = year_at(t, after) or (YearSaid(), after)
    return Pieces((with_year(Period(Span.SEASON, number), said),)), after


def _weekday(t: Tokens, at: int) -> Found:
    """«третий четверг октября», «последняя среда марта 2024 г.»."""
    nth, after = (-1, at + 1) if t.word(at) in say.LAST else number_at(t, at) or (0, at)
    weekday = say.WEEKDAYS.get(t.word(after))
    month = say.MONTHS.get(t.word(after + 1))
    if not nth or weekday is None or month is None:
        return None
    if nth > 5:
        raise ImpossibleError("такого дня недели в месяце нет")
    said, after = year_at(t, after + 2) or (YearSaid(), after + 2)
    return Pieces((with_year(Period(Span.DAY, month, weekday=weekday, nth=nth), said),)), after


def _day_with_weekday(t: Tokens, at: int) -> Found:
    """«среда, 15 мая 2024 г.», «15.05.2024 (среда)»: the day of the week must be that of the date."""
    weekday = say.WEEKDAYS.get(t.word(at))
    begin = at if weekday is None else at + 1 + (t.word(at + 1) in {",", "-"})
    found = _date(t, begin) or _days(t, begin)
    if found is None or len(found[0].periods) > 1 or found[0].periods[0].until:
        return None
    (period,), after = found[0].periods, found[1]
    if weekday is None:
        begin = after + (t.word(after) in {",", "("})
        weekday = say.WEEKDAYS.get(t.word(begin))
        if weekday is None:
            return None
        after = begin + 1 + (t.word(begin - 1) == "(" and t.word(begin + 1) == ")")
    if period.year and date(period.year, period.number, period.day).weekday() != weekday:
        raise ImpossibleError("день недели не тот, что у этого числа")
    return Pieces((replace(period, weekday=weekday),)), after


_RULES: tuple[Callable[[Tokens, int], Found], ...] = (
    _date, _days, _month, _month_of_quarter, _part, _numbered_span, _break, _season, _weekday, _day_with_weekday,
    school_year, years, bare_year,
)  # fmt: skip
