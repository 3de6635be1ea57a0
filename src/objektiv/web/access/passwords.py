"""What a password may not be made of: words that everybody here would try first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

# The product, its procedures, the places and posts of those who use it; in both alphabets where people mix them.
WORDS = (
    "objektiv", "объектив", "обьектив", "kabinet", "кабинет", "школа", "shkola", "school", "лицей", "гимназия", "впр",
    "vpr", "огэ", "oge", "егэ", "ege", "рцоко", "rcoko", "моуо", "директор", "director", "завуч", "zavuch", "учитель",
    "uchitel", "координатор", "admin", "админ", "пароль", "parol", "password", "qwerty", "йцукен",
)  # fmt: skip
FEWEST = 6
SAID = "Пароль почти целиком из слов, которые здесь угадывают первыми: «{words}». Добавьте другие слова."


class ContextWords:
    """Refuses a password in which little is left once the words of this office are taken out."""

    def validate(self, password: str, user: Any = None) -> None:  # the library's form
        """ValidationError when fewer than ``FEWEST`` different signs are left."""
        left, found = password.lower(), []
        for word in sorted(WORDS, key=len, reverse=True):
            if word in left:
                left = left.replace(word, "")
                found.append(word)
        if found and len(set(left)) < FEWEST:
            raise ValidationError(SAID.format(words="», «".join(found)), code="password_of_context_words")

    def get_help_text(self) -> str:
        """The rule in words."""
        return "Пароль не должен состоять из слов «школа», «впр», «объектив» и подобных с числом рядом."
