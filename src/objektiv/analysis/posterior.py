"""How often such a signal is confirmed: a two-group model with densities from simulated worlds (METHODS §5.5).

The densities of the combined z in honest and in manipulated schools stand in ``posterior.toml``; the command
``python -m objektiv.validation.evidence_worlds`` makes the file anew and a test says when it is stale.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from scipy import stats

from objektiv.model.tables import Array, FloatArray

PRIOR = 0.05


class Densities(NamedTuple):
    """Log density ratio (manipulated to honest) on a grid of z, and the expected share of confirmed per zone."""

    z: FloatArray
    log_ratio: FloatArray
    confirmed: dict[str, float]


@cache
def densities() -> Densities:
    """The calibrated densities of the product."""
    text = resources.files("objektiv.analysis").joinpath("posterior.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Densities(np.array(data["z"]), np.array(data["log_ratio"]), dict(data["confirmed"]))


def posterior(combined_p: FloatArray, prior: float = PRIOR) -> FloatArray:
    """Probability (0–1) that a school with this combined p is one of the manipulated, for a prior share; nan stays."""
    table = densities()
    z = stats.norm.isf(np.clip(combined_p, 1e-300, 1 - 1e-16))
    log_ratio = np.interp(np.nan_to_num(z), table.z, table.log_ratio)
    odds = prior / (1 - prior) * np.exp(log_ratio)
    return np.where(np.isnan(combined_p), np.nan, odds / (1 + odds))


def expected_confirmed(zone: Array, chance: FloatArray) -> dict[str, float]:
    """Zone → of ten such signals about how many are confirmed, at the printed prior; rounded down, never praised up.

    The smaller of two figures: the share in simulated worlds and the mean posterior of the schools listed
    (``zone`` and ``chance`` per school).
    """
    found = {}
    for name, share in densities().confirmed.items():
        listed = chance[(zone == name) & np.isfinite(chance)]
        found[name] = float(int(10 * min([share, *([float(listed.mean())] if len(listed) else [])])))
    return found
