"""p of every family of a school in one field of schools.csv: «boundary=0.21;profile=0.0031»."""

from __future__ import annotations

import math
from collections.abc import Mapping

SIGNIFICANT = 4


def join_family_p(found: Mapping[str, float]) -> str:
    """Applicable families (a finite p) as one text, in the order given; empty when nothing could be judged."""
    return ";".join(f"{name}={p:.{SIGNIFICANT}g}" for name, p in found.items() if math.isfinite(p))


def split_family_p(text: str) -> dict[str, float]:
    """The families and their p back; ValueError for a text of another form."""
    pairs = (one.partition("=") for one in text.split(";") if one)
    return {name: float(value) for name, _, value in pairs}
