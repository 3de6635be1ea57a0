"""Jump at mark boundaries: more works just above a boundary, fewer just below it, than expected (METHODS §4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from objektiv.model.indicator import Cells, Estimates, Indicator, Passport, Reference
from objektiv.model.tables import Array, FloatArray, IntArray
from objektiv.statistics.boundary_split import between_school_share, normal_scores
from objektiv.statistics.bunching_details import (
    municipality_figures,
    region_figures,
    school_figures,
    sensitivity,
)
from objektiv.statistics.bunching_region import RegionBunching, estimate_region
from objektiv.statistics.part_model import implied_score_distribution
from objektiv.statistics.school_bunching import (
    DEFAULT_RHO,
    Correlation,
    compare_with_curve,
    compare_with_reference,
    estimate_correlation,
)

CODE = "boundary_bunching"
ENOUGH_SCHOOLS = 30
LEAST_REFERENCE_WORKS = 200
SMALLEST_N = 2
SMALLEST_EFFECT = 5.0
DEFAULT_ICC = 0.10
DEFAULT_SCHOOL_SIZE = 22.0
SIGNIFICANT = 0.05

NO_SCALE = "нет шкалы"
NO_DATA = "нет данных"
NO_REGION = "нет данных региона"
SHORT_SCALE = "мало шкалы"
TOO_FEW = "мало участников"
NONE_NEAR = "у границ отметок нет работ"
NEVER_COMPARED = "специальная школа не сравнивается"

PASSPORT = Passport(
    code=CODE,
    title="Скачок на границе отметки",
    family="boundary",
    definition=(
        "Насколько чаще, чем ожидается при уровне школы, работы стоят на границе отметки и на балл выше неё, "
        "а не на один–два балла ниже. Скачок — это избыток над границей вместе с недостатком под ней: один "
        "избыток без недостатка признаком не считается. Эффект и его интервал — в среднем по всем границам; p видит и "
        "скачок на одной из них, поэтому бывает мал и там, где интервал включает 0: это наблюдение, а не признак."
    ),
    formula=(
        "У каждой границы t берётся окно {t−2, t−1 | t, t+1}: в нём n работ, из них k на границе и выше. "
        "Ожидаемая доля π — из распределения баллов эталона без работ самой школы, сдвинутого к её уровню: "
        "P(балл) ∝ эталон(балл)·exp(λ·g(балл)), где g — нормальная метка балла, а λ подбирается по работам "
        "школы, у которых место внутри окна скрыто, так что избыток над границей на уровень не влияет. "
        "k ~ бета-биномиальное(n, π, ρ); ρ — внутришкольная корреляция: меньшая из оценок по "
        "плацебо-границам (±4 балла) и по границам отметок у школ между квантилями 10 и 90 %. Границы "
        "складываются: Σ n·KL(k/n ‖ π)/(1 + (n−1)ρ) по границам с избытком; распределение суммы перебирается "
        "точно, p — mid-p; если под границами работ не меньше ожидаемого, p не ниже 0,5. Эффект = "
        "100·(Σk/Σn − Σnπ/Σn), его интервал 95 % — все доли сдвига θ, общие для границ, при которых Σk отстоит от "
        "своего ожидания не больше чем на 1,96 стандартной ошибки. Рядом — то же относительно гладкой кривой (модель "
        "заданий, умноженная на exp(многочлен), из которой доля θ работ сдвинута с {t−2, t−1} на {t, t+1}; "
        "максимум правдоподобия) и θ школы = (Σk − Σnπ)/Σn(1−π)."
    ),
    unit="процентные пункты от работ в окнах границ",
    reference_population=(
        "загруженные школы региона без проверяемой (не меньше 30) или пакет региона; если школ меньше — строка "
        "региона в отчёте «Распределение первичных баллов» или остальные загруженные школы с ρ по умолчанию "
        "0,01 (рядом расчёт при 0,005 и 0,02)"
    ),
    source="Chetty et al., 2011; Dee et al., 2019 (скачок у проходного балла); Lord, Wingersky, 1984",
    assumptions=(
        "без вмешательства соседние баллы различаются плавно: на границе нет причины для ступени",
        "сдвиг идёт не дальше двух баллов и через одну границу",
        "форма распределения у школ одного уровня примерно одинакова; остальное различие учтено в ρ",
        "там, где скачок общий для региона, сравнение с регионом его не видит: рядом напечатано сравнение с "
        "гладкой кривой",
    ),
    minimum_n=10,
    smallest_effect=(
        "5 процентных пунктов: из 100 работ, стоящих в окнах границ (два балла ниже границы, граница и балл "
        "выше), хотя бы 5 стоят над границей сверх ожидаемого"
    ),
    directions=("higher",),
    needs=("score_counts",),
    innocent_explanations=(
        "legal_rereading",
        "lenient_consistent",
        "neighbour_scores",
        "small_n",
        "data_entry_shift",
    ),
    author="разработчики «Объектива»",
    reviewed_on="2026-11-22",
    least_judged=SMALLEST_N,
)


class _Expectation(NamedTuple):
    """With what schools are compared: works per score behind it, each school's own left out, and their fit."""

    base: FloatArray  # (S, K+1)
    region: RegionBunching
    icc: float
    rho: float
    correlation: Correlation
    school_size: float
    is_default_rho: bool


def estimate(cells: Cells, reference: Reference) -> tuple[Estimates, ...]:
    """The one direction «higher» for the schools of ``cells``."""
    size = len(cells.schools)
    if cells.scale is None or cells.scale.boundaries is None or cells.score_counts is None:
        missing = NO_DATA if cells.score_counts is None else NO_SCALE
        return (_estimates(cells.n, np.full(size, missing, dtype=object)),)
    counts = cells.score_counts
    reason = np.full(size, "", dtype=object)
    reason[counts.sum(axis=1) < SMALLEST_N] = TOO_FEW
    reason[cells.strata < 0] = NEVER_COMPARED
    totals, schools = _choose_reference(counts, reason == "", reference)
    if totals is None or totals.sum() < LEAST_REFERENCE_WORKS:
        reason[reason == ""] = NO_REGION
        return (_estimates(cells.n, reason),)
    boundaries = np.array(sorted(set(cells.scale.boundaries)), dtype=np.int64)
    boundaries = boundaries[(boundaries >= 1) & (boundaries < counts.shape[1])]
    region = estimate_region(
        totals, boundaries, _smooth_base(cells, reason == "", reference, schools), schools
    )
    if region is None:
        reason[reason == ""] = SHORT_SCALE
        return (_estimates(cells.n, reason),)
    expectation = _expect(counts, reason == "", totals, region, reference)
    return (_judge(cells, counts, reason, expectation, totals),)


def _choose_reference(
    counts: IntArray, compared: Array, reference: Reference
) -> tuple[FloatArray | None, IntArray | None]:
    """Works per score (K+1,) behind the comparison, and the schools behind them when they are the loaded ones."""
    known = reference.score_counts
    fits = known is not None and len(known) == counts.shape[1]
    if reference.kind == "pack" and fits:
        return known, None
    schools = counts[compared]
    if len(schools) >= ENOUGH_SCHOOLS or (reference.kind == "loaded" and len(schools) > 1):
        return schools.sum(axis=0).astype(np.float64), schools
    return (known if fits and reference.kind == "report" else None), None


def _smooth_base(
    cells: Cells, compared: Array, reference: Reference, schools: IntArray | None
) -> FloatArray | None:
    """Score distribution (K+1,) under the part model or in the pack; None where only counts exist."""
    packed = reference.parameters.get(f"{CODE}:region_honest_curve")
    if schools is None:
        return packed if packed is not None and reference.kind == "pack" else None
    if cells.part_values is None or cells.scale is None or cells.score_counts is None:
        return None
    maxima = np.array([part.maximum for part in cells.scale.parts], dtype=np.int64)
    rows = compared & (cells.part_values.sum(axis=(1, 2)) > 0)
    scores = cells.score_counts[rows].sum(axis=0)
    is_whole = len(maxima) == cells.part_values.shape[1] and maxima.sum() == len(scores) - 1
    if not is_whole or scores.sum() < LEAST_REFERENCE_WORKS:
        return None
    values = cells.part_values[rows].sum(axis=0).astype(np.float64)
    if cells.part_not_taught is not None:
        values[:, 0] += cells.part_not_taught[rows].sum(axis=0)
    cross = None if cells.part_cross is None else cells.part_cross[rows].sum(axis=0)
    return implied_score_distribution(values, maxima, scores.astype(np.float64), cross)


def _expect(
    counts: IntArray, compared: Array, totals: FloatArray, region: RegionBunching, reference: Reference
) -> _Expectation:
    """Leave every school out of what it is compared with, and find ICC and ρ."""
    schools = counts[compared]
    is_inside = (counts <= totals).all(axis=1, keepdims=True)
    base = np.where(is_inside, totals - counts, totals)
    ability = normal_scores(region.honest)
    is_enough = len(schools) >= ENOUGH_SCHOOLS
    icc = between_school_share(schools, ability) if is_enough else reference.icc
    icc = DEFAULT_ICC if icc is None or not np.isfinite(icc) else float(np.clip(icc, 0.0, 0.5))
    correlation = Correlation(float("nan"), float("nan"))
    packed = reference.parameters.get(f"{CODE}:region_rho") if reference.kind == "pack" else None
    if is_enough:
        correlation = estimate_correlation(schools, base[compared] + region.fitted, region, icc)
    rho = float(packed[0]) if packed is not None and len(packed) else correlation.used
    n = schools.sum(axis=1)
    return _Expectation(
        base=base,
        region=region,
        icc=icc,
        rho=rho if np.isfinite(rho) else DEFAULT_RHO,
        correlation=correlation,
        school_size=float((n**2).sum() / n.sum()) if is_enough else DEFAULT_SCHOOL_SIZE,
        is_default_rho=not np.isfinite(rho),
    )


def _judge(
    cells: Cells, counts: IntArray, reason: Array, known: _Expectation, totals: FloatArray
) -> Estimates:
    region, icc, rho = known.region, known.icc, known.rho
    relative = compare_with_reference(counts, known.base, region, icc, rho, known.school_size)
    absolute = compare_with_curve(counts, region, icc, rho)
    reason = reason.copy()
    reason[(reason == "") & (known.base.sum(axis=1) < LEAST_REFERENCE_WORKS)] = NO_REGION
    reason[(reason == "") & (relative.move.works == 0)] = NONE_NEAR
    move = relative.move
    with np.errstate(divide="ignore", invalid="ignore"):
        to_points = 100.0 * move.below / move.works
        observed = 100.0 * relative.splits.k.sum(axis=1) / move.works
        error = 100.0 * move.error / move.works
    effect, lower, upper = (value * to_points for value in (move.theta, move.lower, move.upper))
    lower, upper = np.fmin(lower, effect), np.fmax(upper, effect)
    figures = np.stack([observed, observed - effect, effect, lower, upper, error, relative.p_value])
    compared = cells.strata >= 0
    details = {
        **school_figures(cells.n, relative, absolute),
        **(sensitivity(relative, rho) if known.is_default_rho else {}),
        **region_figures(region, totals),
        **municipality_figures(counts[compared], cells.municipalities[compared], region, icc),
        "region_icc": np.array([icc]),
        "region_rho": np.array([rho]),
        "region_rho_placebo": np.array([known.correlation.placebo]),
        "region_rho_true": np.array([known.correlation.true]),
    }
    return _estimates(cells.n, reason, figures, details, (*_region_notes(region), _correlation_note(known)))


def _estimates(
    n: IntArray,
    reason: Array,
    figures: FloatArray | None = None,
    details: Mapping[str, Array] | None = None,
    notes: tuple[str, ...] = (),
) -> Estimates:
    """Seven ``figures`` (7, S): observed, expected, effect, lower, upper, se, p; nan where a reason speaks."""
    values = np.full((7, len(n)), np.nan) if figures is None else np.where(reason == "", figures, np.nan)
    observed, expected, effect, lower, upper, se, p_value = values
    return Estimates(
        direction="higher",
        n=n,
        observed=observed,
        expected=expected,
        effect=effect,
        lower=lower,
        upper=upper,
        se=se,
        p_value=p_value,
        applicable=np.asarray(reason == "", dtype=np.bool_),
        reason=reason,
        smallest_effect=SMALLEST_EFFECT,
        details=details or {},
        notes=notes,
    )


def _region_notes(region: RegionBunching) -> tuple[str, ...]:
    """Where the whole reference jumps; a spike without the hole below it is not reported as a jump."""
    jumps = (region.p_value < SIGNIFICANT) & (region.hole_p < SIGNIFICANT)
    if not jumps.any():
        return ("По всей совокупности эталона общего скачка на границах отметок не видно.",)
    sentences = [
        f"По всей совокупности эталона через границу на {boundary}-м балле сдвинуто, если судить "
        "по форме распределения, "
        f"{_number(100 * moved, 1)} % работ (95 % интервал {_number(100 * low, 1)}–{_number(100 * high, 1)} %)."
        for boundary, moved, low, high, jump in zip(
            region.boundaries.tolist(), region.moved, region.lower, region.upper, jumps, strict=True
        )
        if jump
    ]
    advice = (
        "Там, где скачок общий, сравнение школы с эталоном его не видит: рядом напечатано сравнение с гладкой "
        "кривой."
    )
    return (*sentences, advice)


def _correlation_note(known: _Expectation) -> str:
    if known.is_default_rho:
        return (
            f"Школ для оценки внутришкольной корреляции мало: взято ρ = {_number(known.rho)}; рядом p при "
            f"{_number(known.rho / 2)} и {_number(known.rho * 2)}."
        )
    if not np.isfinite(known.correlation.used):
        return f"Внутришкольная корреляция ρ = {_number(known.rho)} — из пакета региона."
    placebo, true = known.correlation.placebo, known.correlation.true
    return (
        f"Внутришкольная корреляция: по плацебо-границам {_number(placebo)}, по границам отметок "
        f"{_number(true)}; принято ρ = {_number(known.rho)}."
    )


def _number(value: float, digits: int = 3) -> str:
    return f"{value:.{digits}f}".replace(".", ",") if np.isfinite(value) else "не оценена"


INDICATOR = Indicator(PASSPORT, estimate)
