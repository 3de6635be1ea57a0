"""Rank agreement of journal mark and raw score from counts: Spearman's coefficient (METHODS §2)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from objektiv.model.tables import FloatArray, IntArray

JOURNAL_MARKS = range(2, 6)


class RankAgreement(NamedTuple):
    """Per school: pupils with a journal mark 2–5, r_s as printed and corrected for ties; nan = undefined."""

    n: IntArray
    printed: FloatArray
    tie_corrected: FloatArray


def rank_agreement(journal_scores: IntArray) -> RankAgreement:
    """Spearman of every school from ``journal_scores`` (S, 6, K+1): counts by journal mark and raw score.

    Only journal marks 2–5 count. Printed: r_s = 1 − 6·Σd²/(n(n²−1)), average ranks, no tie correction, nan
    below two pupils. Tie-corrected: correlation of the ranks, nan where marks or scores do not differ. Ranks
    are kept doubled, so that every sum is a whole number and exact up to about 10⁶ pupils a school.
    """
    tables = [np.asarray(journal_scores[:, mark, :], dtype=np.int64) for mark in JOURNAL_MARKS]
    mark_counts = np.stack([table.sum(axis=1) for table in tables], axis=1)
    score_counts = sum(tables[1:], start=tables[0])
    n = mark_counts.sum(axis=1)
    centre = (n + 1)[:, None]
    marks, scores = _doubled_ranks(mark_counts) - centre, _doubled_ranks(score_counts) - centre
    spread_marks = (mark_counts * marks**2).sum(axis=1)
    spread_scores = (score_counts * scores**2).sum(axis=1)
    product = sum(
        (marks[:, column] * (table * scores).sum(axis=1) for column, table in enumerate(tables)),
        start=np.zeros(len(n), dtype=np.int64),
    )
    squares = (spread_marks + spread_scores - 2 * product) / 4
    return RankAgreement(n, _printed(squares, n), _tie_corrected(product, spread_marks, spread_scores))


def _doubled_ranks(counts: IntArray) -> IntArray:
    """Twice the average rank of every value, (S, V) from counts (S, V) of ascending values."""
    return 2 * counts.cumsum(axis=1) - counts + 1


def _printed(squares: FloatArray, n: IntArray) -> FloatArray:
    size = np.where(n >= 2, n, 2).astype(np.float64)
    return np.where(n >= 2, 1 - 6 * squares / (size * (size**2 - 1)), np.nan)


def _tie_corrected(product: IntArray, spread_a: IntArray, spread_b: IntArray) -> FloatArray:
    scale = np.sqrt(spread_a.astype(np.float64)) * np.sqrt(spread_b.astype(np.float64))
    return np.where(scale > 0, product / np.where(scale > 0, scale, 1.0), np.nan)
