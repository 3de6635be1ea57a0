"""With what schools are compared (METHODS §1.4): a pack, the region's rows of reports, or the loaded schools.

Thirty or more loaded schools of the region carry their own between-school variance, so they come before the bare
region row, which has none; the row then serves as a check (ADR 0004).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from objektiv.aggregates.report_rows import ReportRow
from objektiv.model.indicator import Cells, Reference
from objektiv.model.tables import Array, FloatArray
from objektiv.statistics.moments import count_moments

ENOUGH_SCHOOLS = 30
DEFAULT_ICC = 0.10


def with_control_sample(reference: Reference, schools: Array) -> Reference:
    """The reference with the user's list of schools of the control sample (codes), when there is one."""
    if not len(schools):
        return reference
    named = {"control_sample": np.unique(schools).astype(np.float64)}
    return replace(reference, parameters={**reference.parameters, **named})


def build_reference(
    cells: Cells, rows: Sequence[ReportRow], pack: Reference | None = None, *, is_whole_region: bool = False
) -> Reference:
    """The reference of one assessment. ``is_whole_region``: the user says that all schools of the region are loaded."""
    if pack is not None:
        return pack
    if int((cells.n > 0).sum()) >= ENOUGH_SCHOOLS:
        return loaded_reference(cells, is_whole_region=is_whole_region)
    row = widest_row(rows)
    return report_reference(row) if row else loaded_reference(cells, is_whole_region=is_whole_region)


def widest_row(rows: Sequence[ReportRow]) -> ReportRow | None:
    """The region's row if it has a distribution, else the country's."""
    for level in ("region", "country"):
        for row in rows:
            if row.level == level and (row.score_counts is not None or row.mark_shares is not None):
                return row
    return None


def loaded_reference(cells: Cells, *, is_whole_region: bool) -> Reference:
    """All loaded schools of the region together."""
    schools = int((cells.n > 0).sum())
    scores = None if cells.score_counts is None else cells.score_counts.sum(axis=0)
    mean, variance = _moments(scores)
    return Reference(
        kind="loaded",
        title="все ОО региона" if is_whole_region else f"загруженные ОО региона ({schools})",
        schools=schools,
        works=int(cells.n.sum()),
        is_whole_region=is_whole_region,
        mean=mean,
        variance=variance,
        icc=DEFAULT_ICC,
        score_counts=None if scores is None else scores.astype(np.float64),
        part_facility=_facility(cells),
        mark_shares=_mark_shares(cells),
        journal_shares=_journal_shares(cells),
    )


def report_reference(row: ReportRow) -> Reference:
    """The printed row of the region (or of the whole sample)."""
    mean, variance = _moments(row.score_counts)
    known = row.name or {"region": "регион", "country": "вся выборка"}[row.level]
    return Reference(
        kind="report",
        title=f"строка отчёта ФИС ОКО «{known}» ({row.n} участников)",
        schools=0,
        works=row.n,
        is_whole_region=row.level == "region",
        mean=mean,
        variance=variance,
        icc=DEFAULT_ICC,
        score_counts=None if row.score_counts is None else row.score_counts.astype(np.float64),
        part_facility=row.part_facility,
        mark_shares=row.mark_shares,
        journal_shares=row.journal_shares,
    )


def _moments(counts: Array | None) -> tuple[float | None, float | None]:
    if counts is None or counts.sum() < 2:
        return None, None
    moments = count_moments(counts[None, :])
    return float(moments.mean[0]), float(moments.deviation[0] ** 2)


def _facility(cells: Cells) -> FloatArray | None:
    if cells.part_sum is None or cells.part_n is None or cells.scale is None:
        return None
    maxima = np.array([part.maximum for part in cells.scale.parts], dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = cells.part_sum.sum(axis=0) / (cells.part_n.sum(axis=0) * maxima)
    return np.asarray(shares, dtype=np.float64)


def _mark_shares(cells: Cells) -> FloatArray | None:
    if cells.mark_counts is None:
        return None
    counts = cells.mark_counts.sum(axis=0)[2:6].astype(np.float64)
    return counts / counts.sum() if counts.sum() else None


def _journal_shares(cells: Cells) -> FloatArray | None:
    if cells.mark_pairs is None:
        return None
    pairs = cells.mark_pairs.sum(axis=0)[2:6, 2:6].astype(np.float64)
    total = pairs.sum()
    shares = np.array([np.tril(pairs, -1).sum(), np.trace(pairs), np.triu(pairs, 1).sum()])
    return shares / total if total else None
