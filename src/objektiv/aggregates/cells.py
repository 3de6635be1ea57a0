"""From long tables to one row a school: the arrays that indicators read (``Cells``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells
from objektiv.model.scale import Scale
from objektiv.model.tables import Array, Table

MARKS = 6  # index 0 = none, 2–5 = marks


class Parts(NamedTuple):
    """Part arrays of ``Cells``, each with the schools first."""

    n: Array
    total: Array
    squares: Array
    cross: Array
    omitted: Array
    not_taught: Array
    values: Array


def cells_from_rows(
    assessment: AssessmentId,
    scale: Scale,
    tables: Mapping[str, Table],
    strata: Mapping[int, int],
    titles: tuple[str, ...],
) -> Cells:
    """Cells from the tables ``participation``, ``journal_scores`` and ``part_scores`` of one assessment.

    ``strata`` maps a school to the index of its stratum in ``titles`` (−1 never compared, absent = 0).
    """
    participation = tables["participation"]
    order = np.argsort(participation["school"], kind="stable")
    participation = participation.filter(order)
    schools = participation["school"].astype(np.int64)
    journal = journal_matrix(schools, tables["journal_scores"], scale.maximum)
    parts = part_arrays(schools, tables["part_scores"], scale)
    scores = journal.sum(axis=1)
    return Cells(
        assessment=assessment,
        scale=scale,
        schools=schools,
        municipalities=participation["municipality"].astype(np.int64),
        strata=np.array([strata.get(int(school), 0) for school in schools], dtype=np.int64),
        stratum_titles=titles,
        present=participation["present"].astype(np.int64),
        absent=participation["absent"].astype(np.int64),
        journal_scores=journal,
        score_counts=scores,
        part_n=parts.n,
        part_sum=parts.total,
        part_sum2=parts.squares,
        part_cross=parts.cross,
        part_omitted=parts.omitted,
        part_not_taught=parts.not_taught,
        part_values=parts.values,
        mark_counts=mark_counts(scores, scale),
        mark_pairs=mark_pairs(journal, scale),
        source=np.full(len(schools), "rows", dtype=object),
    )


def journal_matrix(schools: Array, table: Table, maximum: int) -> Array:
    """(S, 6, maximum + 1) counts of works by school, journal mark (0 none) and raw score."""
    matrix = np.zeros((len(schools), MARKS, maximum + 1), dtype=np.int32)
    rows = np.searchsorted(schools, table["school"])
    np.add.at(matrix, (rows, table["journal_mark"], table["raw_score"]), table["works"])
    return matrix


def mark_of_score(scale: Scale) -> Array | None:
    """(maximum + 1,) mark of every raw score, or None without boundaries."""
    if scale.boundaries is None:
        return None
    return 2 + np.searchsorted(np.array(scale.boundaries), np.arange(scale.maximum + 1), side="right")


def mark_counts(score_counts: Array, scale: Scale) -> Array | None:
    """(S, 6) works by mark, from (S, K+1) score counts."""
    marks = mark_of_score(scale)
    return (
        None
        if marks is None
        else np.stack([score_counts[:, marks == mark].sum(axis=1) for mark in range(MARKS)], axis=1)
    )


def mark_pairs(journal: Array, scale: Scale) -> Array | None:
    """(S, 6, 6) works by journal mark and mark, from (S, 6, K+1) counts."""
    marks = mark_of_score(scale)
    return (
        None
        if marks is None
        else np.stack([journal[:, :, marks == mark].sum(axis=2) for mark in range(MARKS)], axis=2)
    )


def part_arrays(schools: Array, table: Table, scale: Scale) -> Parts:
    """Part counts and sums of every school, zero rows for schools without a present pupil."""
    count, width = len(schools), max((part.maximum for part in scale.parts), default=0) + 1
    rows = np.searchsorted(schools, table["school"])
    shape = (count, len(scale.parts))
    omitted, not_taught = (np.zeros(shape, dtype=np.int32) for _ in range(2))
    cross = np.zeros(shape, dtype=np.float64)
    values = np.zeros((*shape, width), dtype=np.int32)
    works = np.zeros(count, dtype=np.int32)
    works[rows] = table["n"]
    for index, part in enumerate(scale.parts):
        omitted[rows, index] = table[f"{part.code}:omitted"]
        not_taught[rows, index] = table[f"{part.code}:not_taught"]
        cross[rows, index] = table[f"{part.code}:cross"]
        for value in range(1, part.maximum + 1):
            values[rows, index, value] = table[f"{part.code}:{value}"]
    administered = works[:, None] - not_taught
    values[:, :, 0] = administered - values.sum(axis=2)
    points = np.arange(width, dtype=np.float64)
    return Parts(administered, values @ points, values @ points**2, cross, omitted, not_taught, values)
