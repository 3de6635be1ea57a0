"""Which untreated schools stand beside the treated ones: support, nearest controls, balance (METHODS §7)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from objektiv.model.tables import BoolArray, FloatArray

WANTED_BALANCE = 0.1
SUPPORT_TOLERANCE = 0.5  # standard deviations of the controls' starts beyond the last of them


class Balance(NamedTuple):
    """Standardised difference treated − controls of the ``start`` and of every column of the ``context`` (C,).

    In standard deviations over all controls that may be taken; below 0.1 in size is wanted, nan without any spread.
    """

    start: float
    context: FloatArray


def is_supported(start: FloatArray, is_control: BoolArray) -> BoolArray:
    """(S,): the start lies among those of the controls, or at most half their standard deviation beyond."""
    known = start[is_control]
    margin = SUPPORT_TOLERANCE * float(known.std(ddof=1))
    return np.asarray((start >= known.min() - margin) & (start <= known.max() + margin))


def take_nearest(
    start: FloatArray, context: FloatArray, is_treated: BoolArray, is_control: BoolArray, count: int
) -> FloatArray:
    """How often each school (S,) is among the ``count`` controls nearest to a treated one, as a share of the treated.

    Distance: Euclid over ``start`` (S,) and ``context`` (S, C), each in standard deviations over the controls; a column
    that does not differ among them is left out. A tie goes to the school that stands first. Zero for the others.
    """
    features = _standardised(start, context, is_control)
    features = features[:, np.isfinite(features).all(axis=0)]
    controls = np.flatnonzero(is_control)
    taken = np.zeros(len(start))
    for row in features[is_treated]:
        distance = ((features[controls] - row) ** 2).sum(axis=1)
        taken[controls[np.argsort(distance, kind="stable")[:count]]] += 1.0
    return np.asarray(taken / max(int(is_treated.sum()), 1))


def balance_of(
    start: FloatArray, context: FloatArray, weights: FloatArray, taken: FloatArray, is_control: BoolArray
) -> Balance:
    """Weighted treated (``weights``, 0 for the others) against weighted controls (``taken``), all (S,)."""
    features = _standardised(start, context, is_control)
    share, other = weights / weights.sum(), taken / taken.sum()
    difference = ((share - other)[:, None] * features).sum(axis=0)
    return Balance(float(difference[0]), difference[1:])


def _standardised(start: FloatArray, context: FloatArray, is_control: BoolArray) -> FloatArray:
    """(S, 1 + C) in standard deviations over the controls; a column that does not differ among them is nan."""
    features = np.column_stack([start, context])
    spread = features[is_control].std(axis=0, ddof=1)
    spread = np.where(spread > 1e-12 * np.abs(features).max(axis=0), spread, np.nan)
    return np.asarray((features - features[is_control].mean(axis=0)) / spread)
