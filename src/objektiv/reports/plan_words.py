"""How papers of a plan write its numbers and its lists."""

from __future__ import annotations

import re

from objektiv.plans.model import Action

_COUNTED = re.compile(r"\d[\d.]*|[IVXLХІ]+")
_ITEM = re.compile(r"(?<=[:;])[ ]+(?=[-–—•] )|(?<=[.;])[ ]+(?=\d\. ?[А-ЯЁ])")
_MARK = r"(?:[-–—•]|[а-я\d]{1,2}\))"


def numbered(number: str, text: str) -> str:
    """A text with its number before it: «1. Текст», «Раздел I. Текст»."""
    dot = "." if number[-1:].isalnum() else ""
    return f"{number}{dot} {text}".strip()


def dotted(number: str) -> str:
    """The number of a row with a dot after its last digit; other marks as they are."""
    return f"{number}." if _COUNTED.fullmatch(number) and not number.endswith(".") else number


def listed(action: Action) -> str:
    """The text of an action; the items of its list, which stands inside the text, on lines of their own."""
    text, rest = action.text.text, list[str]()
    for item in action.sub_items:
        mark = re.search(rf"\s+(?={_MARK}\s*{re.escape(item.text)})", text)
        if mark:
            text = f"{text[: mark.start()]}\n{text[mark.end() :]}"
        elif item.text not in text:
            rest.append(f"- {item.text}")
    return "\n".join((text, *rest))


def broken(text: str) -> str:
    """A text whose inner list («Цели: - …; - …», «1. … 2. …») has its items on lines of their own."""
    return _ITEM.sub("\n", text)


def punctuated(items: tuple[str, ...]) -> tuple[str, ...]:
    """Items of a list parted by semicolons, the last one with a full stop; those that end in a sign keep it.

    After capitals («ВПР») no full stop is set: who reads the list back could take it for an abbreviation.
    """
    marks = [";"] * (len(items) - 1) + ["."]
    return tuple(
        item
        if item.endswith((".", ";", ":", "!", "?")) or (mark == "." and item[-1:].isupper())
        else f"{item}{mark}"
        for item, mark in zip(items, marks, strict=True)
    )
