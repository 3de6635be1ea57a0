"""Rows of one school for its own справка: the only output with codes of pupils, and only for that school."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from objektiv.aggregates.cells import mark_of_score
from objektiv.analysis.reduction import Reduced
from objektiv.engines.polars import PolarsEngine
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Scale
from objektiv.model.tables import PRESENT, Table


def rows_of_school(lake: Lake, reduced: Mapping[AssessmentId, Reduced], school: int) -> dict[str, Table]:
    """Assessment id → rows of the school (``ATTEMPT_COLUMNS``, ``part:<code>``, ``mark`` 2–5 or 0)."""
    engine = PolarsEngine(lake)
    found = {}
    for assessment, one in reduced.items():
        rows = engine.rows_of_school(assessment, school)
        if len(rows) and one.cells.scale:
            found[str(assessment)] = with_marks(rows, one.cells.scale)
    return found


def with_marks(rows: Table, scale: Scale) -> Table:
    """The rows with the column ``mark``: 2–5 by the scale's boundaries, 0 for absent rows and unknown scales."""
    marks = mark_of_score(scale)
    mark = np.zeros(len(rows), dtype=np.int8)
    present = (rows["status"] == PRESENT) & (rows["raw_score"] >= 0)
    if marks is not None:
        mark[present] = marks[np.clip(rows["raw_score"][present], 0, scale.maximum)]
    return Table({**rows.columns, "mark": mark})
