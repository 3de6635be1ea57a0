"""Mean raw score of a school against its stratum, given ordinary differences of schools (METHODS §3.1)."""

from __future__ import annotations

import numpy as np

from objektiv.model.indicator import Cells, Estimates, Indicator, Passport, Reference
from objektiv.model.tables import Array, FloatArray, IntArray
from objektiv.statistics.intervals import Interval, mean_interval
from objektiv.statistics.level_comparison import Level
from objektiv.statistics.level_estimates import LevelTask, judge_level, level_reference, nothing_to_judge
from objektiv.statistics.moments import Moments, count_moments

CODE = "school_mean"
CEILING_SHARE = 0.95
SMALLEST_N = 2

NO_DATA = "нет данных"
NEVER_COMPARED = "специальная школа не сравнивается"
TOO_FEW = "мало участников"
NO_SPREAD = "баллы не различаются"

PASSPORT = Passport(
    code=CODE,
    title="Средний балл школы",
    family="level",
    definition=(
        "Насколько средний первичный балл школы отличается от среднего школ той же группы — с учётом и "
        "случайности малого числа работ, и того, что школы в обычных условиях отличаются друг от друга."
    ),
    formula=(
        "z = (средний балл школы − среднее группы без этой школы) / √(внутришкольная дисперсия / n + τ²), где "
        "τ² — межшкольная дисперсия (REML по остаткам, винзоризованным на квантилях 10 и 90 %). В группах "
        "меньше 60 школ берётся распределение Стьюдента с S − 1 степенями свободы. Затем z поправляется на "
        "эмпирический нуль — центр и разброс средних 80 % школ."
    ),
    unit="первичные баллы",
    reference_population=(
        "школы той же группы (тип × местность) в регионе; если загружено меньше 30 школ — пакет региона, "
        "строка региона в отчёте ФИС ОКО или остальные загруженные школы"
    ),
    source="Воронкообразный график со сверхдисперсией: Spiegelhalter, 2005; эмпирический нуль: Efron, 2004",
    assumptions=(
        "дисперсия баллов внутри школ примерно одинакова",
        "обычные различия школ одной группы близки к нормальному закону",
        "большинство школ группы проводит работу объективно: общее завышение по региону этим показателем не "
        "видно",
    ),
    minimum_n=10,
    smallest_effect="0,2 стандартного отклонения первичного балла",
    directions=("higher", "lower"),
    needs=("score_counts",),
    innocent_explanations=(
        "selective_intake",
        "new_teacher",
        "easier_form",
        "ceiling",
        "absence_reason",
        "small_n",
        "merged_school",
        "data_entry_shift",
    ),
    author="разработчики «Объектива»",
    reviewed_on="2026-11-22",
    least_judged=SMALLEST_N,
)


def estimate(cells: Cells, reference: Reference) -> tuple[Estimates, ...]:
    """Both directions for the schools of ``cells``; «higher» enters the zone, «lower» is a list only."""
    if cells.score_counts is None:
        return nothing_to_judge(cells.n, np.full(len(cells.schools), NO_DATA, dtype=object))
    moments = count_moments(cells.score_counts)
    reason = _reasons(cells.strata, moments.n)
    compared = reason == ""
    within = _pooled_variance(moments, compared)
    if not within > 0:
        reason[compared] = NO_SPREAD
        return nothing_to_judge(moments.n, reason)
    plain = mean_interval(moments.mean, moments.deviation**2, moments.n)
    region = _region(cells.score_counts[compared], reference)
    maximum = cells.score_counts.shape[1] - 1
    return judge_level(
        LevelTask(
            level=Level(np.where(compared, moments.mean, np.nan), moments.n, cells.strata, within),
            reference=level_reference(
                reference,
                CODE,
                mean=reference.mean,
                variance=reference.variance,
                icc=None if reference.icc_is_default else reference.icc,
            ),
            reference_title=reference.title,
            stratum_titles=cells.stratum_titles,
            reason=reason,
            sd=float(region.deviation[0]),
            ceiling=CEILING_SHARE * maximum,
            region_mean=float(region.mean[0]),
            region_plain=_plain(region),
            details={"plain_low": plain.lower, "plain_high": plain.upper},
        )
    )


def _reasons(strata: IntArray, n: IntArray) -> Array:
    reason = np.full(len(n), "", dtype=object)
    reason[n < SMALLEST_N] = TOO_FEW
    reason[strata < 0] = NEVER_COMPARED
    return reason


def _pooled_variance(moments: Moments, compared: Array) -> float:
    """Variance of scores inside the compared schools; nan when there is none to compare."""
    freedom = moments.n[compared] - 1
    squares = float((freedom * moments.deviation[compared] ** 2).sum())
    return squares / int(freedom.sum()) if freedom.sum() else float("nan")


def _region(score_counts: IntArray, reference: Reference) -> Moments:
    """Moments of all pupils compared with, shape (1,): of the reference unless it is the loaded schools."""
    if reference.kind == "loaded" or reference.mean is None:
        return count_moments(score_counts.sum(axis=0, keepdims=True))
    loaded = count_moments(score_counts.sum(axis=0, keepdims=True))
    deviation = loaded.deviation if reference.variance is None else np.sqrt([reference.variance])
    return Moments(np.array([reference.works]), np.array([reference.mean]), deviation)


def _plain(region: Moments) -> Interval:
    variance: FloatArray = region.deviation**2
    return mean_interval(region.mean, variance, region.n)


INDICATOR = Indicator(PASSPORT, estimate)
