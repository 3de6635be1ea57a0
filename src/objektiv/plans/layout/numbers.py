"""Numbers of rows and headings: «1.», «2.3», «3)», «Раздел IV.» as the digits that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ROMAN_ALIKE = str.maketrans("ХІ", "XI")
_ALONE = re.compile(r"(?:№\s*)?(\d{1,3}(?:\s?\.\s?\d{1,3}){0,3}|[IVXLХІ]{1,6})\s*[.)]*")
_WORDED = re.compile(
    r"((?:раздел|блок|этап|направление|модуль|глава|часть|задача)\s*(?:№\s*)?(\d{1,2}|[IVXХІ]{1,5}))\s*[.:)–—-]*\s*",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3}|[IVXХІ]{1,5}(?=[.)]))(?:[.)]\s*|\s+)(?=[^\d\s.,%)])")


@dataclass(frozen=True, slots=True)
class Number:
    """``text`` as the document writes it without the last dot; ``parts``: its digits (2, 3), of IV (4,)."""

    text: str
    parts: tuple[int, ...]
    is_dotted: bool = False
    is_roman: bool = False

    @property
    def depth(self) -> int:
        """How many levels it has."""
        return len(self.parts)


def parse_number(text: str) -> Number | None:
    """The number that a cell holds and nothing else; None for other words."""
    found = _ALONE.fullmatch(text.strip())
    if found is None:
        return None
    return _number(found[1], is_dotted=text.strip().endswith((".", ")")))


def leading_number(text: str) -> tuple[Number, str] | None:
    """The number that begins a text («2. Учебно-…», «Раздел I. …»), and the rest; None where none does."""
    if (worded := _WORDED.match(text)) and worded.end() <= len(text):
        parts = _number(worded[2], is_dotted=True)
        return Number(worded[1].strip(), parts.parts, True, parts.is_roman), text[worded.end() :].strip()
    found = _LEADING.match(text)
    if found is None:
        return None
    is_dotted = text[found.end(1) : found.end(1) + 1] in {".", ")"}
    if not is_dotted and "." not in found[1]:
        return None
    return _number(found[1], is_dotted=is_dotted), text[found.end() :].strip()


def _number(text: str, *, is_dotted: bool) -> Number:
    digits = re.findall(r"\d+", text)
    if digits:
        return Number(re.sub(r"\s", "", text), tuple(map(int, digits)), is_dotted)
    return Number(text, (_roman(text.upper().translate(_ROMAN_ALIKE)),), is_dotted, is_roman=True)


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
