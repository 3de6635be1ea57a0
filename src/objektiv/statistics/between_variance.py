"""Variance between schools beyond the sampling of pupils: τ² by three estimators (METHODS §3.1)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq

from objektiv.model.tables import FloatArray

WINSOR_SHARE = 0.10
SIMULATED_VALUES = 400_000
PROFILE = 400  # the factor tends to its limit as 1/S: more schools than this are thinned to a profile
SEED = 20210415
# E[min(Z², q²)] for the 10 % and 90 % quantiles ±q of a standard normal Z.
GAUSSIAN_FACTOR = 0.6786545589528744


class BetweenVariance(NamedTuple):
    """Funnel of one stratum: mean of the schools and τ² in squared units, with plain REML and DL beside it.

    ``factor`` is the simulated consistency factor; ``schools`` how many stand behind it. A standardised
    residual counted in the mean as no less than ``lowest`` and no more than ``highest``.
    """

    mean: float
    tau2: float
    tau2_reml: float
    tau2_dl: float
    factor: float
    schools: int
    lowest: float
    highest: float


class _Residuals(NamedTuple):
    """Precision weights, weighted mean and standardised residuals at one τ²."""

    weights: FloatArray
    mean: float
    values: FloatArray


def estimate_between_variance(y: FloatArray, v: FloatArray) -> BetweenVariance:
    """τ² of school means ``y`` (S,) with sampling variances ``v`` (S,) > 0; S ≥ 2.

    Winsorised REML: standardised residuals r = (y − μ)/√(v + τ²) are winsorised at their 10 % and 90 %
    quantiles, their squares divided by the Gaussian consistency factor c, and τ² solves the REML equation Σ
    w·(r²/c − 1 + h) = 0 with w = 1/(v + τ²), h = w/Σw. c is simulated for the actual v; μ is the mean of the
    winsorised values.
    """
    tau2_start = _solve_reml(y, v, winsorised=True, factor=GAUSSIAN_FACTOR)
    factor = consistency_factor(v, tau2_start)
    tau2 = _solve_reml(y, v, winsorised=True, factor=factor)
    settled = _residuals(y, v, tau2, winsorised=True)
    return BetweenVariance(
        mean=settled.mean,
        tau2=tau2,
        tau2_reml=reml_tau2(y, v),
        tau2_dl=dersimonian_laird_tau2(y, v),
        factor=factor,
        schools=len(y),
        lowest=float(settled.values.min()),
        highest=float(settled.values.max()),
    )


def reml_tau2(y: FloatArray, v: FloatArray) -> float:
    """τ² by restricted maximum likelihood for known sampling variances ``v``; never below 0."""
    return _solve_reml(y, v, winsorised=False, factor=1.0)


def dersimonian_laird_tau2(y: FloatArray, v: FloatArray) -> float:
    """τ² = max(0, (Q − S + 1)/(Σw − Σw²/Σw)), w = 1/v. Source: DerSimonian, Laird 1986."""
    w = 1 / v
    total = w.sum()
    q = float((w * (y - (w * y).sum() / total) ** 2).sum())
    return max(0.0, (q - len(y) + 1) / float(total - (w**2).sum() / total))


def consistency_factor(v: FloatArray, tau2: float) -> float:
    """What winsorising leaves of the residual variance of Gaussian schools with these very ``v``: below 1.

    Simulated with a fixed seed at S = min(S, 400) schools spread evenly over the sorted ``v``; for more
    schools the distance to the limit 0.679 is scaled by 1/S.
    """
    size = min(len(v), PROFILE)
    profile = np.sort(v)[np.linspace(0, len(v) - 1, size).round().astype(np.int64)]
    sd = np.sqrt(profile + tau2)
    r = _standard_normals(size)
    weights = 1 / sd**2
    share = weights / weights.sum()
    clipped = _winsorise(r)
    centred = _winsorise(r - (clipped * (sd * share)).sum(axis=1, keepdims=True) / sd)
    simulated = float(((centred**2).mean(axis=0) * weights).sum() / (weights * (1 - share)).sum())
    return GAUSSIAN_FACTOR + (simulated - GAUSSIAN_FACTOR) * size / len(v)


@lru_cache(maxsize=4)
def _standard_normals(size: int) -> FloatArray:
    """(R, size) fixed standard normals, read-only."""
    draws = np.random.default_rng(SEED).standard_normal((SIMULATED_VALUES // size, size))
    draws.flags.writeable = False
    return draws


def _winsorise(r: FloatArray) -> FloatArray:
    low, high = np.quantile(r, [WINSOR_SHARE, 1 - WINSOR_SHARE], axis=-1, keepdims=True)
    return np.asarray(np.clip(r, low, high), dtype=np.float64)


def _residuals(y: FloatArray, v: FloatArray, tau2: float, *, winsorised: bool) -> _Residuals:
    sd = np.sqrt(v + tau2)
    weights = 1 / sd**2
    share = weights / weights.sum()
    mean = float((share * y).sum())  # no BLAS: its threads would decide the last bits
    r = (y - mean) / sd
    if not winsorised:
        return _Residuals(weights, mean, r)
    for _ in range(20):
        step = float((share * _winsorise(r) * sd).sum())
        mean += step
        r = (y - mean) / sd
        if abs(step) <= 1e-10 * float(sd.min()):
            break
    return _Residuals(weights, mean, _winsorise(r))


def _solve_reml(y: FloatArray, v: FloatArray, *, winsorised: bool, factor: float) -> float:
    """Root of the REML equation in τ², 0 where it is negative from the start."""

    def equation(tau2: float) -> float:
        weights, _, r = _residuals(y, v, tau2, winsorised=winsorised)
        leverage = weights / weights.sum()
        return float((weights * (r**2 / factor - 1 + leverage)).sum() / weights.sum())

    if equation(0.0) <= 0:
        return 0.0
    upper = float(np.var(y)) + float(v.mean())
    while equation(upper) > 0:
        upper *= 2
    return float(brentq(equation, 0.0, upper, xtol=1e-12 * upper, rtol=1e-12))
