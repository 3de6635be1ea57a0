"""Of which schools a loaded file speaks: for rights to load it, for the list of who has submitted, for undoing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import numpy as np

from objektiv.analysis.directory import read_directory
from objektiv.engines.polars import PolarsEngine
from objektiv.lake.lake import Lake
from objektiv.lake.state import Generation, StoredFile
from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import ABSENT, PRESENT, Table

SCHOOL = "school"
GRADUATES = "gia"


@dataclass(frozen=True, slots=True)
class SchoolRows:
    """Rows of one school in one file; ``class_groups`` as printed, sorted."""

    school: int
    municipality: int
    present: int = 0
    absent: int = 0
    class_groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contents:
    """A file by schools. ``names``: what the file itself calls them; ``levels``: rows above the school it prints.

    ``municipalities``: pairs (school, municipality) as printed, without unknown ones.
    """

    schools: tuple[SchoolRows, ...]
    names: Mapping[int, str]
    municipalities: frozenset[tuple[int, int]]
    levels: frozenset[str]
    tables: frozenset[str] = frozenset()  # the tables other than rows of pupils


def contents(lake: Lake, file: StoredFile) -> Contents:
    """Everything that ``file`` says of schools, rows that no longer count included."""
    alone = _alone(lake, replace(file, excluded=()))
    rows = {one.school: one for one in _rows(alone, file)}
    said, levels = _extras(alone, file)
    pairs = {*alone.municipalities(), *said}
    known = {school: code for school, code in pairs if code}
    schools = {*rows, *file.schools, *(school for school, _ in said)}
    listed = [rows.get(code, SchoolRows(code, known.get(code, 0))) for code in sorted(schools) if code > 0]
    names = read_directory(alone, schools).names
    return Contents(
        tuple(listed),
        {code: one.name for code, one in names.items() if not one.name.startswith("ОО ")},
        frozenset((school, code) for school, code in pairs if school > 0 and code),
        levels,
        frozenset(file.extras),
    )


def counted_rows(
    lake: Lake, assessment: AssessmentId, schools: Collection[int]
) -> dict[str, tuple[SchoolRows, ...]]:
    """Rows of some schools in one assessment that count now: sha256 of the file → its schools."""
    wanted = set(schools)
    found = {}
    for file in lake.generation.active():
        if file.assessment == str(assessment) and not (file.piece and wanted.isdisjoint(file.schools)):
            rows = _rows(_alone(lake, file), file)
            found[file.sha256] = tuple(one for one in rows if one.school in wanted)
    return found


def _alone(lake: Lake, file: StoredFile) -> Lake:
    """The lake with this file only; those that took rows of it stay listed without rows of their own."""
    takers = {one.by for one in file.excluded}
    shadows = (replace(one, piece="", extras={}) for one in lake.generation.active() if one.sha256 in takers)
    return Lake(lake.folder, Generation(lake.generation.number, (replace(file, replaced_by=""), *shadows)))


def _rows(alone: Lake, file: StoredFile) -> Iterable[SchoolRows]:
    if GRADUATES in file.extras:
        return _graduates(alone.extra(GRADUATES))
    if not file.piece or not file.present + file.absent:
        return ()
    engine = PolarsEngine(alone)
    rows = engine.attempts(AssessmentId.parse(file.assessment))
    table = engine.collect({"classes": _by_class(rows)})["classes"]
    return _join(table)


def _graduates(table: Table) -> Iterable[SchoolRows]:
    """One row a work of an examination; a row without a score is somebody who did not come. No municipality."""
    is_present = np.nan_to_num(table["raw_score"].astype(np.float64), nan=-1) >= 0
    for school in np.unique(table["school"]).tolist():
        mine = table["school"] == school
        groups = {str(one) for one in table["class_group"][mine & is_present].tolist() if one}
        present = int((mine & is_present).sum())
        yield SchoolRows(int(school), 0, present, int(mine.sum()) - present, tuple(sorted(groups)))


def _by_class(rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    status = nw.col("status")
    return rows.group_by("school", "class_group").agg(
        nw.col("municipality").max(),
        (status == PRESENT).sum().alias("present"),
        (status == ABSENT).sum().alias("absent"),
    )


def _join(table: Table) -> tuple[SchoolRows, ...]:
    """Classes of a school under one another become one row; classes where nobody wrote are left out."""
    found: dict[int, SchoolRows] = {}
    for row in table.rows():
        known = found.get(row["school"], SchoolRows(row["school"], 0))
        group = (row["class_group"],) if row["present"] and row["class_group"] else ()
        found[known.school] = SchoolRows(
            known.school,
            max(known.municipality, row["municipality"]),
            known.present + row["present"],
            known.absent + row["absent"],
            tuple(sorted({*known.class_groups, *group})),
        )
    return tuple(found[school] for school in sorted(found))


def _extras(alone: Lake, file: StoredFile) -> tuple[set[tuple[int, int]], frozenset[str]]:
    """Pairs (school, municipality or 0) of the other tables, and the levels above the school that they print."""
    pairs: set[tuple[int, int]] = set()
    levels: set[str] = set()
    for name in file.extras:
        table = alone.extra(name)
        if "level" in table:
            levels |= {str(level) for level in table["level"]} - {SCHOOL}
            pairs |= {(int(code), 0) for code in table.filter(table["level"] == SCHOOL)["id"]}
            continue
        codes = table["municipality"].tolist() if "municipality" in table else [0] * len(table)
        pairs |= {
            (int(school), int(code or 0))
            for school, code in zip(table["school"].tolist(), codes, strict=True)
        }
    return pairs, frozenset(levels)
