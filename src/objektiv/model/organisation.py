"""Schools, municipalities, regions: how their codes are read out of logins and names."""

from __future__ import annotations

import re

_SCHOOL = re.compile(r"(?:^|[^0-9])(?:sch|edu)?(\d{6})(?!\d)", re.IGNORECASE)
_MUNICIPALITY_CODE = re.compile(r"_m0*(\d+)", re.IGNORECASE)
_MUNICIPALITY_NAME = re.compile(r"(\d+)\s*$")


def parse_school(text: str) -> int | None:
    """Six digits of a login as a number: «sch990001», «edu990001», «МБОУ (edu990001)» → 990001; None if absent."""
    found = _SCHOOL.search(str(text))
    return int(found[1]) if found else None


def format_school(code: int) -> str:
    """The six digits of a school as text, leading zero kept."""
    return f"{code:06d}"


def parse_municipality(text: str) -> int | None:
    """The integer of a municipality: «reg99_vpr_m007», «reg99_m007 | …», «Муниципальное образование 07» → 7."""
    found = _MUNICIPALITY_CODE.search(str(text)) or _MUNICIPALITY_NAME.search(str(text))
    return int(found[1]) if found else None


def region_of_school(code: int) -> int:
    """Region by login: its first two digits."""
    return code // 10_000
