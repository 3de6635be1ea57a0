"""School years and classes as people write them: «2024/25», «4А, 4Б, 5-1»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

Group = tuple[int, str]

NEW_YEAR_STARTS = 8  # August: plans are made for the year that begins
HIGHEST_GRADE = 12
LAST_GRADES = (9, 11, HIGHEST_GRADE)  # whoever ends these leaves: tenth classes are made anew
REOPENED_GRADES = (1, 10)
_GROUP = re.compile(r"(\d{1,2})(?:[-–]?«?([^\W\d_]{1,10})»?|[-–](\w{1,10}))?")
_YEAR = re.compile(r"20\d\d-\d\d")


def school_year_of(day: date) -> str:
    """The school year of a day."""
    start = day.year if day.month >= NEW_YEAR_STARTS else day.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def next_school_year(school_year: str) -> str:
    """«2024/25» → «2025/26»."""
    return school_year_of(date(int(school_year[:4]) + 1, 9, 1))


def year_in_address(school_year: str) -> str:
    """«2024/25» → «2024-25»."""
    return school_year.replace("/", "-")


def year_from_address(text: str) -> str | None:
    """«2024-25» → «2024/25»; None for anything that is no school year."""
    if not _YEAR.fullmatch(text):
        return None
    asked = text.replace("-", "/")
    return asked if asked == school_year_of(date(int(text[:4]), 9, 1)) else None


def parse_groups(text: str) -> list[Group]:
    """Classes out of «4А, 4Б 5-1»; ValidationError names the first that is none."""
    found: list[Group] = []
    for part in re.split(r"[,;\s]+", text.strip()):
        if not part:
            continue
        said = _GROUP.fullmatch(part)
        if said is None or not 1 <= int(said[1]) <= HIGHEST_GRADE:
            raise ValidationError(f"«{part[:20]}» — не класс. Пишите так: 4А, 4Б, 5-1.")
        found.append((int(said[1]), (said[2] or said[3] or "").upper()))
    return sorted(set(found))


def groups_text(groups: Iterable[Group]) -> str:
    """«4А, 4Б, 5-1»."""
    return ", ".join(
        f"{grade}-{letter}" if letter[:1].isdigit() else f"{grade}{letter}" for grade, letter in groups
    )


def promoted(groups: Iterable[Group], *, is_reopening: bool) -> list[Group]:
    """Classes of the next school year: 4А → 5А; classes 9 and 11 leave, 1 and 10 open as this year if asked."""
    present = set(groups)
    moved = {(grade + 1, letter) for grade, letter in present if grade not in LAST_GRADES}
    opened = {one for one in present if one[0] in REOPENED_GRADES} if is_reopening else set()
    return sorted(moved | opened)
