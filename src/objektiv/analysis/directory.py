"""What the lake knows of schools apart from results: names, municipalities, kinds; the newest file wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from objektiv.analysis.result import SchoolName
from objektiv.lake.lake import Lake
from objektiv.model.indicator import Cells
from objektiv.model.organisation import format_school, region_of_school
from objektiv.model.tables import Problem, Table


@dataclass(frozen=True)
class Directory:
    """Schools by code. ``context`` maps a school to (kind, settlement) when a questionnaire or register says it."""

    names: Mapping[int, SchoolName]
    context: Mapping[int, tuple[str, str]]
    regions: Mapping[int, int]
    problems: tuple[Problem, ...]

    def region(self, school: int) -> int:
        """Subject of the Federation: by the register, else the first two digits of the login."""
        return self.regions.get(school, 0) or region_of_school(school)


def read_directory(lake: Lake, cells: Iterable[Cells]) -> Directory:
    """Merge results, questionnaires and registers, the register having the last word."""
    context, register = lake.extra("context"), lake.extra("register")
    municipalities, problems = _municipalities(cells, context, register)
    titles = _titles(register)
    kinds = {**_kinds(context), **_kinds(register)}
    names = {**_names(context), **_names(register)}
    schools = sorted(municipalities)
    listed = {
        school: SchoolName(
            school,
            names.get(school, f"ОО {format_school(school)}"),
            municipalities[school],
            titles.get(municipalities[school], f"Муниципальное образование {municipalities[school]:02d}"),
            *kinds.get(school, ("", "")),
        )
        for school in schools
    }
    regions = {int(s): int(r) for s, r in zip(register["school"], register["region"], strict=True) if r}
    return Directory(listed, kinds, regions, problems)


def _municipalities(
    cells: Iterable[Cells], context: Table, register: Table
) -> tuple[dict[int, int], tuple[Problem, ...]]:
    said: dict[int, list[int]] = {}
    for one in cells:
        for school, code in zip(one.schools.tolist(), one.municipalities.tolist(), strict=True):
            said.setdefault(school, []).append(code)
    for table in (context, register):
        for school, code in zip(table["school"].tolist(), table["municipality"].tolist(), strict=True):
            said.setdefault(int(school), []).append(int(code))
    chosen = {school: next((code for code in reversed(codes) if code), 0) for school, codes in said.items()}
    problems = tuple(
        _disagreement(school, codes, chosen[school])
        for school, codes in sorted(said.items())
        if len({code for code in codes if code}) > 1
    )
    return chosen, problems


def _disagreement(school: int, codes: list[int], chosen: int) -> Problem:
    listed = ", ".join(str(code) for code in sorted({code for code in codes if code}))
    return Problem(
        "warning",
        "municipality",
        f"ОО {format_school(school)} в разных файлах отнесена к разным муниципалитетам ({listed}); принят {chosen}.",
        "Уточните муниципалитет в реестре школ: objektiv template register.",
        school=school,
    )


def _titles(register: Table) -> dict[int, str]:
    pairs = zip(register["municipality"].tolist(), register["municipality_name"].tolist(), strict=True)
    return {int(code): str(title) for code, title in pairs if code and title}


def _kinds(table: Table) -> dict[int, tuple[str, str]]:
    rows = zip(table["school"].tolist(), table["kind"].tolist(), table["settlement"].tolist(), strict=True)
    return {
        int(school): (str(kind) or "ordinary", str(place)) for school, kind, place in rows if kind or place
    }


def _names(table: Table) -> dict[int, str]:
    rows = zip(table["school"].tolist(), table["name"].tolist(), strict=True)
    return {int(school): str(name) for school, name in rows if name}
