"""Smooth honest score distributions: a base curve times the exponential of a polynomial."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from objektiv.model.tables import BoolArray, FloatArray

LARGEST_DEGREE_OVER_PARTS = 3
LEAST_RESIDUAL_DF = 4


@dataclass(frozen=True)
class SmoothFamily:
    """Candidates for the honest distribution: share of score k ∝ exp(log_base_k + Σ_d β_d·basis_kd).

    ``log_base`` (K+1,) is zero where only counts exist; ``basis`` (K+1, D) holds orthonormal polynomials of degree
    1 … D; ``attainable`` (K+1,) marks the scores that the form allows: the others are left out of every fit.
    """

    log_base: FloatArray
    basis: FloatArray
    attainable: BoolArray

    @property
    def largest_degree(self) -> int:
        """Highest degree that may be chosen."""
        return int(self.basis.shape[1])

    def with_degree(self, degree: int) -> SmoothFamily:
        """The same family with polynomials up to ``degree`` only."""
        return SmoothFamily(self.log_base, self.basis[:, :degree], self.attainable)


def polynomial_basis(attainable: BoolArray, degree: int) -> FloatArray:
    """Orthonormal polynomials of degree 1 … ``degree`` on the attainable scores, zero elsewhere: (K+1, degree)."""
    scores = np.linspace(-1.0, 1.0, len(attainable))
    powers = np.polynomial.legendre.legvander(scores, degree)[attainable]
    orthonormal, _ = np.linalg.qr(powers)
    basis = np.zeros((len(attainable), degree))
    basis[attainable] = orthonormal[:, 1:]
    return basis


def smooth_family(
    attainable: BoolArray, n_boundaries: int, part_distribution: FloatArray | None = None
) -> SmoothFamily:
    """The family of METHODS §4.1 for K+1 scores and B boundaries.

    With the distribution that a part model implies (K+1,): that times exp(polynomial of degree ≤ 3). Without:
    exp(polynomial of degree ≤ ⌊(attainable scores − 2B)/3⌋).
    """
    size = int(attainable.sum())
    degree = (size - 2 * n_boundaries) // 3
    log_base = np.zeros(len(attainable))
    if part_distribution is not None:
        degree = min(degree, LARGEST_DEGREE_OVER_PARTS)
        log_base = np.log(np.maximum(part_distribution, 1e-12))
    return SmoothFamily(log_base, polynomial_basis(attainable, max(degree, 1)), attainable)


def residual_df(family: SmoothFamily, n_boundaries: int) -> int:
    """Degrees of freedom left after the polynomial, a move at every boundary and their common share φ."""
    return int(family.attainable.sum()) - 1 - family.largest_degree - n_boundaries - 1
