"""Sums of the parts of one assessment per school: what profiles are computed from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from objektiv.model.tables import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class PartTable:
    """S schools × P parts. ``n`` works in which the part was administered, ``total`` Σ points, ``squares`` Σ points²,
    ``cross`` Σ points × raw score (squares and cross may be None), all (S, P); ``works`` (S,), ``maxima`` (P,).
    """

    n: FloatArray
    total: FloatArray
    squares: FloatArray | None
    cross: FloatArray | None
    works: FloatArray
    maxima: FloatArray

    @cached_property
    def is_there(self) -> BoolArray:
        """(S, P) administered to somebody."""
        return self.n > 0

    @cached_property
    def divisor(self) -> FloatArray:
        """(S, P) ``n``, 1 where nobody took the part."""
        return np.maximum(self.n, 1.0)

    @cached_property
    def points(self) -> FloatArray:
        """(S, P) points that could be scored: n × maximum."""
        return self.n * self.maxima

    @cached_property
    def facility(self) -> FloatArray:
        """(S, P) completion 0–1: Σ points / (n × maximum); 0 where nobody took the part."""
        return self.total / (self.divisor * self.maxima)

    def only_parts(self, usable: BoolArray) -> PartTable:
        """The same table in which parts outside ``usable`` (P,) count as not administered."""
        return PartTable(
            np.where(usable, self.n, 0.0),
            np.where(usable, self.total, 0.0),
            None if self.squares is None else np.where(usable, self.squares, 0.0),
            None if self.cross is None else np.where(usable, self.cross, 0.0),
            self.works,
            self.maxima,
        )

    def rows(self, chosen: IntArray) -> PartTable:
        """The schools at the positions ``chosen``."""
        return PartTable(
            self.n[chosen],
            self.total[chosen],
            None if self.squares is None else self.squares[chosen],
            None if self.cross is None else self.cross[chosen],
            self.works[chosen],
            self.maxima,
        )
