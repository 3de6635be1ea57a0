"""From estimates of many works to one priority per school (METHODS §5.1–§5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import stats

from objektiv.analysis.findings import SMALLEST_CELL, Judged
from objektiv.analysis.result import AMBER, INSUFFICIENT, NONE, RED
from objektiv.model.tables import Array, FloatArray, IntArray
from objektiv.statistics.multiplicity import benjamini_hochberg, cauchy_combination

RED_Q = 0.05
AMBER_Q = 0.20
FAMILY_P = 0.05
STRONG_P = 0.001
LEAST_FAMILIES = 2
LEAST_WORKS = 30
DEFAULT_CORRELATION = 0.7  # between the works of one school, METHODS §6.1
PAIRS_FOR_CORRELATION = 30
MANY_SCHOOLS = 10
FEW_SCHOOLS_FACTOR = 5.0
ONE_GROUND = ("level", "journal")


@dataclass(frozen=True)
class Evidence:
    """Per school (ascending): p of each family (S, F), in how many works its p < .001, combined p and q."""

    schools: IntArray
    works: IntArray
    families: tuple[str, ...]
    family_p: FloatArray
    strong_works: IntArray
    combined_p: FloatArray
    q_value: FloatArray
    zone: Array

    @property
    def families_applicable(self) -> IntArray:
        """How many families could be judged."""
        return np.asarray(np.isfinite(self.family_p).sum(axis=1), dtype=np.int64)


class _Column(NamedTuple):
    """One indicator's p-values on one assessment, aligned to all schools; nan = cannot be judged."""

    year: str
    assessment: str
    p_value: FloatArray
    n: IntArray


def weigh(judged: Sequence[Judged], school_year: str, schools: IntArray, works: IntArray) -> Evidence:
    """Combine what was judged; ``judged`` may hold up to two earlier years, from which only small cells are pooled."""
    zone = [one for one in judged if one.enters_zone]
    names = tuple(sorted({one.passport.family for one in zone}))
    family_p = np.full((len(schools), len(names)), np.nan)
    strong = np.zeros((len(schools), len(names)), dtype=np.int64)
    for position, family in enumerate(names):
        members = [one for one in zone if one.passport.family == family]
        family_p[:, position], strong[:, position] = _family(members, school_year, schools)
    combined = cauchy_combination(family_p)
    judgeable = (np.isfinite(family_p).sum(axis=1) >= LEAST_FAMILIES) & (works >= LEAST_WORKS)
    q_value = _q_value(np.where(judgeable, combined, np.nan))
    zones = _zones(judgeable, q_value, family_p, strong, names)
    return Evidence(schools, works, names, family_p, strong, combined, q_value, zones)


def _q_value(p_value: FloatArray) -> FloatArray:
    """Benjamini–Hochberg; over a few schools, where it corrects next to nothing, never less than five times p.

    One school alone is then «high» from p = .01 and «middle» from p = .04 instead of .05 and .20.
    """
    q_value = benjamini_hochberg(p_value)
    if np.isfinite(p_value).sum() >= MANY_SCHOOLS:
        return q_value
    return np.fmax(q_value, np.minimum(1.0, FEW_SCHOOLS_FACTOR * p_value))


def _family(members: Sequence[Judged], school_year: str, schools: IntArray) -> tuple[FloatArray, IntArray]:
    """p of the family (Cauchy over its indicators and works of the year), and in how many works p < .001.

    Works of earlier years support a strong work of this year; without one they count nothing.
    """
    by_indicator: dict[str, list[_Column]] = {}
    for one in members:
        by_indicator.setdefault(one.passport.code, []).append(_align(one, schools))
    columns: list[FloatArray] = []
    this_year: set[str] = set()
    per_work: dict[str, list[FloatArray]] = {}
    for group in by_indicator.values():
        for column in group:
            large = np.where(column.n >= SMALLEST_CELL, column.p_value, np.nan)
            if column.year == school_year:
                columns.append(large)
                this_year.add(column.assessment)
            per_work.setdefault(column.assessment, []).append(large)
        columns.append(_pool_small(group, school_year))
    works = {name: cauchy_combination(np.stack(group, axis=1)) for name, group in per_work.items()}
    with np.errstate(invalid="ignore"):
        strong = np.sum([work < STRONG_P for work in works.values()], axis=0)
        now = np.any([work < STRONG_P for name, work in works.items() if name in this_year], axis=0)
    return cauchy_combination(np.stack(columns, axis=1)), np.where(now, strong, 0)


def _align(one: Judged, schools: IntArray) -> _Column:
    p_value = np.full(len(schools), np.nan)
    n = np.zeros(len(schools), dtype=np.int64)
    known = np.isin(one.schools, schools)
    rows = np.searchsorted(schools, one.schools[known])
    p_value[rows] = one.evidence_p[known]
    n[rows] = np.where(one.estimates.applicable, one.estimates.n, 0)[known]
    return _Column(one.assessment.school_year, str(one.assessment), p_value, n)


def _pool_small(group: Sequence[_Column], school_year: str) -> FloatArray:
    """One p for the cells below ten works of a school, weighted by √n with the correlation between its works."""
    z = np.stack([stats.norm.isf(np.clip(column.p_value, 1e-300, 1 - 1e-16)) for column in group], axis=1)
    n = np.stack([column.n for column in group], axis=1)
    correlation = _correlation(np.where(n >= SMALLEST_CELL, z, np.nan))
    small = np.isfinite(z) & (n > 0) & (n < SMALLEST_CELL)
    weight = np.where(small, np.sqrt(n), 0.0)
    total = (weight * np.where(small, z, 0.0)).sum(axis=1)
    own = (weight**2).sum(axis=1)
    variance = own + correlation * (weight.sum(axis=1) ** 2 - own)
    now = np.array([column.year == school_year for column in group])
    enough = (np.where(small, n, 0).sum(axis=1) >= SMALLEST_CELL) & small[:, now].any(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(enough, stats.norm.sf(total / np.sqrt(variance)), np.nan)


def _correlation(z: FloatArray) -> float:
    """Mean correlation between the works of a school, from its large cells; the printed default where too few."""
    found = []
    for first in range(z.shape[1]):
        for second in range(first):
            both = np.isfinite(z[:, first]) & np.isfinite(z[:, second])
            if both.sum() >= PAIRS_FOR_CORRELATION:
                found.append(_rank_correlation(z[both, first], z[both, second]))
    known = [value for value in found if np.isfinite(value)]
    return float(np.clip(np.mean(known), 0.0, 1.0)) if known else DEFAULT_CORRELATION


def _rank_correlation(first: FloatArray, second: FloatArray) -> float:
    """Spearman; nan where one of the two does not vary."""
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return float("nan")
    return float(stats.spearmanr(first, second).statistic)


def _zones(
    judgeable: Array, q_value: FloatArray, family_p: FloatArray, strong: IntArray, families: tuple[str, ...]
) -> Array:
    """The rule of METHODS §5.3; level and journal lean on the same scores and count as one of the two families."""
    with np.errstate(invalid="ignore"):
        shown = family_p < FAMILY_P
        together = shown[:, [name in ONE_GROUND for name in families]].any(axis=1)
        apart = shown[:, [name not in ONE_GROUND for name in families]].sum(axis=1)
        supported = (together + apart >= 2) | ((strong >= 2) & shown).any(axis=1)
        zone = np.where(q_value <= AMBER_Q, AMBER, NONE).astype(object)
        zone[(q_value <= RED_Q) & supported] = RED
    zone[~judgeable] = INSUFFICIENT
    return zone
