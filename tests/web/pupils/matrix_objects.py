"""Pages of pupils of our school and of the one elsewhere, with works and stable codes, for the access matrix."""

from __future__ import annotations

from pathlib import Path

from cast import Cast
from matrix import Example, Pair
from pupil_rows import write_works

from objektiv.web.access.models import User
from objektiv.web.assessments.places import lake_folder
from objektiv.web.pupils.models import CodeBook, PupilCode
from objektiv.web.territory.models import Unit

YEAR = "2025/26"


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    ours, theirs = pages_of(cast.school, cast.deputy), pages_of(cast.other_school, cast.other_deputy)
    return {name: (ours[name], theirs[name]) for name in ours}


def pages_of(school: Unit, by: User) -> dict[str, Example]:
    """A school with a pupil whose marks lie far apart."""
    write_works(lake_folder(), "dkr-2026-ma4", f"{school.code} 4А 4001 5 3\n{school.code} 4А 4002 4 6")
    book = CodeBook.objects.create(school=school, school_year=YEAR, number=1, by=by)
    PupilCode.objects.create(book=book, grade=4, code="4001", permanent="У-1")
    page = Example({"school": school.pk}, school.path)
    return {
        "pupils_gaps": page, "pupils_years": page, "pupil_codes": page, "pupil_codes_workbook": page,
        "pupil": Example({"school": school.pk, "permanent": "У-1"}, school.path),
    }  # fmt: skip
