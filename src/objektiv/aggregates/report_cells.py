"""Schools known from report files alone, as cells; and both kinds of cells side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from objektiv.aggregates.cells import MARKS, mark_counts
from objektiv.aggregates.report_rows import ReportRow, counts_of_percents
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells
from objektiv.model.scale import Scale
from objektiv.model.tables import Array

REPORT = "report"


def cells_from_reports(assessment: AssessmentId, scale: Scale, rows: Sequence[ReportRow]) -> Cells:
    """Cells of the schools that the reports of one assessment print; arrays that no report gives are None."""
    schools = sorted((row for row in rows if row.level == "school"), key=lambda row: row.id)
    n = np.array([row.n for row in schools], dtype=np.int64)
    scores = _scores(schools, scale)
    part_n, part_sum = _parts(schools, scale)
    zeros = np.zeros(len(schools), dtype=np.int64)
    return Cells(
        assessment=assessment,
        scale=scale,
        schools=np.array([row.id for row in schools], dtype=np.int64),
        municipalities=zeros,
        strata=zeros,
        stratum_titles=("все",),
        present=n,
        absent=zeros,
        score_counts=scores,
        part_n=part_n,
        part_sum=part_sum,
        mark_counts=_marks(schools, scale, scores),
        mark_pairs=_pairs(schools),
        source=np.full(len(schools), REPORT, dtype=object),
    )


def join_cells(rows: Cells, reports: Cells) -> Cells:
    """Cells of pupil rows with the schools added that only reports know; ascending by code.

    An array that only one side has is filled with zeros on the other: no works, nothing to judge.
    """
    extra = ~np.isin(reports.schools, rows.schools)
    if not extra.any():
        return rows
    order = np.argsort(np.concatenate([rows.schools, reports.schools[extra]]), kind="stable")
    joined: dict[str, Any] = {}
    for field in fields(rows):
        first, second = getattr(rows, field.name), getattr(reports, field.name)
        if isinstance(first, np.ndarray) or isinstance(second, np.ndarray):
            joined[field.name] = np.concatenate(
                [_or_zeros(first, second, len(rows.schools)), _or_zeros(second, first, len(extra))[extra]]
            )[order]
    return replace(rows, **joined)


def _or_zeros(array: Array | None, like: Array | None, count: int) -> Array:
    """The array, or zeros for ``count`` schools in the shape of the other side's array."""
    if array is not None:
        return array
    assert like is not None
    return np.zeros((count, *like.shape[1:]), dtype=like.dtype)


def _scores(schools: Sequence[ReportRow], scale: Scale) -> Array | None:
    if all(row.score_counts is None for row in schools):
        return None
    empty = np.zeros(scale.maximum + 1, dtype=np.int64)
    return np.stack([empty if row.score_counts is None else row.score_counts for row in schools])


def _parts(schools: Sequence[ReportRow], scale: Scale) -> tuple[Array | None, Array | None]:
    if not scale.parts or all(row.part_facility is None for row in schools):
        return None, None
    maxima = np.array([part.maximum for part in scale.parts], dtype=np.float64)
    empty = np.full(len(maxima), np.nan)
    facility = np.stack([empty if row.part_facility is None else row.part_facility for row in schools])
    given = np.where(np.isnan(facility), 0, np.array([[row.n] for row in schools])).astype(np.int64)
    return given, np.nan_to_num(facility) * given * maxima


def _marks(schools: Sequence[ReportRow], scale: Scale, scores: Array | None) -> Array | None:
    if all(row.mark_shares is None for row in schools):
        return None if scores is None else mark_counts(scores, scale)
    counts = np.zeros((len(schools), MARKS), dtype=np.int64)
    for position, row in enumerate(schools):
        if row.mark_shares is not None:
            counts[position, 2:] = counts_of_percents(row.mark_shares, row.n)
    return counts


def _pairs(schools: Sequence[ReportRow]) -> Array | None:
    """Journal × mark out of the shares lower, equal, higher: a report does not say by how much, so by one mark."""
    if all(row.journal_shares is None for row in schools):
        return None
    pairs = np.zeros((len(schools), MARKS, MARKS), dtype=np.int64)
    for position, row in enumerate(schools):
        if row.journal_shares is not None:
            lower, equal, higher = counts_of_percents(row.journal_shares, row.n)
            pairs[position, 4, 3], pairs[position, 4, 4], pairs[position, 3, 4] = lower, equal, higher
    return pairs
