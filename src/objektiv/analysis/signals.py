"""Which rows of estimates a school's conclusion rests on: the sentence and every report point at the same ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeAlias

from objektiv.analysis.findings import SMALLEST_CELL

Row: TypeAlias = dict[str, Any]

OBSERVATION_P = 0.05
MOST_FAINT = 5


def is_observation(row: Mapping[str, Any]) -> bool:
    """A small p that is no finding."""
    return bool(row["applicable"] and not row["is_finding"] and row["p_value"] < OBSERVATION_P)


def deciding_rows(rows: Iterable[Row], families: Collection[str]) -> list[Row]:
    """Findings, then what made each of the ``families`` that has none; clearest first.

    ``rows`` of one school and year that count towards the zone. Without a family and a finding: the clearest of all.
    """
    judged = sorted((row for row in rows if row["applicable"]), key=lambda row: float(row["p_value"]))
    findings = [row for row in judged if row["is_finding"]]
    if not families and not findings:
        return _clearest(judged)
    found = {row["family"] for row in findings}
    groups = [
        [row for row in judged if row["family"] == family] for family in families if family not in found
    ]
    others = [row for group in groups for row in _clearest(group)]
    return [*findings, *sorted(others, key=lambda row: float(row["p_value"]))]


def _clearest(rows: list[Row]) -> list[Row]:
    """Observations; where none stands out alone, a few of the small works that were pooled."""
    small = [row for row in rows if row["n"] < SMALLEST_CELL]
    return [row for row in rows if is_observation(row)] or (small or rows)[:MOST_FAINT]
