"""The rule of a finding (METHODS §3.0) and the long table of estimates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Estimates, Passport
from objektiv.model.tables import Array, BoolArray, FloatArray, Table
from objektiv.statistics.multiplicity import benjamini_hochberg

FALSE_DISCOVERY_RATE = 0.05
SMALLEST_CELL = 10
FIGURES = ("observed", "expected", "effect", "lower", "upper", "se", "p_value")
DOUBLED = "p_double_"
KIND_FAMILIES = ("level", "journal")  # an intake by ability moves these, not the shape of the work
NO_OWN_GROUP = "мало школ своего вида для сравнения"


class Judged(NamedTuple):
    """One direction of one indicator on one assessment with its rule applied, per school.

    ``evidence_p`` is what counts as evidence: the p-value, or the larger one at the doubled default where a printed
    default stood in for an estimate; nan where the school cannot be judged.
    """

    assessment: AssessmentId
    passport: Passport
    schools: Array
    estimates: Estimates
    evidence_p: FloatArray
    q_value: FloatArray
    is_finding: BoolArray

    @property
    def enters_zone(self) -> bool:
        """Counts as evidence for the priority of a recheck."""
        return self.passport.family != "none" and self.estimates.direction in self.passport.enters_zone


def judge(assessment: AssessmentId, passport: Passport, schools: Array, estimates: Estimates) -> Judged:
    """Benjamini–Hochberg over schools, at least ten works, at least the smallest effect in the sign's direction.

    The interval of the effect must leave 0 out too. Over few schools q stays close to a one-sided p, which may be .05
    where a 95 % interval still holds 0; and the effect of the boundaries is a mean over them, while their p sees one.
    """
    evidence = _evidence_p(estimates)
    large = estimates.applicable & (estimates.n >= max(SMALLEST_CELL, passport.minimum_n))
    q_value = benjamini_hochberg(np.where(large, evidence, np.nan))
    is_higher = estimates.direction == "higher"
    towards, least = (
        (estimates.effect, estimates.lower) if is_higher else (-estimates.effect, -estimates.upper)
    )
    with np.errstate(invalid="ignore"):
        is_sure = (q_value <= FALSE_DISCOVERY_RATE) & (least > 0)
        found = large & is_sure & (towards >= estimates.smallest_effect)
    return Judged(assessment, passport, schools, estimates, evidence, q_value, found)


def _evidence_p(estimates: Estimates) -> FloatArray:
    doubled = [value for key, value in estimates.details.items() if key.startswith(DOUBLED)]
    with np.errstate(invalid="ignore"):
        largest = np.fmax.reduce([estimates.p_value, *doubled])
    return np.where(estimates.applicable, largest, np.nan)


def spare_mixed(estimates: Estimates, family: str, is_mixed: BoolArray | None) -> Estimates:
    """Take «too high» away from schools that stand among schools of another kind: their level may be their kind's."""
    if (
        is_mixed is None
        or family not in KIND_FAMILIES
        or estimates.direction != "higher"
        or not is_mixed.any()
    ):
        return estimates
    silent: dict[str, Any] = {name: np.where(is_mixed, np.nan, getattr(estimates, name)) for name in FIGURES}
    reason = np.where(is_mixed & estimates.applicable, NO_OWN_GROUP, estimates.reason).astype(object)
    return replace(estimates, **silent, applicable=estimates.applicable & ~is_mixed, reason=reason)


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
    return {
        "school_year": _constant(school_year, count),
        "school": judged.schools,
        "assessment": _constant(str(judged.assessment), count),
        "indicator": _constant(judged.passport.code, count),
        "family": _constant(judged.passport.family, count),
        "direction": _constant(estimates.direction, count),
        "n": estimates.n.astype(np.int64),
        **{name: np.asarray(getattr(estimates, name), dtype=np.float64) for name in FIGURES},
        "is_finding": judged.is_finding,
        "applicable": estimates.applicable,
        "reason": estimates.reason.astype(object),
    }


def _constant(value: str, count: int) -> Array:
    return np.full(count, value, dtype=object)
