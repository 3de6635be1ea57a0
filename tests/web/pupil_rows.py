"""Rows of pupils in a lake, drawn as text: «school class code journal score [mark]», a dash for nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from objektiv.lake.lake import Lake
from objektiv.lake.state import StoredFile, scale_to_data
from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import ABSENT, ABSENT_SAID, PRESENT, Attempts, Table
from objektiv.scales.loader import CONFIRMED_FILE
from objektiv.scales.scale_file import write_user_scale

HIGHEST, BOUNDARIES = 10, (4, 6, 8)
DASH = "-"


def write_works(folder: Path, assessment: str, drawing: str, *, is_confirmed: bool = True) -> Lake:
    """One file of one procedure, one part of 0–10 points; a confirmed scale gives marks from 4, 6 and 8."""
    lake = Lake.open_or_create(folder)
    work, rows = AssessmentId.parse(assessment), _attempts(drawing)
    boundaries = BOUNDARIES if is_confirmed else None
    scale = Scale(work, (Part("1", HIGHEST),), HIGHEST, boundaries, source="проверка", trust="user")
    if is_confirmed:
        write_user_scale(folder / CONFIRMED_FILE, scale)
    sha256 = f"{len(lake.generation.files) + 1:016d}".ljust(64, "0")
    status = rows.table["status"]
    stored = StoredFile(
        sha256, f"{assessment}.xlsx", f"/in/{assessment}.xlsx", "results_2021", "attempts", assessment, len(status),
        int((status == PRESENT).sum()), int((status == ABSENT).sum()), 0, 0, lake.generation.number + 1,
        piece=lake.write_attempts(work, sha256, rows), scale=scale_to_data(scale),
        schools=tuple(np.unique(rows.table["school"]).tolist()),
    )  # fmt: skip
    return lake.commit((*lake.generation.files, stored))


def write_journal(folder: Path, assessment: str, drawing: str) -> Lake:
    """Journal marks of our template: «school class code mark»."""
    lake = Lake.open(folder)
    lines = [line.split() for line in drawing.strip().splitlines()]
    table = Table(
        {
            "school": np.array([int(line[0]) for line in lines], dtype=np.int32),
            "pupil": np.array([line[2] for line in lines], dtype=object),
            "class_group": np.array([line[1] for line in lines], dtype=object),
            "journal_mark": np.array([int(line[3]) for line in lines], dtype=np.int8),
        }
    )
    sha256 = f"{len(lake.generation.files) + 1:016d}".ljust(64, "0")
    stored = StoredFile(
        sha256, "журнал.xlsx", "/in/журнал.xlsx", "journal_template", "journal", assessment, len(lines), 0, 0, 0, 0,
        lake.generation.number + 1, extras={"journal": lake.write_extra("journal", sha256, table)},
    )  # fmt: skip
    return lake.commit((*lake.generation.files, stored))


def _attempts(drawing: str) -> Attempts:
    lines = [line.split() for line in drawing.strip().splitlines()]
    count, is_there = len(lines), np.array([line[4] != DASH for line in lines])
    score = np.array([int(line[4]) if line[4] != DASH else -1 for line in lines], dtype=np.int16)
    columns = {
        "row": np.arange(2, count + 2, dtype=np.int32),
        "school": np.array([int(line[0]) for line in lines], dtype=np.int32),
        "municipality": np.ones(count, dtype=np.int32),
        "pupil": np.array([line[2] for line in lines], dtype=object),
        "class_group": np.array([line[1] for line in lines], dtype=object),
        "gender": np.array([""] * count, dtype=object),
        "form": np.array(["1"] * count, dtype=object),
        "journal_mark": np.array([0 if line[3] == DASH else int(line[3]) for line in lines], dtype=np.int8),
        "printed_total": np.full(count, -1, dtype=np.int16),
        "printed_mark": np.array([int(line[5]) if len(line) > 5 else 0 for line in lines], dtype=np.int8),
        "status": np.where(is_there, PRESENT, ABSENT).astype(np.int8),
        "absence": np.where(is_there, 0, ABSENT_SAID).astype(np.int8),
        "fault": np.zeros(count, dtype=np.int8),
        "raw_score": score,
    }
    return Attempts(Table(columns), {"1": np.clip(score, -1, None).astype(np.int8)})
