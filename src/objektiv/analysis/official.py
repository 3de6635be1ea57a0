"""The official method as printed: 14 signs and the index (METHODS §2).

A method is data: which sign is looked for in which works. ``rosobrnadzor-2019`` never changes; the same rules for
other works go under another name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import Array, BoolArray, FloatArray, IntArray, Table
from objektiv.statistics.agreement import rank_agreement
from objektiv.statistics.moments import count_moments

NORMAL_QUANTILE = 1.96  # as printed, not the exact quantile
FENCE = 3.0  # interquartile ranges
FEWEST_FOR_FENCES = 30  # schools, where the region is not there as a whole: METHODS §1.4


@dataclass(frozen=True, slots=True)
class OfficialMethod:
    """Which works each rule of the method looks at: (kind, subject, grade); cohort = the later work."""

    name: str
    inflated_mean: tuple[tuple[str, str, int], ...]
    mark_mismatch: tuple[tuple[str, str, int], ...]
    cohort: tuple[tuple[str, str, int], ...]


_FOUR = (("vpr", "ru", 4), ("vpr", "ma", 4), ("vpr", "ru", 5), ("vpr", "ma", 5))
ROSOBRNADZOR_2019 = OfficialMethod(
    name="rosobrnadzor-2019",
    inflated_mean=(*_FOUR, ("oge", "ru", 9), ("oge", "ma", 9)),
    mark_mismatch=_FOUR,
    cohort=(("vpr", "ru", 5), ("vpr", "ma", 5)),
)


@dataclass(frozen=True, slots=True)
class Wave:
    """What the method needs of one assessment: schools ascending, counts of raw scores (S, K+1), journal (S, 6, K+1).

    ``region`` are counts of the whole subject of the Federation from its report, None = all loaded participants.
    """

    schools: IntArray
    score_counts: Array
    journal_scores: Array | None
    region: Array | None = None


class Sign(NamedTuple):
    """One sign on one assessment: rows only for schools where it is applicable."""

    name: str
    assessment: AssessmentId
    schools: IntArray
    n: IntArray
    value: FloatArray
    threshold: float
    flag: BoolArray


def find_signs(
    waves: Mapping[AssessmentId, Wave],
    school_year: str,
    method: OfficialMethod = ROSOBRNADZOR_2019,
    *,
    is_whole_region: bool = False,
) -> tuple[Sign, ...]:
    """All signs of one school year. ``waves`` may hold other years too: the cohort signs look one year back.

    Where the schools are not the ``is_whole_region``, the cohort signs have no rows over fewer than 30 of them, and
    the level of one school, which would be compared with itself, has none either.
    """
    fewest = 1 if is_whole_region else FEWEST_FOR_FENCES
    signs: list[Sign] = []
    for assessment, wave in waves.items():
        if assessment.school_year != school_year or assessment.is_autumn or assessment.variant:
            continue
        key = (assessment.kind, assessment.subject, assessment.grade)
        if key in method.inflated_mean and (is_whole_region or not _is_alone(wave)):
            signs.append(_inflated_mean(assessment, wave))
        if key in method.mark_mismatch and wave.journal_scores is not None:
            signs.append(_mark_mismatch(assessment, wave, wave.journal_scores))
        if key in method.cohort and (earlier := waves.get(earlier_wave(assessment))):
            signs += _cohort(assessment, earlier, wave, fewest)
    return tuple(signs)


def without_fences(signs: Iterable[Sign]) -> tuple[AssessmentId, ...]:
    """Works whose cohort signs were looked for over too few schools to say what is unusual."""
    return tuple(sign.assessment for sign in signs if sign.name == "cohort_rise" and not len(sign.schools))


def earlier_wave(assessment: AssessmentId) -> AssessmentId:
    """The work of the same pupils a grade lower: a year earlier (for spring 2021: the autumn of 2020)."""
    return AssessmentId(assessment.kind, assessment.year - 1, assessment.subject, assessment.grade - 1)


def _is_alone(wave: Wave) -> bool:
    """One school and no row of the region: there is nothing to compare it with."""
    return wave.region is None and int(np.count_nonzero(wave.score_counts.sum(axis=1))) == 1


def _inflated_mean(assessment: AssessmentId, wave: Wave) -> Sign:
    region = wave.score_counts.sum(axis=0) if wave.region is None else wave.region
    threshold = float(_interval(region[None, :])[1][0])
    lower, _ = _interval(wave.score_counts)
    n = wave.score_counts.sum(axis=1)
    keep = n >= 1
    return Sign(
        "inflated_mean",
        assessment,
        wave.schools[keep],
        n[keep],
        lower[keep],
        threshold,
        lower[keep] > threshold,
    )


def _interval(counts: Array) -> tuple[FloatArray, FloatArray]:
    moments = count_moments(counts)
    with np.errstate(invalid="ignore", divide="ignore"):
        half = NORMAL_QUANTILE * moments.deviation / np.sqrt(moments.n)
    return moments.mean - half, moments.mean + half


def _mark_mismatch(assessment: AssessmentId, wave: Wave, journal: Array) -> Sign:
    agreement = rank_agreement(journal)
    keep = agreement.n >= 2
    value = agreement.printed[keep]
    return Sign("mark_mismatch", assessment, wave.schools[keep], agreement.n[keep], value, 0.0, value < 0)


def _cohort(assessment: AssessmentId, earlier: Wave, later: Wave, fewest: int) -> tuple[Sign, Sign]:
    _, first, second = np.intersect1d(earlier.schools, later.schools, assume_unique=True, return_indices=True)
    before, after = _mean_shares(earlier.score_counts[first]), _mean_shares(later.score_counts[second])
    keep = (earlier.score_counts[first].sum(axis=1) > 0) & (np.nan_to_num(after) > 0)
    keep &= np.count_nonzero(keep) >= fewest
    ratio = before[keep] / after[keep]
    schools, n = later.schools[second][keep], later.score_counts[second].sum(axis=1)[keep]
    lower, upper = np.quantile(ratio, [0.25, 0.75]) if len(ratio) else (np.nan, np.nan)
    low, high = float(lower - FENCE * (upper - lower)), float(upper + FENCE * (upper - lower))
    return (
        Sign("cohort_rise", assessment, schools, n, ratio, low, ratio < low),
        Sign("cohort_fall", assessment, schools, n, ratio, high, ratio > high),
    )


def _mean_shares(counts: Array) -> FloatArray:
    return np.asarray(count_moments(counts).mean / (counts.shape[1] - 1), dtype=np.float64)


def sign_table(school_year: str, signs: Iterable[Sign]) -> Table:
    """Rows of official.csv, sorted by school, assessment, sign."""
    found = list(signs)
    school = _join([sign.schools for sign in found])
    assessment = _join(
        [np.full(len(sign.schools), str(sign.assessment), dtype=object) for sign in found], object
    )
    name = _join([np.full(len(sign.schools), sign.name, dtype=object) for sign in found], object)
    order = np.lexsort((name.astype(str), assessment.astype(str), school))
    columns = {
        "school_year": np.full(len(school), school_year, dtype=object),
        "school": school,
        "assessment": assessment,
        "sign": name,
        "n": _join([sign.n for sign in found]),
        "value": _join([sign.value for sign in found], np.float64),
        "threshold": _join([np.full(len(sign.schools), sign.threshold) for sign in found], np.float64),
        "flag": _join([sign.flag.astype(np.int64) for sign in found]),
    }
    return Table({key: column[order] for key, column in columns.items()})


def index_table(school_year: str, signs: Table, municipality_of: Mapping[int, int], region: int) -> Table:
    """Rows of official_index.csv.

    School: 100·triggered/applicable (our own). Municipality and region: 100 − share (%) of schools with a sign among
    schools with an applicable sign (as printed).
    """
    schools, position = np.unique(signs["school"], return_inverse=True)
    applicable = np.bincount(position, minlength=len(schools))
    flagged = np.bincount(position, weights=signs["flag"], minlength=len(schools)).astype(np.int64)
    rows = [
        ("school", int(school), int(all_), int(hits), 100.0 * hits / all_)
        for school, all_, hits in zip(schools, applicable, flagged, strict=True)
    ]
    rows += _territories("municipality", schools, flagged > 0, municipality_of)
    rows += _territories("region", schools, flagged > 0, dict.fromkeys(schools.tolist(), region))
    rows.sort()
    names = ("level", "id", "applicable", "flagged", "index")
    kinds = (object, np.int64, np.int64, np.int64, np.float64)
    columns = {name: np.array([row[k] for row in rows], dtype=kinds[k]) for k, name in enumerate(names)}
    return Table({"school_year": np.full(len(rows), school_year, dtype=object), **columns})


def _territories(
    level: str, schools: IntArray, has_sign: BoolArray, of: Mapping[int, int]
) -> list[tuple[str, int, int, int, float]]:
    ids = np.array([of.get(int(school), 0) for school in schools], dtype=np.int64)
    rows = []
    for code in np.unique(ids):
        members = ids == code
        total, hits = int(members.sum()), int(has_sign[members].sum())
        rows.append((level, int(code), total, hits, 100.0 - 100.0 * hits / total))
    return rows


def _join(arrays: list[Array], kind: type = np.int64) -> Array:
    return np.concatenate(arrays).astype(kind) if arrays else np.empty(0, dtype=kind)
