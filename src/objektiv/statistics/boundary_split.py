"""How the works next to a mark boundary split into below and above, given the school's own level.

Window of boundary t: {t−2, t−1 | t, t+1}. The level of a school is an exponential tilt of a base distribution,
P(k) ∝ base_k·exp(λ_s·g_k) with g_k the ability of score k, fitted to the works of the school with every window
collapsed to one value: a work moved inside a window changes nothing there, so that a school's own jump does not enter
its level. Source: METHODS §4.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from objektiv.model.tables import BoolArray, FloatArray, IntArray

_MOST_STEPS = 40
_TOLERANCE = 1e-8


@dataclass(frozen=True)
class SplitWindows:
    """``members`` and ``upper`` (B, K+1): scores of the window and those of them at or above the boundary;
    ``blocks`` (G, K+1): windows with overlapping ones joined, collapsed when the level is fitted."""

    members: BoolArray
    upper: BoolArray
    blocks: BoolArray


@dataclass(frozen=True)
class Splits:
    """Per school and boundary (S, B): works in the window ``n``, at or above the boundary ``k``, the expected
    ``share`` above, ``below`` expected number of works at t−2 and t−1, and ``spread`` = variance of the expected
    share from the uncertain level, divided by share·(1 − share). ``tilt`` (S,) is λ;
    ``missing`` (S,) share of the works expected just below the boundaries that are not there."""

    n: IntArray
    k: IntArray
    share: FloatArray
    below: FloatArray
    spread: FloatArray
    tilt: FloatArray
    missing: FloatArray


def split_windows(size: int, boundaries: IntArray) -> SplitWindows:
    """Windows on the scores 0 … size−1."""
    scores = np.arange(size)
    distance = scores - boundaries[:, None]
    members = (distance >= -2) & (distance <= 1)
    upper = members & (distance >= 0)
    return SplitWindows(members, upper, _join_overlapping(members))


def _join_overlapping(members: BoolArray) -> BoolArray:
    blocks: list[BoolArray] = []
    for window in members:
        apart = [block for block in blocks if not (block & window).any()]
        joined = np.logical_or.reduce([window, *(block for block in blocks if (block & window).any())])
        blocks = [*apart, joined]
    return np.array(blocks)


def normal_scores(shares: FloatArray) -> FloatArray:
    """Ability of every raw score (K+1,): the normal quantile of the middle of its place in the distribution."""
    middle = np.cumsum(shares) - 0.5 * shares
    ability: FloatArray = ndtri(np.clip(middle / shares.sum(), 1e-9, 1.0 - 1e-9))
    return ability


def between_school_share(counts: IntArray, ability: FloatArray) -> float:
    """Share of the variance of ``ability`` (K+1,) between schools: one-way analysis of variance on counts (S, K+1).

    nan where nothing varies or too few works are there to tell.
    """
    n = counts.sum(axis=1).astype(np.float64)
    counts, n = counts[n > 0], n[n > 0]
    total, schools = n.sum(), len(n)
    if schools < 2 or total <= schools or np.ptp(ability[counts.any(axis=0)]) == 0:
        return float("nan")
    means = counts @ ability / n
    within = (counts @ ability**2 - n * means**2).sum() / (total - schools)
    between = (n * (means - (n @ means) / total) ** 2).sum() / (schools - 1)
    size = (total - (n**2).sum() / total) / (schools - 1)
    variance = max(0.0, (between - within) / size)
    return float(variance / (variance + within))


def split_at_level(
    counts: IntArray, base: FloatArray, windows: SplitWindows, ability: FloatArray, icc: float = 0.0
) -> Splits:
    """Observed splits of S schools and the expected ones at each school's own level.

    ``counts`` (S, K+1); ``base`` (K+1,) or (S, K+1), any positive scale, zero where a score is not attainable;
    ``ability`` (K+1,) from ``normal_scores``; ``icc`` share of its variance between schools, taken out of the base:
    pupils of one school differ less than pupils of the region.
    """
    narrowed = np.atleast_2d(base) * np.exp(-0.5 * (1.0 / (1.0 - icc) - 1.0) * ability**2)
    narrowed = narrowed / narrowed.sum(axis=1, keepdims=True)
    level, information = _fit_level(counts, narrowed, ability, windows.blocks)
    tilted = narrowed * np.exp(level[:, None] * ability)
    tilted /= tilted.sum(axis=1, keepdims=True)
    members, upper = windows.members.T.astype(np.float64), windows.upper.T.astype(np.float64)
    inside, above = tilted @ members, tilted @ upper
    with np.errstate(divide="ignore", invalid="ignore"):
        share = above / inside
        gap = (tilted * ability) @ upper / above - (tilted * ability) @ (members - upper) / (inside - above)
        # d share/dλ = share·(1 − share)·gap, so its variance over share·(1 − share) is this over the information;
        # a side of the window that holds nothing has no ability to differ from.
        pull = np.nan_to_num(share * (1.0 - share) * gap**2)
    spread = pull / information[:, None]
    works = counts.sum(axis=1)[:, None]
    n, k = counts @ windows.members.T.astype(np.int64), counts @ windows.upper.T.astype(np.int64)
    missing = _missing_below(counts, tilted, windows)
    return Splits(n, k, share, works * (inside - above), spread, level, missing)


def _missing_below(counts: IntArray, expected: FloatArray, windows: SplitWindows) -> FloatArray:
    below = windows.members.any(axis=0) & ~windows.upper.any(axis=0)
    present = counts[:, below].sum(axis=1)
    works = counts.sum(axis=1) * expected[:, below].sum(axis=1)
    return np.asarray(1.0 - present / np.maximum(works, 1e-9))


def _fit_level(
    counts: IntArray, base: FloatArray, ability: FloatArray, blocks: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Tilt λ (S,) and its information, with the weight of one work at the centre of the base.

    The weight keeps a school finite whose works all stand at one end; it moves a school of ten works by a tenth.
    """
    powers = np.stack([np.ones_like(ability), ability, ability**2])
    columns = np.concatenate([powers, *(block * powers for block in blocks.astype(np.float64))]).T
    total = counts.sum(axis=1).astype(np.float64)
    known = (counts * ~blocks.any(axis=0)) @ ability
    in_block = counts @ blocks.T.astype(np.float64)
    level, information = np.zeros(len(counts)), np.ones(len(counts))
    for _ in range(_MOST_STEPS):
        moments = ((base * np.exp(level[:, None] * ability)) @ columns).reshape(len(level), -1, 3)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = np.nan_to_num(moments[:, :, 1] / moments[:, :, 0])
            variance = np.nan_to_num(moments[:, :, 2] / moments[:, :, 0]) - mean**2
        gradient = known + (in_block * mean[:, 1:]).sum(axis=1) - total * mean[:, 0] - level
        information = total * variance[:, 0] - (in_block * variance[:, 1:]).sum(axis=1)
        information = np.maximum(information, 0.05 * total * variance[:, 0]) + 1.0
        step = np.clip(gradient / information, -0.5, 0.5)
        level = np.clip(level + step, -6.0, 6.0)
        if np.abs(step).max(initial=0.0) < _TOLERANCE:
            break
    return level, information
