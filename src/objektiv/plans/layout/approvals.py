"""Blocks of the head: УТВЕРЖДАЮ, СОГЛАСОВАНО, РАССМОТРЕНО, and the annex to an order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from objektiv.plans.model import EMPTY, Annex, Approval, Field
from objektiv.plans.signs import APPROVAL_WORD, PERSON
from objektiv.plans.source import Line

_WORD = re.compile(rf"{APPROVAL_WORD}[»\"]?\s*[:.]?\s*", re.IGNORECASE)
_ANNEX = re.compile(r"\s*Приложение\s*(?:(?:№|N|No)\s*)?(\d{0,3})(?!\w)", re.IGNORECASE)
MONTH = "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр"
_DATE = re.compile(
    rf"[«\"]?\s?\d{{1,2}}\s?[»\"]?\s+(?:{MONTH})[а-я]*\s+\d{{4}}(?:\s*(?:года|г\.?))?|\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}(?:\s*(?:года|г\.))?",
    re.IGNORECASE,
)
_BLANK_YEAR = r"20\s?[\d_]{0,4}\s*(?:года|г(?!\w)\.?)?"
_BLANK_DATE = re.compile(
    rf"[«\"“]\s*(?:_[\s_]*)?[»\"”][\s_]*(?:(?:{MONTH})[а-я]*[\s_]*)?(?:{_BLANK_YEAR}|(?<=_))"
    rf"|_+[\s._/]*(?:(?:{MONTH})[а-я]*[\s_]*)?{_BLANK_YEAR}",
    re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"_{2,}")  # of a form that says «от ______ № ______»
_NOT_FILLED = re.compile(
    r"_{2,}|…+|\.{3,}|\(\s*(?:подпись|ф\.?\s?и\.?\s?о\.?)\s*\)|(?<!\w)М\.?\s?П\.(?!\w)",
    re.IGNORECASE,
)
_ORDER_NUMBER = re.compile(r"(?:№|(?<!\w)N)\s*([\w/-]*\d[\w/-]*|_+)?")
_DOCUMENT = re.compile(r"(?:к\s+)?(приказ|распоряжени|постановлени|письм|протокол|решени)\w*", re.IGNORECASE)
_POST = re.compile(
    r"(?:и\.?\s?о\.?\s+|врио\s+)?(?:директор|заместител|зам\.|заведующ|зав\.|начальник|руководител|председател|глава|министр)\w*",
    re.IGNORECASE,
)
_EDGES = " \n\t,;:_/"
_SCRAPS = ' \n\t,;:._/«»"'
_BLANK_QUOTES = re.compile(r"[«\"]\s*[»\"]")
_ANY_WORD = re.compile(r"[^\W_]+")
_BLANK = "бланк не заполнен"


def is_approval(text: str) -> bool:
    """Whether a block of approval begins with these words."""
    found = _WORD.match(text)
    return (
        bool(found)
        and (found[1].isupper() or not text[found.end() :].strip() or "\n" in text[: found.end() + 1])
        if found
        else False
    )


def is_annex(text: str) -> bool:
    """Whether the words say which annex of which order this is."""
    return bool(_ANNEX.match(text))


def read_approval(lines: Sequence[Line]) -> Approval:
    """An approval out of its lines, the first of which begins with its word; blanks stay empty and are remarked."""
    found = _WORD.match(lines[0].text)
    word = Field(found[1] if found else "", lines[0].place)
    rest = [
        (lines[0].text[found.end() if found else 0 :], lines[0].place),
        *((line.text, line.place) for line in lines[1:]),
    ]
    date, rest = _take(rest, _DATE, (_BLANK_DATE,))
    person, rest = _take(rest, PERSON)
    rest = [(_NOT_FILLED.sub(" ", text), place) for text, place in rest]
    post, organisation = _post_and_organisation(rest)
    word = _with_lost_words(word, lines, (word, post, organisation, person, date))
    return Approval(word, post, organisation, person, date)


def read_annex(lines: Sequence[Line]) -> Annex:
    """An annex out of its lines: its number, the order, who gave it, its date and number where they are filled in."""
    found = _ANNEX.match(lines[0].text)
    number = Field(found[1], lines[0].place) if found and found[1] else EMPTY
    rest = [
        (lines[0].text[found.end() if found else 0 :], lines[0].place),
        *((line.text, line.place) for line in lines[1:]),
    ]
    date, rest = _take(rest, _DATE, (_BLANK_DATE, _BLANK_LINE))
    order_number, rest = _take(rest, _ORDER_NUMBER)
    whole, place = _whole(rest)
    said = _DOCUMENT.search(whole)
    document = Field(said[1].lower() + _NOMINATIVE[said[1].lower()], place) if said else EMPTY
    organisation = _BLANK_QUOTES.sub("", whole[said.end() if said else 0 :]).strip(_EDGES)
    organisation = re.sub(r"(?:^|\s+)(?:от|за)$", "", organisation).strip(_EDGES)
    given_by = Field(organisation, place) if organisation else EMPTY
    number = _with_lost_words(number, lines, (number, document, given_by, date, order_number))
    return Annex(number, document, given_by, date, order_number)


def _with_lost_words(own: Field, lines: Sequence[Line], fields: Sequence[Field]) -> Field:
    """The field with the whole block as its remark when some words of the block stand in none of its fields."""
    said = {word for field in fields for word in _ANY_WORD.findall(f"{field.text} {field.remark}")}
    whole = " ".join(" ".join(line.text.split()) for line in lines)
    if set(_ANY_WORD.findall(whole)) <= said:
        return own
    return replace(own, place=own.place or lines[0].place, remark=f"в документе: «{whole}»")


_NOMINATIVE = {
    "приказ": "",
    "распоряжени": "е",
    "постановлени": "е",
    "письм": "о",
    "протокол": "",
    "решени": "е",
}
_Words = list[tuple[str, str]]


def _take(
    rest: _Words, pattern: re.Pattern[str], blanks: Sequence[re.Pattern[str]] = ()
) -> tuple[Field, _Words]:
    """The first words that fit a pattern, taken out of the lines; of a blank form, an empty field with a remark."""
    for wanted in (pattern, *blanks):
        for index, (text, place) in enumerate(rest):
            found = wanted.search(text)
            if found is None:
                continue
            value = (found[1] or "") if wanted.groups else found[0]
            without = f"{text[: found.start()]} {text[found.end() :]}"
            remaining = [*rest[:index], (without, place), *rest[index + 1 :]]
            if wanted is not pattern or not value.strip("_"):
                return Field("", place, remark=f"{_BLANK}: «{found[0].strip()}»"), remaining
            return Field(" ".join(value.split()), place), remaining
    return EMPTY, rest


def _post_and_organisation(rest: _Words) -> tuple[Field, Field]:
    """The line with a post and what stands around it; an organisation may go on over several lines."""
    lines = [
        (re.sub(r"^от(?!\w)|(?<!\w)от$", "", text.strip(_EDGES)).strip(_EDGES), place) for text, place in rest
    ]
    lines = [(" ".join(text.split()), place) for text, place in lines if re.search(r"\w", text)]
    posts = [line for line in lines if _POST.match(line[0])]
    others = [line for line in lines if line not in posts[:1]]
    post = Field(*posts[0]) if posts else EMPTY
    if not others:
        return post, EMPTY
    whole, place = _whole(others)
    return post, Field(whole, place)


def _whole(rest: _Words) -> tuple[str, str]:
    said = [(text, place) for text, place in rest if text.strip(_SCRAPS)]
    return " ".join(" ".join(text.split()) for text, _ in said), said[0][1] if said else ""
