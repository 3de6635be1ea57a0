"""What z-values of ordinary schools really look like: the empirical null (METHODS §3.1)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from objektiv.model.tables import FloatArray

CENTRAL_SHARE = 0.80
PRIOR_SCHOOLS = 100
SMALLEST_SET = 30
NO_NULL = (
    "Поправка на обычный разброс школ не сделана: для неё нужны результаты всех школ региона, "
    f"не меньше {SMALLEST_SET}."
)

_EDGE = float(ndtri(0.5 + CENTRAL_SHARE / 2))
# SD of a standard normal cut to its central 80 %.
CENTRAL_SD = float(np.sqrt(1 - 2 * _EDGE * np.exp(-(_EDGE**2) / 2) / np.sqrt(2 * np.pi) / CENTRAL_SHARE))


class EmpiricalNull(NamedTuple):
    """Centre and spread of the null of z, and the number of schools that told it."""

    centre: float = 0.0
    spread: float = 1.0
    schools: int = 0


def usual_spread_note(centre: str, spread: str) -> str:
    """What the null is, in words that a reader of a finding understands."""
    return f"Поправка на обычный разброс школ: середина отклонений {centre}, разброс {spread} (без поправки — 0 и 1)."


def estimate_empirical_null(z: FloatArray) -> EmpiricalNull:
    """Null of ``z`` (S,), nan left out: mean and SD of the central 80 %.

    The SD is divided by its Gaussian value 0.66. Both are shrunken to N(0, 1) with weight S/(S + 100) and
    the spread is never below 1. Below 30 schools the null cannot be judged and N(0, 1) is returned (METHODS
    §1.4).
    """
    known = np.sort(z[~np.isnan(z)])
    if known.size < SMALLEST_SET:
        return EmpiricalNull(schools=known.size)
    low, high = np.quantile(known, [0.5 - CENTRAL_SHARE / 2, 0.5 + CENTRAL_SHARE / 2])
    central = known[(known >= low) & (known <= high)]
    weight = known.size / (known.size + PRIOR_SCHOOLS)
    spread = float(central.std()) / CENTRAL_SD
    return EmpiricalNull(weight * float(central.mean()), max(1.0, 1 + weight * (spread - 1)), known.size)
