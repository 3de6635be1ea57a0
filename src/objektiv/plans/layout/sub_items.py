"""The list inside a measure's text («…по вопросам: - итоги; - причины») cut into its items."""

from __future__ import annotations

import re
from dataclasses import replace

from objektiv.plans.model import Field

_DASHED = re.compile(r"[:;]\s*([-–—•])\s")
_LETTERED = re.compile(r"(?:^|[:;.]\s*)(?:а\)|1\))\s")
_FEWEST = 2


def sub_items(text: Field) -> tuple[Field, ...]:
    """Items of the list, without their marks; nothing when the text holds no list of two items or more."""
    if dashed := _DASHED.search(text.text):
        parts = re.split(rf"(?:(?<=\s)|(?<=[;:])){re.escape(dashed[1])}\s+", text.text[dashed.start() :])
    elif lettered := _LETTERED.search(text.text):
        mark = r"[а-я]" if "а)" in lettered[0] else r"\d{1,2}"
        parts = re.split(rf"(?:^|(?<=[\s:;]))(?:{mark})\)\s+", text.text[lettered.start() :])
    else:
        return ()
    items = [part.strip().rstrip(";").strip() for part in parts[1:]]
    items = [item for item in items if item]
    return (
        tuple(replace(text, text=item, remark="", suggestion="") for item in items)
        if len(items) >= _FEWEST
        else ()
    )
