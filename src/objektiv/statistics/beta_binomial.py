"""Beta-binomial counts: probabilities, upper tails with mid-p, and the intra-school correlation ρ.

k of n with mean n·π and variance n·π(1−π)·(1 + (n−1)ρ): a = π(1−ρ)/ρ, b = (1−π)(1−ρ)/ρ.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import betaln, gammaln

from objektiv.model.tables import FloatArray, IntArray

LEAST_RHO, LARGEST_RHO = 1e-6, 0.5
_LEAST_SHARE = 1e-6
_MOST_ROWS, _SIMULATED_ROWS = 4_000, 4_000
_RHO_GRID = np.array([0.0, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.045, 0.07, 0.1, 0.15, 0.2, 0.3])
_PILOT_RHO = 0.02  # only makes residuals of small and large windows comparable
_SEED = 20190403


def probability_table(n: IntArray, share: FloatArray, rho: FloatArray, width: int) -> FloatArray:
    """P(k) for k = 0 … width−1: shape of ``n`` plus one axis; zero above n. ``share`` and ``rho`` broadcast with n."""
    k = np.arange(width)
    total = np.asarray(n)[..., None]
    pi = np.clip(share, _LEAST_SHARE, 1.0 - _LEAST_SHARE)
    correlation = np.clip(rho, LEAST_RHO, LARGEST_RHO)
    strength = (1.0 - correlation) / correlation
    a, b = (pi * strength)[..., None], ((1.0 - pi) * strength)[..., None]
    is_possible = k <= total
    rest = np.where(is_possible, total - k, 0)
    log_ways = gammaln(total + 1.0) - gammaln(k + 1.0) - gammaln(rest + 1.0)
    log_p = log_ways + betaln(k + a, rest + b) - betaln(a, b)
    table: FloatArray = np.where(is_possible, np.exp(log_p), 0.0)
    return table


def upper_mid_p(table: FloatArray, k: IntArray) -> FloatArray:
    """P(K > k) + ½·P(K = k) from a probability table (..., W) at the observed ``k`` (...)."""
    position = np.arange(table.shape[-1])
    weight = (position > k[..., None]) + 0.5 * (position == k[..., None])
    return np.asarray(np.minimum((table * weight).sum(axis=-1), 1.0))


def estimate_rho(k: IntArray, n: IntArray, share: FloatArray, extra: FloatArray) -> float:
    """Maximum likelihood ρ of beta-binomial counts with known shares (all arrays one-dimensional).

    ``extra`` is added to ρ row by row (uncertainty of the shares). nan where no row has two works.
    """
    rows = _usable_rows(n, share)
    if not len(rows):
        return float("nan")
    groups = _by_size(n, rows)

    def loss(root: float) -> float:
        value = 0.0
        for group in groups:
            table = _table_of(n, share, root * root + extra, group)
            observed = np.take_along_axis(table, k[group][:, None], axis=1)
            value -= float(np.log(np.maximum(observed, 1e-300)).sum())
        return value

    found = minimize_scalar(loss, bounds=(0.0, 0.5), method="bounded", options={"xatol": 1e-4})
    return float(found.x**2)


def estimate_central_rho(
    k: IntArray, n: IntArray, share: FloatArray, extra: FloatArray, central: float = 0.8
) -> float:
    """ρ from the rows between the 10 % and the 90 % quantile of their standardised residuals (``central`` = 0.8).

    The variance of those residuals is compared with the variance that the same quantiles leave of simulated counts
    with the same n and shares, for a grid of ρ (the correction for truncation). Up to a tenth of rows with a jump
    do not widen it. nan where no row has two works. Source: METHODS §4.1.
    """
    rows = _usable_rows(n, share)
    if not len(rows):
        return float("nan")
    repeats = max(1, _SIMULATED_ROWS // len(rows))
    uniform = np.random.default_rng(_SEED).random((repeats, len(n)))
    deviation = np.sqrt(n * share * (1.0 - share) * (1.0 + (n - 1) * (_PILOT_RHO + extra)))
    expected = n * share
    simulated = []
    for rho in _RHO_GRID:
        drawn = np.zeros((repeats, len(n)))
        for group in _by_size(n, rows):
            below = np.cumsum(_table_of(n, share, rho + extra, group), axis=1)[:, :-1]
            drawn[:, group] = (uniform[:, group, None] > below).sum(axis=2)
        spread = _central_variance((drawn[:, rows] - expected[rows]) / deviation[rows], central)
        simulated.append(float(spread.mean()))
    residuals = (k[rows] - expected[rows]) / deviation[rows]
    observed = float(_central_variance(residuals[None], central)[0])
    return float(np.interp(observed, np.maximum.accumulate(simulated), _RHO_GRID))


def _central_variance(residuals: FloatArray, central: float) -> FloatArray:
    """Variance (R,) of the middle share of every row of ``residuals`` (R, n)."""
    cut = round(residuals.shape[1] * (1.0 - central) / 2.0)
    ordered = np.sort(residuals, axis=1)
    return np.asarray(ordered[:, cut : residuals.shape[1] - cut].var(axis=1))


def _usable_rows(n: IntArray, share: FloatArray) -> IntArray:
    rows = np.flatnonzero((n >= 2) & np.isfinite(share))
    return rows[:: max(1, len(rows) // _MOST_ROWS)]


def _by_size(n: IntArray, rows: IntArray) -> list[IntArray]:
    """Rows grouped so that the counts within a group differ at most by a factor of two."""
    sizes = np.ceil(np.log2(n[rows])).astype(np.int64)
    return [rows[sizes == size] for size in np.unique(sizes)]


def _table_of(n: IntArray, share: FloatArray, rho: FloatArray, rows: IntArray) -> FloatArray:
    return probability_table(n[rows], share[rows], rho[rows], int(n[rows].max()) + 1)
