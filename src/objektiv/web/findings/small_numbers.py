"""Numbers so small that they would name a school: what stands in their place, in every summary."""

from __future__ import annotations

SMALLEST = 5
HIDDEN = f"менее {SMALLEST}"
NO_TOTAL = "не показано"
SMALL_NOTE = "«Менее 5»: такое число могло бы назвать школу; нет и итогов, по которым его можно вычислить."

Shown = int | str


def shown_part(number: int, whole: int) -> Shown:
    """A part of so many schools; also hidden is that nearly all are in it."""
    if number < SMALLEST:
        return HIDDEN
    return NO_TOTAL if whole - number < SMALLEST else number
