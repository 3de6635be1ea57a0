"""Schools, municipalities and their reference at mark boundaries: expectation, correlation, test and dose.

Two expectations stand side by side (METHODS §4.1): *absolute*, the honest curve of the reference at the school's own
level, and *relative*, the reference's own distribution, jump included, at that level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from objektiv.model.tables import FloatArray, IntArray
from objektiv.statistics.beta_binomial import estimate_central_rho, estimate_rho
from objektiv.statistics.boundary_excess import ExcessTest, assess_excess
from objektiv.statistics.boundary_split import Splits, normal_scores, split_at_level, split_windows
from objektiv.statistics.bunching_region import RegionBunching
from objektiv.statistics.move_share import MoveShare, estimate_move

DEFAULT_RHO = 0.01
_REPLICATES, _LEAST_REPLICATES, _MOST_ROWS = 200, 40, 8_000
_ENOUGH_SCHOOLS = 2_000
_SEED = 20190402


@dataclass(frozen=True)
class Comparison:
    """One expectation: ``splits``, the correlation ``rho`` (S, B) with the uncertainty of the expectation in it, the
    ``test`` and the ``move`` over all boundaries."""

    splits: Splits
    rho: FloatArray
    test: ExcessTest
    move: MoveShare

    @property
    def p_value(self) -> FloatArray:
        """p (S,) of all boundaries; at least ½ where nothing is missing below: a spike is no sign without its hole."""
        return np.where(self.splits.missing > 0.0, self.test.p_value, np.maximum(self.test.p_value, 0.5))


@dataclass(frozen=True)
class Correlation:
    """ρ of honest schools: from placebo boundaries and from true ones; ``used`` is the smaller known one."""

    placebo: float
    true: float

    @property
    def used(self) -> float:
        """The smaller of the two; nan when neither is known."""
        known = [value for value in (self.placebo, self.true) if np.isfinite(value)]
        return min(known, default=float("nan"))


@dataclass(frozen=True)
class GroupMoves:
    """Municipalities (M, B): ``theta`` of the works below, ``moved`` share of all works, bootstrap interval."""

    theta: FloatArray
    moved: FloatArray
    lower: FloatArray
    upper: FloatArray


def estimate_correlation(
    counts: IntArray, base: FloatArray, region: RegionBunching, icc: float
) -> Correlation:
    """ρ from schools (S, K+1) against the distribution ``base`` of the others ((S, K+1) or (K+1,)).

    At true boundaries only the schools between the 10 % and the 90 % quantile of what is expected are used.
    """
    truth = region.boundaries
    together = np.concatenate([truth, region.placebo.boundaries])
    some = slice(None, None, max(1, len(counts) // _ENOUGH_SCHOOLS))
    splits = _split(counts[some], base[some] if base.ndim == 2 else base, region, icc, together)
    at_true, at_placebo = slice(0, len(truth)), slice(len(truth), None)
    return Correlation(
        placebo=estimate_rho(*_rows_of(splits, at_placebo)),
        true=estimate_central_rho(*_rows_of(splits, at_true)),
    )


def compare_with_curve(counts: IntArray, region: RegionBunching, icc: float, rho: float) -> Comparison:
    """Absolute: the honest curve of the reference, at each school's level."""
    members, upper = _window_columns(region)
    inside = region.replicates @ members
    share = np.divide(region.replicates @ upper, inside, out=np.full_like(inside, np.nan), where=inside > 0)
    share[:, ~(inside > 0).any(axis=0)] = 0.5  # a window always empty: no school is expected there
    middle = np.nanmean(share, axis=0)
    uncertainty = np.nanvar(share, axis=0) / np.maximum(middle * (1.0 - middle), 1e-9)
    return _compare(_split(counts, region.honest, region, icc, region.boundaries), rho, uncertainty)


def compare_with_reference(
    counts: IntArray, base: FloatArray, region: RegionBunching, icc: float, rho: float, school_size: float
) -> Comparison:
    """Relative: the works of the reference without the school's own, ``base`` (S, K+1), at each school's level.

    ``school_size`` = works per school behind the reference, for the uncertainty of its splits.
    """
    # One work of the fitted curve keeps a window possible that the reference left empty.
    splits = _split(counts, base + region.fitted, region, icc, region.boundaries)
    in_window = np.maximum(base @ _window_columns(region)[0], 1.0)
    per_school = school_size * in_window / np.maximum(base.sum(axis=-1, keepdims=True), 1.0)
    return _compare(splits, rho, (1.0 + np.maximum(per_school - 1.0, 0.0) * rho) / in_window)


def estimate_groups(counts: IntArray, region: RegionBunching, icc: float) -> GroupMoves:
    """Moves in municipalities (M, K+1) against the region's honest curve at their level; works are resampled."""
    groups = len(counts)
    point = _group_moves(counts, region, icc)
    drawn = int(np.clip(_MOST_ROWS // max(groups, 1), _LEAST_REPLICATES, _REPLICATES))
    generator = np.random.default_rng(_SEED)
    n = counts.sum(axis=1)
    shares = counts / np.maximum(n, 1)[:, None]
    shares[n == 0] = 1.0 / counts.shape[1]
    resampled = generator.multinomial(n, shares, (drawn, groups)).reshape(-1, counts.shape[1])
    moved = _group_moves(resampled, region, icc)[1].reshape(drawn, groups, -1)
    lower, upper = np.quantile(moved, [0.025, 0.975], axis=0)
    return GroupMoves(point[0], point[1], lower, upper)


def _group_moves(counts: IntArray, region: RegionBunching, icc: float) -> tuple[FloatArray, FloatArray]:
    splits = _split(counts, region.honest, region, icc, region.boundaries)
    share = np.nan_to_num(splits.share)
    below = splits.n * (1.0 - share)
    theta = np.clip((splits.k - splits.n * share) / np.maximum(below, 1e-9), 0.0, 1.0)
    return theta, theta * below / np.maximum(counts.sum(axis=1), 1)[:, None]


def _split(
    counts: IntArray, base: FloatArray, region: RegionBunching, icc: float, boundaries: IntArray
) -> Splits:
    windows = split_windows(counts.shape[1], boundaries)
    return split_at_level(counts, base, windows, normal_scores(region.honest), icc)


def _window_columns(region: RegionBunching) -> tuple[FloatArray, FloatArray]:
    windows = split_windows(len(region.honest), region.boundaries)
    return windows.members.T.astype(np.float64), windows.upper.T.astype(np.float64)


def _compare(splits: Splits, rho: float, uncertainty: FloatArray) -> Comparison:
    total = rho + splits.spread + uncertainty
    return Comparison(
        splits=splits,
        rho=total,
        test=assess_excess(splits.k, splits.n, splits.share, total),
        move=estimate_move(splits.k, splits.n, splits.share, total),
    )


def _rows_of(splits: Splits, columns: slice) -> tuple[IntArray, IntArray, FloatArray, FloatArray]:
    return (
        splits.k[:, columns].ravel(),
        splits.n[:, columns].ravel(),
        splits.share[:, columns].ravel(),
        splits.spread[:, columns].ravel(),
    )
