"""Names of people as plans write them: «Мухин А.Б.», «А. Б. Мухин», «Мухин А. Б», «М.-Д.М. Мухин», in full."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_PART = r"[А-ЯЁ][а-яё]+"
_SURNAME = rf"(?:{_PART}(?:-{_PART})?|[А-ЯЁ]{{4,}}(?:-[А-ЯЁ]{{3,}})?)"
_LETTER = r"[А-ЯЁ](?![А-ЯЁа-яё])"
_INITIAL = rf"{_LETTER}(?:\s?\.)?(?:-{_LETTER}\s?\.?)?"
_PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|вна|ична|инична|ьич|кызы|оглы)(?:а|у|ем|ы|е|ой)?"
_AFTER = rf"(?P<s1>{_SURNAME})\s+(?P<i1>{_INITIAL}(?:\s*{_INITIAL})?)(?!\w)"
_GLUED = rf"(?P<s2>{_PART})(?P<i2>{_LETTER}\.\s?{_LETTER}\.?)"
_BEFORE = rf"(?P<i3>{_LETTER}\s?\.\s?-?\s?(?:{_LETTER}\s?\.\s?)?(?:{_LETTER}\s?\.)?)\s*(?P<s3>{_SURNAME})"
_FULL = rf"(?P<s4>{_SURNAME})\s+(?P<n4>{_PART})\s+(?P<p4>{_PATRONYMIC})"
_FULL_BACK = rf"(?P<n5>{_PART})\s+(?P<p5>{_PATRONYMIC})\s+(?P<s5>{_SURNAME})"
_PERSON = re.compile(rf"(?<!\w)(?:{'|'.join((_FULL_BACK, _FULL, _AFTER, _GLUED, _BEFORE))})")
_WORD_END = re.compile(r"\w+")
_INITIALS = 2


class Person(NamedTuple):
    """A name in a text: where it begins and ends, the name as documents write it, what is unusual about it."""

    start: int
    end: int
    title: str
    remark: str


def find_people(text: str, is_post: Callable[[str], bool]) -> list[Person]:
    """People named in a text, in order. ``is_post``: whether a word names a post («Директор А. Б. Мухин»)."""
    people, position = [], 0
    while found := _PERSON.search(text, position):
        words = [value for key, value in found.groupdict().items() if value and key[0] in "sn"]
        if any(map(is_post, words)):
            first = _WORD_END.match(text, found.start())
            position = first.end() if first else found.end()
            continue
        people.append(_person(found))
        position = found.end()
    return people


def _person(found: re.Match[str]) -> Person:
    parts = {key[0]: value for key, value in found.groupdict().items() if value}
    surname = parts["s"].title() if parts["s"].isupper() else parts["s"]
    if "n" in parts:
        return Person(found.start(), found.end(), f"{surname} {parts['n'][0]}. {parts['p'][0]}.", "")
    letters = re.findall(rf"-?{_LETTER}", parts["i"])
    remark = ""
    if len(letters) < _INITIALS:
        remark = "у имени один инициал"
    elif found[0].startswith(parts["s"]) and not found[0].rstrip().endswith("."):
        remark = "инициалы без точки в конце"
    initials = " ".join(f"{letter}." for letter in letters).replace(" -", "-")
    return Person(found.start(), found.end(), f"{surname} {initials}", remark)
