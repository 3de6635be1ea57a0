"""Years in the words of a plan, moved for a copy: «февраль 2024 г» → «февраль 2025 г», «2023/2024» → «2024/2025»."""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d)(\s*[/–—-]\s*)(20\d\d|\d\d)(?!\d)")


def moved_years(text: str, by: int) -> str:
    """A deadline: every year in it."""
    return _YEAR.sub(lambda found: str(int(found[1]) + by), _moved(text, by, with_long=False))


def moved_year(text: str, by: int) -> str:
    """Other words: school years alone, so that the year of an order or a law stays."""
    return _moved(text, by, with_long=True)


def _moved(text: str, by: int, *, with_long: bool) -> str:
    def move(found: re.Match[str]) -> str:
        first, between, second = found.groups()
        if (int(first) + 1) % 100 != int(second) % 100:
            return found[0]  # «2021-02»: a month, not a school year
        if len(second) == 4:
            return f"{int(first) + by}{between}{int(second) + by}" if with_long else found[0]
        return f"{int(first) + by if with_long else first}{between}{(int(second) + by) % 100:02d}"

    return _SCHOOL_YEAR.sub(move, text)
