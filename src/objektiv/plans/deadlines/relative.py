"""Deadlines counted from an event: before it, after it, on its day."""

from __future__ import annotations

from dataclasses import replace

from objektiv.plans.deadlines import vocabulary as say
from objektiv.plans.deadlines.amounts import CALENDAR, WORKING, Amount, amount_at
from objektiv.plans.deadlines.counting import ImpossibleError, cardinal_at, number_at
from objektiv.plans.deadlines.events import Event, event_at, from_dative
from objektiv.plans.deadlines.rule import Kind, Moment, Part, Unit
from objektiv.plans.deadlines.tokens import Tokens
from objektiv.plans.deadlines.vocabulary import word_set

Found = tuple[Part, int] | None
Words = tuple[tuple[str, ...], ...]
_NO_LATER: Words = (
    ("не", "позднее", "чем"), ("не", "позже", "чем"), ("не", "позднее"), ("не", "позже"), ("не", "менее", "чем"),
    ("не", "менее"), ("не", "меньше", "чем"), ("как", "минимум"), ("минимум",), ("хотя", "бы"),
)  # fmt: skip
_DURING: Words = (("в", "течение"), ("в", "течении"), ("в", "теч"))
_FROM_EVENT: Words = (
    (",", "следующего", "за", "днем"), (",", "следующих", "за", "днем"), ("следующего", "за", "днем"),
    ("следующих", "за", "днем"),
    ("со", "дня"), ("с", "дня"), ("с", "момента"), ("с", "даты"), ("от", "даты"), ("от", "дня"), ("от", "момента"),
    ("начиная", "со", "дня"), ("после", "дня"), ("после", "даты"), ("после",), ("с",), ("со",), ("от",),
)  # fmt: skip
# «в течение недели по окончании ВПР»: the noun belongs to the event.
_BY_EVENT = word_set(
    "окончании окончанию завершении завершению получении получению поступлении поступлению итогам результатам"
    " истечении истечению проведении"
)
_AT: tuple[tuple[tuple[str, ...], Moment], ...] = (
    (("непосредственно", "в", "день"), Moment.ON), (("в", "день"), Moment.ON), (("в", "дни"), Moment.ON),
    (("в", "дату"), Moment.ON), (("в", "даты"), Moment.ON), (("в", "момент"), Moment.ON), (("день",), Moment.ON),
    (("дни",), Moment.ON), (("во", "время"), Moment.DURING), (("в", "ходе"), Moment.DURING),
    (("в", "процессе"), Moment.DURING), (("в", "период"), Moment.DURING), (("на", "период"), Moment.DURING),
    (("на", "время"), Moment.DURING), (("на", "этапе"), Moment.DURING), (("в", "сроки"), Moment.DURING),
    (("в", "течение", "всего", "периода"), Moment.DURING), (("в", "течение", "периода"), Moment.DURING),
    (("в", "рамках"), Moment.DURING), (("весь", "период"), Moment.DURING), (("на", "весь", "период"), Moment.DURING),
    (("одновременно", "с"), Moment.ON), (("одновременно", "со"), Moment.ON),
    (("период",), Moment.DURING), (("на", "момент"), Moment.ON), (("в", "течение"), Moment.DURING),
    (("в", "течении"), Moment.DURING),
)  # fmt: skip
_DAY_BEFORE: Words = tuple(
    (*day, *comma, before, to)
    for day in (("дня",), ("в", "день"))
    for comma in ((",",), ())
    for before in ("предшествующего", "предшествующий", "предыдущего")
    for to in ("дню", "дате")
)
_DAY_OF = word_set("дня даты момента")
_MINUTES = word_set("минута минуты минуту минут мин")
_ENDINGS = word_set("окончания окончанием завершения завершением конца истечения")
_SET_OUTSIDE = (
    "установлен",
    "определен",
    "утвержден",
    "указан",
    "предусмотрен",
    "обозначен",
    "отведен",
    "согласован",
)


_NO_DAYS = Amount(0, Unit.CALENDAR_DAY)
_ONE_DAY = Amount(1, Unit.CALENDAR_DAY)


def before_at(t: Tokens, at: int) -> Found:
    """«не позднее чем за 2 дня до …», «за неделю до …», «накануне …», «до …», «к …»."""
    begin = t.past(at, _NO_LATER)
    return _eve(t, at, begin) or _amount_before(t, at, begin) or _bare_before(t, at, begin)


def _eve(t: Tokens, at: int, begin: int) -> Found:
    """«накануне …», «не позднее дня …»."""
    if t.word(begin) == "накануне" or t.says(begin, "в", "канун"):
        return _event_part(t, at, begin + 1 + (t.word(begin) == "в"), _ONE_DAY, -1)
    eve = t.past(begin, _DAY_BEFORE)
    if eve > begin:
        return _event_part(t, at, eve, _ONE_DAY, -1)
    if t.word(begin) in {"даты", "дня"} and begin > at and (named := event_at(t, begin + 1)):
        return _part(t, at, named, Kind.RELATIVE_BEFORE, _NO_DAYS, Moment.BEFORE, -1)
    return None


def hours_at(t: Tokens, at: int) -> Found:
    """«за 30 минут до начала экзамена», «в течение 2 часов после …»: the day of the event, whatever the hour."""
    start = t.past(t.past(at, _NO_LATER), (("за",), ("через",), *_DURING))
    number = cardinal_at(t, start) or (1, start)
    count, after = number
    if t.word(after) not in say.HOURS | _MINUTES or (t.word(after) in say.HOURS and count % 24 == 0):
        return None
    begin = t.past(after + 1, (("до",), ("перед",), *_FROM_EVENT))
    if begin == after + 1 or start == at or (found := event_at(t, begin)) is None:
        return None
    return _part(t, at, found, Kind.ON_EVENT, _NO_DAYS, Moment.ON, 1)


def _amount_before(t: Tokens, at: int, begin: int) -> Found:
    """«за 2 дня до …», «2 недели до …»."""
    start = begin + (t.word(begin) == "за")
    found = amount_at(t, start)
    if found is None or (start == at and not found[0].is_said):
        return None
    amount, after = found
    after += t.word(after) == "до" and t.word(after + 1) in _DAY_OF
    return _event_part(t, at, after + 1, amount, -1) if t.word(after) in {"до", "перед"} | _DAY_OF else None


def _bare_before(t: Tokens, at: int, begin: int) -> Found:
    """«до …», «перед …»: the day before; «до окончания …», «к …»: that day still counts, as in «до конца марта»."""
    if t.word(begin) in {"к", "ко"} and begin == at and (dated := _event_part(t, at, at + 1, _NO_DAYS, -1)):
        part, after = dated
        return replace(part, event=from_dative(part.event)), after
    if t.word(begin) not in {"до", "перед"}:
        return None
    is_end = t.word(begin + 1) in _ENDINGS
    start = begin + 1 + (t.word(begin + 1) in _DAY_OF)
    return _event_part(t, at, start, _NO_DAYS if is_end else _ONE_DAY, -1)


def after_at(t: Tokens, at: int) -> Found:
    """«в течение 3 рабочих дней со дня …», «через неделю после …», «после …, не позднее 3 дней»."""
    return _amount_first(t, at) or _event_first(t, at) or _next_day(t, at)


def _amount_first(t: Tokens, at: int) -> Found:
    found = _term_at(t, at)
    if found is None:
        return None
    amount, after, is_within = found
    if t.word(after) == "по" and t.word(after + 1) in _BY_EVENT:
        return _event_part(t, at, after + 1, amount, 1)
    start = t.past(after, _FROM_EVENT)
    if start == after:
        return None
    if amount.is_year and not amount.is_said and is_within and t.word(after) == "после":
        return None  # «в течение года после проведения процедур» is the year, and the procedures a condition
    return _event_part(t, at, start, amount, 1)


def _term_at(t: Tokens, at: int) -> tuple[Amount, int, bool] | None:
    """The length of a term: «в течение 10 дней», «в 3-дневный срок», «не позднее 5 дней», «через неделю», «3 дня»."""
    start = t.past(at, _DURING)
    is_within = start > at
    start += is_within and t.word(start) in {"первых", "ближайших", "последующих"}
    if not is_within:
        start = t.past(at, (*_NO_LATER, ("не", "более", "чем"), ("не", "более")))
        start = t.past(start, (("через",), ("спустя",), ("в",), ("по", "истечении"), ("по", "прошествии")))
    found = amount_at(t, start)
    if found is None:
        return None
    amount, after = found
    return amount, after, is_within


def _event_first(t: Tokens, at: int) -> Found:
    """«после получения результатов в течение 10 дней», «со дня получения, не позднее 3 дней»."""
    start = t.past(at, _FROM_EVENT)
    if t.word(at) == "по" and t.word(at + 1) in _BY_EVENT:
        start = at + 1
    if start == at or (t.word(at) in {"с", "со", "от"} and start == at + 1):
        return None
    event = event_at(t, start, after=True)
    if event is None:
        return None
    begin = event[1] + (t.word(event[1]) in {",", "-", "("})
    term = _term_at(t, begin)
    if term is None or begin == term[1] or (term[0].is_year and not term[0].is_said):
        return None
    amount, after, _ = term
    if t.word(after) in {"до", "после", "со", "с"}:
        return None
    after += t.word(begin - 1) == "(" and t.word(after) == ")"
    return _part(t, at, (event[0], after), Kind.RELATIVE_AFTER, amount, Moment.AFTER, 1)


def _next_day(t: Tokens, at: int) -> Found:
    """«на следующий рабочий день после …», «не позднее следующего дня после …», «на третий день после …»."""
    start = t.past(at, _NO_LATER)
    start += t.word(start) in {"на", "в"}
    if t.word(start) in {"дня", "день"}:  # «не позднее дня, следующего за днём проведения»
        begin = start + 1 + (t.word(start + 1) == ",")
        if t.word(begin) in {"следующего", "следующий"} and t.says(begin + 1, "за", "днем"):
            return _event_part(t, at, begin + 3, Amount(1, Unit.CALENDAR_DAY), 1)
        return None
    count, after = 1, start + 1
    if t.word(start) not in {"следующий", "следующего", "другой"}:
        found = number_at(t, start)
        if found is None or start == at:
            return None
        count, after = found
    is_working = t.word(after) in WORKING
    after += is_working or t.word(after) in CALENDAR
    if t.word(after) not in {"день", "дня"}:
        return None
    begin = t.past(after + 1, (("со", "дня"), ("после", "дня"), ("после",), ("за", "днем")))
    if begin == after + 1:
        return None
    unit = Unit.WORKING_DAY if is_working else Unit.CALENDAR_DAY
    return _event_part(t, at, begin, Amount(count, unit), 1)


def on_event_at(t: Tokens, at: int) -> Found:
    """«в день проведения ВПР», «в период проведения ВПР», «одновременно с …»."""
    for row, moment in _AT:
        if not t.says(at, *row):
            continue
        start = at + len(row)
        if row[-1] in {"течение", "течении"} and t.word(start) not in {"проведения", "периода", "срока"}:
            return None
        if row[-1] == "сроки" and t.word(start).startswith(_SET_OUTSIDE):
            return None
        found = event_at(t, start)
        if found is None:
            return None
        return _part(t, at, found, Kind.ON_EVENT, Amount(0, Unit.CALENDAR_DAY), moment, 1)
    return None


def _event_part(t: Tokens, at: int, start: int, amount: Amount, sign: int) -> Found:
    found = event_at(t, start, after=sign > 0)
    if found is None:
        return None
    kind = Kind.RELATIVE_BEFORE if sign < 0 else Kind.RELATIVE_AFTER
    return _part(t, at, found, kind, amount, Moment.BEFORE if sign < 0 else Moment.AFTER, sign)


def _part(
    t: Tokens, at: int, found: tuple[Event, int], kind: Kind, amount: Amount, moment: Moment, sign: int
) -> tuple[Part, int]:
    event, after = found
    counts = [count for count in (amount.count, amount.other) if count is not None]
    if len(counts) > 1 and counts[0] >= counts[1]:
        raise ImpossibleError("первое число срока не меньше второго")
    ends = sorted(sign * count for count in counts)
    part = Part(kind, t.slice(at, after), event.periods, event.name, event.genitive, moment=moment)
    if kind is Kind.ON_EVENT:
        return part, after
    return replace(
        part, offset=ends[-1], offset_other=ends[0] if len(ends) > 1 else None, unit=amount.unit
    ), after
