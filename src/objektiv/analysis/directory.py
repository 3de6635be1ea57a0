"""What the lake knows of schools apart from results: names, municipalities, kinds; the newest file wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from objektiv.analysis.result import SchoolName
from objektiv.lake.lake import Lake
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


def read_directory(lake: Lake, schools: Iterable[int]) -> Directory:
    """What is known of ``schools``: results, reports, questionnaires, registers; the register has the last word."""
    context, register, reports = lake.extra("context"), lake.extra("register"), lake.extra("report")
    municipalities, problems = _municipalities(lake, schools, context, register)
    titles = _titles(register)
    kinds = _kinds((context, register))
    names = {**_reported_names(reports), **_names(context), **_names(register)}
    listed = {
        school: SchoolName(
            school,
            names.get(school, f"ОО {format_school(school)}"),
            municipalities[school],
            titles.get(municipalities[school]) or _municipality_title(municipalities[school]),
            *kinds.get(school, ("", "")),
        )
        for school in sorted(municipalities)
    }
    regions = {int(s): int(r) for s, r in zip(register["school"], register["region"], strict=True) if r}
    return Directory(listed, kinds, regions, problems)


def _municipality_title(code: int) -> str:
    return f"Муниципальное образование {code:02d}" if code else "муниципалитет не указан"


def _municipalities(
    lake: Lake, schools: Iterable[int], context: Table, register: Table
) -> tuple[dict[int, int], tuple[Problem, ...]]:
    """The last word of the files in their order of loading; a disagreement is reported."""
    said: dict[int, list[int]] = {school: [] for school in schools}
    tables = (
        zip(one["school"].tolist(), one["municipality"].tolist(), strict=True) for one in (context, register)
    )
    for school, code in (*lake.municipalities(), *(pair for pairs in tables for pair in pairs)):
        if code:
            said.setdefault(int(school), []).append(int(code))
    chosen = {school: codes[-1] if codes else 0 for school, codes in said.items()}
    problems = tuple(
        _disagreement(school, codes, chosen[school])
        for school, codes in sorted(said.items())
        if len(set(codes)) > 1
    )
    return chosen, problems


def _reported_names(reports: Table) -> dict[int, str]:
    """Names as report files print them, without the login in brackets."""
    schools = reports.filter(reports["level"] == "school")
    pairs = zip(schools["id"].tolist(), schools["name"].tolist(), strict=True)
    return {int(code): str(name).partition("(")[0].strip() or str(name) for code, name in pairs if name}


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


def _kinds(tables: Iterable[Table]) -> dict[int, tuple[str, str]]:
    """Kind and settlement of a school, each from the last table that says it; «» = nobody says it."""
    found: dict[int, tuple[str, str]] = {}
    for table in tables:
        rows = zip(
            table["school"].tolist(), table["kind"].tolist(), table["settlement"].tolist(), strict=True
        )
        for school, kind, place in rows:
            known = found.get(int(school), ("", ""))
            found[int(school)] = (str(kind) or known[0], str(place) or known[1])
    return {school: said for school, said in found.items() if any(said)}


def _names(table: Table) -> dict[int, str]:
    rows = zip(table["school"].tolist(), table["name"].tolist(), strict=True)
    return {int(school): str(name) for school, name in rows if name}
