"""Published marginals of the works that the training territory writes: what its honest part must look like.

Shares are of one real region, spring 2021: facility of parts, share of middle points, relative slopes (part–rest
correlation), standard deviation of raw scores, journal marks, absence, parts left out. Sources: METHODS §6.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Scale
from objektiv.model.tables import FloatArray


@dataclass(frozen=True, slots=True)
class Marginals:
    """Marginals of one assessment, P parts in the order of its scale.

    ``facility`` and ``middle`` (scores strictly between 0 and the maximum) in percent; ``slopes`` per θ and
    point; ``sd`` of raw scores in points, None = slopes as they are; ``journal`` shares of the marks 2–5 in
    percent; ``journal_fit`` = correlation of what the teacher sees with what the teacher writes; ``absent``,
    ``one_sitting`` and ``omitted`` (of all part cells) are shares. ``first_sitting`` = number of parts of the
    first sitting.
    """

    facility: tuple[float, ...]
    middle: tuple[float, ...]
    slopes: tuple[float, ...]
    sd: float | None
    journal: tuple[float, float, float, float]
    journal_fit: float
    absent: float
    omitted: float
    one_sitting: float = 0.0
    first_sitting: int = 0

    def as_shares(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Facility and middle as shares of one, slopes as they are; each of shape (P,)."""
        return np.array(self.facility) / 100, np.array(self.middle) / 100, np.array(self.slopes, dtype=float)


_MA4_SPRING = Marginals(
    facility=(92, 80, 83, 54, 64, 53, 93, 84, 60, 41, 52, 41, 59, 65, 13),
    middle=(0, 0, 8, 0, 0, 0, 0, 0, 0, 7, 0, 0, 16, 14, 5),
    slopes=(1.03, 0.96, 0.66, 1.05, 0.81, 0.92, 1.02, 0.94, 1.04, 1.06, 0.96, 0.96, 0.51, 0.21, 0.81),
    sd=3.78,
    journal=(1.0, 29.0, 51.0, 19.0),
    journal_fit=0.915,
    absent=0.065,
    omitted=0.020,
)
_MA4_AUTUMN = Marginals(
    facility=(86, 71, 80, 50, 51, 39, 91, 81, 48, 34, 48, 36, 51, 64, 8),
    middle=(0, 0, 8, 0, 0, 0, 0, 0, 0, 7, 0, 0, 14, 11, 3),
    slopes=(0.80, 0.88, 0.67, 1.02, 0.94, 0.89, 1.03, 1.04, 0.99, 0.95, 0.94, 1.04, 0.59, 0.30, 0.71),
    sd=3.89,
    journal=(0.1, 22.7, 54.7, 22.5),
    journal_fit=0.80,
    absent=0.115,
    omitted=0.046,
)
_RU4_SLOPES = (
    *(0.87, 0.58, 0.50, 1.45, 0.78, 0.46, 1.04, 0.57, 0.66, 0.80),
    *(0.58, 0.73, 0.35, 1.34, 1.05, 1.69, 1.12, 1.25, 0.53, 1.02),
)
_RU4_SPRING = Marginals(
    facility=(56, 86, 61, 82, 74, 74, 76, 54, 59, 66, 71, 68, 65, 67, 69, 66, 60, 79, 41, 34),
    middle=(64, 24, 13, 0, 26, 28, 0, 28, 49, 26, 0, 0, 8, 0, 32, 0, 27, 0, 22, 0),
    slopes=_RU4_SLOPES,
    sd=7.66,
    journal=(1.0, 33.6, 52.5, 12.9),
    journal_fit=0.94,
    absent=0.061,
    omitted=0.014,
    first_sitting=3,
)
_RU4_AUTUMN = Marginals(
    facility=(53, 82, 51, 75, 62, 70, 63, 50, 56, 62, 72, 63, 57, 64, 55, 60, 46, 74, 38, 29),
    middle=(60, 30, 12, 0, 29, 31, 0, 30, 49, 29, 0, 0, 8, 0, 36, 0, 30, 0, 23, 0),
    slopes=_RU4_SLOPES,
    sd=8.09,
    journal=(0.1, 30.2, 54.5, 15.2),
    journal_fit=0.84,
    absent=0.125,
    omitted=0.015,
    one_sitting=0.043,
    first_sitting=3,
)
_MA5_SPRING = Marginals(
    facility=(61, 52, 66, 39, 76, 44, 57, 23, 47, 40, 90, 77, 60, 58, 30, 7),
    middle=(0, 0, 0, 0, 0, 6, 0, 0, 13, 8, 0, 0, 0, 0, 0, 4),
    slopes=(0.73, 0.63, 0.74, 0.96, 1.17, 0.57, 0.93, 0.98, 0.58, 0.66, 0.96, 0.92, 0.85, 0.68, 0.81, 0.76),
    sd=3.91,
    journal=(1.1, 38.4, 45.8, 14.7),
    journal_fit=0.93,
    absent=0.093,
    omitted=0.069,
)
_RU5_SPRING = Marginals(
    facility=(58, 55, 90, 48, 80, 42, 48, 72, 76, 47, 56, 44, 57, 46, 55, 43, 49, 51, 50, 67, 82),
    middle=(64, 45, 12, 38, 19, 34, 34, 28, 26, 29, 14, 12, 9, 0, 4, 0, 20, 19, 0, 0, 0),
    slopes=(
        *(0.62, 0.41, 0.69, 0.76, 0.57, 0.79, 0.80, 0.41, 0.79, 0.88, 0.79),
        *(0.81, 0.69, 1.81, 0.67, 1.88, 0.46, 0.44, 0.79, 0.89, 1.23),
    ),
    sd=9.66,
    journal=(1.0, 39.7, 48.3, 11.0),
    journal_fit=0.92,
    absent=0.102,
    omitted=0.036,
)

# Keyed by subject, grade of the work and wave; the year does not matter.
_KNOWN: dict[tuple[str, int, bool], Marginals] = {
    ("ma", 4, False): _MA4_SPRING,
    ("ma", 4, True): _MA4_AUTUMN,
    ("ru", 4, False): _RU4_SPRING,
    ("ru", 4, True): _RU4_AUTUMN,
    ("ma", 5, False): _MA5_SPRING,
    ("ru", 5, False): _RU5_SPRING,
}


def marginals_of(assessment: AssessmentId, scale: Scale) -> Marginals:
    """Marginals of a work: the published ones, else a plain work of falling facility on the given scale."""
    known = _KNOWN.get((assessment.subject, assessment.grade, assessment.is_autumn))
    if known is not None and assessment.kind == "vpr" and len(known.facility) == len(scale.parts):
        return known
    return _plain(scale)


def _plain(scale: Scale) -> Marginals:
    """Facilities from 85 % down to 35 %, 15 points less at the raised level; middling journal and absence."""
    maxima = np.array([part.maximum for part in scale.parts])
    raised = np.array([part.level in {"П", "В"} for part in scale.parts])
    facility = np.linspace(85, 35, len(maxima)) - 15 * raised
    # Middle points pull the facility towards a half: an easy or a hard part has room for few of them.
    middle = np.minimum(20.0 + 5 * maxima, 1.6 * np.minimum(facility, 100 - facility))
    return Marginals(
        facility=tuple(facility.tolist()),
        middle=tuple(np.where(maxima > 1, middle, 0.0).tolist()),
        slopes=tuple((1 / np.sqrt(maxima)).tolist()),
        sd=None,
        journal=(1.0, 36.0, 48.0, 15.0),
        journal_fit=0.95,
        absent=0.09,
        omitted=0.04,
    )
