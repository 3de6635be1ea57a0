"""Cells of ФИС ОКО reports as one long table: the columns of ``EXTRA_SCHEMAS['report']``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np

from objektiv.model.tables import EXTRA_SCHEMAS, Array, Extra, Table

COUNTRY = "country"
REGION = "region"
MUNICIPALITY = "municipality"
SCHOOL = "school"

MARK_COUNTS = "mark_counts"
JOURNAL_SHARES = "journal_shares"
SCORE_COUNTS = "score_counts"
PART_FACILITY = "part_facility"
PLANNED = "planned"
PART_BY_MARK = "part_by_mark"
SCHOOL_COUNT = "schools"

PERCENT = "percent"
COUNT = "count"

_TYPES = {"id": np.int32, "n": np.int32, "value": np.float64}


@dataclass(frozen=True, slots=True)
class Group:
    """Whom a row of a report is about; ``id`` is 0 for the country, two digits for a region (0 unknown).

    ``region``: two digits of the region that the code of a municipality or a school names, 0 unknown.
    """

    level: str
    id: int
    name: str
    region: int = 0


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One figure of a report; field order is that of the schema."""

    level: str
    id: int
    name: str
    aggregate: str
    key: str
    key2: str
    n: int
    value: float
    unit: str


class ReportCells:
    """Figures of one report in the order of the sheet."""

    def __init__(self, aggregate: str) -> None:
        self._aggregate = aggregate
        self._cells: list[ReportCell] = []
        self._regions: set[int] = set()

    def add(
        self,
        group: Group,
        key: str,
        value: float,
        *,
        n: int,
        key2: str = "",
        unit: str = PERCENT,
        aggregate: str = "",
    ) -> None:
        """Add one figure; ``aggregate`` is given only where it is not that of the report."""
        kind = aggregate or self._aggregate
        self._regions.add(group.region)
        self._cells.append(ReportCell(group.level, group.id, group.name, kind, key, key2, n, value, unit))

    def add_school_count(self, group: Group, schools: int | None, n: int) -> None:
        """Add the number of schools behind a group, when it is printed."""
        if schools:
            self.add(group, "", float(schools), n=n, unit=COUNT, aggregate=SCHOOL_COUNT)

    def __len__(self) -> int:
        return len(self._cells)

    def extra(self) -> Extra:
        """The long table; a region without a code takes that of the municipalities and schools beside it."""
        columns = list(zip(*map(astuple, self._with_region()), strict=True)) or [()] * 9
        schema = zip(EXTRA_SCHEMAS["report"], columns, strict=True)
        return Extra("report", Table({name: _array(name, column) for name, column in schema}))

    def _with_region(self) -> list[ReportCell]:
        known = self._regions - {0}
        if len(known) != 1:
            return self._cells
        region = known.pop()
        return [replace(c, id=region) if c.level == REGION and not c.id else c for c in self._cells]


def _array(name: str, column: Sequence[object]) -> Array:
    return np.array(column, dtype=_TYPES.get(name, object))
