"""How one value of a table is shown as text and on which side it stands; the same in every renderer."""

from __future__ import annotations

from objektiv.documents.blocks import (
    FIGURE,
    INTEGER,
    NUMBER,
    P_VALUE,
    SHARE,
    SIGNED,
    TEXT,
    Badge,
    Column,
    Link,
    Value,
)
from objektiv.documents.numbers import (
    DASH,
    format_figure,
    format_integer,
    format_number,
    format_p,
    format_share,
    format_signed,
)

# A tone is never a colour alone: its sign goes before the words.
TONE_SIGNS = {"strong": "▲", "medium": "◆", "calm": "●", "unknown": "○"}


def format_value(value: Value, column: Column) -> str:
    """The text of a value under a column; None and nan → «—»."""
    if isinstance(value, Badge):
        return f"{TONE_SIGNS[value.tone]} {value.text}"
    if isinstance(value, Link):
        return value.text
    if isinstance(value, str):
        return value
    return _format_numeric(value, column)


def _format_numeric(value: float | None, column: Column) -> str:
    if value is None:
        return DASH
    if column.kind == NUMBER:
        return format_number(value, column.digits)
    if column.kind == SHARE:
        return format_share(value, column.digits)
    if column.kind == SIGNED:
        return format_signed(value, column.digits)
    by_kind = {INTEGER: format_integer, P_VALUE: format_p, FIGURE: format_figure}
    return by_kind[column.kind](value) if column.kind in by_kind else str(value)


def is_numeric(column: Column) -> bool:
    """Numbers stand on the right."""
    return column.kind != TEXT
