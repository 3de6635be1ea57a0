"""How much a p-value can say at most: the Sellke–Bayarri–Berger bound on the odds (METHODS §5.5)."""

from __future__ import annotations

import numpy as np

from objektiv.model.tables import FloatArray

SMALLEST_P = 1e-300


def odds_bound(p: FloatArray) -> FloatArray:
    """Largest factor by which ``p`` may raise the odds of a true sign: −1/(e·p·ln p), 1 from p = 1/e on.

    Any shape; nan stays nan; p below 1e-300 counts as 1e-300. Source: Sellke, Bayarri, Berger 2001.
    """
    small = np.clip(np.asarray(p, dtype=np.float64), SMALLEST_P, 1 / np.e)
    return np.maximum(-1 / (np.e * small * np.log(small)), 1.0)


def posterior_bound(p: FloatArray, prior: float) -> FloatArray:
    """Largest posterior probability («не больше чем») that ``p`` allows when the prior is ``prior`` (0–1)."""
    odds = odds_bound(p) * prior / (1 - prior)
    return odds / (1 + odds)
