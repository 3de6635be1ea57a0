"""A reference out of the text of a pack: shapes and figures are checked before anything is compared with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from objektiv.analysis.pack_privacy import BUNCHING, KEYS, PROFILE
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Reference
from objektiv.model.tables import FloatArray

REGIONS = range(100)  # 0 = unknown
_SCALARS = ("pooled_mean", "pooled_tau2", "within", "rho")
_POSITIVE = ("pooled_tau2", "within", "rho", "honest_curve", "control", "between", "spread", "dispersion")
_SUM_ERROR = 1e-6


def parse_reference(name: str, data: Mapping[str, Any], region: int) -> Reference:
    """The reference of the assessment ``name``; ValueError, KeyError or TypeError when the data are no such thing."""
    AssessmentId.parse(name)
    scores = _array(data["score_counts"])
    facility = _array(data["part_facility"], may_be_unknown=True)
    _demand(scores is None or (len(scores) > 1 and (scores >= 0).all() and scores.sum() > 0))
    _demand(facility is None or not ((facility < 0) | (facility > 1)).any())
    return Reference(
        kind="pack",
        title=f"пакет региона: {_text(data['title'])}",
        schools=_count(data["schools"]),
        works=_count(data["works"]),
        is_whole_region=_flag(data["is_whole_region"]),
        mean=_number(data["mean"]),
        variance=_number(data["variance"], low=0.0),
        icc=_number(data["icc"], low=0.0, high=1.0),
        icc_is_default=_flag(data["icc_is_default"]),
        score_counts=scores,
        part_facility=facility,
        mark_shares=_shares(data["mark_shares"], 4),
        journal_shares=_shares(data["journal_shares"], 3),
        parameters=_parameters(data["parameters"], scores, facility),
        region=region,
    )


def parse_region(value: object) -> int:
    """Code of a subject of the Federation, 0 = unknown."""
    region = _count(value)
    _demand(region in REGIONS)
    return region


def _demand(is_right: object) -> None:
    if not is_right:
        raise ValueError("a figure of the pack is out of its bounds")


def _text(value: object) -> str:
    _demand(isinstance(value, str))
    return str(value)


def _flag(value: object) -> bool:
    _demand(isinstance(value, bool))
    return bool(value)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise ValueError("not a count")
    return value


def _number(value: object, low: float = -np.inf, high: float = np.inf) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("not a number")
    _demand(np.isfinite(value) and low <= value <= high)
    return float(value)


def _array(value: object, *, may_be_unknown: bool = False) -> FloatArray | None:
    """A list of numbers; ``may_be_unknown``: null stands for a figure that the region does not know."""
    if value is None:
        return None
    if not isinstance(value, list) or not value:
        raise TypeError("not a list of figures")
    figures = [_number(one) for one in value]
    _demand(may_be_unknown or None not in figures)
    return np.array(figures, dtype=np.float64)


def _shares(value: object, size: int) -> FloatArray | None:
    shares = _array(value)
    _demand(
        shares is None
        or (len(shares) == size and (shares >= 0).all() and abs(shares.sum() - 1.0) <= _SUM_ERROR)
    )
    return shares


def _parameters(
    data: Mapping[str, Any], scores: FloatArray | None, facility: FloatArray | None
) -> dict[str, FloatArray]:
    """The parameters that indicators know, by «code:region_key»; others are left out."""
    named = {f"{code}:region_{key}": (code, key) for code, keys in KEYS.items() for key in keys}
    found: dict[str, FloatArray] = {}
    for name in named.keys() & _mapping(data).keys():
        figures = _array(data[name])
        if figures is None:
            raise TypeError("a parameter without figures")
        found[name] = figures
    parts = _parts(found, facility)
    for name, figures in found.items():
        code, key = named[name]
        _demand(len(figures) == _size(code, key, scores, parts))
        _demand(key not in _POSITIVE or (figures >= 0).all())
        _demand(key != "null" or figures[1] > 0)
    return {name: found[name] for name in sorted(found)}


def _mapping(data: object) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise TypeError("not an object")
    return data


def _parts(found: Mapping[str, FloatArray], facility: FloatArray | None) -> int:
    """Number of parts, by the completion of the region, else by the control sample's."""
    control = found.get(f"{PROFILE}:region_control")
    known = facility if facility is not None else control
    return 0 if known is None else len(known)


def _size(code: str, key: str, scores: FloatArray | None, parts: int) -> int:
    if key in _SCALARS or key == "dispersion":
        return 1
    if key == "null":
        return 2
    if code == BUNCHING:
        return 0 if scores is None else len(scores)
    return {"curves": 3 * parts, "correlation": parts**2}.get(key, parts)
