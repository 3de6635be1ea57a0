"""Report files of ФИС ОКО enter here: their printed rows become the same figures that rows of pupils give.

Input is the extra table ``report`` (``EXTRA_SCHEMAS``): percentages of participants at one level.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from objektiv.model.scale import Scale
from objektiv.model.tables import FloatArray, IntArray, Table

LEVELS = ("country", "region", "municipality", "school")
JOURNAL_KEYS = ("понизили", "подтвердили", "повысили")


class ReportRow(NamedTuple):
    """What the reports of one assessment say of one group of participants; None where no report says it."""

    level: str
    id: int
    name: str
    n: int
    score_counts: IntArray | None
    part_facility: FloatArray | None
    mark_shares: FloatArray | None
    journal_shares: FloatArray | None


def report_rows(table: Table, assessment: str, scale: Scale | None) -> tuple[ReportRow, ...]:
    """All groups that the reports of one assessment speak of, region before schools; a later file wins."""
    table = table.filter(table["assessment"] == assessment)
    groups = sorted(
        {(str(level), int(code)) for level, code in zip(table["level"], table["id"], strict=True)},
        key=lambda group: (LEVELS.index(group[0]), group[1]),
    )
    return tuple(_row(table, level, code, scale) for level, code in groups)


def counts_of_percents(percents: FloatArray, n: int) -> IntArray:
    """Whole counts that sum to ``n`` and lie nearest to the printed percentages (largest remainders)."""
    exact = percents * n / percents.sum()
    counts = np.floor(exact).astype(np.int64)
    missing = n - int(counts.sum())
    counts[np.argsort(-(exact - counts), kind="stable")[:missing]] += 1
    return np.asarray(counts, dtype=np.int64)


def _row(table: Table, level: str, code: int, scale: Scale | None) -> ReportRow:
    rows = table.filter((table["level"] == level) & (table["id"] == code))
    n = int(rows["n"].max())
    scores = (
        _series(rows, "score_counts", [str(score) for score in range(scale.maximum + 1)]) if scale else None
    )
    parts = _series(rows, "part_facility", list(scale.part_codes)) if scale and scale.parts else None
    marks = _series(rows, "mark_counts", ["2", "3", "4", "5"])
    journal = _series(rows, "journal_shares", list(JOURNAL_KEYS))
    return ReportRow(
        level,
        code,
        str(rows["name"][-1]),
        n,
        None if scores is None else counts_of_percents(scores, _participants(rows, "score_counts")),
        None if parts is None else parts / 100.0,
        None if marks is None else marks / marks.sum(),
        None if journal is None else journal / journal.sum(),
    )


def _participants(rows: Table, aggregate: str) -> int:
    return int(rows["n"][rows["aggregate"] == aggregate][-1])


def _series(rows: Table, aggregate: str, keys: list[str]) -> FloatArray | None:
    """Values of the keys in order; None when the report is absent, a key is missing or all is zero."""
    chosen = rows["aggregate"] == aggregate
    printed = dict(zip(rows["key"][chosen].tolist(), rows["value"][chosen].tolist(), strict=True))
    if aggregate == "score_counts" and printed:
        printed = {**dict.fromkeys(keys, 0.0), **printed}
    if not all(key in printed for key in keys):
        return None
    values = np.array([printed[key] for key in keys], dtype=np.float64)
    return values if np.isfinite(values).all() and values.sum() > 0 else None
