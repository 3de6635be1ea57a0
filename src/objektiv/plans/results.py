"""What an action is to give: documents, states, numbers with a comparison, effects — in the words of a plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from objektiv.plans.words import clean, fold


class ResultKind(StrEnum):
    """What kind of result the words promise."""

    DOCUMENT = "document"
    STATE = "state"
    NUMBER = "number"
    EFFECT = "effect"


class Comparison(StrEnum):
    """How a value is compared; ``MORE`` and ``LESS``: against the value before, with or without a number."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Result:
    """One promise. ``document``: the usual name of a document; ``value`` in ``unit`` («%», «раз», «чел.»);
    ``period``: «год», «квартал», «месяц» when the number holds for one; ``is_measurable``: whether anyone can later
    say if it came true."""

    kind: ResultKind
    text: str
    document: str = ""
    comparison: Comparison | None = None
    value: float | None = None
    unit: str = ""
    period: str = ""
    is_measurable: bool = True


# Beginning of a word → the document's usual name; the first that fits wins.
_DOCUMENTS: tuple[tuple[str, str], ...] = (
    (r"протокол\w*", "протокол"),
    (r"аналитическ\w* (?:справк|информац|отчет|записк)\w*", "аналитическая справка"),
    (r"справк\w*", "справка"),
    (r"распоряжени\w*", "распоряжение"),
    (r"приказ\w*", "приказ"),
    (r"локальн\w* (?:нормативн\w* )?акт\w*", "локальный акт"),
    (r"положени[еяй] (?:о|об)\b", "положение"),
    (r"отчет\w*", "отчёт"),
    (r"план\w*[ -]график\w*", "план-график"),
    (r"дорожн\w* карт\w*", "дорожная карта"),
    (r"план(?:а|ы|ов|ами|ах|ам|у|ом|е)?\b", "план"),
    (r"график\w*", "график"),
    (r"методическ\w* рекомендаци\w*", "методические рекомендации"),
    (r"рекомендаци\w*", "рекомендации"),
    (r"методическ\w* (?:материал|разработк|пособи)\w*", "методические материалы"),
    (r"(?:акт|акты|актов|актами)\b", "акт"),
    (r"реестр\w*", "реестр"),
    (r"ведомост\w*", "ведомость"),
    (r"журнал\w*", "журнал"),
    (r"лист\w* (?:наблюдени|инструктаж|регистраци|участи|ознакомлени|корректировк)\w*", "лист"),
    (r"перечен\w*|перечн\w*", "перечень"),
    (r"список|списки|списк\w*", "список"),
    (r"удостоверени\w*|сертификат\w*", "удостоверение"),
    (r"публикаци\w*", "публикация"),
    (
        r"(?:информация|информации|материалы|новость|ссылка|страница) (?:\w+ ){0,4}(?:сайт|стенд)\w*",
        "публикация",
    ),
    (r"(?:аналитическ\w* )?информаци\w*", "информация"),
    (r"программ[аы]\b|программ\b", "программа"),
    (r"заявк\w*", "заявка"),
    (r"заключени\w*", "заключение"),
    (r"анкет\w*", "анкета"),
    (r"банк\w*", "банк материалов"),
    (r"свод\w*|сводн\w* таблиц\w*|таблиц\w*", "таблица"),
    (r"рейтинг\w*", "рейтинг"),
    (r"анализ\b", "анализ"),
    (r"решени[еяй] (?:педсовет|педагогическ|совещани)\w*", "решение"),
)
_DOCUMENT = [(re.compile(rf"\b(?:{pattern})"), name) for pattern, name in _DOCUMENTS]
_NUMBER = re.compile(
    r"(?<![\w.,/])(\d+(?:[.,]\d+)?)\s*(%|процент\w*|человек\w*|чел\b|раз\w*|школ\w*|оо\b|балл\w*|работ\w*)"
)
_AT_LEAST = re.compile(
    r"не менее|не ниже|не меньше|минимум|от\s+\d|≥|>=|свыше|(?<!не )(?:более чем|выше\s+\d|более\s+\d)"
)
_AT_MOST = re.compile(
    r"не более|не выше|не больше|максимум|до\s+\d|≤|<=|(?<!не )(?:менее чем|ниже\s+\d|менее\s+\d)"
)
_UP = re.compile(
    r"\b(?:увеличен|увеличит|рост\b|роста\b|повышен|повысит|повысил|прирост|расширен|возрос|укреплен|улучшен|развити)"
)
_DOWN = re.compile(
    r"\b(?:снижен|снизит|снизил|уменьшен|уменьшит|сокращен|сократит|сняти[ея]|минимизац|устранен|исключен)"
)
_COUNTABLE = re.compile(
    r"\b(?:дол[яюиея]\b|охват|количеств|числ|численност|процент|удельн\w* вес|показател\w* (?:доли|охвата))"
)
_PERIOD = re.compile(r"\b(?:ежегодн|в год\b|за год\b|ежеквартальн|в квартал|ежемесячн|в месяц)\w*")
_PERIODS = (
    ("ежегодн", "год"),
    ("год", "год"),
    ("квартал", "квартал"),
    ("месяц", "месяц"),
    ("ежемес", "месяц"),
)
_EFFECT = re.compile(
    rf"{_UP.pattern}|{_DOWN.pattern}|\b(?:формировани|обеспечени|совершенствовани|мотивац|профилактик|позитивн|эффективн)"
)
_DIVIDE = re.compile(r"\s*;\s*|\s*\n\s*|(?<=[^\d\s.]{3})\.\s+(?=[А-ЯЁ])")
_BRACKET = re.compile(r"\s*\(([^()]*)\)")


def understand_result(text: str) -> tuple[Result, ...]:
    """What the words promise, in order; an empty text gives nothing, never raises.

    «;», new lines and sentences divide, a comma only before another document, number or effect; what stands in
    brackets is a promise of its own when it names a document.
    """
    found: list[Result] = []
    for piece in _DIVIDE.split(text.replace("\r", "")):
        for part in _by_commas(clean(piece)):
            found += _with_brackets(part)
    return tuple(found)


def _by_commas(piece: str) -> list[str]:
    parts: list[str] = []
    for part in re.split(r",\s+(?![^()]*\))", piece):
        if parts and not _begins_a_promise(part):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return [part for part in parts if re.search(r"\w", part)]


def _begins_a_promise(part: str) -> bool:
    start = " ".join(fold(part).split()[:2])
    found = re.match(r"\d|не менее|не более|наличие|участие", start) or _EFFECT.match(start)
    return bool(found) or any(pattern.match(start) for pattern, _ in _DOCUMENT)


def _with_brackets(part: str) -> list[Result]:
    inner = [_result(clean(words)) for words in _BRACKET.findall(part)]
    documents = [result for result in inner if result.kind is ResultKind.DOCUMENT]
    bare = clean(_BRACKET.sub(" ", part) if documents else part).strip(" ,.")
    return ([_result(bare)] if bare else []) + documents


def _result(text: str) -> Result:
    words = fold(text)
    number = _NUMBER.search(words)
    period = _period(words)
    if number or (_COUNTABLE.search(words) and (_UP.search(words) or _DOWN.search(words))):
        return Result(
            ResultKind.NUMBER,
            text,
            comparison=_comparison(words, has_number=number is not None),
            value=float(number[1].replace(",", ".")) if number else None,
            unit=_unit(number[2]) if number else "",
            period=period,
        )
    starts_effect = _EFFECT.match(words) is not None
    document = "" if starts_effect else _document(words)
    if document:
        return Result(ResultKind.DOCUMENT, text, document=document, period=period)
    if starts_effect or (_EFFECT.search(words) and not _is_done(words)):
        direction = Comparison.MORE if _UP.match(words) else Comparison.LESS if _DOWN.match(words) else None
        return Result(ResultKind.EFFECT, text, comparison=direction, period=period, is_measurable=False)
    return Result(ResultKind.STATE, text, period=period)


def _document(words: str) -> str:
    """The document that stands first; «внесены изменения в план» and «определены даты» are states, no documents."""
    hits = [(found.start(), name) for pattern, name in _DOCUMENT if (found := pattern.search(words))]
    if not hits or _is_done(words):
        return ""
    start, name = min(hits, key=lambda hit: hit[0])
    before = words[:start].split()
    return name if len(before) <= 3 else ""


def _is_done(words: str) -> bool:
    """Whether a state is told: «определена персональная ответственность», «внесены изменения»."""
    return (
        re.match(
            r"(?:\w+ ){0,2}?(?!план)\w+(?:ен|ена|ено|ены|ан|ана|ано|аны|ят|ята|яты|ыт|ыта|ыты|ют|ает)\b",
            words,
        )
        is not None
    )


def _comparison(words: str, *, has_number: bool) -> Comparison:
    if has_number and _AT_LEAST.search(words):
        return Comparison.AT_LEAST
    if has_number and _AT_MOST.search(words):
        return Comparison.AT_MOST
    if _DOWN.search(words):
        return Comparison.LESS
    grows = re.search(
        r"увеличен|рост|прирост|расширен|увеличит|возрос|(?:повышен|повысит|улучшен).* на \d", words
    )
    return Comparison.MORE if grows else Comparison.EQUAL


def _unit(word: str) -> str:
    for begin, unit in (
        ("%", "%"),
        ("процент", "%"),
        ("чел", "чел."),
        ("раз", "раз"),
        ("балл", "балл"),
        ("работ", "работа"),
    ):
        if word.startswith(begin):
            return unit
    return "ОО"


def _period(words: str) -> str:
    found = _PERIOD.search(words)
    if found is None:
        return ""
    return next((period for begin, period in _PERIODS if begin in found[0]), "")
