"""From the cells of an assessment and its reference to fitted profiles, or to the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from objektiv.model.indicator import Cells, Reference
from objektiv.model.tables import Array, BoolArray, FloatArray, IntArray
from objektiv.statistics.control_sample import (
    ALL,
    LISTED,
    MINIMUM_SCHOOLS,
    NOBODY,
    OBSERVED,
    PACK,
    REGION_ROW,
    ControlSample,
    choose_control,
)
from objektiv.statistics.empirical_null import (
    NO_NULL,
    EmpiricalNull,
    estimate_empirical_null,
    usual_spread_note,
)
from objektiv.statistics.item_profile import FittedProfile, fit_profile, usable_parts
from objektiv.statistics.part_table import PartTable
from objektiv.statistics.profile_tests import ControlFacility, control_facility
from objektiv.statistics.region_profile import (
    DEFAULT_BETWEEN,
    SENSITIVITY,
    PackedProfile,
    fit_to_pack,
    fit_to_region,
    unpack_profile,
    usable_by_region,
)

SMALLEST_N = 5
NOT_TAUGHT_SHARE = 0.10
LEAST_PARTS = 5
CEILING_SHARE = 0.97
NULL_N = 10
PACK_PREFIX = "item_profile:region_"

NO_DATA = "нет данных"
NO_SCALE = "нет шкалы"
NEVER_COMPARED = "специальная школа не сравнивается"
TOO_FEW = "мало участников"
INCOMPLETE = "неполная работа"
CEILING = "потолок"
FLOOR = "почти все баллы нулевые"
FEW_PARTS = "мало заданий"
NO_CONTROL = "мало контрольной выборки"

_SAMPLES = {
    OBSERVED: "школы с независимым наблюдением",
    LISTED: "список пользователя",
    ALL: "все школы процедуры, кроме проверяемой",
}


@dataclass(frozen=True)
class ComparedProfile:
    """Profiles of S schools. ``table`` holds all parts, ``fit`` only ``usable`` ones (P,); ``fit`` is None without a
    control sample. ``reason`` (S,) is empty where the school can be judged; ``n`` (S,) works.
    """

    table: PartTable
    fitted: PartTable
    usable: BoolArray
    control: ControlSample
    facility: ControlFacility
    fit: FittedProfile | None
    n: IntArray
    reason: Array

    @property
    def applicable(self) -> BoolArray:
        """(S,) schools that can be judged."""
        return np.asarray(self.reason == "", dtype=bool)

    @property
    def null_schools(self) -> BoolArray:
        """(S,) schools that tell the empirical null: judged members of the control sample with ten works or more."""
        return self.applicable & self.control.members & (self.n >= NULL_N)


def compare_profiles(cells: Cells, reference: Reference) -> ComparedProfile | str:
    """Fit the profiles of an assessment; a reason for all schools where its aggregates are not there."""
    if cells.scale is None or not cells.scale.parts:
        return NO_SCALE
    if cells.part_n is None or cells.part_sum is None:
        return NO_DATA
    maxima = np.array([part.maximum for part in cells.scale.parts], dtype=np.float64)
    table = _part_table(cells, cells.part_n, cells.part_sum, maxima)
    reason = _reasons(cells, table)
    known = _known_region(reference, len(table.maxima))
    control = choose_control(
        cells.schools,
        reason == "",
        reference.parameters.get("observed_schools", np.empty(0)),
        reference.parameters.get("control_sample", np.empty(0)),
        has_pack=known.pack is not None,
        has_region_row=known.row is not None,
    )
    usable = _usable(table, control, known)
    fitted = table.only_parts(usable)
    reason = _with_parts(reason, fitted, control)
    fit = _fit(fitted, control, known) if (reason == "").any() else None
    facility = _facility(table, control, known, fit)
    return ComparedProfile(table, fitted, usable, control, facility, fit, cells.n.astype(np.int64), reason)


class _KnownRegion(NamedTuple):
    """What the reference knows beyond the loaded schools: a pack's profile, a printed row (P,), part variances (P,)."""

    pack: PackedProfile | None
    row: FloatArray | None
    between: FloatArray | None


def _known_region(reference: Reference, parts: int) -> _KnownRegion:
    """Of a pack or a report, never of the few loaded schools themselves."""
    if reference.kind not in {"pack", "report"}:
        return _KnownRegion(None, None, None)
    packed = {
        key.removeprefix(PACK_PREFIX): value
        for key, value in reference.parameters.items()
        if key.startswith(PACK_PREFIX)
    }
    facility = reference.part_facility
    row = facility if facility is not None and len(facility) == parts else None
    return _KnownRegion(unpack_profile(packed, parts), row, reference.parameters.get("part_variance"))


def _usable(table: PartTable, control: ControlSample, known: _KnownRegion) -> BoolArray:
    if control.is_sample:
        return usable_parts(table, control.members)
    facility = known.pack.facility if control.kind == PACK and known.pack else known.row
    return np.zeros(len(table.maxima), dtype=bool) if facility is None else usable_by_region(facility)


def _fit(table: PartTable, control: ControlSample, known: _KnownRegion) -> FittedProfile | None:
    if control.is_sample:
        return fit_profile(table, control.members)
    if control.kind == PACK and known.pack is not None:
        return fit_to_pack(table, known.pack)
    return None if known.row is None else fit_to_region(table, known.row, known.between)


def _facility(
    table: PartTable, control: ControlSample, known: _KnownRegion, fit: FittedProfile | None
) -> ControlFacility:
    if control.is_sample and fit is not None:
        return control_facility(table, fit.weights)
    printed = known.pack.facility if control.kind == PACK and known.pack else known.row
    parts = len(table.maxima)
    return ControlFacility(np.full(parts, np.nan) if printed is None else printed, np.zeros(parts))


def _part_table(cells: Cells, n: IntArray, total: FloatArray, maxima: FloatArray) -> PartTable:
    return PartTable(
        n.astype(np.float64),
        total.astype(np.float64),
        None if cells.part_sum2 is None else cells.part_sum2.astype(np.float64),
        None if cells.part_cross is None else cells.part_cross.astype(np.float64),
        cells.n.astype(np.float64),
        maxima,
    )


def _reasons(cells: Cells, table: PartTable) -> Array:
    """(S,) why a school cannot be judged, the first that applies; empty where it can."""
    points = table.points.sum(axis=1)
    share = table.total.sum(axis=1) / np.maximum(points, 1.0)
    not_taught = np.zeros(len(share)) if cells.part_not_taught is None else cells.part_not_taught.sum(axis=1)
    works = np.maximum(cells.n * len(table.maxima), 1)
    conditions = (
        (cells.strata < 0, NEVER_COMPARED),
        (points == 0, NO_DATA),
        (cells.n < SMALLEST_N, TOO_FEW),
        (not_taught / works > NOT_TAUGHT_SHARE, INCOMPLETE),
        (share > CEILING_SHARE, CEILING),
        (share < 1 - CEILING_SHARE, FLOOR),
    )
    reason = np.full(len(share), "", dtype=object)
    for condition, words in reversed(conditions):
        reason[condition] = words
    return reason


def _with_parts(reason: Array, fitted: PartTable, control: ControlSample) -> Array:
    reason = reason.copy()
    judged = reason == ""
    if control.kind == NOBODY:
        reason[judged] = NO_CONTROL
    else:
        reason[judged & (fitted.is_there.sum(axis=1) < LEAST_PARTS)] = FEW_PARTS
    return reason


def control_notes(compared: ComparedProfile, reference: Reference) -> tuple[str, ...]:
    """Russian sentences that name the control sample and what was printed instead of estimated."""
    control, fit = compared.control, compared.fit
    passed = tuple(
        f"В выборке «{_SAMPLES[kind]}» школ только {count} из {MINIMUM_SCHOOLS} нужных: она не взята."
        for kind, count in control.passed_over.items()
        if kind != ALL
    )
    if control.kind == NOBODY or fit is None:
        return (*passed, f"Контрольная выборка меньше {MINIMUM_SCHOOLS} школ, строки региона нет.")
    if control.kind == PACK:
        return (
            *passed,
            f"Контрольная выборка — {reference.title}; ожидаемое выполнение и различия школ взяты из него.",
        )
    if control.kind == REGION_ROW:
        return (*passed, _region_note(reference))
    counted = int(control.members.sum())
    full = int((fit.weights[control.members] >= 1).sum())
    return (
        *passed,
        f"Контрольная выборка — {_SAMPLES[control.kind]}. Школ в ней {counted}, из них с необычным профилем и потому с "
        f"пониженным весом — {counted - full}.",
        f"Различия школ по отдельным заданиям (логиты²): в среднем {_decimal(float(fit.noise.between.mean()))}, "
        f"разброс внутри школ × {_decimal(fit.noise.dispersion)}, ковариации заданий стянуты к диагонали на "
        f"{round(100 * fit.correlation.intensity)} %.",
    )


class Calibrated(NamedTuple):
    """Normal scores (S,) on an empirical null, and that null."""

    score: FloatArray
    null: EmpiricalNull


def calibrate(code: str, compared: ComparedProfile, reference: Reference, score: FloatArray) -> Calibrated:
    """Scores (S,) of indicator ``code`` on the null of the control sample, else of the pack, else N(0, 1)."""
    packed = reference.parameters.get(f"{code}:region_null") if compared.control.kind == PACK else None
    if packed is None:
        null = estimate_empirical_null(np.where(compared.null_schools, score, np.nan))
    else:
        null = EmpiricalNull(float(packed[0]), float(packed[1]), reference.schools)
    return Calibrated((score - null.centre) / null.spread, null)


def null_note(null: EmpiricalNull) -> str:
    """How far the empirical null is from N(0, 1), in words."""
    if null.schools == 0 or (null.centre, null.spread) == (0.0, 1.0):
        return NO_NULL
    return usual_spread_note(_decimal(null.centre), _decimal(null.spread))


def _region_note(reference: Reference) -> str:
    if "part_variance" in reference.parameters:
        variance = "различия школ по отдельным заданиям взяты из пакета региона"
    else:
        half, double = (_decimal(DEFAULT_BETWEEN * factor, 3) for factor in SENSITIVITY)
        variance = (
            "различия школ по отдельным заданиям не измерены и приняты по умолчанию: "
            f"{_decimal(DEFAULT_BETWEEN)} логита²; рядом — p-значения при {half} и {double}"
        )
    return f"Контрольной выборки из {MINIMUM_SCHOOLS} школ нет, взята {reference.title}; {variance}."


def _decimal(value: float, digits: int = 2) -> str:
    return f"{round(value, digits) + 0.0:.{digits}f}".replace(".", ",").replace("-", "−")
