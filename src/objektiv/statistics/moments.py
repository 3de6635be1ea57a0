"""Moments of scores that come as counts: exact, without rows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from objektiv.model.tables import Array, FloatArray, IntArray


class Moments(NamedTuple):
    """n, mean and sample standard deviation (n − 1; 0 for one work, nan for none) of each row of counts."""

    n: IntArray
    mean: FloatArray
    deviation: FloatArray


def count_moments(counts: Array) -> Moments:
    """Moments of raw scores from counts (S, K+1): the score is the column's number.

    Sums are exact integers until the division, so the figures do not depend on the order of rows.
    """
    scores = np.arange(counts.shape[1], dtype=np.int64)
    whole = counts.astype(np.int64)
    n, total, squares = whole.sum(axis=1), whole @ scores, whole @ scores**2
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = total / n
        variance = (squares * n - total**2) / (n * (n - 1.0))
    deviation = np.where(n == 1, 0.0, np.sqrt(variance))
    return Moments(n, mean, deviation)
