"""What a school reaches later when nothing is done, given its starting value (METHODS §7).

Regression of the later on the earlier value with known sampling errors of both. Selection of schools by their observed
start does no harm: everything is conditional on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq

from objektiv.model.tables import BoolArray, FloatArray
from objektiv.statistics.between_variance import reml_tau2

LEAST_TRUE_SHARE = (
    0.05  # true differences of starts are taken as no less than this of a typical sampling variance
)
MOST_STEPS = 20
SMALLEST_RATIO = 1e-9
LEAST_SPREAD_OF_RELIABILITY = 0.05  # schools of one size do not tell pupils' own slope from that of schools


class Waves(NamedTuple):
    """A school a row: value ``earlier`` and ``later`` with their sampling variances ≥ 0, all (S,) in one unit."""

    earlier: FloatArray
    earlier_variance: FloatArray
    later: FloatArray
    later_variance: FloatArray


class Start(NamedTuple):
    """True starts over schools: ``mean`` μ and ``variance`` ω² with their standard errors.

    ``reliability`` λ (S,) = ω²/(ω² + u); ``expected`` (S,) = μ + λ·(x − μ), the best guess of a school's true start.
    """

    mean: float
    mean_error: float
    variance: float
    variance_error: float
    reliability: FloatArray
    expected: FloatArray

    def moved(self, waves: Waves, *, mean: float = 0.0, variance: float = 0.0) -> Start:
        """The same starts if μ and ω² were larger by so many of their standard errors."""
        true = self.variance + variance * self.variance_error
        centre = self.mean + mean * self.mean_error
        reliability = true / (true + waves.earlier_variance)
        guess = centre + reliability * (waves.earlier - centre)
        return self._replace(mean=centre, variance=true, reliability=reliability, expected=guess)


@dataclass(frozen=True)
class Expectation:
    """Fitted on the controls. ``design`` (S, P) of all schools, ``coefficients`` (P,) and their ``covariance`` (P, P).

    ``mean`` (S,) is what is expected later of every school, ``variance`` (S,) that of one school's later observed value
    around it when the coefficients are known; ``degrees`` of freedom; ``at_mean`` what is expected of a school with an
    average start; ``residual_variance`` σ²: what the start does not explain of true later values.
    """

    design: FloatArray
    coefficients: FloatArray
    covariance: FloatArray
    mean: FloatArray
    variance: FloatArray
    degrees: int
    residual_variance: float

    @property
    def at_mean(self) -> float:
        """Later value expected of an average start."""
        return float(self.coefficients[0])


def shrink_start(waves: Waves) -> Start:
    """Starts of all schools, S ≥ 2, whether treated or not: the action came after them.

    ω² by REML, never below 5 % of the median sampling variance; its error from the REML information. The start of a
    small school is more by chance, so it comes back further. Source: regression calibration, Carroll et al. 2006.
    """
    x = waves.earlier
    u = np.maximum(waves.earlier_variance, SMALLEST_RATIO * float(np.var(x)))
    true = max(reml_tau2(x, u), LEAST_TRUE_SHARE * float(np.median(u)))
    weights = 1 / (true + u)
    share = weights / weights.sum()
    mean = float((share * x).sum())
    squares, total = float((weights**2).sum()), float(weights.sum())
    information = squares - 2 * float((weights**3).sum()) / total + (squares / total) ** 2  # tr(PP)
    start = Start(mean, total**-0.5, true, float(np.sqrt(2 / information)), x, x)
    return start.moved(waves)


def fit_expectation(
    waves: Waves, start: Start, is_control: BoolArray, *, same_pupils: bool = False
) -> Expectation:
    """E[y | x] = α + β·λ(x − μ) [+ κ·(1 − λ)(x − μ)] by GLS over the controls; the rows of ``waves`` are predicted.

    Var[y | x] = σ² + v + β²ω² − (βω² + κu)²/(ω² + u) with σ² by REML. κ, the slope of pupils inside a school, is 0 when
    others sit the later work and is fitted when the same pupils do: then their luck at the start stays with them.
    Schools of one size: α + b·x, least squares on the observed start. t has (controls − P) degrees of freedom.
    """
    chance = waves.earlier - start.expected
    columns = [np.ones_like(chance), start.expected - start.mean]
    if same_pupils and np.ptp(start.reliability[is_control]) > LEAST_SPREAD_OF_RELIABILITY:
        columns.append(chance)
    elif same_pupils:
        columns[1] = waves.earlier - start.mean
    design = np.stack(columns, axis=1)
    u, v = waves.earlier_variance, waves.later_variance

    def known(coefficients: FloatArray) -> FloatArray:
        slope = float(coefficients[1])
        pupils = float(coefficients[2]) if len(coefficients) == 3 else slope * same_pupils
        return _known_variance(u, v, start, slope, pupils)

    fit = _Fit(design[is_control], waves.later[is_control])
    coefficients = fit.least_squares(np.ones(len(fit.y)))[0]
    floor = SMALLEST_RATIO * float(np.var(fit.y))
    variance = np.full(len(u), np.inf)
    for _ in range(MOST_STEPS):
        before, variance = variance, np.maximum(known(coefficients), floor)
        residual = fit.residual_variance(variance[is_control])
        coefficients, covariance = fit.least_squares(1 / (residual + variance[is_control]))
        if np.allclose(before, variance, rtol=1e-8, atol=0.0):
            break
    return Expectation(
        design=design,
        coefficients=coefficients,
        covariance=covariance,
        mean=np.asarray((design * coefficients).sum(axis=1)),
        variance=residual + variance,
        degrees=int(is_control.sum()) - design.shape[1],
        residual_variance=residual,
    )


def _known_variance(u: FloatArray, v: FloatArray, start: Start, slope: float, pupils: float) -> FloatArray:
    """v + β²ω² − (βω² + κu)²/(ω² + u), never below 0; κ²u ≤ v, or the same pupils would be more than the same."""
    share = np.clip(pupils, 0.0, np.sqrt(v / np.maximum(u, SMALLEST_RATIO * start.variance)))
    explained = (slope * start.variance + share * u) ** 2 / (start.variance + u)
    return np.asarray(np.maximum(v + slope**2 * start.variance - explained, 0.0))


class _Fit(NamedTuple):
    """Design (N, P) and values (N,) of the controls."""

    design: FloatArray
    y: FloatArray

    def least_squares(self, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Coefficients and (X'WX)⁻¹; no BLAS for the sums: its threads would decide the last bits."""
        cross = (weights[:, None, None] * self.design[:, :, None] * self.design[:, None, :]).sum(axis=0)
        moment = (weights[:, None] * self.design * self.y[:, None]).sum(axis=0)
        inverse = np.linalg.inv(cross)
        return np.asarray(np.linalg.solve(cross, moment)), np.asarray(inverse)

    def residual_variance(self, known: FloatArray) -> float:
        """σ² ≥ 0 with Σ w²r² = Σ w(1 − h), w = 1/(σ² + known): the REML equation."""

        def equation(sigma2: float) -> float:
            w = 1 / (sigma2 + known)
            coefficients, inverse = self.least_squares(w)
            residual = self.y - (self.design * coefficients).sum(axis=1)
            leverage = w * np.einsum("np,pq,nq->n", self.design, inverse, self.design)
            return float((w**2 * residual**2 - w * (1 - leverage)).sum() / w.sum())

        if equation(0.0) <= 0:
            return 0.0
        upper = float(np.var(self.y)) + float(known.mean())
        while equation(upper) > 0:
            upper *= 2
        return float(brentq(equation, 0.0, upper, xtol=1e-12 * upper, rtol=1e-12))
