"""From a comparison of school means to estimates in both directions: figures, arrays for pictures, words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from objektiv.model.indicator import Estimates, Reference
from objektiv.model.tables import Array, FloatArray, IntArray
from objektiv.statistics.between_variance import BetweenVariance, estimate_between_variance
from objektiv.statistics.empirical_null import NO_NULL, EmpiricalNull, usual_spread_note
from objektiv.statistics.funnel import Comparison
from objektiv.statistics.intervals import Interval
from objektiv.statistics.level_comparison import (
    BY_OTHERS,
    BY_STRATA,
    FROM_DEFAULT,
    FROM_LOADED,
    SENSITIVITY,
    Level,
    LevelComparison,
    LevelReference,
    compare_level,
)

CEILING = "потолок"
NO_REFERENCE = "нет данных региона"
SMALLEST_EFFECT_SD = 0.2
SENSITIVITY_KEYS = ("p_half_icc", "p_double_icc")


class LevelTask(NamedTuple):
    """All that is needed to judge a level.

    ``reason`` (S,) says why a school is not compared, «» for the others; ``sd`` is over pupils; ``ceiling``
    the expected mean from which the upper tail cannot be judged (inf: no ceiling); ``region_mean`` and
    ``region_plain`` the mean of all pupils compared with and its plain interval; ``details`` further arrays
    for pictures.
    """

    level: Level
    reference: LevelReference
    reference_title: str
    stratum_titles: tuple[str, ...]
    reason: Array
    sd: float
    ceiling: float
    region_mean: float
    region_plain: Interval
    details: Mapping[str, Array]
    notes: tuple[str, ...] = ()


def level_reference(
    reference: Reference, code: str, mean: float | None, variance: float | None, *, icc: float | None
) -> LevelReference:
    """What ``reference`` knows of the level that indicator ``code`` judges.

    A pack made by a region carries the region's own figures under «code:region_…»; they go before the plain
    ones.
    """

    def parameter(name: str, position: int = 0) -> float | None:
        values = reference.parameters.get(f"{code}:region_{name}")
        return None if values is None or not np.isfinite(values[position]) else float(values[position])

    pooled, centre, spread = parameter("pooled_mean"), parameter("null", 0), parameter("null", 1)
    is_null_known = centre is not None and spread is not None
    return LevelReference(
        is_loaded=reference.kind == "loaded",
        mean=mean if pooled is None else pooled,
        variance=variance,
        icc=icc,
        works=reference.works,
        schools=reference.schools,
        tau2=parameter("pooled_tau2"),
        within=parameter("within"),
        null=EmpiricalNull(centre or 0.0, spread or 1.0, max(reference.schools, 1))
        if is_null_known
        else None,
    )


def judge_level(task: LevelTask) -> tuple[Estimates, ...]:
    """Estimates «higher» and «lower» (METHODS §3.1) over the schools of ``task``."""
    judged = compare_level(task.level, task.reference)
    if judged is None:
        reason = np.where(task.reason == "", NO_REFERENCE, task.reason).astype(object)
        return nothing_to_judge(task.level.n, reason, task.details)
    picture = {**task.details, **_picture(task, judged)}
    return tuple(_estimates(task, judged, direction, picture) for direction in ("higher", "lower"))


def nothing_to_judge(
    n: IntArray, reason: Array, details: Mapping[str, Array] | None = None
) -> tuple[Estimates, ...]:
    """Both directions not applicable, each school for its ``reason`` (S,)."""
    nothing = np.full(len(n), np.nan)
    return tuple(
        Estimates(
            direction=direction,
            n=n,
            observed=nothing,
            expected=nothing,
            effect=nothing,
            lower=nothing,
            upper=nothing,
            se=nothing,
            p_value=nothing,
            applicable=np.zeros(len(n), dtype=np.bool_),
            reason=reason,
            smallest_effect=float("nan"),
            details=details or {},
        )
        for direction in ("higher", "lower")
    )


def _estimates(
    task: LevelTask, judged: LevelComparison, direction: str, picture: Mapping[str, Array]
) -> Estimates:
    comparison = judged.comparison
    reason = task.reason.copy()
    reason[(reason == "") & np.isnan(comparison.z)] = NO_REFERENCE
    if direction == "higher":
        reason[(reason == "") & (comparison.expected >= task.ceiling)] = CEILING
    applicable = reason == ""
    limits = comparison.limits(0.95)

    def shown(values: FloatArray) -> FloatArray:
        return np.where(applicable, values, np.nan)

    return Estimates(
        direction=direction,
        n=task.level.n,
        observed=shown(task.level.y),
        expected=shown(comparison.expected),
        effect=shown(task.level.y - comparison.expected),
        lower=shown(task.level.y - limits.upper),
        upper=shown(task.level.y - limits.lower),
        se=shown(comparison.spread * comparison.null.spread),
        p_value=shown(comparison.p_value(direction)),
        applicable=applicable,
        reason=reason,
        smallest_effect=SMALLEST_EFFECT_SD * task.sd,
        details={**picture, **_sensitivity(judged, direction)},
        notes=(*_notes(task, judged), *task.notes),
    )


def _picture(task: LevelTask, judged: LevelComparison) -> dict[str, Array]:
    comparison = judged.comparison
    wide, widest = comparison.limits(0.95), comparison.limits(0.998)
    region = {
        "mean": task.region_mean,
        "low": task.region_plain.lower.item(),
        "high": task.region_plain.upper.item(),
        "tau2": _mean(comparison.tau2),
        "tau2_reml": _average(comparison, "tau2_reml"),
        "tau2_dl": _average(comparison, "tau2_dl"),
        **_pooled(task, judged),
    }
    return {
        "mean": task.level.y,
        "n": task.level.n,
        "z": comparison.z,
        "stratum_tau2": comparison.tau2,
        "limit_95_low": wide.lower,
        "limit_95_high": wide.upper,
        "limit_998_low": widest.lower,
        "limit_998_high": widest.upper,
        "region_null": np.array([comparison.null.centre, comparison.null.spread]),
        **{f"region_{name}": np.array([value]) for name, value in region.items()},
    }


def _pooled(task: LevelTask, judged: LevelComparison) -> dict[str, float]:
    """Figures of all compared schools as one stratum, for a pack: a district is too small for strata."""
    if judged.way != BY_STRATA:
        return {}
    comparison = judged.comparison
    alone = [fit for fit in comparison.strata if fit]
    fit = comparison.pooled or (alone[0] if len(alone) == 1 else None)
    if fit is None:
        compared = ~np.isnan(task.level.y)
        fit = estimate_between_variance(task.level.y[compared], task.level.within / task.level.n[compared])
    return {"pooled_mean": fit.mean, "pooled_tau2": fit.tau2, "within": task.level.within}


def _average(comparison: Comparison, name: str) -> float:
    """A τ² of the strata weighted by their schools; nan without strata."""
    fits = [fit for fit in (*comparison.strata, comparison.pooled) if fit]
    schools = sum(fit.schools for fit in fits)
    return sum(getattr(fit, name) * fit.schools for fit in fits) / schools if fits else float("nan")


def _mean(values: FloatArray) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")


def _sensitivity(judged: LevelComparison, direction: str) -> dict[str, Array]:
    pairs = zip(SENSITIVITY_KEYS, judged.sensitivity, strict=False)
    return {key: comparison.p_value(direction) for key, comparison in pairs}


def _notes(task: LevelTask, judged: LevelComparison) -> tuple[str, ...]:
    if judged.way == BY_STRATA:
        return _strata_notes(task, judged.comparison)
    basis = (
        f"Сравниваемых школ {task.level.schools}: каждая сравнивается со средним остальных загруженных школ, "
        "а не с регионом."
        if judged.way == BY_OTHERS
        else f"Сравнение с эталоном: {task.reference_title}. Работы самой школы из среднего эталона вычтены."
    )
    return basis, _variance_note(judged), _null_note(judged.comparison.null)


def _strata_notes(task: LevelTask, comparison: Comparison) -> tuple[str, ...]:
    fits = zip(task.stratum_titles, comparison.strata, strict=False)
    titled = [_funnel_note(title, fit) for title, fit in fits if fit]
    if comparison.pooled:
        titled.append(_funnel_note("все школы, для страт меньше 30 школ", comparison.pooled))
    return (*titled, _null_note(comparison.null))


def _funnel_note(title: str, fit: BetweenVariance) -> str:
    return (
        f"Страта «{title}»: школ {fit.schools}, среднее {_decimal(fit.mean)}, межшкольная дисперсия "
        f"{_decimal(fit.tau2)} (REML без винзоризации {_decimal(fit.tau2_reml)}, "
        f"ДерСимониан — Лэрд {_decimal(fit.tau2_dl)})."
    )


def _variance_note(judged: LevelComparison) -> str:
    share = f"Доля различий между школами (ICC) {_decimal(judged.icc)}"
    if judged.variance_from == FROM_DEFAULT:
        half, double = (_decimal(judged.icc * factor) for factor in SENSITIVITY)
        return f"{share} принята по умолчанию: она не измерена. Рядом — p-значения при ICC {half} и {double}."
    source = "по загруженным школам" if judged.variance_from == FROM_LOADED else "по данным эталона"
    return f"{share} оценена {source}."


def _null_note(null: EmpiricalNull) -> str:
    if null.schools == 0:
        return NO_NULL
    return usual_spread_note(_decimal(null.centre), _decimal(null.spread))


def _decimal(value: float) -> str:
    digits = 2 if abs(value) >= 0.045 else 3
    return f"{round(value, digits) + 0.0:.{digits}f}".replace(".", ",").replace("-", "−")
