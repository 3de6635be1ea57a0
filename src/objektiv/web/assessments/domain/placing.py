"""Whose rows a file holds: nobody loads rows of schools outside the part of the territory he loads for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from objektiv.analysis.contents import Contents
from objektiv.model.organisation import format_school
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit

SHOWN_SCHOOLS = 5
OWN_ALONE = (
    "Получите выгрузку только по своим школам или попросите загрузить книгу тех, "
    "кто работает за обе территории."
)  # Tables that speak of the whole territory or set it apart: a school does not load them about itself.
FOR_AUTHORITIES = frozenset({"register", "control_sample"})


@dataclass(frozen=True)
class SchoolRow:
    """What a file holds of one school, as kept with the file."""

    code: int
    municipality: int
    present: int
    absent: int
    class_groups: tuple[str, ...]


def to_data(said: Contents) -> dict[str, Any]:
    """The contents of a file as plain JSON."""
    return {
        "rows": [
            [one.school, one.municipality, one.present, one.absent, list(one.class_groups)]
            for one in said.schools
        ],
        "names": {str(code): name for code, name in said.names.items()},
        "municipalities": sorted(map(list, said.municipalities)),
        "levels": sorted(said.levels),
        "tables": sorted(said.tables),
    }


def school_rows(data: Mapping[str, Any]) -> tuple[SchoolRow, ...]:
    """Rows by school out of the kept data."""
    return tuple(
        SchoolRow(code, municipality, present, absent, tuple(groups))
        for code, municipality, present, absent, groups in data.get("rows", ())
    )


class Map:
    """The schools of the territory by code, read once for a whole import."""

    def __init__(self) -> None:
        listed = Unit.objects.filter(level=Level.SCHOOL).values_list("code", "path", "parent__code")
        self._places = {int(code): (path, int(parent)) for code, path, parent in listed}

    def unknown(self, data: Mapping[str, Any]) -> list[int]:
        """Codes of a file that no school of the territory has."""
        return [row.code for row in school_rows(data) if row.code not in self._places]

    def objection(self, unit: Unit, data: Mapping[str, Any]) -> str:
        """Why rows of a file may not be loaded for ``unit``; empty when they may."""
        foreign = [
            row.code
            for row in school_rows(data)
            if row.code in self._places and not self._places[row.code][0].startswith(unit.path)
        ]
        if foreign:
            return (
                f"В файле есть строки других территорий: {_listed(foreign)}. Загружать можно только свои: «{unit}». "
                f"{OWN_ALONE}"
            )
        return self._above(unit, data) or self._elsewhere(unit, data)

    def _above(self, unit: Unit, data: Mapping[str, Any]) -> str:
        """A school does not say how its region did, a municipality does not say it of other municipalities."""
        if unit.level != Level.SCHOOL:
            return ""
        if data.get("levels"):
            return (
                "В отчёте есть строки района, региона или страны: с ними сравнивают все школы. Такой отчёт загружает "
                "муниципалитет или регион."
            )
        if FOR_AUTHORITIES & set(data.get("tables", ())):
            return "Реестр школ и контрольную выборку загружает муниципалитет или регион."
        return ""

    def _elsewhere(self, unit: Unit, data: Mapping[str, Any]) -> str:
        """Below the region a file may not move a school to another municipality."""
        if unit.level == Level.REGION:
            return ""
        moved = [
            school
            for school, said in data.get("municipalities", ())
            if school in self._places and self._places[school][1] != said
        ]
        if not moved:
            return ""
        return (
            f"В файле школы отнесены к другому муниципалитету, чем в разделе «Территория»: {_listed(moved)}. Исправьте "
            "файл или попросите региональный уровень исправить территорию."
        )


def unknown_schools(map_: Map, files: Iterable[Mapping[str, Any]]) -> dict[int, tuple[str, int]]:
    """Schools that the territory does not know: code → (what the files call it, municipality or 0)."""
    found: dict[int, tuple[str, int]] = {}
    for data in files:
        said = {int(school): int(code) for school, code in data.get("municipalities", ())}
        for code in map_.unknown(data):
            name, municipality = found.get(code, ("", 0))
            found[code] = (
                name or data.get("names", {}).get(str(code), ""),
                municipality or said.get(code, 0),
            )
    return dict(sorted(found.items()))


def _listed(codes: Iterable[int]) -> str:
    ordered = sorted(set(codes))
    more = f" и ещё {len(ordered) - SHOWN_SCHOOLS}" if len(ordered) > SHOWN_SCHOOLS else ""
    return ", ".join(format_school(code) for code in ordered[:SHOWN_SCHOOLS]) + more
