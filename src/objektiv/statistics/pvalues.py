"""One-sided p-values of the normal and the t distribution (METHODS §0.5).

Every function works elementwise on arrays that broadcast together, and lets nan through.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from objektiv.model.tables import FloatArray

DIRECTIONS = ("higher", "lower")


def normal_p(z: FloatArray, direction: str) -> FloatArray:
    """Tail of the standard normal beyond ``z`` in ``direction``, «higher» or «lower»."""
    signed = np.asarray(z, dtype=np.float64) * _sign(direction)
    return np.asarray(ndtr(-signed), dtype=np.float64)


def normal_score(t: FloatArray, degrees: FloatArray) -> FloatArray:
    """The z with the same tail as ``t`` on ``degrees`` of freedom (inf: unchanged); exact in both tails."""
    t, degrees = np.broadcast_arrays(np.asarray(t, dtype=np.float64), np.asarray(degrees, dtype=np.float64))
    finite = np.isfinite(degrees)
    tail = stdtr(np.where(finite, degrees, 1.0), -np.abs(t))
    return np.where(finite, -np.sign(t) * ndtri(tail), t)


def t_score(z: FloatArray, degrees: FloatArray) -> FloatArray:
    """Inverse of :func:`normal_score`: the t on ``degrees`` of freedom with the same tail as ``z``."""
    z, degrees = np.broadcast_arrays(np.asarray(z, dtype=np.float64), np.asarray(degrees, dtype=np.float64))
    finite = np.isfinite(degrees)
    value = stdtrit(np.where(finite, degrees, 1.0), ndtr(-np.abs(z)))
    return np.where(finite, -np.sign(z) * value, z)


def _sign(direction: str) -> int:
    if direction not in DIRECTIONS:
        raise ValueError(f"direction must be one of {DIRECTIONS}, not {direction!r}")
    return 1 if direction == "higher" else -1
