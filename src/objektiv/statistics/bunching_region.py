"""Works moved over mark boundaries in a whole region: estimate, interval, tests and placebo boundaries (METHODS §4.1).

The degree of the polynomial is chosen by BIC with the dispersion of the richest fit. p-values come from likelihood
ratios divided by the dispersion of the very direction that a move makes over all positions of the scale: where the
scores of a form alternate or heap by themselves, a step at a boundary must stand out among them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import t as student

from objektiv.model.tables import BoolArray, FloatArray, IntArray
from objektiv.statistics.bunching import MoveFits, MoveWindows, fit_moves, move_windows
from objektiv.statistics.smooth_score import LEAST_RESIDUAL_DF, SmoothFamily, residual_df, smooth_family

PLACEBO_SHIFT = 4
REPLICATES = 200
_MOST_CLUSTERS = 1000
_LEAST_CLUSTERS = 30
_SEED = 20190401
_NO_MOVE = 1e-4  # a likelihood ratio below is the noise of the optimiser


@dataclass(frozen=True)
class Placebo:
    """Moves fitted at boundaries where nothing is to be gained (b,): ``theta``, ``moved`` share, ``p_value``."""

    boundaries: IntArray
    theta: FloatArray
    moved: FloatArray
    p_value: FloatArray


@dataclass(frozen=True)
class RegionBunching:
    """Moves at the B boundaries of one distribution.

    ``theta`` share of the works at t−2 and t−1 moved; ``moved`` share of all works, with a bootstrap 95 % interval
    ``lower``, ``upper``; ``p_value`` one-sided; ``hole_p`` the same from the works missing below alone, whatever stands
    at t and t+1: a spike without a hole has a large one. ``honest`` and ``fitted`` (K+1,) shares; ``replicates``
    (R, K+1) honest shares of the bootstrap.
    """

    boundaries: IntArray
    theta: FloatArray
    moved: FloatArray
    lower: FloatArray
    upper: FloatArray
    p_value: FloatArray
    hole_p: FloatArray
    phi: float
    degree: int
    dispersion: float
    works: float
    honest: FloatArray
    fitted: FloatArray
    replicates: FloatArray
    placebo: Placebo


def estimate_region(
    counts: FloatArray,
    boundaries: IntArray,
    part_distribution: FloatArray | None = None,
    school_counts: IntArray | None = None,
    below: int = 2,
) -> RegionBunching | None:
    """Fit one distribution; None when the scale leaves fewer than four degrees of freedom («мало шкалы»).

    ``counts`` (K+1,) works per raw score, nan = not attainable; ``boundaries`` (B,) ascending; ``part_distribution``
    (K+1,) implied by the part model; ``school_counts`` (S, K+1) makes the bootstrap resample schools, not works;
    ``below`` = number of scores under a boundary from which works may move.
    """
    attainable = np.isfinite(counts)
    observed = np.where(attainable, counts, 0.0)
    richest = smooth_family(attainable, len(boundaries), part_distribution)
    if (
        residual_df(richest, len(boundaries)) < LEAST_RESIDUAL_DF
        or len(boundaries) == 0
        or observed.sum() <= 0
    ):
        return None
    windows = move_windows(attainable, boundaries, below)
    family, fit = _choose_degree(observed, richest, windows)
    noise = _move_noise(observed, family, fit, below)
    df = residual_df(family, len(boundaries))
    replicates = fit_moves(_resample(observed, school_counts, noise[0]), family, windows, start=fit)
    lower, upper = np.quantile(replicates.moved, [0.025, 0.975], axis=0)
    return RegionBunching(
        boundaries=boundaries,
        theta=fit.theta[0],
        moved=fit.moved[0],
        lower=np.minimum(lower, fit.moved[0]),
        upper=np.maximum(upper, fit.moved[0]),
        p_value=_p_of_move(_move_ratios(observed, family, windows), noise, df),
        hole_p=_p_of_move(_hole_ratios(observed, family, windows), noise, df - 2),
        phi=float(fit.phi[0]),
        degree=family.largest_degree,
        dispersion=noise[0],
        works=float(observed.sum()),
        honest=fit.honest[0],
        fitted=fit.fitted[0],
        replicates=replicates.honest,
        placebo=_fit_placebo(observed, family, boundaries, below),
    )


def placebo_boundaries(attainable: BoolArray, boundaries: IntArray, below: int = 2) -> IntArray:
    """True boundaries moved by ±4 whose windows lie on the scale and touch no true window."""
    scores = np.flatnonzero(attainable)
    shifted = np.unique(np.concatenate([boundaries - PLACEBO_SHIFT, boundaries + PLACEBO_SHIFT]))
    is_on_scale = (
        (shifted - below >= scores[0])
        & (shifted + 1 <= scores[-1])
        & attainable[np.clip(shifted, 0, scores[-1])]
    )
    distance = np.abs(shifted[:, None] - boundaries).min(axis=1, initial=len(attainable))
    return np.asarray(shifted[is_on_scale & (distance >= below + 2)])


def _choose_degree(
    observed: FloatArray, richest: SmoothFamily, windows: MoveWindows
) -> tuple[SmoothFamily, MoveFits]:
    """Smallest BIC over degrees, likelihoods divided by the Pearson dispersion of the richest fit."""
    families = [richest.with_degree(degree) for degree in range(1, richest.largest_degree + 1)]
    fits: list[MoveFits] = []
    for family in families:
        fits.append(fit_moves(observed[None], family, windows, start=fits[-1] if fits else None))
    expected = fits[-1].fitted[0] * observed.sum()
    kept = richest.attainable
    pearson = ((observed - expected)[kept] ** 2 / np.maximum(expected[kept], 1e-9)).sum()
    dispersion = max(1.0, pearson / residual_df(richest, len(windows.first)))
    penalty = np.log(max(observed.sum() / dispersion, np.e))
    bic = [-2.0 * fit.loglik[0] / dispersion + fit.coefficients.shape[1] * penalty for fit in fits]
    best = int(np.argmin(bic))
    return families[best], fits[best]


def _move_noise(observed: FloatArray, family: SmoothFamily, fit: MoveFits, below: int) -> tuple[float, float]:
    """Dispersion of the direction in which a move shifts scores, and the overlap of its neighbouring positions.

    U_t = s·(φ·ε_t + (1−φ)·ε_{t+1}) − Σ_below π·ε with ε = observed/expected − 1 and s = Σ_below π is the score of a
    move at t; its mean square over all positions t, divided by what multinomial counts give, is the dispersion.
    """
    works, phi = observed.sum(), float(fit.phi[0])
    shares = np.maximum(fit.fitted[0][family.attainable], 1e-12)
    excess = observed[family.attainable] / (works * shares) - 1.0
    positions = np.arange(below, len(shares) - 1)
    under = positions[:, None] - 1 - np.arange(below)
    taken = shares[under].sum(axis=1)
    to_first, to_second = phi * taken, (1.0 - phi) * taken
    score = (
        to_first * excess[positions]
        + to_second * excess[positions + 1]
        - (shares * excess)[under].sum(axis=1)
    )
    variance = (to_first**2 / shares[positions] + to_second**2 / shares[positions + 1] + taken) / works
    freedom = len(shares) / residual_df(family, fit.theta.shape[1])
    weights = np.concatenate([np.full(below, -1.0), [below * phi, below * (1.0 - phi)]])
    correlations = np.correlate(weights, weights, mode="full") / (weights @ weights)
    return max(1.0, float((score**2 / variance).mean() * freedom)), float(correlations @ correlations)


def _p_of_move(ratio: FloatArray, noise: tuple[float, float], df: int) -> FloatArray:
    """One-sided p of θ = 0 from the signed root of a likelihood ratio; 1 where no move is seen at all."""
    dispersion, overlap = noise
    root = np.sqrt(np.maximum(ratio, 0.0) / dispersion)
    return np.asarray(np.where(ratio > _NO_MOVE, student.sf(root, max(df, 1) / overlap), 1.0))


def _ratio_of(
    observed: FloatArray, family: SmoothFamily, windows: MoveWindows, boundary: int
) -> tuple[MoveFits, float]:
    """Fit with the move at one boundary (first row) and without it (second), and twice the gain in likelihood."""
    is_free = np.ones((2, len(windows.first)), dtype=bool)
    is_free[1, boundary] = False
    pair = fit_moves(np.repeat(observed[None], 2, axis=0), family, windows, is_free)
    return pair, 2.0 * float(pair.loglik[0] - pair.loglik[1])


def _move_ratios(observed: FloatArray, family: SmoothFamily, windows: MoveWindows) -> FloatArray:
    return np.array([_ratio_of(observed, family, windows, b)[1] for b in range(len(windows.first))])


def _hole_ratios(observed: FloatArray, family: SmoothFamily, windows: MoveWindows) -> FloatArray:
    """Likelihood ratios of the works missing below each boundary when t and t+1 may hold any number of works."""
    ratios = np.zeros(len(windows.first))
    for boundary, targets in enumerate(zip(windows.first, windows.second, strict=True)):
        heaps = (np.arange(len(observed))[:, None] == np.unique(targets)).astype(np.float64)
        freed = replace(family, basis=np.concatenate([family.basis, heaps], axis=1))
        ratios[boundary] = _ratio_of(observed, freed, windows, boundary)[1]
    return ratios


def _fit_placebo(observed: FloatArray, family: SmoothFamily, boundaries: IntArray, below: int) -> Placebo:
    """Each placebo boundary is fitted beside the true ones, so that their holes do not leak into it."""
    places = placebo_boundaries(family.attainable, boundaries, below)
    theta, moved, p = np.zeros(len(places)), np.zeros(len(places)), np.ones(len(places))
    for index, place in enumerate(places.tolist()):
        together = np.sort(np.append(boundaries, place))
        position = int(np.searchsorted(together, place))
        windows = move_windows(family.attainable, together, below)
        pair, ratio = _ratio_of(observed, family, windows, position)
        theta[index], moved[index] = pair.theta[0, position], pair.moved[0, position]
        noise = _move_noise(observed, family, pair, below)
        p[index] = _p_of_move(np.array(ratio), noise, residual_df(family, len(together)))
    return Placebo(places, theta, moved, p)


def _resample(observed: FloatArray, school_counts: IntArray | None, dispersion: float) -> FloatArray:
    """Bootstrap counts (R, K+1): schools are drawn where they are known, else works, fewer by the dispersion."""
    generator = np.random.default_rng(_SEED)
    if school_counts is None or len(school_counts) < _LEAST_CLUSTERS:
        works = max(round(observed.sum() / dispersion), 1)
        return generator.multinomial(works, observed / observed.sum(), REPLICATES).astype(np.float64)
    clusters = min(len(school_counts), _MOST_CLUSTERS)
    # Thousands of schools are drawn in bundles: the variance between bundles is that between schools.
    sums = np.zeros((clusters, school_counts.shape[1]))
    np.add.at(sums, np.arange(len(school_counts)) % clusters, school_counts)
    weights = generator.multinomial(clusters, np.full(clusters, 1.0 / clusters), REPLICATES)
    return np.asarray(weights @ sums)
