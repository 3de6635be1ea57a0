"""One-sided test of excess works above the boundaries of one school, all boundaries together.

Per boundary L = n·KL(k/n ‖ π)/(1 + (n−1)ρ) when k/n > π, else 0: the log-likelihood ratio of a share above the expected
one, for beta-binomial counts. The statistic is ΣL over boundaries; its null distribution is enumerated exactly
(beta-binomial counts, independent given their windows) and the p-value is mid-p. Source: METHODS §4.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import rel_entr

from objektiv.model.tables import FloatArray, IntArray
from objektiv.statistics.beta_binomial import LEAST_RHO, probability_table, upper_mid_p

_TIE = 1e-7
_MOST_CELLS = 2_000_000
_MOST_ATOMS = 400


@dataclass(frozen=True)
class ExcessTest:
    """``p_value`` (S,) of all boundaries together, ``boundary_p`` (S, B), ``statistic`` (S,) = ΣL."""

    p_value: FloatArray
    boundary_p: FloatArray
    statistic: FloatArray


def assess_excess(k: IntArray, n: IntArray, share: FloatArray, rho: FloatArray) -> ExcessTest:
    """Test S schools at B boundaries; all arrays (S, B). A boundary with n = 0 or an unknown share says nothing."""
    known = np.isfinite(share) & (n > 0)
    n, k, share = np.where(known, n, 0), np.where(known, k, 0), np.where(known, share, 0.5)
    p_value, statistic = np.full(len(n), 0.5), np.zeros(len(n))
    boundary_p = np.full(n.shape, 0.5)
    for rows in _chunks(n.max(axis=1, initial=0)):
        width = int(n[rows].max()) + 1
        table = probability_table(n[rows], share[rows], rho[rows], width)
        ratios = _ratios(n[rows], share[rows], rho[rows], width)
        observed = np.take_along_axis(ratios, k[rows][..., None], axis=2)[..., 0]
        boundary_p[rows] = upper_mid_p(table, k[rows])
        statistic[rows] = observed.sum(axis=1)
        p_value[rows] = _sum_mid_p(table, ratios, statistic[rows])
    return ExcessTest(p_value, boundary_p, statistic)


def _chunks(largest: IntArray) -> list[IntArray]:
    """Schools grouped by the size of their largest window, so that tables waste little and stay small."""
    sizes = np.ceil(np.log2(largest + 1.0)).astype(np.int64)
    groups = [np.flatnonzero(sizes == size) for size in np.unique(sizes)]
    chunks: list[IntArray] = []
    for rows in groups:
        width = int(largest[rows].max()) + 1
        per_chunk = int(np.clip(_MOST_CELLS // min(width, _MOST_ATOMS) ** 2, 1, 4096))
        chunks += [rows[start : start + per_chunk] for start in range(0, len(rows), per_chunk)]
    return chunks


def _ratios(n: IntArray, share: FloatArray, rho: FloatArray, width: int) -> FloatArray:
    """L for every k = 0 … width−1, rising in k; infinite above n."""
    k = np.arange(width)
    total, pi = n[..., None], share[..., None]
    observed = np.clip(k / np.maximum(total, 1), 0.0, 1.0)
    divergence = rel_entr(observed, pi) + rel_entr(1.0 - observed, 1.0 - pi)
    design = 1.0 + np.maximum(total - 1, 0) * np.maximum(rho, LEAST_RHO)[..., None]
    excess = np.where(observed > pi, total * divergence / design, 0.0)
    ratios: FloatArray = np.where(k <= total, excess, np.inf)
    return ratios


def _sum_mid_p(table: FloatArray, ratios: FloatArray, observed: FloatArray) -> FloatArray:
    """P(ΣL > observed) + ½·P(ΣL = observed) for rows of tables (C, B, W)."""
    limit = observed + _TIE
    over = (table * (ratios > limit[:, None, None])).sum(axis=2)
    kept, ratios = _merge_atoms(np.where(ratios <= limit[:, None, None], table, 0.0), ratios, observed)
    rows, sums, weights = np.arange(len(observed)), np.zeros(len(observed)), np.ones(len(observed))
    p_value = np.zeros(len(observed))
    for boundary in range(table.shape[1] - 1):
        p_value += over[:, boundary] * np.bincount(rows, weights, len(observed))
        state, value = np.nonzero(kept[rows, boundary])
        sums = sums[state] + ratios[rows[state], boundary, value]
        weights = weights[state] * kept[rows[state], boundary, value]
        rows = rows[state]
        is_over = sums > limit[rows]
        p_value += np.bincount(rows[is_over], weights[is_over], len(observed))
        rows, sums, weights = rows[~is_over], sums[~is_over], weights[~is_over]
    last = _mid_tail(rows, observed[rows] - sums, kept[:, -1], ratios[:, -1], over[:, -1])
    return np.clip(p_value + np.bincount(rows, weights * last, len(observed)), 0.0, 1.0)


def _merge_atoms(kept: FloatArray, ratios: FloatArray, observed: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Join the values without excess into one; many values into a grid, rounded up so that p is never too small."""
    if kept.shape[2] <= _MOST_ATOMS:
        is_zero = ratios == 0.0
        merged = np.where(is_zero, 0.0, kept)
        merged[:, :, 0] = (kept * is_zero).sum(axis=2)
        return merged, ratios
    step = np.maximum(observed, _TIE)[:, None, None] / (_MOST_ATOMS - 1)
    cell = np.ceil(np.where(kept > 0, ratios, 0.0) / step - _TIE).astype(np.int64)
    cell = np.clip(cell, 0, _MOST_ATOMS - 1)
    merged = np.zeros((*kept.shape[:2], _MOST_ATOMS))
    row, boundary, _ = np.indices(kept.shape)
    np.add.at(merged, (row, boundary, cell), kept)
    grid = np.broadcast_to(np.arange(_MOST_ATOMS) * step, merged.shape)
    return merged, np.ascontiguousarray(grid)


def _mid_tail(
    rows: IntArray, needed: FloatArray, kept: FloatArray, ratios: FloatArray, over: FloatArray
) -> FloatArray:
    """P(L > needed) + ½·P(L = needed) at one boundary, for states that belong to ``rows`` of the tables (C, W)."""
    width = kept.shape[1]
    suffix = np.zeros((len(kept), width + 1))
    suffix[:, :width] = np.cumsum(kept[:, ::-1], axis=1)[:, ::-1]
    span = float(needed.max(initial=0.0)) + 2.0
    keys = (np.arange(len(kept))[:, None] * span + np.minimum(ratios, span - 1.0)).ravel()
    above = np.searchsorted(keys, rows * span + needed + _TIE, side="right") - rows * width
    equal = np.searchsorted(keys, rows * span + needed - _TIE, side="left") - rows * width
    strictly = suffix[rows, above] + over[rows]
    tail: FloatArray = strictly + 0.5 * (suffix[rows, equal] - suffix[rows, above])
    return tail
