"""Drawn tables of pupil rows and the engines that must agree on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from objektiv.engines.polars import PolarsEngine
from objektiv.lake.lake import Lake
from objektiv.lake.state import StoredFile
from objektiv.model.assessment import AssessmentId
from objektiv.model.engine import Engine
from objektiv.model.tables import (
    ABSENT,
    ABSENT_SAID,
    EMPTY,
    NOT_ATTEMPTED,
    NOT_TAUGHT,
    PRESENT,
    QUARANTINED,
    Attempts,
    Table,
)

ASSESSMENT = AssessmentId.parse("vpr-2021-ma4")
CELLS = {"X": NOT_ATTEMPTED, "": EMPTY, "нп": NOT_TAUGHT}

Draw = Callable[[str], Engine]


def attempts(drawing: str) -> Attempts:
    """Rows «school class journal form status parts…» drawn as text; parts are points, X, «нп» or «.» for empty."""
    lines = [line.split() for line in drawing.strip().splitlines() if line.strip()]
    status = np.array(
        [{"был": PRESENT, "нет": ABSENT, "брак": QUARANTINED}[line[4]] for line in lines], dtype=np.int8
    )
    parts = np.array([[_cell(cell) for cell in line[5:]] for line in lines], dtype=np.int8)
    has_score = (status == PRESENT) & ~np.isin(parts, (NOT_TAUGHT, EMPTY)).all(axis=1)
    raw = np.where(has_score, np.clip(parts, 0, None).sum(axis=1), -1).astype(np.int16)
    count = len(lines)
    columns = {
        "row": np.arange(2, count + 2, dtype=np.int32),
        "school": np.array([int(line[0]) for line in lines], dtype=np.int32),
        "municipality": np.ones(count, dtype=np.int32),
        "pupil": np.array([str(40001 + k) for k in range(count)], dtype=object),
        "class_group": np.array([line[1] for line in lines], dtype=object),
        "gender": np.array(["м"] * count, dtype=object),
        "form": np.array([line[3] for line in lines], dtype=object),
        "journal_mark": np.array([int(line[2]) for line in lines], dtype=np.int8),
        "printed_total": np.full(count, -1, dtype=np.int16),
        "printed_mark": np.zeros(count, dtype=np.int8),
        "status": status,
        "absence": np.where(status == ABSENT, ABSENT_SAID, 0).astype(np.int8),
        "fault": (status == QUARANTINED).astype(np.int8),
        "raw_score": raw,
    }
    return Attempts(Table(columns), {str(k + 1): parts[:, k] for k in range(parts.shape[1])})


def _cell(text: str) -> int:
    return CELLS["" if text == "." else text] if text in (*CELLS, ".") else int(text)


@pytest.fixture(params=["polars"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Sequence[str]], Engine]:
    """Make an engine over one or several drawn files."""

    def make(drawings: Sequence[str]) -> Engine:
        lake = Lake.open_or_create(tmp_path / "lake")
        files = []
        for number, drawing in enumerate(drawings):
            drawn = attempts(drawing)
            sha256 = f"{number:064d}"[::-1]
            piece = lake.write_attempts(ASSESSMENT, sha256, drawn)
            present = int((drawn.table["status"] == PRESENT).sum())
            files.append(
                StoredFile(
                    sha256, f"{number}.xlsx", f"/{number}.xlsx", "drawn", "attempts", str(ASSESSMENT),
                    len(drawn.table), present, 0, 0, 0, 1, piece,
                )
            )  # fmt: skip
        return PolarsEngine(lake.commit(files))

    return make
