"""The rule of a finding (METHODS §3.0) and the long table of estimates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Estimates, Passport
from objektiv.model.tables import Array, BoolArray, FloatArray, Table
from objektiv.statistics.multiplicity import benjamini_hochberg

FALSE_DISCOVERY_RATE = 0.05
SMALLEST_CELL = 10


class Judged(NamedTuple):
    """One direction of one indicator on one assessment with its rule applied: q and finding per school."""

    assessment: AssessmentId
    passport: Passport
    schools: Array
    estimates: Estimates
    q_value: FloatArray
    is_finding: BoolArray

    @property
    def enters_zone(self) -> bool:
        """Counts as evidence for the priority of a recheck."""
        return self.passport.family != "none" and self.estimates.direction in self.passport.enters_zone


def judge(assessment: AssessmentId, passport: Passport, schools: Array, estimates: Estimates) -> Judged:
    """Benjamini–Hochberg over schools, at least ten works, at least the smallest effect of interest."""
    large = estimates.applicable & (estimates.n >= max(SMALLEST_CELL, passport.minimum_n))
    q_value = benjamini_hochberg(np.where(large, estimates.p_value, np.nan))
    with np.errstate(invalid="ignore"):
        strong = np.abs(estimates.effect) >= estimates.smallest_effect
        found = large & (q_value <= FALSE_DISCOVERY_RATE) & strong
    return Judged(assessment, passport, schools, estimates, q_value, found)


def estimate_table(school_year: str, judged: Iterable[Judged], keep: Array | None = None) -> Table:
    """Rows of estimates.csv: every school × assessment × indicator × direction, sorted by key."""
    blocks = [_block(school_year, one) for one in judged]
    columns = (
        {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]} if blocks else {}
    )
    table = Table(columns)
    if not blocks:
        return table
    if keep is not None:
        table = table.filter(np.isin(table["school"], keep))
    keys = (table[name].astype(str) for name in ("direction", "indicator", "assessment"))
    return table.filter(np.lexsort((*keys, table["school"])))


def _block(school_year: str, judged: Judged) -> Mapping[str, Array]:
    estimates, count = judged.estimates, len(judged.schools)
    figures = ("observed", "expected", "effect", "lower", "upper", "se", "p_value")
    return {
        "school_year": _constant(school_year, count),
        "school": judged.schools,
        "assessment": _constant(str(judged.assessment), count),
        "indicator": _constant(judged.passport.code, count),
        "family": _constant(judged.passport.family, count),
        "direction": _constant(estimates.direction, count),
        "n": estimates.n.astype(np.int64),
        **{name: np.asarray(getattr(estimates, name), dtype=np.float64) for name in figures},
        "is_finding": judged.is_finding,
        "applicable": estimates.applicable,
        "reason": estimates.reason.astype(object),
    }


def _constant(value: str, count: int) -> Array:
    return np.full(count, value, dtype=object)
