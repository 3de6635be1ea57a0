"""Rows of one school for its own справка: the only output with codes of pupils, and only for that school."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from objektiv.aggregates.cells import mark_of_score
from objektiv.analysis.reduction import Reduced, scale_of_rows
from objektiv.engines.polars import PolarsEngine
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Scale
from objektiv.model.tables import PRESENT, Table
from objektiv.scales.loader import Registry


def rows_of_school(lake: Lake, reduced: Mapping[AssessmentId, Reduced], school: int) -> dict[str, Table]:
    """Assessment id → rows of the school (``ATTEMPT_COLUMNS``, ``part:<code>``, ``mark`` 2–5 or 0)."""
    engine = PolarsEngine(lake)
    found = {}
    for assessment, one in reduced.items():
        rows = engine.rows_of_school(assessment, school)
        if len(rows) and one.cells.scale:
            found[str(assessment)] = with_marks(rows, one.cells.scale)
    return found


def marks_of_school(
    lake: Lake, registry: Registry, school: int, wanted: Callable[[AssessmentId], bool]
) -> dict[AssessmentId, Table]:
    """Rows of one school with ``mark`` (of a scale without boundaries: the printed one); no other school is read."""
    engine, found = PolarsEngine(lake), {}
    for assessment in filter(wanted, lake.generation.assessments()):
        rows = engine.rows_of_school(assessment, school)
        if len(rows):
            scale = scale_of_rows(lake, registry, assessment, rows.columns)
            found[assessment] = with_marks(rows, scale) if scale.boundaries else _with_printed_marks(rows)
    return found


def _with_printed_marks(rows: Table) -> Table:
    mark = np.where(rows["status"] == PRESENT, rows["printed_mark"], 0).astype(np.int8)
    return Table({**rows.columns, "mark": mark})


def with_marks(rows: Table, scale: Scale) -> Table:
    """The rows with the column ``mark``: 2–5 by the scale's boundaries, 0 for absent rows and unknown scales."""
    marks = mark_of_score(scale)
    mark = np.zeros(len(rows), dtype=np.int8)
    present = (rows["status"] == PRESENT) & (rows["raw_score"] >= 0)
    if marks is not None:
        mark[present] = marks[np.clip(rows["raw_score"][present], 0, scale.maximum)]
    return Table({**rows.columns, "mark": mark})
