"""What share of the works below its boundaries a school moved over them, with a 95 % score interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from objektiv.model.tables import FloatArray, IntArray

_Z = float(ndtri(0.975))


@dataclass(frozen=True)
class MoveShare:
    """Per school (S,): ``theta`` share of the works expected below the boundaries that stand above them, with
    ``lower`` and ``upper``; ``works`` in the windows; ``below`` of them expected below; ``error`` = standard error of
    the number of works above when nothing is moved. ``theta`` is negative where fewer stand above than expected."""

    theta: FloatArray
    lower: FloatArray
    upper: FloatArray
    works: FloatArray
    below: FloatArray
    error: FloatArray


def estimate_move(k: IntArray, n: IntArray, share: FloatArray, rho: FloatArray) -> MoveShare:
    """Common θ of all boundaries from splits (S, B): k of n at or above, expected ``share``, correlation ``rho``.

    E k = n(π + θ(1−π)), Var k = n(1−θ)(1−π)(π + θ(1−π))·(1 + (n−1)ρ). θ solves ΣK = ΣE; the interval holds all θ with
    (Σk − ΣE k)² ≤ 1.96²·ΣVar k, a quadratic. nan where no work stands in a window. Source: METHODS §4.1.
    """
    known = np.isfinite(share) & (n > 0)
    works, pi = np.where(known, n, 0), np.where(known, share, 0.0)
    design = 1.0 + np.maximum(works - 1, 0) * rho
    below = (works * (1.0 - pi)).sum(axis=1)
    excess = (np.where(known, k, 0) - works * pi).sum(axis=1)
    base = (works * pi * (1.0 - pi) * design).sum(axis=1)
    slope = (works * (1.0 - pi) ** 2 * design).sum(axis=1)
    square = below**2 + _Z**2 * slope
    linear = 2.0 * excess * below + _Z**2 * (slope - base)
    root = np.sqrt(np.maximum(linear**2 - 4.0 * square * (excess**2 - _Z**2 * base), 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        theta, lower, upper = (
            excess / below,
            (linear - root) / (2.0 * square),
            (linear + root) / (2.0 * square),
        )
    return MoveShare(
        theta, lower, np.minimum(upper, 1.0), works.sum(axis=1).astype(np.float64), below, np.sqrt(base)
    )
