"""Completion of the parts of a work against a control sample, at the school's own level (METHODS §4.2)."""

from __future__ import annotations

import numpy as np

from objektiv.model.indicator import Cells, Estimates, Indicator, Passport, Reference
from objektiv.model.tables import Array, FloatArray
from objektiv.statistics.control_sample import REGION_ROW
from objektiv.statistics.item_profile import FittedProfile
from objektiv.statistics.profile_comparison import (
    SMALLEST_N,
    ComparedProfile,
    calibrate,
    compare_profiles,
    control_notes,
    null_note,
)
from objektiv.statistics.profile_tests import (
    QUANTILE,
    difference_error,
    expected_corridor,
    form_score,
    nothing_to_judge,
    profile_excess,
)
from objektiv.statistics.pvalues import normal_p
from objektiv.statistics.region_profile import SENSITIVITY, pack_profile, scale_between

CODE = "item_profile"
SMALLEST_EFFECT = 5.0
SENSITIVITY_KEYS = ("p_half_between", "p_double_between")

PASSPORT = Passport(
    code=CODE,
    title="Профиль выполнения заданий",
    family="profile",
    definition=(
        "Насколько выполнение отдельных заданий в школе расходится с тем, что показывает контрольная выборка у школ "
        "такого же уровня. Сам уровень школы значения не имеет: сильная школа лучше справляется с трудными заданиями "
        "на предсказуемую величину, и она учтена. Наблюдалось, ожидалось и эффект — среднеквадратичные отклонения "
        "выполнения по всем заданиям."
    ),
    formula=(
        "f — выполнение задания школой (сумма баллов / наибольшая возможная), g — ожидаемое при уровне школы h: "
        "logit g = β0 + β1·h + β2·h² по контрольной выборке; h подобран так, что ожидаемая сумма баллов равна "
        "набранной. Отклонение — остаток логита, нормированный через девианс. Q = e'Me: M — обращённая ковариация "
        "остатков (различия школ по заданию b плюс выборочная ковариация учеников, убывающая как 1/n), из которой "
        "исключено направление уровня; ковариации заданий между школами стянуты к диагонали (Ледуа — Вольф). p — "
        "верхний хвост c·χ² со степенями свободы по Саттертуэйту, затем эмпирический нуль. Ожидалось — "
        "среднеквадратичное по заданиям отклонение f − g при обычной работе, в процентных пунктах; наблюдалось = "
        "ожидалось·√(Q / E Q); эффект = √(наблюдалось² − ожидалось²), не меньше 0: отклонение сверх обычного, задания "
        "учтены по точности. Интервал 95 % обращает ту же проверку Q (нецентральный χ², тот же эмпирический нуль): он "
        "не включает 0 тогда и только тогда, когда p < 0,025; верхний конец — по CLs (Рид, 2002), поэтому он больше 0 "
        "и у школы, у которой отклонения меньше обычных. По каждому заданию: разность выполнения с контрольной "
        "выборкой и интервал 95 % с учётом группировки учеников в классы и школы."
    ),
    unit="процентные пункты выполнения",
    reference_population=(
        "контрольная выборка по порядку: школы с независимым наблюдением; список пользователя; пакет региона; все "
        "школы процедуры, кроме проверяемой, с пониженным весом необычных (Хьюбер, два прохода); не меньше 30 школ. "
        "Если школ меньше — выполнение заданий из строки региона в отчёте ФИС ОКО с различием школ по умолчанию "
        "0,25 логита² (рядом p при 0,125 и 0,5)"
    ),
    source=(
        "Сравнение выполнения заданий с контрольной выборкой в практике ФИС ОКО; Ledoit, Wolf, 2004; Satterthwaite, "
        "1946; Pierce, Schafer, 1986; Read, 2002"
    ),
    assumptions=(
        "у школ одного уровня выполнение задания одинаково с точностью до обычных различий b, которые оценены по "
        "контрольной выборке",
        "необычных школ в контрольной выборке меньшинство: общее для региона искажение этот показатель не видит",
        "внутри школы задания связаны через общий уровень подготовки ученика; другие связи учтены в ковариации",
        "непройденные задания исключены, пропущенные считаются за 0 баллов",
        "при чередовании вариантов доля каждого варианта в школах примерно одинакова",
    ),
    minimum_n=10,
    smallest_effect=(
        "5 процентных пунктов: среднеквадратичное по заданиям отклонение выполнения сверх обычного, например пятая "
        "часть заданий с отклонением в 11 пунктов"
    ),
    directions=("higher",),
    needs=("part_n", "part_sum", "part_sum2", "part_cross"),
    innocent_explanations=(
        "small_n",
        "one_part_taught",
        "easier_form",
        "lenient_consistent",
        "data_entry_shift",
        "special_class",
        "language",
        "selective_intake",
        "ceiling",
    ),
    author="разработчики «Объектива»",
    reviewed_on="2026-11-22",
    least_judged=SMALLEST_N,
    enters_zone=("higher",),
)


def estimate(cells: Cells, reference: Reference) -> tuple[Estimates, ...]:
    """The one direction «higher» (the quadratic form has no sign) for the schools of ``cells``."""
    compared = compare_profiles(cells, reference)
    if isinstance(compared, str):
        reason = np.full(len(cells.schools), compared, dtype=object)
        return (nothing_to_judge("higher", cells.n, reason, SMALLEST_EFFECT, ()),)
    notes = control_notes(compared, reference)
    if compared.fit is None:
        return (nothing_to_judge("higher", compared.n, compared.reason, SMALLEST_EFFECT, notes),)
    return (_judge(compared, compared.fit, reference, notes),)


def _judge(
    compared: ComparedProfile, fit: FittedProfile, reference: Reference, notes: tuple[str, ...]
) -> Estimates:
    judged = compared.applicable
    calibrated = calibrate(CODE, compared, reference, form_score(fit))
    null = calibrated.null
    excess = profile_excess(fit, null)

    def percent(share: FloatArray) -> FloatArray:
        return np.where(judged, 100 * share, np.nan)

    lower, upper = percent(excess.lower), percent(excess.upper)
    return Estimates(
        direction="higher",
        n=compared.n,
        observed=percent(excess.observed),
        expected=percent(excess.expected),
        effect=percent(excess.excess),
        lower=lower,
        upper=upper,
        se=(upper - lower) / (2 * QUANTILE),
        p_value=np.where(judged, normal_p(calibrated.score, "higher"), np.nan),
        applicable=judged,
        reason=compared.reason,
        smallest_effect=SMALLEST_EFFECT,
        details={
            **_part_details(compared, fit),
            **_region_details(compared, fit),
            "region_null": np.array([null.centre, null.spread]),
            **_sensitivity(compared, fit),
        },
        notes=(*notes, null_note(null)),
    )


def _part_details(compared: ComparedProfile, fit: FittedProfile) -> dict[str, Array]:
    """Arrays (S, P) of the card's picture, completion 0–1; nan where a part was not administered or not compared."""
    table, control = compared.table, compared.facility
    is_there = compared.fitted.is_there & compared.applicable[:, None]
    corridor = expected_corridor(fit)
    difference = table.facility - control.facility
    half = QUANTILE * difference_error(fit, control)
    arrays = {
        "part_expected": fit.moments.expected,
        "part_low": corridor.lower,
        "part_high": corridor.upper,
        "part_z": fit.residual_z,
        "part_difference": difference,
        "part_difference_low": difference - half,
        "part_difference_high": difference + half,
    }
    return {
        "part_observed": np.where(table.is_there, table.facility, np.nan),
        **{name: np.where(is_there, values, np.nan) for name, values in arrays.items()},
    }


def _region_details(compared: ComparedProfile, fit: FittedProfile) -> dict[str, Array]:
    """What a pack needs to judge schools elsewhere, and how many schools stand behind it."""
    packed = pack_profile(fit, compared.facility.facility, compared.usable)
    return {
        **{f"region_{name}": values for name, values in packed.items()},
        "region_control_error": compared.facility.error,
        "region_control_schools": np.array([int(compared.control.members.sum())]),
        "region_control_weights": np.array([float(fit.weights.sum())]),
    }


def _sensitivity(compared: ComparedProfile, fit: FittedProfile) -> dict[str, Array]:
    """p under half and double the printed part variance, where it was not estimated."""
    if compared.control.kind != REGION_ROW:
        return {}
    scaled = (scale_between(fit, compared.fitted, factor) for factor in SENSITIVITY)
    return {
        key: np.where(compared.applicable, normal_p(form_score(one), "higher"), np.nan)
        for key, one in zip(SENSITIVITY_KEYS, scaled, strict=True)
    }


INDICATOR = Indicator(PASSPORT, estimate)
