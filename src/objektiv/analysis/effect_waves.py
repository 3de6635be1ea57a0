"""One indicator of one wave as values of schools with their sampling errors: before or after an action (METHODS §7).

From the stored estimates of a run, from cells, or from counts of anything that is done or not done.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from objektiv.analysis import catalogue
from objektiv.analysis.stored import StoredRun
from objektiv.indicators import boundary_bunching, journal_gap, school_mean
from objektiv.indicators.journal_gap import count_gaps
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells
from objektiv.model.tables import Array, FloatArray, IntArray
from objektiv.statistics.boundary_split import split_windows
from objektiv.statistics.effect_shares import angles_of_shares
from objektiv.statistics.moments import count_moments

DEVIATIONS = "стандартного отклонения"
POINTS = "процентного пункта"
SMALLEST_EFFECTS = {DEVIATIONS: 0.2, POINTS: 5.0}  # METHODS §3.0
STORED_MEANS = {
    school_mean.CODE: "средний балл школы",
    journal_gap.CODE: "отметка за работу минус отметка в журнале",
}
FEWEST_SIZES = 3  # sizes of schools that tell chance from ordinary differences in a stored standard error


@dataclass(frozen=True)
class Wave:
    """``values`` of ``schools`` (codes, ascending) with sampling ``variances``, all (S,).

    ``measure`` says in Russian what is measured; two waves are compared only when it is the same. ``unit`` is
    ``DEVIATIONS`` (of pupils; 0 = mean of the wave) or ``POINTS``. ``is_share``: the values are angles of shares, the
    answer comes in points from 0 to 100. ``cohort``: start of the school year minus grade of the pupils, None unknown;
    equal cohorts are the same pupils.
    """

    title: str
    measure: str
    unit: str
    schools: IntArray
    values: FloatArray
    variances: FloatArray
    is_share: bool = False
    cohort: int | None = None


def cohort_of(assessment: AssessmentId) -> int:
    """Which pupils sit the work: start of the school year minus their grade."""
    return int(assessment.school_year[:4]) - assessment.grade - int(assessment.is_autumn)


def wave_of_run(run: StoredRun, assessment: AssessmentId, indicator: str) -> Wave:
    """An indicator of a stored run; schools where it does not apply are left out.

    Means (``school_mean``, ``journal_gap``): the observed value in standard deviations of pupils. The stored standard
    error holds chance and ordinary differences together, se² = W/n + τ²; the line through (1/n, se²) of the schools
    gives both. Other indicators: the deviation from what was expected of the school, in percentage points, with its se.
    """
    rows = _Rows.of(run, assessment, indicator)
    title, cohort = assessment.title, cohort_of(assessment)
    if indicator not in STORED_MEANS:
        measure = f"отклонение показателя «{_name(indicator)}» от ожидаемого"
        return Wave(title, measure, POINTS, rows.schools, rows.effect, rows.se**2, cohort=cohort)
    within, between = _split(rows)
    sd = np.sqrt(within + between)
    centre = (rows.n * rows.observed).sum() / max(rows.n.sum(), 1)
    values, variances = (rows.observed - centre) / sd, within / rows.n / sd**2
    return Wave(title, STORED_MEANS[indicator], DEVIATIONS, rows.schools, values, variances, cohort=cohort)


def wave_of_cells(cells: Cells, indicator: str) -> Wave:
    """``school_mean``: mean raw score in standard deviations of pupils. ``journal_gap``: share of works with a mark
    above the journal's. ``boundary_bunching``: of the works within two points of a mark boundary, the share above it.

    Without what the indicator needs there is no school in the wave; ValueError for another indicator.
    """
    assessment = cells.assessment
    if indicator == school_mean.CODE:
        counts = np.zeros((0, 1)) if cells.score_counts is None else cells.score_counts
        return _mean_wave(assessment, _schools(cells, counts), counts)
    if indicator == journal_gap.CODE:
        gaps = np.zeros((0, 7)) if cells.mark_pairs is None else count_gaps(cells.mark_pairs)
        schools, done, due = _schools(cells, gaps), gaps[:, 4:].sum(axis=1), gaps.sum(axis=1)
        measure = "доля работ с отметкой выше журнала"
    elif indicator == boundary_bunching.CODE:
        upper, members = _windows(cells)
        schools, done, due = _schools(cells, upper), upper, members
        measure = "доля работ на границе отметки и выше среди работ рядом с ней"
    else:
        raise ValueError(f"no wave of cells for the indicator {indicator!r}")
    return wave_of_shares(assessment.title, measure, schools, done, due, cohort=cohort_of(assessment))


def wave_of_shares(
    title: str, measure: str, schools: Array, done: Array, due: Array, *, cohort: int | None = None
) -> Wave:
    """``done`` of ``due`` (S,) as angles: works, blanks, answers in time; due = 0 is left out, done ≤ due."""
    there = np.asarray(due) > 0
    order = np.argsort(np.asarray(schools)[there], kind="stable")
    codes, k, n = (np.asarray(one)[there][order] for one in (schools, done, due))
    angles = angles_of_shares(k, n)
    return Wave(title, measure, POINTS, codes.astype(np.int64), *angles, is_share=True, cohort=cohort)


@dataclass(frozen=True)
class _Rows:
    """Columns of one indicator, schools ascending."""

    schools: IntArray
    n: FloatArray
    observed: FloatArray
    effect: FloatArray
    se: FloatArray

    @classmethod
    def of(cls, run: StoredRun, assessment: AssessmentId, indicator: str) -> _Rows:
        """The direction with most schools: «higher» is silent about schools at the ceiling."""
        table = run.estimates
        keys = zip(table["assessment"], table["indicator"], table["applicable"], strict=True)
        mine = [row for row, key in enumerate(keys) if key == (str(assessment), indicator, True)]
        chosen: dict[int, int] = {}
        for row in mine:
            chosen.setdefault(int(table["school"][row]), row)
        rows = [chosen[school] for school in sorted(chosen)]
        known = [row for row in rows if table["se"][row] is not None and table["n"][row]]
        figures = (
            np.array([table[name][row] for row in known], dtype=np.float64)
            for name in ("n", "observed", "effect", "se")
        )
        return cls(np.array([int(table["school"][row]) for row in known], dtype=np.int64), *figures)


def _name(indicator: str) -> str:
    """Its Russian title; of an indicator that the program no longer has, its code."""
    known = catalogue.indicators().get(indicator)
    return known.passport.title if known else indicator


def _split(rows: _Rows) -> tuple[float, float]:
    """W and τ² of se² = W/n + τ²; nan where the sizes of schools do not tell them apart."""
    if len(np.unique(rows.n)) < FEWEST_SIZES:
        return float("nan"), float("nan")
    inverse, squares = 1 / rows.n, rows.se**2
    centred = inverse - inverse.mean()
    slope = float((centred * squares).sum() / (centred**2).sum())
    level = float(squares.mean() - slope * inverse.mean())
    return (slope, max(level, 0.0)) if slope > 0 else (float("nan"), float("nan"))


def _mean_wave(assessment: AssessmentId, schools: IntArray, counts: Array) -> Wave:
    there = counts.sum(axis=1) > 0
    moments, everybody = count_moments(counts[there]), count_moments(counts.sum(axis=0, keepdims=True))
    sd = float(everybody.deviation[0])
    freedom = moments.n - 1
    within = float((freedom * moments.deviation**2).sum()) / max(int(freedom.sum()), 1)
    usable = bool(sd > 0)
    values = (moments.mean - everybody.mean[0]) / sd if usable else np.full(len(moments.n), np.nan)
    variances = within / moments.n / sd**2 if usable else values
    return Wave(
        assessment.title,
        STORED_MEANS[school_mean.CODE],
        DEVIATIONS,
        schools[there],
        values,
        variances,
        cohort=cohort_of(assessment),
    )


def _schools(cells: Cells, rows: Array) -> IntArray:
    """Codes of the schools, none when the data do not give the array."""
    return np.asarray(cells.schools[: len(rows)], dtype=np.int64)


def _windows(cells: Cells) -> tuple[IntArray, IntArray]:
    """Works above and works in the windows of all mark boundaries, (S,); empty without scores or boundaries."""
    nothing = np.zeros(0, dtype=np.int64)
    if cells.score_counts is None or cells.scale is None or not cells.scale.boundaries:
        return nothing, nothing
    size = cells.score_counts.shape[1]
    inside = sorted({boundary for boundary in cells.scale.boundaries if 1 <= boundary < size})
    if not inside:
        return nothing, nothing
    windows = split_windows(size, np.array(inside, dtype=np.int64))
    counts = cells.score_counts.astype(np.int64)
    return counts @ windows.upper.sum(axis=0), counts @ windows.members.sum(axis=0)
