"""Codes that people choose by words: the value is stable, the words may be put better."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """A member is its code with what people read: ``NAME = "code", "words"``."""

    words: str

    def __new__(cls, value: str, words: str) -> Self:
        """The code is the string itself."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member
