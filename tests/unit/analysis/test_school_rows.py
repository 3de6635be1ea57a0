"""A school's own rows: its pieces alone, marks by the scale, journal marks of our template."""

from __future__ import annotations

from pathlib import Path

from pupil_rows import write_journal, write_works

from objektiv.analysis.run import lake_registry
from objektiv.analysis.school_rows import marks_of_school
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId

WORK = AssessmentId.parse("dkr-2026-ma4")
ROWS = """
990001 4А 4001 5 3
990001 4А 4002 - 9
990001 4Б 4003 3 -
990002 4А 4001 5 9
"""


def marks(lake: Lake, school: int) -> list[tuple[str, int, int]]:
    found = marks_of_school(lake, lake_registry(lake), school, lambda _: True)
    return [
        (row["pupil"], row["journal_mark"], row["mark"]) for table in found.values() for row in table.rows()
    ]


def test_the_rows_are_those_of_the_school_with_marks_by_the_scale(tmp_path: Path) -> None:
    lake = write_works(tmp_path / "lake", str(WORK), ROWS)
    assert marks(lake, 990001) == [("4001", 5, 2), ("4002", 0, 5), ("4003", 3, 0)]
    assert marks(lake, 990002) == [("4001", 5, 5)]
    assert marks(lake, 990003) == []


def test_journal_marks_of_the_template_count_as_in_the_analysis(tmp_path: Path) -> None:
    write_works(tmp_path / "lake", str(WORK), ROWS)
    lake = write_journal(tmp_path / "lake", str(WORK), "990001 4А 4002 3\n990002 4А 4001 2")
    assert marks(lake, 990001) == [("4001", 5, 2), ("4002", 3, 5), ("4003", 3, 0)]


def test_a_file_of_another_school_is_not_opened(tmp_path: Path) -> None:
    write_works(tmp_path / "lake", str(WORK), ROWS)
    lake = write_works(tmp_path / "lake", str(WORK), "990003 4А 4001 5 9")
    (lake.folder / lake.generation.files[1].piece).unlink()
    assert len(marks(lake, 990001)) == 3


def test_without_boundaries_the_printed_mark_counts(tmp_path: Path) -> None:
    drawing = "990001 4А 4001 5 3 2\n990001 4А 4002 4 9 4\n990001 4А 4003 4 -"
    lake = write_works(tmp_path / "lake", str(WORK), drawing, is_confirmed=False)
    assert marks(lake, 990001) == [("4001", 5, 2), ("4002", 4, 4), ("4003", 4, 0)]
