"""A procedure, an import and a run of our part of the territory and of the other, for the access matrix."""

from __future__ import annotations

from pathlib import Path

from cast import Cast
from matrix import Example, Pair

from objektiv.web.access.models import User
from objektiv.web.assessments.domain.procedures import add_procedure
from objektiv.web.assessments.models import Import, Run
from objektiv.web.territory.models import Unit


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    procedures = procedure_of(cast.school), procedure_of(cast.other_school)
    loads = load_of(cast.school, cast.deputy), load_of(cast.other_school, cast.other_deputy)
    runs = run_of(cast.municipality), run_of(cast.other_municipality)
    file = Example({"code": "oge_template"}, cast.school.path), Example({"code": "no_such"})
    return {
        **dict.fromkeys(("procedure", "procedure_edit"), procedures),
        "procedure_move": tuple(with_data(one, {"state": "running", "version": "1"}) for one in procedures),
        **dict.fromkeys(
            ("import", "import_protocol", "import_undo", "import_read", "import_procedures", "import_schools",
             "import_confirm", "import_abandon"),
            loads,
        ),
        **dict.fromkeys(("run", "run_activate"), runs),
        "run_file": tuple(Example({**one.kwargs, "name": "run.json"}, one.path) for one in runs),
        "template_file": file,
    }  # fmt: skip


def with_data(one: Example, data: dict[str, str]) -> Example:
    return Example(one.kwargs, one.path, data=data)


def procedure_of(unit: Unit) -> Example:
    made = add_procedure(unit=unit, by=None, kind="vpr", school_year="2024/25", grade=4, subject="ma")
    return Example({"number": made.pk}, unit.path)


def load_of(unit: Unit, by: User) -> Example:
    return Example({"number": Import.objects.create(unit=unit, by=by, state="recognised").pk}, unit.path)


def run_of(unit: Unit) -> Example:
    """The active one already, so that making it active changes nothing."""
    made = Run.objects.create(
        unit=unit, school_year="2024/25", kind="final", lake_generation=1, state="done", is_active=True
    )
    made.folder.mkdir(parents=True)
    (made.folder / "run.json").write_text("{}", encoding="utf-8")
    return Example({"number": made.pk}, unit.path)
