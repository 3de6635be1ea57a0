"""Mark for the work against the mark in the journal (METHODS §3.6)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from objektiv.model.indicator import Cells, Estimates, Indicator, Passport, Reference
from objektiv.model.tables import Array, FloatArray, IntArray
from objektiv.statistics.intervals import mean_interval
from objektiv.statistics.level_comparison import Level
from objektiv.statistics.level_estimates import LevelTask, judge_level, level_reference, nothing_to_judge
from objektiv.statistics.moments import Moments, count_moments

CODE = "journal_gap"
SMALLEST_N = 2

NEVER_COMPARED = "специальная школа не сравнивается"
NO_JOURNAL = "нет отметок журнала"
NO_SCALE = "нет шкалы"
TOO_FEW = "мало участников"
NO_SPREAD = "разрывы не различаются"

SHARES_ONLY = (
    "Эталон знает только доли «понизили», «подтвердили», «повысили», поэтому и для школы, и для эталона "
    "сравнивается разность долей «повысили» и «понизили»: разрыв в две отметки и больше засчитан как "
    "разрыв в одну."
)

PASSPORT = Passport(
    code=CODE,
    title="Отметка за работу и отметка в журнале",
    family="journal",
    definition=(
        "Насколько отметки за работу в школе выше (или ниже) отметок в журнале тех же учеников по сравнению с "
        "другими школами. В приоритет входит только «работа выше журнала»; «журнал выше работы» — отдельный "
        "список «внутреннее оценивание»."
    ),
    formula=(
        "d = среднее (отметка за работу − отметка в журнале) по ученикам с обеими отметками 2–5; z = (d − "
        "среднее группы без этой школы) / √(внутришкольная дисперсия / n + τ²), τ² и эмпирический нуль — как "
        "у показателя «Средний балл школы». Рядом доли «понизили», «подтвердили», «повысили» и доля разрывов "
        "в две отметки и больше."
    ),
    unit="отметки",
    reference_population=(
        "школы той же группы (тип × местность) в регионе; если загружено меньше 30 школ — пакет региона, доли "
        "«понизили, подтвердили, повысили» региона в отчёте ФИС ОКО или остальные загруженные школы"
    ),
    source="Отчёт ФИС ОКО «Сравнение отметок с журналом»; сверхдисперсия: Spiegelhalter, 2005",
    assumptions=(
        "отметка в журнале выставлена до работы и относится к тому же предмету",
        "границы отметок работы одни для всех школ",
        "строгость учителей в обычных условиях различается между школами: это различие учтено в τ²",
    ),
    minimum_n=10,
    smallest_effect="0,2 стандартного отклонения разности отметок",
    directions=("higher", "lower"),
    needs=("mark_pairs",),
    innocent_explanations=(
        "strict_journal",
        "easier_form",
        "one_topic",
        "data_entry_shift",
        "small_n",
        "lenient_consistent",
    ),
    author="разработчики «Объектива»",
    reviewed_on="2026-11-22",
    least_judged=SMALLEST_N,
    enters_zone=("higher",),
)


class _Basis(NamedTuple):
    """What is averaged: counts (S, G) of gaps −offset … offset; what the reference knows of their mean."""

    counts: IntArray
    offset: int
    mean: float | None
    variance: float | None
    notes: tuple[str, ...] = ()

    def moments(self, counts: IntArray) -> Moments:
        """Moments of gaps from counts (…, G)."""
        found = count_moments(counts)
        return Moments(found.n, found.mean - self.offset, found.deviation)


def estimate(cells: Cells, reference: Reference) -> tuple[Estimates, ...]:
    """Both directions for the schools of ``cells``: work above journal and journal above work."""
    if cells.mark_pairs is None:
        reason = np.where(_has_journal(cells), NO_SCALE, NO_JOURNAL).astype(object)
        return nothing_to_judge(np.zeros(len(cells.schools), dtype=np.int64), reason)
    gaps = count_gaps(cells.mark_pairs)
    reason = _reasons(cells, cells.mark_pairs, gaps.sum(axis=1))
    compared = reason == ""
    basis = _choose_basis(gaps, int(compared.sum()), reference)
    moments = basis.moments(basis.counts)
    within = _pooled_variance(moments, compared)
    if not within > 0:
        reason[compared] = NO_SPREAD
        return nothing_to_judge(moments.n, reason, shares_of_gaps(gaps))
    level = Level(np.where(compared, moments.mean, np.nan), moments.n, cells.strata, within)
    return judge_level(
        _task(cells, reference, basis, level=level, reason=reason, shares=shares_of_gaps(gaps))
    )


def count_gaps(mark_pairs: IntArray) -> IntArray:
    """(S, 7) pupils by gap work − journal, −3 … 3, from (S, 6, 6) counts by journal mark and mark."""
    gaps = np.zeros((len(mark_pairs), 7), dtype=np.int64)
    for journal in range(2, 6):
        for mark in range(2, 6):
            gaps[:, mark - journal + 3] += mark_pairs[:, journal, mark]
    return gaps


def shares_of_gaps(gaps: IntArray) -> dict[str, FloatArray]:
    """Shares «понизили», «подтвердили», «повысили» and of gaps of two and more, (S,); nan without pairs."""
    n = gaps.sum(axis=1)
    total = np.where(n > 0, n, np.nan)
    return {
        "lower": gaps[:, :3].sum(axis=1) / total,
        "equal": gaps[:, 3] / total,
        "higher": gaps[:, 4:].sum(axis=1) / total,
        "gap2": gaps[:, [0, 1, 5, 6]].sum(axis=1) / total,
    }


def _has_journal(cells: Cells) -> Array:
    if cells.journal_scores is None:
        return np.zeros(len(cells.schools), dtype=np.bool_)
    return np.asarray(cells.journal_scores[:, 2:].any(axis=(1, 2)))


def _reasons(cells: Cells, mark_pairs: IntArray, n: IntArray) -> Array:
    reason = np.full(len(n), "", dtype=object)
    reason[n < SMALLEST_N] = TOO_FEW
    reason[~mark_pairs[:, :, 2:].any(axis=(1, 2))] = NO_SCALE
    reason[~mark_pairs[:, 2:].any(axis=(1, 2))] = NO_JOURNAL
    reason[cells.n == 0] = TOO_FEW
    reason[cells.strata < 0] = NEVER_COMPARED
    return reason


def _choose_basis(gaps: IntArray, compared: int, reference: Reference) -> _Basis:
    """Gaps in marks against schools or a pack; their signs only where a report knows no more than shares."""
    is_pack = f"{CODE}:region_pooled_mean" in reference.parameters
    if reference.kind == "loaded":
        return _Basis(gaps, 3, mean=0.0 if compared else None, variance=None)
    if is_pack or reference.journal_shares is None:
        return _Basis(gaps, 3, mean=None, variance=None)
    lower, _, higher = (float(share) for share in reference.journal_shares)
    signs = np.stack([gaps[:, :3].sum(axis=1), gaps[:, 3], gaps[:, 4:].sum(axis=1)], axis=1)
    mean = higher - lower
    return _Basis(signs, 1, mean=mean, variance=higher + lower - mean**2, notes=(SHARES_ONLY,))


def _pooled_variance(moments: Moments, compared: Array) -> float:
    """Variance of gaps inside the compared schools; nan when there is none to compare."""
    freedom = moments.n[compared] - 1
    squares = float((freedom * moments.deviation[compared] ** 2).sum())
    return squares / int(freedom.sum()) if freedom.sum() else float("nan")


def _task(
    cells: Cells,
    reference: Reference,
    basis: _Basis,
    *,
    level: Level,
    reason: Array,
    shares: dict[str, FloatArray],
) -> LevelTask:
    known = level_reference(reference, CODE, mean=basis.mean, variance=basis.variance, icc=None)
    own = basis.moments(basis.counts)
    plain = mean_interval(own.mean, own.deviation**2, own.n)
    region = basis.moments(basis.counts[reason == ""].sum(axis=0, keepdims=True))
    if not known.is_loaded and known.mean is not None:
        deviation = region.deviation if basis.variance is None else np.sqrt([basis.variance])
        region = Moments(np.array([reference.works]), np.array([known.mean]), deviation)
    return LevelTask(
        level=level,
        reference=known,
        reference_title=reference.title,
        stratum_titles=cells.stratum_titles,
        reason=reason,
        sd=float(region.deviation[0]),
        ceiling=np.inf,
        region_mean=float(region.mean[0]),
        region_plain=mean_interval(region.mean, region.deviation**2, region.n),
        details={"plain_low": plain.lower, "plain_high": plain.upper, **shares},
        notes=basis.notes,
    )


INDICATOR = Indicator(PASSPORT, estimate)
