"""With what schools are compared (METHODS §1.4): a pack, the region's rows of reports, or the loaded schools.

Thirty or more loaded schools of the region carry their own between-school variance, so they come before the bare
region row, which has none; the row then serves as a check (ADR 0004).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from objektiv.aggregates.report_rows import ReportRow
from objektiv.documents.numbers import count_of
from objektiv.model.indicator import Cells, Reference
from objektiv.model.tables import Array, FloatArray
from objektiv.statistics.moments import count_moments

ENOUGH_SCHOOLS = 30
DEFAULT_ICC = 0.10
NOBODY_TITLE = "нет (загружена одна ОО, отчёта с регионом нет)"


def with_control_sample(reference: Reference, schools: Array) -> Reference:
    """The reference with the user's list of schools of the control sample (codes), when there is one."""
    if not len(schools):
        return reference
    named = {"control_sample": np.unique(schools).astype(np.float64)}
    return replace(reference, parameters={**reference.parameters, **named})


def build_reference(
    cells: Cells,
    rows: Sequence[ReportRow],
    pack: Reference | None = None,
    *,
    is_whole_region: bool = False,
    region: int = 0,
) -> Reference:
    """The reference of one assessment of ``region`` (0 = unknown); a pack of another region or scale is passed over.

    ``is_whole_region``: the user says that all schools of the region are loaded.
    """
    if pack is not None and _serves(pack, cells, region):
        return _with_own_parts(pack, cells)
    if int((cells.n > 0).sum()) < ENOUGH_SCHOOLS and (row := widest_row(rows, region)):
        return replace(report_reference(row), region=region)
    return replace(loaded_reference(cells, is_whole_region=is_whole_region), region=region)


def widest_row(rows: Sequence[ReportRow], region: int = 0) -> ReportRow | None:
    """The row of ``region`` if it has a distribution, else the country's; 0 = the region is not known."""
    for level in ("region", "country"):
        for row in sorted(rows, key=lambda row: row.id != region):
            is_ours = level == "country" or not region or row.id in (region, 0)
            if row.level == level and is_ours and _has_distribution(row):
                return row
    return None


def _has_distribution(row: ReportRow) -> bool:
    return row.score_counts is not None or row.mark_shares is not None


def _serves(pack: Reference, cells: Cells, region: int) -> bool:
    """A pack of the same region whose scale has as many scores as the cells."""
    is_ours = not region or pack.region in (region, 0)
    counts = (pack.score_counts, cells.score_counts)
    return is_ours and (counts[0] is None or counts[1] is None or len(counts[0]) == counts[1].shape[1])


def _with_own_parts(pack: Reference, cells: Cells) -> Reference:
    """Completion by part speaks of these cells only when the pack has as many parts as their scale."""
    parts = 0 if cells.scale is None else len(cells.scale.parts)
    if pack.part_facility is None or len(pack.part_facility) == parts:
        return pack
    return replace(pack, part_facility=None)


def loaded_reference(cells: Cells, *, is_whole_region: bool) -> Reference:
    """All loaded schools of the region together; without figures for one school, which is not compared with itself."""
    schools = int((cells.n > 0).sum())
    if schools == 1 and not is_whole_region:
        return Reference(
            kind="loaded", title=NOBODY_TITLE, schools=1, works=int(cells.n.sum()), is_whole_region=False
        )
    scores = None if cells.score_counts is None else cells.score_counts.sum(axis=0)
    mean, variance = moments_of_counts(scores)
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
    mean, variance = moments_of_counts(row.score_counts)
    known = row.name or {"region": "регион", "country": "вся выборка"}[row.level]
    return Reference(
        kind="report",
        title=f"строка отчёта ФИС ОКО «{known}» ({count_of(row.n, 'участник', 'участника', 'участников')})",
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


def moments_of_counts(counts: Array | None) -> tuple[float | None, float | None]:
    """Mean and variance (n − 1) of raw scores counted by score; None for fewer than two works."""
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
