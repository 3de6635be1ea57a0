"""Hard parts done better and easy parts worse than the school's level lets expect (METHODS §4.3)."""

from __future__ import annotations

import numpy as np

from objektiv.model.indicator import Cells, Estimates, Indicator, Passport, Reference
from objektiv.model.tables import Array
from objektiv.statistics.control_sample import REGION_ROW
from objektiv.statistics.item_profile import FittedProfile
from objektiv.statistics.profile_comparison import (
    FEW_PARTS,
    SMALLEST_N,
    ComparedProfile,
    calibrate,
    compare_profiles,
    control_notes,
    null_note,
)
from objektiv.statistics.profile_tests import (
    difficulty_thirds,
    hard_minus_easy,
    nothing_to_judge,
    slope_score,
)
from objektiv.statistics.pvalues import normal_p
from objektiv.statistics.region_profile import SENSITIVITY, scale_between

CODE = "difficulty_inversion"
SMALLEST_EFFECT = 5.0
DIRECTIONS = ("higher", "lower")
SENSITIVITY_KEYS = ("p_half_between", "p_double_between")

PASSPORT = Passport(
    code=CODE,
    title="Трудные задания против лёгких",
    family="profile",
    definition=(
        "Выполнены ли трудные задания лучше, а лёгкие хуже, чем бывает у школ такого же уровня в контрольной выборке. "
        "Так выглядит помощь на самых трудных заданиях. Обратная картина (трудные хуже, лёгкие лучше) — отдельный "
        "список: она говорит о пробелах в обучении и в приоритет не входит. Наблюдалось и эффект — разность трудной и "
        "лёгкой третей по прямой через отклонения всех заданий: к ней же относятся интервал и p."
    ),
    formula=(
        "Остатки логита выполнения заданий после уровня школы (как у показателя «Профиль выполнения заданий») "
        "раскладываются по трудности заданий — минус логит выполнения типичной школой — обобщённым методом наименьших "
        "квадратов, уровень школы исключён. z = наклон / стандартная ошибка с учётом различий школ по заданиям и их "
        "ковариаций, p — односторонняя, степени свободы — по точности оценки различий, затем эмпирический нуль. "
        "Ожидалось — выполнение самой трудной трети заданий минус выполнение самой лёгкой трети при уровне школы; "
        "эффект — сколько к этой разности прибавляет наклон; наблюдалось = ожидалось + эффект, то есть разность третей "
        "по прямой, проведённой через остатки всех заданий, без случайности отдельных заданий. Интервал 95 % обращает "
        "ту же проверку наклона: он не включает 0 тогда и только тогда, когда p < 0,025 в одну из сторон."
    ),
    unit="процентные пункты выполнения",
    reference_population=(
        "контрольная выборка по порядку: школы с независимым наблюдением; список пользователя; пакет региона; все "
        "школы процедуры, кроме проверяемой, с пониженным весом необычных (Хьюбер, два прохода); не меньше 30 школ. "
        "Если школ меньше — выполнение заданий из строки региона в отчёте ФИС ОКО с различием школ по умолчанию "
        "0,25 логита² (рядом p при 0,125 и 0,5)"
    ),
    source="Сравнение выполнения заданий с контрольной выборкой в практике ФИС ОКО",
    assumptions=(
        "порядок заданий по трудности один для всех школ",
        "то, насколько сильная школа лучше справляется с трудными заданиями, передано кривыми контрольной выборки",
        "необычных школ в контрольной выборке меньшинство",
        "непройденные задания исключены, пропущенные считаются за 0 баллов",
    ),
    minimum_n=10,
    smallest_effect=(
        "5 процентных пунктов между трудной и лёгкой третью заданий сверх ожидаемого при уровне школы"
    ),
    directions=DIRECTIONS,
    needs=("part_n", "part_sum", "part_sum2", "part_cross"),
    innocent_explanations=(
        "small_n",
        "selective_intake",
        "one_part_taught",
        "lenient_consistent",
        "easier_form",
        "data_entry_shift",
        "special_class",
        "language",
        "ceiling",
    ),
    author="разработчики «Объектива»",
    reviewed_on="2026-11-22",
    least_judged=SMALLEST_N,
    enters_zone=("higher",),
)


def estimate(cells: Cells, reference: Reference) -> tuple[Estimates, ...]:
    """«higher»: hard parts better than expected, enters the zone; «lower» is a list only."""
    compared = compare_profiles(cells, reference)
    if isinstance(compared, str):
        reason = np.full(len(cells.schools), compared, dtype=object)
        return tuple(nothing_to_judge(one, cells.n, reason, SMALLEST_EFFECT, ()) for one in DIRECTIONS)
    notes = control_notes(compared, reference)
    if compared.fit is None:
        return tuple(
            nothing_to_judge(one, compared.n, compared.reason, SMALLEST_EFFECT, notes) for one in DIRECTIONS
        )
    return _judge(compared, compared.fit, reference, notes)


def _judge(
    compared: ComparedProfile, fit: FittedProfile, reference: Reference, notes: tuple[str, ...]
) -> tuple[Estimates, ...]:
    judged = compared.applicable
    calibrated = calibrate(CODE, compared, reference, slope_score(fit))
    null = calibrated.null
    hard, easy = difficulty_thirds(fit, compared.usable)
    contrast = hard_minus_easy(fit, hard, easy, null)
    reason = np.where(judged & np.isnan(contrast.difference), FEW_PARTS, compared.reason).astype(object)
    judged = reason == ""
    expected, effect, error, lower, upper = (np.where(judged, 100 * share, np.nan) for share in contrast)
    details: dict[str, Array] = {
        "part_z": np.where(judged[:, None], fit.residual_z, np.nan),
        "region_null": np.array([null.centre, null.spread]),
        "region_difficulty": np.where(compared.usable, fit.curves.difficulty, np.nan),
        "region_hard": hard,
        "region_easy": easy,
    }
    return tuple(
        Estimates(
            direction=direction,
            n=compared.n,
            observed=expected + effect,
            expected=expected,
            effect=effect,
            lower=lower,
            upper=upper,
            se=error,
            p_value=np.where(judged, normal_p(calibrated.score, direction), np.nan),
            applicable=judged,
            reason=reason,
            smallest_effect=SMALLEST_EFFECT,
            details={**details, **_sensitivity(compared, fit, direction)},
            notes=(*notes, null_note(null)),
        )
        for direction in DIRECTIONS
    )


def _sensitivity(compared: ComparedProfile, fit: FittedProfile, direction: str) -> dict[str, Array]:
    """p under half and double the printed part variance, where it was not estimated."""
    if compared.control.kind != REGION_ROW:
        return {}
    scaled = (scale_between(fit, compared.fitted, factor) for factor in SENSITIVITY)
    return {
        key: np.where(compared.applicable, normal_p(slope_score(one), direction), np.nan)
        for key, one in zip(SENSITIVITY_KEYS, scaled, strict=True)
    }


INDICATOR = Indicator(PASSPORT, estimate)
