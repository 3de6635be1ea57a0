"""The event that a term hangs on: a phrase of nouns that ends where another phrase of time begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from objektiv.plans.deadlines import vocabulary as say
from objektiv.plans.deadlines.calendar import pieces_at
from objektiv.plans.deadlines.counting import ImpossibleError
from objektiv.plans.deadlines.pieces import Pieces
from objektiv.plans.deadlines.recurring import recurring_at
from objektiv.plans.deadlines.rule import Period, Portion, Span
from objektiv.plans.deadlines.spans import calendar_at
from objektiv.plans.deadlines.tokens import Sort, Tokens
from objektiv.plans.deadlines.vocabulary import word_set

LONGEST = 25  # words of one event
_ASK_GENITIVE = word_set(
    "до после от дня дни день дню днем даты дату дате момента момент накануне канун время период периода ходе процессе"
    " этапе сроки рамках"
)
_STARTS = word_set("начала начало началом началу старта открытия")
_ENDS = word_set("окончания окончании конца завершения завершении истечения истечении закрытия")
_ATTRIBUTE = word_set("за на к о об")  # «отчёта за I полугодие», «плана на следующий учебный год»
_OPENERS: tuple[tuple[str, ...], ...] = (
    ("не", "позднее"), ("не", "позже"), ("не", "реже"), ("не", "ранее"), ("не", "менее"), ("в", "день"), ("в", "дни"),
    ("в", "течение"), ("в", "течении"), ("во", "время"), ("в", "период"), ("по", "мере"), ("по", "плану"),
    ("по", "планам"), ("по", "графику"), ("по", "графикам"), ("по", "расписанию"), ("по", "приказу"),
    ("в", "соответствии"), ("согласно",), ("при", "необходимости"), ("по", "необходимости"), ("постоянно",),
    ("по", "заявке"), ("по", "заявкам"), ("по", "запросу"), ("в", "сроки"), ("в", "срок"),
)  # fmt: skip
_AFTER_MARK = word_set("до после за при перед через")
_GENERIC = {Span.MONTH, Span.QUARTER, Span.TERM, Span.TRIMESTER, Span.HALF}
_NOMINATIVE: tuple[tuple[str, str], ...] = (
    (r"(ени|ани|яти|ыти|ити)(?:я|ем|ю|и)\b", r"\1е"),
    (r"^начал(?:а|у|ом)\b", "начало"),
    (r"^конц(?:а|у|ом)\b", "конец"),
    (r"^(?:итогам|итогов|итогами)\b", "итоги"),
    (r"^(?:результатам|результатов)\b", "результаты"),
    (r"^(график|план|приказ|запрос|календар|регламент)(?:а|у|ом|е)\b", r"\1"),
    (r"^(план|график|приказ)(?:ам|ами|ов)\b", r"\1ы"),
    (r"^(?:расписани)(?:я|ю|ем)\b", "расписание"),
    (r"^(программ|циклограмм|схем)(?:е|ой|ы)\b", r"\1а"),
    (r"^(заявк)(?:е|ой|и)\b", r"\1а"),
    (r"^заявкам\b", "заявки"),
    (r"^(необходимост|потребност|готовност|возможност)(?:и|ью)\b", r"\1ь"),
    (r"^распоряжени(?:ю|ем|я)\b", "распоряжение"),
    (r"^(сдач|подач|передач|выдач)(?:и|е|ей)\b", r"\1а"),
)
_CHECKS = re.compile(
    r"^((?:пере)?проверк|отправк|подготовк|загрузк|выгрузк|корректировк)(?:и|е|ой)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event: its name and, when it is a day of the calendar itself («начало учебного года»), the periods.

    ``genitive``: the name as it stands after «до», «после», «в день»; empty after words that ask for another case.
    """

    name: str
    periods: tuple[Period, ...] = ()
    genitive: str = ""


def event_at(t: Tokens, at: int, *, after: bool = False) -> tuple[Event, int] | None:
    """The event that begins here; ``after``: of «каникулы» alone the end is meant, not the beginning."""
    if t.sort(at) is not Sort.WORD and pieces_at(t, at) is None:
        return None
    if dated := _calendar_event(t, at, after=after):
        return dated
    if t.sort(at) is not Sort.WORD or t.word(at) in {"чем", "не", "с", "со", "по", "до", "и"}:
        return None
    end = _end_of(t, at)
    words = {t.word(k) for k in range(at, end)}
    if words & say.VAGUE or not _is_phrase(t, at, end):
        return None
    name = t.slice(at + (t.word(at) in say.EACH), end)
    return (Event(nominative(name), genitive=_as_genitive(t, at, name)), end) if name else None


def _as_genitive(t: Tokens, at: int, said: str) -> str:
    """The words of an event when those before them ask for the genitive."""
    is_from = t.word(at - 1) in {"с", "со"} and t.word(at - 2) != "одновременно"
    return said if is_from or t.word(at - 1) in _ASK_GENITIVE else ""


def nominative(name: str) -> str:
    """The name with its first word in the nominative where that is plain: «проведения ВПР» → «проведение ВПР»."""
    first, _, rest = name.partition(" ")
    named = _CHECKS.sub(r"\1а", first)
    if named == first:
        for pattern, replacement in _NOMINATIVE:
            named = re.sub(pattern, replacement, named, flags=re.IGNORECASE)
    return f"{named} {rest}".strip()


def from_dative(name: str) -> str:
    """«педсовету» → «педсовет»: the name after «к»."""
    first, _, rest = name.partition(" ")
    return f"{re.sub(r'(?<=[бвгджзклмнпрстфхцчшщ])у$', '', first)} {rest}".strip()


def opens(t: Tokens, at: int) -> bool:
    """Whether another phrase of time begins here."""
    if any(t.says(at, *words) for words in _OPENERS):
        return True
    before = t.word(at - 1)
    if before in {",", ";", "-", "("} and t.word(at) in _AFTER_MARK:
        return True
    if t.word(at) == "за" and (
        t.sort(at + 1) is Sort.NUMBER or t.word(at + 1) in {"день", "неделю", "месяц", "сутки"}
    ):
        return t.sort(at + 1) is not Sort.NUMBER or t.values(at + 1)[0] < 100
    try:
        return recurring_at(t, at) is not None or _is_own_calendar(t, at)
    except ImpossibleError:
        return True


def _is_own_calendar(t: Tokens, at: int) -> bool:
    """A phrase of the calendar on its own, not an attribute of the noun before it («результатов I четверти»)."""
    found = calendar_at(t, at)
    if found is None:
        return False
    if t.word(at - 1) in {",", ";", "-", "(", ":"}:
        return True
    if t.sort(at) is Sort.WORD and t.word(at) in {"в", "во", "до", "с", "со"}:
        return True
    first = found[0].periods[0]
    return first.span is Span.DAY or (t.word(at) in say.MONTHS and t.word(at)[-1] in "ьтй")


def _end_of(t: Tokens, at: int) -> int:
    """Where the phrase ends: at a bracket, a semicolon, or before another phrase of time."""
    k = at + 1
    while k < min(len(t), at + LONGEST):
        word = t.word(k)
        if word in {"(", ")", ";", ":"} or (word == "-" and not _is_hyphen(t, k)):
            break
        if word in _ATTRIBUTE and (piece := _piece(t, k + 1)):
            k = piece[1]
            continue
        begin = k + 1 if word in {",", "и", "/", "а", "или"} else k
        begin += t.says(begin, "также")
        if begin < len(t) and opens(t, begin):
            break
        if not opens(t, k) and (piece := _piece(t, k)) and t.sort(k) is not Sort.MARK:
            k = piece[1]
            continue
        k = max(begin, k + 1)
    while k - 1 > at and t.word(k - 1) in {",", "и", "-", "/", "а", "в", "с", "по", "или"}:
        k -= 1
    return k


def _piece(t: Tokens, at: int) -> tuple[Pieces, int] | None:
    try:
        return pieces_at(t, at)
    except ImpossibleError:
        return None


def _is_hyphen(t: Tokens, at: int) -> bool:
    """Whether a dash stands inside a word: no space on its sides."""
    items = t.items
    return (
        0 < at < len(items) - 1
        and items[at - 1].end == items[at].start
        and items[at].end == items[at + 1].start
    )


def _is_phrase(t: Tokens, at: int, end: int) -> bool:
    """Whether these tokens can name something: words, and numbers of classes or of points among them."""
    sorts = [t.sort(k) for k in range(at, end)]
    if any(sort is Sort.NUMBER and t.word(at + k + 1) in say.UNITS for k, sort in enumerate(sorts)):
        return False  # «начала и 5 дней после окончания» is another term, not a name
    return Sort.OTHER not in sorts and any(len(t.word(k)) > 1 for k in range(at, end))


def _calendar_event(t: Tokens, at: int, *, after: bool) -> tuple[Event, int] | None:
    """«начала учебного года», «окончания I четверти», «осенних каникул», «окончания каждой четверти»."""
    word, begin = t.word(at), at
    edge = Portion.LAST_DAY if after else Portion.FIRST_DAY
    if word in _STARTS or word in _ENDS:
        edge, begin = Portion.FIRST_DAY if word in _STARTS else Portion.LAST_DAY, at + 1
    generic = begin + (t.word(begin) in say.EACH)
    span = say.UNITS.get(t.word(generic))
    if span in _GENERIC and begin > at:
        periods: tuple[Period, ...] = (Period(span, portion=edge),)
        end = generic + 1
    else:
        found = pieces_at(t, begin)
        if found is None or (
            begin == at and found[0].periods[0].span is Span.DAY and t.sort(at) is Sort.WORD
        ):
            return None
        periods, end = tuple(_edge(one, edge) for one in found[0].periods), found[1]
    is_whole = end >= len(t) or t.sort(end) is Sort.MARK or opens(t, end)
    said = t.slice(at, end)
    return (Event(nominative(said), periods, _as_genitive(t, at, said)), end) if is_whole else None


def _edge(period: Period, edge: Portion) -> Period:
    """One day of a period: its first or last."""
    if period.until:
        period = period.until if edge is Portion.LAST_DAY else replace(period, until=None)
    return period if period.span is Span.DAY else replace(period, portion=edge)
