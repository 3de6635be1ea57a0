"""Numbers and years as deadlines write them: «3-х», «двадцать пятого», «I–II», «2023/24 уч. года», «т. г.»."""

from __future__ import annotations

from dataclasses import dataclass, replace

from objektiv.plans.deadlines import vocabulary as say
from objektiv.plans.deadlines.tokens import Sort, Tokens
from objektiv.plans.deadlines.vocabulary import word_set

FIRST_YEAR, LAST_YEAR = 2000, 2099
_OWN_YEAR = word_set("текущего текущем текущий сего этого данного настоящего отчетного отчетном планового")
_NEXT_YEAR = word_set("следующего следующем следующий будущего будущем последующего предстоящего нового")
_LAST_YEAR = word_set("прошлого прошлом предыдущего предыдущем прошедшего истекшего")
YEAR_WORDS = word_set("г гг год года году годом годы годов годах")


class ImpossibleError(Exception):
    """The words name what the calendar does not have; the argument is a Russian sentence."""


@dataclass(frozen=True, slots=True)
class YearSaid:
    """A year in words: a calendar year, a school year by its first year, or years from the plan's own."""

    year: int = 0
    school_year: int = 0
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers before the noun that they count: single ones and pairs from–to, in order; ``alternative``: by «или»."""

    pairs: tuple[tuple[int, int], ...]
    alternative: bool = False

    @property
    def single(self) -> int:
        """The only number; 0 when there are several."""
        (first, last), *rest = self.pairs
        return first if first == last and not rest else 0


def cardinal_at(t: Tokens, at: int) -> tuple[int, int] | None:
    """A count: in figures or in words, «двадцать пять» too."""
    if t.sort(at) is Sort.NUMBER:
        return t.values(at)[0], at + 1
    first = say.CARDINALS.get(t.word(at))
    if first is None:
        return None
    second = say.CARDINALS.get(t.word(at + 1), 0)
    if first >= 20 and 0 < second < 10:
        return first + second, at + 2
    return first, at + 1


def counted_at(t: Tokens, at: int) -> tuple[int, int] | None:
    """A number in figures, in words of either sort, or Roman."""
    if found := cardinal_at(t, at):
        return found
    word = t.word(at)
    if word in say.ORDINALS:
        return say.ORDINALS[word], at + 1
    number = say.ROMAN.get(word) or say.ROMAN_LIKE.get(word)
    return (number, at + 1) if number else None


def number_at(t: Tokens, at: int) -> tuple[int, int] | None:
    """A number, also a compound ordinal: «двадцать пятого»."""
    tens = say.CARDINALS.get(t.word(at), 0)
    units = say.ORDINALS.get(t.word(at + 1), 0)
    if tens in {20, 30} and 0 < units < 10:
        return tens + units, at + 2
    return counted_at(t, at)


def numbers_at(t: Tokens, at: int) -> tuple[Numbers, int] | None:
    """Numbers in a row: «15, 16 и 17», «1–4», «с 1 по 15»."""
    start = at + 1 if t.word(at) in {"с", "со", "от"} else at
    found = number_at(t, start)
    if found is None:
        return None
    first, at = found
    pairs, is_alternative = [], False
    while True:
        last = first
        if (t.word(at) in {"-", "по"} or (start and t.word(at) == "до")) and (found := number_at(t, at + 1)):
            last, at = found
        pairs.append((first, last))
        after = _after_separator(t, at)
        if after is None or (found := number_at(t, after)) is None:
            return Numbers(tuple(pairs), is_alternative), at
        is_alternative |= "или" in {t.word(k) for k in range(at, after)}
        first, at = found


def _after_separator(t: Tokens, at: int) -> int | None:
    """Past «,», «и», «, и», «или», «/»; None when nothing of these stands here."""
    after = at
    if t.word(after) in {",", ";", "/"}:
        after += 1
    if t.word(after) in {"и", "или"}:
        after += 1
    return after if after > at else None


def year_at(t: Tokens, at: int) -> tuple[YearSaid, int] | None:
    """The year that stands after a piece of the calendar, if one does."""
    for rule in (_school_years, _calendar_year, _own_year):
        if found := rule(t, at):
            return found
    return None


def skip_year_word(t: Tokens, at: int) -> int:
    """Past «г.», «года», «гг.»."""
    if t.says(at, "г", "г"):
        return at + 2
    return at + 1 if t.word(at) in YEAR_WORDS else at


def _school_years(t: Tokens, at: int) -> tuple[YearSaid, int] | None:
    """«2023/24 уч. года», «2023-2024 учебного года», «учебного года 2023/24»."""
    start = at
    if t.word(at) in say.SCHOOL and t.word(at + 1) in YEAR_WORDS:
        at += 2
    if t.sort(at) is not Sort.YEARS:
        return None
    first, last, is_slashed = t.values(at)
    is_school = bool(is_slashed) or start < at or t.word(at + 1) in say.SCHOOL
    if not is_school and (last != first + 1 or t.word(at + 1) in {"гг", "годы", "годов"}):
        return None
    after = skip_year_word(t, at + 1 + (t.word(at + 1) in say.SCHOOL))
    if last != first + 1:
        raise ImpossibleError(f"учебного года {first}–{last} не бывает")
    return YearSaid(school_year=first), after


def _calendar_year(t: Tokens, at: int) -> tuple[YearSaid, int] | None:
    """«2024 г.», «2024», «24 г.», «, 2024 год»."""
    is_apart = t.word(at) == "," and (t.word(at + 2) in YEAR_WORDS or at + 2 >= len(t))
    number = at + 1 if is_apart else at
    if t.sort(number) is not Sort.NUMBER:
        return None
    (value,) = t.values(number)
    if FIRST_YEAR <= value <= LAST_YEAR:
        return YearSaid(year=value), skip_year_word(t, number + 1)
    if 10 <= value <= 99 and t.word(number + 1) in {"г", "год", "года"} and len(t.items[number].word) == 2:
        return YearSaid(year=FIRST_YEAR + value), number + 2
    return None


def _own_year(t: Tokens, at: int) -> tuple[YearSaid, int] | None:
    """«текущего года», «т. г.», «с. г.», «следующего учебного года», «учебного года»."""
    word, after = t.word(at), at + 1
    if word in {"т", "с", "н"} and t.word(after) == "г":
        return YearSaid(), after + 1
    said = YearSaid()
    if word in _NEXT_YEAR:
        said = replace(said, shift=1)
    elif word in _LAST_YEAR:
        said = replace(said, shift=-1)
    elif word not in _OWN_YEAR:
        after = at
    if t.word(after) in say.SCHOOL or t.word(after) in {"календарного", "календарном"}:
        after += 1
    is_year = after > at and t.word(after) in {"год", "года", "году", "г"}
    return (said, after + 1) if is_year else None
