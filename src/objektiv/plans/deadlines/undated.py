"""Deadlines without a date of their own: by an outside schedule, on demand, under a condition, always."""

from __future__ import annotations

from objektiv.plans.deadlines.events import event_at, opens
from objektiv.plans.deadlines.rule import Kind, Moment, Part, Period, Span
from objektiv.plans.deadlines.tokens import Sort, Tokens
from objektiv.plans.deadlines.vocabulary import word_set

Found = tuple[Part, int] | None
_PAPERS = (
    "план", "график", "расписани", "приказ", "распоряжени", "календар", "циклограмм", "дорожн", "положени",
    "регламент", "порядк", "программ", "медиаплан", "постановлени", "указани", "письм", "инструкци", "схем",
    "договор", "соглашени", "согласовани", "рекомендаци", "решени", "срок", "методик", "проект", "смет", "лини",
)  # fmt: skip
_DEMANDS = (
    "заявк", "запрос", "требовани", "обращени", "просьб", "необходимост", "потребност", "вызов", "желани",
    "возможност", "предложени", "инициатив", "заявлени", "приглашени", "факт", "ситуаци", "обстоятельств",
)  # fmt: skip
_SET = (
    "установлен",
    "определен",
    "утвержден",
    "указан",
    "предусмотрен",
    "обозначен",
    "отведен",
    "согласован",
    "заданн",
    "доведен",
    "назначен",
)
_BY_LAW: tuple[tuple[str, ...], ...] = (
    ("в", "соответствии", "с"), ("в", "соответствии", "со"), ("согласно",), ("на", "основании"), ("с", "учетом"),
    ("в", "рамках", "графика"), ("в", "рамках", "плана"), ("в", "зависимости", "от"),
)  # fmt: skip
_AFTER: tuple[tuple[str, ...], ...] = (
    ("сразу", "после"), ("непосредственно", "после"), ("незамедлительно", "после"), ("немедленно", "после"),
    ("после",), ("с", "момента"), ("со", "дня"), ("с", "даты"), ("начиная", "с"),
)  # fmt: skip
_UPON: tuple[tuple[str, ...], ...] = (
    ("в", "случае"), ("в", "случаях"), ("при", "условии"), ("если",), ("незамедлительно", "при"), ("немедленно", "при"),
    ("сразу", "при"), ("при",),
)  # fmt: skip
_ENDED = word_set(
    "итогам результатам окончании окончанию завершении завершению получении получению поступлении поступлению"
    " истечении истечению факту прошествии"
)
_ALWAYS = word_set("круглогодично постоянно систематически регулярно постоянный непрерывно всегда")
_THROUGH: tuple[tuple[str, ...], ...] = (
    ("в", "течение"), ("в", "течении"), ("на", "протяжении"), ("на",), ("за",),
)  # fmt: skip
_ALWAYS_PHRASES = (
    ("на", "постоянной", "основе"),
    ("в", "постоянном", "режиме"),
    ("на", "регулярной", "основе"),
)
_DURING_NOUNS = ("проведени", "осуществлени", "организаци", "процедур", "выполнени", "проверк")


def outside_at(t: Tokens, at: int) -> Found:
    """«по графику ФИС ОКО», «согласно плану ВШК», «в сроки, установленные приказом УО»."""
    if (begin := t.past(at, _BY_LAW)) > at:
        return _source(t, at, begin)
    if t.word(at) == "по" and _noun_within(t, at + 1, _PAPERS):
        return _source(t, at, at + 1)
    begin = at + (t.word(at) in {"в", "на"})
    if found := _set_terms(t, at, begin):
        return found
    if at == begin and t.word(at).startswith(("график", "расписани", "план", "циклограмм")):
        return _source(t, at, at)
    if (
        at == begin
        and t.word(at) in {"отдельный", "отдельному"}
        and t.word(at + 1).startswith(("график", "план"))
    ):
        return _source(t, at, at)
    return None


def _set_terms(t: Tokens, at: int, begin: int) -> Found:
    """«в установленные сроки», «в сроки, установленные …», «в срок, определённый графиком»."""
    first, second = t.word(begin), t.word(begin + 1)
    for k in range(begin + 2, begin + 5):  # «в установленные порядком сроки»
        if first.startswith(_SET) and t.word(k) in {"срок", "сроки"}:
            return Part(Kind.OUTSIDE_SCHEDULE, t.slice(at, k + 1), event=t.slice(begin + 1, k)), k + 1
    if first.startswith(_SET) and second in {"срок", "сроки", "порядке", "даты", "дни"}:
        return Part(Kind.OUTSIDE_SCHEDULE, t.slice(at, begin + 2), event=t.slice(begin, begin + 2)), begin + 2
    if first in {"срок", "сроки", "даты", "дни", "период"}:
        set_by = begin + 1 + (second == ",")
        if t.word(set_by).startswith(_SET):
            return _source(t, at, set_by + 1) or _source(t, at, set_by)
    return None


def _noun_within(t: Tokens, at: int, stems: tuple[str, ...]) -> bool:
    """Whether one of these nouns stands first or after at most three words that go with it."""
    for k in range(at, at + 4):
        word = t.word(k)
        if word.startswith(stems):
            return True
        if t.sort(k) is not Sort.WORD or not word.endswith(("ому", "ему", "ым", "им", "ой", "ей", "-")):
            return word == "-" and _noun_within(t, k + 1, stems)
    return False


def _source(t: Tokens, at: int, begin: int) -> Found:
    """The paper that sets the term, to the next phrase of time."""
    if (found := event_at(t, begin)) and not found[0].periods:
        event, after = found
        return Part(Kind.OUTSIDE_SCHEDULE, t.slice(at, after), event=event.name), after
    return None


def on_demand_at(t: Tokens, at: int) -> Found:
    """«по мере необходимости», «по заявке ОО», «при необходимости», «внепланово»."""
    if t.word(at) in {"внепланово", "по-необходимости"}:
        return Part(Kind.ON_DEMAND, t.slice(at, at + 1)), at + 1
    if t.says(at, "в", "рабочем", "порядке") or t.says(at, "в", "плановом", "порядке"):
        return Part(Kind.ON_DEMAND, t.slice(at, at + 3)), at + 3
    if t.says(at, "при", "необходимости") or t.says(at, "при", "возможности"):
        return Part(Kind.ON_DEMAND, t.slice(at, at + 2)), at + 2
    if t.says(at, "по", "мере"):
        begin = at + 2
    elif t.word(at) == "по" and _noun_within(t, at + 1, _DEMANDS):
        begin = at + 1
    else:
        return None
    found = event_at(t, begin)
    if found is None:
        return None
    event, after = found
    return Part(Kind.ON_DEMAND, t.slice(at, after), event=event.name), after


def conditional_at(t: Tokens, at: int) -> Found:
    """«после проведения процедур», «по итогам четверти», «при проведении …», «в случае …»."""
    if t.word(at) == "по" and t.word(at + 1) in _ENDED:
        return _condition(t, at, at + 1, Moment.AFTER)
    if (begin := t.past(at, _AFTER)) > at:
        return _condition(t, at, begin, Moment.AFTER)
    if (begin := t.past(at, _UPON)) == at:
        return None
    is_during = t.word(begin - 1) == "при" and t.word(begin).startswith(_DURING_NOUNS)
    return _condition(t, at, begin, Moment.DURING if is_during else Moment.NONE)


def _condition(t: Tokens, at: int, begin: int, moment: Moment) -> Found:
    found = event_at(t, begin, after=moment is Moment.AFTER)
    if found is None:
        return None
    event, after = found
    return Part(Kind.CONDITIONAL, t.slice(at, after), event.periods, event.name, moment=moment), after


def always_at(t: Tokens, at: int) -> Found:
    """«постоянно», «весь период», «в течение всего срока реализации плана»: the plan's year, and nothing more."""
    year = (Period(Span.YEAR),)
    if t.word(at) in _ALWAYS:
        return Part(Kind.SCHOOL_YEAR, t.slice(at, at + 1), year), at + 1
    if (after := t.past(at, _ALWAYS_PHRASES)) > at:
        return Part(Kind.SCHOOL_YEAR, t.slice(at, after), year), after
    begin = t.past(at, _THROUGH)
    if t.word(begin) in {"весь", "всего"} and t.word(begin + 1) in {"период", "периода", "срок", "срока"}:
        after = begin + 2
        if t.word(after) in {"реализации", "действия"} and not opens(t, after + 1):
            after += 2 + (t.word(after + 2) == "мероприятий")
        return Part(Kind.SCHOOL_YEAR, t.slice(at, min(after, len(t))), year), min(after, len(t))
    return None
