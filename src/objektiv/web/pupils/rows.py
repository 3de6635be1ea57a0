"""Rows of a school's pupils, read from the lake when its page is asked for; nothing of them is stored anywhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from objektiv.analysis.school_rows import marks_of_school
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import ABSENT, PRESENT
from objektiv.reports.class_tables import NO_CLASS, class_name
from objektiv.scales.loader import load_lake_registry
from objektiv.web.assessments.places import lake_folder
from objektiv.web.territory.models import Unit

LARGE_GAP = 2
LEAST_MARK = 2

Key = tuple[int, str]  # grade and code of a procedure


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil's work. ``grade``: in which the pupil was then; marks 2–5, 0 none; ``raw_score`` −1 none."""

    work: AssessmentId
    grade: int
    class_group: str
    code: str
    journal_mark: int
    mark: int
    raw_score: int
    is_present: bool

    @property
    def key(self) -> Key:
        """Whose row it is within its school and year."""
        return self.grade, self.code

    @property
    def group(self) -> str:
        """The class with its grade: «6б» where a file says «6б» or only «б»; «6 кл.» where it says none."""
        name = class_name(self.class_group)
        if name == NO_CLASS:
            return f"{self.grade} кл."
        return name if any(map(str.isdigit, name)) else f"{self.grade}{name}"

    @property
    def gap(self) -> int | None:
        """The mark of the work minus the journal's; None where either is missing."""
        is_known = self.mark >= LEAST_MARK and self.journal_mark >= LEAST_MARK
        return self.mark - self.journal_mark if self.is_present and is_known else None

    @property
    def is_far_apart(self) -> bool:
        """The marks differ by two or more."""
        return self.gap is not None and abs(self.gap) >= LARGE_GAP


def open_lake() -> Lake | None:
    """The lake as it stands now, hence without what was undone; None before the first load."""
    return Lake.open(lake_folder()) if lake_folder().is_dir() and any(lake_folder().iterdir()) else None


def years_of(lake: Lake | None, school: Unit) -> list[str]:
    """School years of which there are works of the school, newest first."""
    if lake is None:
        return []
    mine = {
        one.assessment for one in lake.generation.active() if one.piece and school.school_code in one.schools
    }
    return sorted({AssessmentId.parse(code).school_year for code in mine}, reverse=True)


def rows_of(lake: Lake | None, school: Unit, years: Collection[str]) -> list[PupilRow]:
    """Rows of the school in those school years, accepted and absent ones; LakeError when the files are lost."""
    if lake is None or not years:
        return []
    registry = load_lake_registry(lake.folder)
    found = marks_of_school(lake, registry, school.school_code, lambda work: work.school_year in years)
    return [
        PupilRow(
            work, work.grade + work.is_autumn, str(row["class_group"]).strip(), str(row["pupil"]),
            int(row["journal_mark"]), int(row["mark"]), int(row["raw_score"]), row["status"] == PRESENT,
        )
        for work, table in found.items()
        for row in table.rows()
        if row["pupil"] and row["status"] in (PRESENT, ABSENT)
    ]  # fmt: skip


def by_key(rows: Iterable[PupilRow]) -> Mapping[Key, list[PupilRow]]:
    """Works of each code of one year."""
    found: dict[Key, list[PupilRow]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found
