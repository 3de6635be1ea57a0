"""Move of works over mark boundaries: a smooth honest score distribution and what was moved out of it.

Honest shares π (K+1) come from a ``SmoothFamily``; at boundary t a share θ of the works at t−2 and t−1 is moved, a
share φ of them exactly to t, the rest to t+1: m = π + Σ_b θ_b·(φ·e_t + (1−φ)·e_{t+1})·s_b − θ_b·π on t−2, t−1 with
s_b = π_{t−2} + π_{t−1}. Mass is conserved. All fits are maximum likelihood of the multinomial counts by Fisher scoring
over many sets of counts at once (regions, municipalities, bootstrap replicates). Source: METHODS §4.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from objektiv.model.tables import BoolArray, FloatArray, IntArray
from objektiv.statistics.smooth_score import SmoothFamily

LARGEST_MOVE = 0.999
_MOST_STEPS = 60
_MOST_HALVINGS = 8
_TOLERANCE = 1e-9
_RIDGE = 1e-9


@dataclass(frozen=True)
class MoveWindows:
    """Where works may move: ``sources`` (B, K+1) marks t−2 and t−1, ``first`` and ``second`` (B,) are t and t+1."""

    sources: BoolArray
    first: IntArray
    second: IntArray


@dataclass(frozen=True)
class MoveFits:
    """Fits to R sets of counts: ``theta`` (R, B), ``phi`` (R,), ``coefficients`` (R, D), ``honest`` and ``fitted``
    (R, K+1) shares, ``moved`` (R, B) = θ_b·s_b share of all works moved, ``loglik`` (R,)."""

    theta: FloatArray
    phi: FloatArray
    coefficients: FloatArray
    honest: FloatArray
    fitted: FloatArray
    moved: FloatArray
    loglik: FloatArray


def move_windows(attainable: BoolArray, boundaries: IntArray, below: int = 2) -> MoveWindows:
    """Windows at the boundaries: sources are the ``below`` scores under t that the form allows.

    A source never lies under the boundary before: a work moves over one boundary only.
    """
    scores = np.arange(len(attainable))
    floors = np.concatenate([[-1], boundaries[:-1]])
    sources = (scores >= boundaries[:, None] - below) & (scores < boundaries[:, None])
    sources &= (scores >= floors[:, None]) & attainable
    following = [scores[attainable & (scores >= boundary)] for boundary in boundaries.tolist()]
    first = np.array([options[0] for options in following])
    second = np.array([options[min(1, len(options) - 1)] for options in following])
    return MoveWindows(sources, first, second)


def fit_moves(
    counts: FloatArray,
    family: SmoothFamily,
    windows: MoveWindows,
    is_free: BoolArray | None = None,
    start: MoveFits | None = None,
) -> MoveFits:
    """Fit every row of ``counts`` (R, K+1) jointly over all attainable scores.

    ``is_free`` (R, B) False fixes θ_b = 0 (for likelihood ratios); ``start`` (one row) gives starting values.
    """
    rows = len(counts)
    n_boundaries = len(windows.first)
    observed = np.where(family.attainable, counts, 0.0)
    free = np.ones((rows, n_boundaries), dtype=bool) if is_free is None else is_free
    state = _starting_point(rows, family, n_boundaries, start)
    state[:, family.largest_degree : -1] *= free
    loglik = _loglik(state, observed, family, windows)
    active = np.arange(rows)
    for _ in range(_MOST_STEPS):
        moved, gain = _step(state[active], observed[active], loglik[active], free[active], family, windows)
        state[active] = moved
        loglik[active] += gain
        active = active[gain > _TOLERANCE * (1.0 + np.abs(loglik[active]))]
        if not len(active):
            break
    return _describe(state, loglik, family, windows)


def _starting_point(rows: int, family: SmoothFamily, n_boundaries: int, start: MoveFits | None) -> FloatArray:
    state = np.zeros((rows, family.largest_degree + n_boundaries + 1))
    if start is None:
        state[:, family.largest_degree : -1] = 0.1
        state[:, -1] = 0.5
        return state
    known = min(family.largest_degree, start.coefficients.shape[1])
    state[:, :known] = start.coefficients[0, :known]
    state[:, family.largest_degree : -1] = np.maximum(start.theta[0], 0.01)
    state[:, -1] = start.phi[0]
    return state


def _split(state: FloatArray, family: SmoothFamily) -> tuple[FloatArray, FloatArray, FloatArray]:
    degree = family.largest_degree
    return state[:, :degree], state[:, degree:-1], state[:, -1]


def _honest_shares(coefficients: FloatArray, family: SmoothFamily) -> FloatArray:
    logits = family.log_base + coefficients @ family.basis.T
    logits = np.where(family.attainable, logits, -np.inf)
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def _apply_moves(shares: FloatArray, theta: FloatArray, phi: FloatArray, windows: MoveWindows) -> FloatArray:
    """The linear map of the moves on vectors (..., K+1): honest shares, or derivatives of them."""
    leaving = np.einsum("r...k,rb,bk->r...bk", shares, theta, windows.sources.astype(np.float64))
    totals = leaving.sum(axis=-1)
    result = shares - leaving.sum(axis=-2)
    share = phi.reshape(-1, *[1] * (totals.ndim - 1))
    for boundary, (first, second) in enumerate(zip(windows.first, windows.second, strict=True)):
        result[..., first] += (share * totals)[..., boundary]
        result[..., second] += ((1.0 - share) * totals)[..., boundary]
    return np.asarray(result)


def _loglik(
    state: FloatArray, observed: FloatArray, family: SmoothFamily, windows: MoveWindows
) -> FloatArray:
    coefficients, theta, phi = _split(state, family)
    fitted = _apply_moves(_honest_shares(coefficients, family), theta, phi, windows)
    return np.asarray((observed * np.log(np.maximum(fitted, 1e-300))).sum(axis=1))


def _jacobian(state: FloatArray, family: SmoothFamily, windows: MoveWindows) -> tuple[FloatArray, FloatArray]:
    """Fitted shares (R, K+1) and their derivatives (R, p, K+1) by polynomial, moves and φ."""
    coefficients, theta, phi = _split(state, family)
    honest = _honest_shares(coefficients, family)
    fitted = _apply_moves(honest, theta, phi, windows)
    centred = family.basis.T[None] - (honest @ family.basis)[:, :, None]
    by_polynomial = _apply_moves(honest[:, None, :] * centred, theta, phi, windows)
    by_move = -honest[:, None, :] * windows.sources
    totals = -by_move.sum(axis=2)
    by_phi = np.zeros_like(honest)
    for boundary, (first, second) in enumerate(zip(windows.first, windows.second, strict=True)):
        by_move[:, boundary, first] += phi * totals[:, boundary]
        by_move[:, boundary, second] += (1.0 - phi) * totals[:, boundary]
        by_phi[:, first] += theta[:, boundary] * totals[:, boundary]
        by_phi[:, second] -= theta[:, boundary] * totals[:, boundary]
    return fitted, np.concatenate([by_polynomial, by_move, by_phi[:, None, :]], axis=1)


def _step(
    state: FloatArray,
    observed: FloatArray,
    loglik: FloatArray,
    free: BoolArray,
    family: SmoothFamily,
    windows: MoveWindows,
) -> tuple[FloatArray, FloatArray]:
    """One projected scoring step with halving; returns the new states and the gain in log-likelihood."""
    fitted, jacobian = _jacobian(state, family, windows)
    fitted = np.maximum(fitted, 1e-300)
    gradient = np.einsum("rpk,rk->rp", jacobian, observed / fitted)
    weighted = jacobian * (observed.sum(axis=1)[:, None] / fitted)[:, None, :]
    information = np.einsum("rpk,rqk->rpq", weighted, jacobian)
    lower, upper = _bounds(state.shape[1], family.largest_degree)
    held = ((state <= lower) & (gradient <= 0)) | ((state >= upper) & (gradient >= 0))
    held[:, family.largest_degree : -1] |= ~free
    direction = _solve(information, gradient, held)
    best, gain = state.copy(), np.zeros(len(state))
    open_rows = np.arange(len(state))
    for halving in range(_MOST_HALVINGS):
        trial = np.clip(state[open_rows] + direction[open_rows] * 0.5**halving, lower, upper)
        improvement = _loglik(trial, observed[open_rows], family, windows) - loglik[open_rows]
        accepted = improvement > 0
        best[open_rows[accepted]] = trial[accepted]
        gain[open_rows[accepted]] = improvement[accepted]
        open_rows = open_rows[~accepted]
        if not len(open_rows):
            break
    return best, gain


def _bounds(size: int, degree: int) -> tuple[FloatArray, FloatArray]:
    lower, upper = np.full(size, -np.inf), np.full(size, np.inf)
    lower[degree:], upper[degree:-1], upper[-1] = 0.0, LARGEST_MOVE, 1.0
    return lower, upper


def _solve(information: FloatArray, gradient: FloatArray, held: BoolArray) -> FloatArray:
    """Scoring direction with the held parameters left where they are."""
    size = gradient.shape[1]
    scale = np.einsum("rpp->rp", information).max(axis=1)[:, None]
    keep = ~held
    matrix = information * (keep[:, :, None] & keep[:, None, :])
    matrix[:, np.arange(size), np.arange(size)] += np.where(held, 1.0, _RIDGE * scale)
    return np.asarray(np.linalg.solve(matrix, np.where(held, 0.0, gradient)[..., None])[..., 0])


def _describe(state: FloatArray, loglik: FloatArray, family: SmoothFamily, windows: MoveWindows) -> MoveFits:
    coefficients, theta, phi = _split(state, family)
    honest = _honest_shares(coefficients, family)
    fitted = _apply_moves(honest, theta, phi, windows)
    moved = theta * (honest @ windows.sources.T)
    return MoveFits(theta, phi, coefficients, honest, fitted, moved, loglik)
