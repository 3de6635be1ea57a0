"""Results of our school and of the other with signs, about which neither was heard, for the access matrix."""

from __future__ import annotations

from pathlib import Path

from cast import Cast
from matrix import Example, Pair
from matrix_results import results_of

from objektiv.reports.office_reading import read_card
from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.findings.models import SchoolResult
from objektiv.web.findings.rules import disclosure

FINDINGS = frozenset({Permission.FINDINGS_VIEW, Permission.FINDINGS_PRELIMINARY})


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    results = results_of(cast, folder)
    ours, theirs = results
    return {
        # Whoever may know that the school is looked into reads that sentence, or with whom it is compared.
        "findings_school": (page_of(ours), page_of(theirs)),
        "findings_group": (page_of(ours), page_of(theirs)),
        "findings_school_export": (shown_of(ours), shown_of(theirs)),
        "findings_pictures": (pictures_of(ours), pictures_of(theirs)),
        "findings_picture": (picture_of(ours), picture_of(theirs)),
        "indicator": (Example({"code": "school_mean"}), None),  # passports are for everybody
    }


def page_of(result: SchoolResult, **more: str) -> Example:
    return Example({"pk": result.result_set_id, "code": result.school.code, **more}, result.school.path)


def shown_of(result: SchoolResult, **more: str) -> Example:
    """What is found only by those to whom the signs are shown."""

    def answer(user: User | None) -> int | None:
        if user is None or not FINDINGS & permissions_of(user):
            return None
        return None if disclosure(user, result).has_numbers else 404

    return Example(page_of(result, **more).kwargs, result.school.path, answer=answer)


def pictures_of(result: SchoolResult) -> Example:
    return shown_of(result, assessment=place_of(result)[0])


def picture_of(result: SchoolResult) -> Example:
    assessment, family = place_of(result)
    return shown_of(result, assessment=assessment, family=family)


def place_of(result: SchoolResult) -> tuple[str, str]:
    """A procedure of the school and a family of which it has a picture."""
    stored = read_card(result.result_set.folder, result.school_year, result.school.school_code)
    assert stored is not None
    place = next(one for one in stored.places if one.figures)
    return str(place.assessment), next(iter(place.figures))
