"""Distribution of a raw score made of independent parts, given ability and over abilities (Lord & Wingersky 1984)."""

from __future__ import annotations

import numpy as np

from objektiv.model.tables import FloatArray, IntArray


def conditional_score_distribution(probabilities: FloatArray, maxima: IntArray) -> FloatArray:
    """Distribution of the raw score at every ability node.

    ``probabilities`` (P, V, Q) = probability of v points for part p at node q, zero above the part's maximum;
    ``maxima`` (P,). Returns (Q, K+1) with K = Σ maxima; rows sum to one. Source: Lord & Wingersky 1984, METHODS §4.1.
    """
    nodes = probabilities.shape[2]
    scores = np.ones((nodes, 1))
    for part, maximum in zip(probabilities, maxima.tolist(), strict=True):
        longer = np.zeros((nodes, scores.shape[1] + maximum))
        for value in range(maximum + 1):
            longer[:, value : value + scores.shape[1]] += scores * part[value][:, None]
        scores = longer
    return scores


def score_distribution(probabilities: FloatArray, maxima: IntArray, weights: FloatArray) -> FloatArray:
    """Marginal distribution (K+1,) of the raw score for ability nodes with ``weights`` (Q,) that sum to one."""
    distribution: FloatArray = weights @ conditional_score_distribution(probabilities, maxima)
    return distribution
