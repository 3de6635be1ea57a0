"""Objects of our part of the territory and of the other that addresses for programs name, for the access matrix."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from case_results import GROUND, TEXT
from cast import Cast
from django.utils import timezone
from matrix import Example, Pair
from matrix_results import results_of

from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.assessments.domain.procedures import add_procedure
from objektiv.web.assessments.models import Import, Run
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import visible_to
from objektiv.web.findings.models import SchoolResult
from objektiv.web.territory.models import Unit

YEARS = count(2040)
HEARD = ("replied", "not_confirmed", "closed")
# Act of a case → the state in which it can be done, the right, what is sent.
ACTS: dict[str, tuple[str, Permission, dict[str, Any]]] = {
    "api_case_one": ("replied", Permission.CASES_VIEW, {}),
    "api_case_ask": ("sign", Permission.CASES_ASK, {}),
    "api_case_reply": ("asked", Permission.CASES_REPLY, {"text": TEXT}),
    "api_case_recheck": ("replied", Permission.CASES_ASK, {"reason": GROUND}),
    "api_case_decide": ("replied", Permission.CASES_DECIDE, {"outcome": "not_confirmed", "ground": GROUND}),
    "api_case_close": ("not_confirmed", Permission.CASES_DECIDE, {}),
    "api_case_reopen": ("closed", Permission.CASES_DECIDE, {"reason": GROUND}),
}


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    sides = [
        side_of(result, school, place)
        for result, school, place in zip(
            results_of(cast, folder), (cast.school, cast.other_school), (cast.municipality, cast.other_municipality),
            strict=True,
        )
    ]  # fmt: skip
    return {name: (sides[0][name], sides[1][name]) for name in sides[0]} | {
        "api_indicator_one": (Example({"code": "school_mean"}), None),  # passports are for everybody
        "api_nothing": (Example({"rest": "nothing"}, answer=lambda user: 404), None),
    }


def side_of(result: SchoolResult, school: Unit, place: Unit) -> dict[str, Example]:
    """All objects of one part of the territory."""
    load = Example(
        {"number": Import.objects.create(unit=school, by=None, state="recognised").pk}, school.path
    )
    run = Run.objects.create(unit=place, school_year="2040/41", kind="final", lake_generation=1, state="done")
    procedure = add_procedure(unit=school, by=None, kind="vpr", school_year="2040/41", grade=4, subject="ma")
    found = Example({"set": result.result_set_id, "code": result.school.code}, result.school.path)
    return {
        **dict.fromkeys(
            ("api_school_one", "api_class_group_list"), Example({"code": school.code}, school.path)
        ),
        "api_procedure_one": Example({"number": procedure.pk}, school.path),
        **dict.fromkeys(
            ("api_import_one", "api_import_protocol", "api_import_confirm", "api_import_abandon"), load
        ),
        "api_import_undo": Example(load.kwargs, load.path, data={"reason": GROUND}),
        "api_run_one": Example({"number": run.pk}, place.path),
        **dict.fromkeys(("api_finding_school", "api_finding_group"), found),
        **{name: case_for(name, result) for name in ACTS},
    }


def case_for(name: str, result: SchoolResult) -> Example:
    """A case is found by those to whom its signs are open; to others with the right it is absent."""
    state, right, said = ACTS[name]
    now = timezone.now()
    case = Case.objects.create(
        school=result.school, result=result, school_year=f"{next(YEARS)}/00", state=state,
        asked_at=None if state == "sign" else now, replied_at=now if state in HEARD else None,
        reply_due_on=None if state == "sign" else timezone.localdate(),
    )  # fmt: skip

    def answer(user: User | None) -> int | None:
        if user is None or right not in permissions_of(user):
            return None
        return None if visible_to(user, timezone.localdate()).filter(pk=case.pk).exists() else 404

    return Example({"number": case.pk}, result.school.path, answer=answer, data={"version": 1, **said})
