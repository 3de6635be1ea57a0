"""The first two steps of reading a deadline: one spelling of the text, then tokens that remember their place in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache

from rapidfuzz.distance import OSA

from objektiv.plans.deadlines import vocabulary as say
from objektiv.plans.deadlines.vocabulary import word_set
from objektiv.plans.words import russian_letters, stem

LONGEST = 600  # characters; a deadline that goes on is a cell of something else


class Sort(StrEnum):
    """What a token is."""

    WORD = auto()
    NUMBER = auto()
    DATE = auto()  # day, month and year
    DAY_MONTH = auto()
    MONTH_YEAR = auto()  # «03.2024»
    YEARS = auto()  # «2023/24», «2023-2025»
    DAYS_LONG = auto()  # «10-дневный»
    TIME = auto()
    MARK = auto()  # , ; ( ) - / :
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text. ``word``: folded; ``values``: its numbers, by sort; ``start``–``end`` in the clean text."""

    sort: Sort
    word: str
    start: int
    end: int
    values: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text.

    ``clean``: the text they point into; ``repaired``: «как написано → как прочитано»; ``words``: the folded words and
    marks, empty for numbers.
    """

    clean: str
    items: tuple[Token, ...]
    repaired: tuple[str, ...]
    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.items)

    def word(self, at: int) -> str:
        """The folded word or mark at a place; empty for a number and beyond the ends."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def sort(self, at: int) -> Sort | None:
        """The sort at a place; None beyond the ends."""
        return self.items[at].sort if 0 <= at < len(self.items) else None

    def values(self, at: int) -> tuple[int, ...]:
        """The numbers of the token at a place."""
        return self.items[at].values if 0 <= at < len(self.items) else ()

    def says(self, at: int, *words: str) -> bool:
        """Whether these words stand from a place on."""
        return self.words[at : at + len(words)] == words if at >= 0 else False

    def past(self, at: int, rows: Iterable[tuple[str, ...]]) -> int:
        """The place after the first of these rows of words that stands here; the place itself when none does."""
        words = self.words
        return next((at + len(row) for row in rows if words[at : at + len(row)] == row), at)

    def slice(self, first: int, after: int) -> str:
        """The text from one token to before another, as it stands."""
        if first >= after:
            return ""
        return self.clean[self.items[first].start : self.items[after - 1].end].strip()


_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_GONE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff«»\"„“”*#]")
_DASHES = re.compile(r"[‐‑‒–—―−⁃]|-{2,}")
_ROMAN_JOINED = re.compile(r"\b([IVІ]+)(?=[а-яё])")
_JOINED = (
    (re.compile(r"\b(в)(течени[еи]|конце|начале|середине|период|сроки)\b", re.IGNORECASE), r"\1 \2"),
    (re.compile(r"\b(не)(позднее|позже|реже|менее|ранее|раньше|более)\b", re.IGNORECASE), r"\1 \2"),
    (
        re.compile(r"\b(позднее|позже|ранее|раньше|реже|чаще|менее|меньше),? ?(чем)\b", re.IGNORECASE),
        r"\1 \2",
    ),
    (re.compile(r"\b([а-яё]{2,})- ([а-яё]{2,})\b", re.IGNORECASE), None),
    (re.compile(r"(?<=\d)[ОоOo](?=\d|\b)"), "0"),
)
_SUFFIX = r"(?:-?(?:го|ого|му|ому|ым|ем|ом|й|ый|ой|я|ая|ую|ю|е|ое|ые|х|ух|ых|ти|ми|м|и)(?![а-яё]))?"
_TOKEN = re.compile(
    rf"""
    (?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d))
    |(?P<dotted>\d{{1,2}}\ ?(?P<between>[./-])\ ?\d{{1,2}}\ ?(?P=between)\ ?(?:\d{{4}}|\d{{2}})(?!\d))
    |(?P<years>20\d\d\ ?[/-]\ ?(?:20\d\d|\d\d)(?![\d.]\d|\d))
    |(?P<clock>\d{{1,2}}:\d{{2}}(?!\d))
    |(?P<month_year>(?:0?[1-9]|1[0-2])\.20\d{{2}}(?!\d|\.\d))
    |(?P<day_month>\d{{1,2}}\.\d{{1,2}}(?!\d|\.\d))
    |(?P<days_long>\d+\s?-?(?:ти|х|и)?-?\s?дневн[а-я]+)
    |(?P<number>\d+{_SUFFIX})
    |(?P<word>[a-zа-яёіІ]+)
    |(?P<mark>[,;():/\\-])
    |(?P<dot>[.…!]+)
    |(?P<other>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def tokenise(text: str) -> Tokens:
    """The tokens of a text in one spelling."""
    clean = _clean(text)
    items: list[Token] = []
    repaired: list[str] = []
    for found in _TOKEN.finditer(clean):
        for token in _read(found):
            written = clean[token.start : token.end]
            if token.sort is Sort.WORD and (mended := _mend(token.word)) != token.word:
                repaired.append(f"{written} → {mended}")
                items.append(Token(Sort.WORD, mended, token.start, token.end))
            else:
                items.append(token)
    words = tuple(token.word if token.sort in (Sort.WORD, Sort.MARK) else "" for token in items)
    return Tokens(clean, tuple(items), tuple(dict.fromkeys(repaired)), words)


def _clean(text: str) -> str:
    """One spelling that keeps the case: spaces, dashes, look-alikes, words run together or broken by a hyphen."""
    text = _SPACES.sub(" ", _GONE.sub("", text[: LONGEST + 1]))
    text = _ROMAN_JOINED.sub(r"\1 ", _DASHES.sub("-", text))
    text = russian_letters(text)
    for pattern, replacement in _JOINED:
        text = pattern.sub(replacement if replacement is not None else _rejoin, text)
    return text.strip()


def _rejoin(found: re.Match[str]) -> str:
    """A word broken at the end of a line, when the whole is a word of time and its halves are not."""
    whole = (found[1] + found[2]).lower()
    is_broken = whole in say.MENDED and found[2].lower() not in _KNOWN
    return found[1] + found[2] if is_broken else found[0]


def _read(found: re.Match[str]) -> Iterator[Token]:
    name = found.lastgroup or "other"
    start, end = found.span(name)
    text = found[name]
    numbers = tuple(int(number) for number in re.findall(r"\d+", text))
    if name == "dot":
        return
    if name == "word":
        yield Token(Sort.WORD, text.lower().replace("ё", "е"), start, end)
    elif name == "mark":
        yield Token(Sort.MARK, "/" if text == "\\" else text, start, end)
    elif name == "number":
        yield Token(Sort.NUMBER, text, start, end, numbers[:1])
    elif name == "days_long":
        yield Token(Sort.DAYS_LONG, text, start, end, numbers[:1])
    elif name == "iso":
        yield Token(Sort.DATE, text, start, end, (numbers[2], numbers[1], numbers[0]))
    elif name == "dotted":
        yield Token(Sort.DATE, text, start, end, (numbers[0], numbers[1], _century(numbers[2])))
    elif name == "month_year":
        yield Token(Sort.MONTH_YEAR, text, start, end, numbers)
    elif name == "years":
        yield from _years(text, numbers, start, end)
    elif name == "day_month":
        sort = _day_month(*numbers)
        yield Token(sort, text, start, end, numbers)
    else:
        yield Token(Sort.TIME if name == "clock" else Sort.OTHER, text, start, end, numbers)


def _century(year: int) -> int:
    return year if year >= 100 else 2000 + year


def _years(text: str, numbers: tuple[int, ...], start: int, end: int) -> Iterator[Token]:
    """Two years joined; a slash, or one year after the other in two figures, can only be a school year."""
    first, second = numbers
    last = second if second >= 2000 else first // 100 * 100 + second
    if second < 2000 and last != first + 1:
        yield Token(Sort.OTHER, text, start, end)
        return
    yield Token(Sort.YEARS, text, start, end, (first, last, int("/" in text or second < 2000)))


def _day_month(day: int, month: int) -> Sort:
    if 1 <= day <= 31 and 1 <= month <= 12:
        return Sort.DAY_MONTH
    return Sort.TIME if day < 24 and month < 60 else Sort.OTHER


@lru_cache(maxsize=4096)
def _mend(word: str) -> str:
    """A word of time with one wrong letter; only when one such word is near and this is no other form of it."""
    if len(word) < 5 or word in say.MENDED or word in _KNOWN:
        return word
    near = {
        known
        for known in say.MENDED
        if known[0] == word[0]
        and (known in say.MONTHS or stem(known) != stem(word))
        and OSA.distance(word, known, score_cutoff=1) <= 1
    }
    if len(near) == 1:
        return near.pop()
    months = {say.MONTHS.get(known) for known in near}
    return min(near) if len(months) == 1 and None not in months else word


_KNOWN = (
    frozenset(say.MONTHS)
    | frozenset(say.WEEKDAYS)
    | frozenset(say.UNITS)
    | frozenset(say.EVERY_ADVERBS)
    | frozenset(say.ORDINALS)
    | frozenset(say.SCHOOL)
    | frozenset(say.BREAK_WORDS)
    | {
        f"{noun}ени{ending}"
        for noun in ("провед", "получ")
        for ending in ("е", "ю", "ем", "и", "й", "ям", "ями", "ях")
    }
    | word_set("график графики графике проведение проведению проведением получение получению необходимость")
    | word_set("неделями кварталу календарный рабочий постоянный постоянное поздние поздней")
)
