"""Numbers as people read them in Russian: decimal comma, true minus, thousands apart, words that agree."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

DASH = "—"
MINUS = "−"
NBSP = "\u00a0"
_BOUND = (
    re.compile(r"(?<=\d) (?=%)"),
    re.compile(r"(?<=№) (?=\d)"),
    re.compile(rf"(?<=\w) (?=[<≤=≥>][ {NBSP}][\d−])"),
    re.compile(r"(?<=[<≤=≥>]) (?=[\d−])"),
    re.compile(r"(?<=\b[А-ЯЁ]{2}) (?=\d)"),
    re.compile(r"(?<=\S) (?=— )"),
)


def format_number(value: float | None, digits: int = 2) -> str:
    """A number with ``digits`` decimals, halves up: 1234.5 → «1 234,50»; None, nan and infinity → «—»."""
    if value is None or not math.isfinite(value):
        return DASH
    text = f"{round_half_up(abs(value), digits):,.{digits}f}".replace(",", NBSP).replace(".", ",")
    is_zero = not text.strip("0,")
    return f"{MINUS}{text}" if value < 0 and not is_zero else text


def round_half_up(value: float, digits: int) -> Decimal:
    """Rounded as people do it, halves up; what only the binary form of a number lacks to a half is given back."""
    exact = Decimal(f"{value:.{digits + 9}f}")
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def format_integer(value: float | None) -> str:
    """A whole number with thousands apart: 1234 → «1 234»."""
    return format_number(value, 0)


def format_share(share: float | None, digits: int = 1) -> str:
    """A share 0–1 as percent: 0.1234 → «12,3 %»."""
    if share is None or not math.isfinite(share):
        return DASH
    return f"{format_number(100 * share, digits)}{NBSP}%"


def format_signed(value: float | None, digits: int = 2) -> str:
    """A difference with its sign: 1.5 → «+1,50»."""
    text = format_number(value, digits)
    return (
        f"+{text}" if value is not None and math.isfinite(value) and value > 0 and text.strip("0,") else text
    )


def format_p(value: float | None) -> str:
    """A p-value: 0.0342 → «0,034», below 0.001 → «< 0,001»."""
    if value is None or not math.isfinite(value):
        return DASH
    return f"<{NBSP}0,001" if value < 0.001 else format_number(value, 3)


def format_interval(lower: float | None, upper: float | None, digits: int = 2) -> str:
    """An interval: «от 0,10 до 0,25»; an unknown end makes it «—»."""
    ends = (format_number(lower, digits), format_number(upper, digits))
    return DASH if DASH in ends else f"от {ends[0]} до {ends[1]}"


def format_figure(value: float | None, significant: int = 3) -> str:
    """A number of unknown size, with ``significant`` figures but never more than four decimals."""
    return format_number(value, decimals_of(value, significant))


def decimals_of(value: float | None, significant: int = 3) -> int:
    """How many decimals show ``significant`` figures of a value (0–4)."""
    if value is None or not math.isfinite(value) or value == 0:
        return 2
    return min(4, max(0, significant - 1 - math.floor(math.log10(abs(value)))))


def choose_form(count: int, one: str, few: str, many: str) -> str:
    """The form of a noun that agrees with a count: 1 школа, 2 школы, 5 школ, 11 школ, 21 школа."""
    tens, units = abs(count) % 100, abs(count) % 10
    if units == 1 and tens != 11:
        return one
    return few if 2 <= units <= 4 and not 12 <= tens <= 14 else many


def count_of(count: int, one: str, few: str, many: str) -> str:
    """A count with its noun: «1 школа», «2 школы», «1 234 школы»."""
    return f"{format_integer(count)}{NBSP}{choose_form(count, one, few, many)}"


def join_words(words: Sequence[str]) -> str:
    """A list in a sentence: «а», «а и б», «а, б и в»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} и {words[-1]}"


def bind_percent(text: str) -> str:
    """Numbers and their signs («5 %», «№ 5», «p < 0,05», «РУ 7») tied together; no line begins with a dash."""
    for pattern in _BOUND:
        text = pattern.sub(NBSP, text)
    return text


def capitalise(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]
