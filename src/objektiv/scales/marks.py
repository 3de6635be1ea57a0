"""From raw scores to marks 2–5, with the extra conditions of a scale (METHODS §1.2)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from objektiv.model.scale import MarkCondition, Scale
from objektiv.model.tables import Array, BoolArray, IntArray

MarkArray = NDArray[np.int8]

NO_MARK = 0


def mark_matrix(scale: Scale) -> MarkArray:
    """Marks by raw score 0 … maximum, shape (K+1,), by the boundaries alone; zeros without boundaries."""
    if scale.boundaries is None:
        return np.zeros(scale.maximum + 1, dtype=np.int8)
    scores = np.arange(scale.maximum + 1)
    return (2 + np.searchsorted(np.array(scale.boundaries), scores, side="right")).astype(np.int8)


def marks_of(scale: Scale, raw_scores: IntArray, parts: Mapping[str, IntArray] | None = None) -> MarkArray:
    """Marks of N works; 0 = no mark.

    ``raw_scores`` (N,) in points, negative = none; ``parts`` maps part codes to (N,) points, where negative
    codes count as 0 points. A condition holds for the mark the boundaries give: a work that misses it gets
    its ``otherwise`` (the lowest of several), which is final. No mark: scores outside 0 … maximum, a scale
    without boundaries, and works whose mark depends on a condition that ``parts`` cannot decide.
    """
    scores = np.asarray(raw_scores)
    inside = (scores >= 0) & (scores <= scale.maximum)
    by_boundaries = np.where(inside, mark_matrix(scale)[np.where(inside, scores, 0)], NO_MARK).astype(np.int8)
    marks = by_boundaries.copy()
    for condition in scale.conditions:
        bound = by_boundaries == condition.mark
        missed = _misses(condition, parts or {}, scores.shape[0])
        if missed is None:
            marks[bound] = NO_MARK
        else:
            marks[bound & missed] = np.minimum(marks[bound & missed], condition.otherwise)
    return marks


def _misses(condition: MarkCondition, parts: Mapping[str, Array], n: int) -> BoolArray | None:
    """Which of n works miss the condition; None where a part it speaks of is not in the data."""
    if any(code not in parts for code in condition.parts):
        return None
    total = np.zeros(n, dtype=np.int64)
    for code in condition.parts:
        total += np.maximum(parts[code], 0)
    return total < condition.minimum
