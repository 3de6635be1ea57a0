"""Defects that real exports have: a few rows of each workbook are spoiled the way people spoil them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from objektiv.model.tables import PRESENT, Attempts, BoolArray, IntArray

_WRONG_TOTALS = 0.002
_NO_JOURNAL = 0.001
_SPELLINGS = ("X", "x", "Х", "х")
_SPELLING_SHARES = (0.86, 0.05, 0.07, 0.02)


@dataclass(frozen=True)
class Defects:
    """Positions of spoiled rows of one workbook, disjoint.

    ``shifted``: part cells stand one column too far right; ``too_large``: one part is above its maximum; both
    are rows that METHODS §1.1 sets aside. ``wrong_total``: printed total is one off; ``no_journal``: journal
    mark missing.
    """

    shifted: IntArray
    too_large: IntArray
    wrong_total: IntArray
    no_journal: IntArray

    @property
    def quarantined(self) -> IntArray:
        """Positions of the rows that a reader must set aside."""
        return np.concatenate([self.shifted, self.too_large])


NO_DEFECTS = Defects(*(np.empty(0, dtype=np.int64) for _ in range(4)))


def draw_defects(attempts: Attempts, rng: np.random.Generator, *, is_shifted: bool) -> Defects:
    """Choose the spoiled rows among those present: one shifted (if asked), one too large, a few lesser ones.

    A table of fewer than 100 present rows stays clean: a row there is too dear.
    """
    present = rng.permutation(np.flatnonzero(attempts.table["status"] == PRESENT))
    if len(present) < 100:
        return NO_DEFECTS
    counts = [
        int(is_shifted),
        1,
        round(_WRONG_TOTALS * len(present)) + 1,
        round(_NO_JOURNAL * len(present)) + 1,
    ]
    return Defects(*(np.sort(part) for part in np.split(present, np.cumsum(counts))[:4]))


def spell_not_attempted(is_left: BoolArray, rng: np.random.Generator) -> list[str]:
    """Spellings of «not attempted» for the cells that are so: Latin and Cyrillic, capital and small."""
    chosen = rng.choice(len(_SPELLINGS), int(is_left.sum()), p=_SPELLING_SHARES)
    return [_SPELLINGS[index] for index in chosen]


def accepted_rows(attempts: Attempts, defects: Defects) -> BoolArray:
    """Present rows that stay in the calculation, shape (rows,)."""
    accepted = attempts.table["status"] == PRESENT
    accepted[defects.quarantined] = False
    return np.asarray(accepted, dtype=bool)
