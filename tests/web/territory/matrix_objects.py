"""Schools of our part of the territory and of the other, and a workbook of each coordinator, for the access matrix."""

from __future__ import annotations

from pathlib import Path

from cast import Cast
from matrix import Example, Pair

from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.territory.models import RegisterFile, Unit

ABOUT_UNITS = (
    "unit", "unit_edit", "unit_rename", "unit_close", "unit_reopen", "unit_move", "unit_rollover",
)  # fmt: skip


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    units = {name: (unit_of(cast.school), unit_of(cast.other_school)) for name in ABOUT_UNITS}
    files = (file_of(cast.coordinator), file_of(cast.other_coordinator))
    return units | {
        "unit_year": (unit_of(cast.school, year="2025-26"), unit_of(cast.other_school, year="2025-26")),
        "register_file": files,
        "register_confirm": files,
    }


def unit_of(unit: Unit, **more: str) -> Example:
    return Example({"number": unit.pk, **more}, unit.path)


def file_of(owner: User) -> Example:
    """A workbook is seen by who brought it alone."""
    number = RegisterFile.objects.create(by=owner, name="школы.xlsx").pk

    def answer(user: User | None) -> int | None:
        if user is None or user == owner or Permission.TERRITORY_EDIT not in permissions_of(user):
            return None
        return 404

    return Example({"number": number}, owner.assignments.get().unit.path, answer=answer)
