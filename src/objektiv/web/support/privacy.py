"""Texts of support name nobody."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

# «Иванова А. П.», «А. П. Иванова», «Иванова Анна», «Анна Петровна».
_NAME = re.compile(
    r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ]\.|[А-ЯЁ]\.\s*[А-ЯЁ]\.|\b[А-ЯЁ][а-яё]+(?:вич|вна|ична)\b|[А-ЯЁ][а-яё]{2,}\s+[А-ЯЁ][а-яё]{2,}"
)


def check_nameless(field: str, text: str) -> str:
    """The text without spaces at its ends; ValidationError when a name or initials seem to stand in it."""
    found = _NAME.search(text)
    if found:
        raise ValidationError(
            {
                field: f"«{found[0]}» похоже на имя. Назовите человека должностью или кодом: «учитель математики, У-3»."
            }
        )
    return text.strip()
