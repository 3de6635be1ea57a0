"""Plans of training territories: how many schools, of what kind, and who does what at which dose."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np

from objektiv.model.assessment import AssessmentId

TRAINING_ASSESSMENTS: tuple[AssessmentId, ...] = tuple(
    AssessmentId.parse(code)
    for code in (
        *("vpr-2021-ma4", "vpr-2021-ru4", "vpr-2021-ma5", "vpr-2021-ru5"),
        *("vpr-2020-ma4", "vpr-2020-ru4"),
    )
)


FIRST_YEAR = 2022  # workbooks of several years have the layout of the exports since then


@dataclass(frozen=True, slots=True)
class TrainingYears:
    """What fixes a training territory of several years: the same parameters, the same workbooks."""

    seed: int
    schools: int
    municipalities: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Treatment:
    """So many whole schools that do one thing at one dose in every assessment of the plan."""

    mechanism: str
    dose: str
    schools: int


@dataclass(frozen=True)
class DistrictPlan:
    """What a simulated territory is like (METHODS §6.1); shares are of schools, θ is in SD of pupils.

    ``treated_minimum`` = fewest enrolled pupils a grade in a treated school (smaller ones are enlarged to
    it); ``icc`` = between-school share of the variance of raw scores; ``part_noise`` and ``form_noise`` = SD
    of school × part and form × part shifts on the logit; ``reread_maximum`` = largest share of works one
    point below a boundary that a school lawfully re-reads upwards; ``region_nudge`` = share of works one or
    two points below the boundaries 2/3, 3/4, 4/5 that *every* school raises (0 = an honest region);
    ``not_taught_share`` = schools where one part of a work was not taught yet; ``kept_share`` = treated schools
    that do the same in every school year (the others leave one year out); ``block`` = schools drawn at a time.
    """

    schools: int = 40
    municipalities: int = 4
    assessments: tuple[AssessmentId, ...] = TRAINING_ASSESSMENTS
    treatments: tuple[Treatment, ...] = ()
    treated_minimum: int = 0
    region: int = 97
    cohort_median: float = 24.0
    cohort_sigma: float = 1.06
    cohort_limits: tuple[int, int] = (3, 350)
    lyceum_share: float = 0.05
    lyceum_shift: float = 0.8
    lyceum_sd: float = 0.75
    rural_share: float = 0.60
    rural_shift: float = -0.1
    special_class_share: float = 0.02
    special_class_shift: float = -1.0
    icc: float = 0.10
    class_variance: float = 0.04
    subject_correlation: float = 0.70
    year_correlation: float = 0.85
    part_noise: float = 0.13
    form_noise: float = 0.08
    reread_maximum: float = 0.10
    region_nudge: tuple[float, float, float] = (0.0, 0.0, 0.0)
    not_taught_share: float = 0.03
    kept_share: float = 1.0
    is_absent_journal_known: bool = False
    block: int = field(default=1000, repr=False)


def training_plan(schools: int = 40, municipalities: int | None = None) -> DistrictPlan:
    """The district of ``objektiv demo``: of 40 schools two nudge and two hint at high dose, one each at
    middle dose, one inflates the journal; other sizes in proportion. Treated schools have at least 60 pupils
    a grade, so that 40 works stand in every assessment even after absence. Without a wish there is a
    municipality for every ten schools, eight at most.
    """
    counts = (
        ("M1", "high", 2),
        ("M3", "high", 2),
        ("M1", "middle", 1),
        ("M3", "middle", 1),
        ("M7", "high", 1),
    )
    treatments = tuple(
        Treatment(mechanism, dose, share)
        for mechanism, dose, n in counts
        if (share := round(n * schools / 40))
    )
    return DistrictPlan(
        schools=schools,
        municipalities=min(schools, municipalities or max(1, min(8, round(schools / 10)))),
        treatments=treatments,
        treated_minimum=60,
    )


def region_plan(
    schools: int = 600,
    prevalence: float = 0.0,
    mechanisms: tuple[str, ...] = ("M1", "M3", "M7"),
    dose: str = "middle",
) -> DistrictPlan:
    """A region for validation: ``prevalence`` of its schools treated, mechanisms in equal parts, eight
    municipalities (METHODS §6.1, standard world; its mechanisms are those written so far).
    """
    treated = round(prevalence * schools)
    counts = [len(part) for part in np.array_split(np.arange(treated), len(mechanisms))]
    treatments = tuple(
        Treatment(mechanism, dose, count)
        for mechanism, count in zip(mechanisms, counts, strict=True)
        if count
    )
    return DistrictPlan(schools=schools, municipalities=min(8, schools), treatments=treatments)


def stream(seed: int, *labels: object) -> np.random.Generator:
    """A generator of its own for every named thing, so that drawing one thing never changes another."""
    return np.random.default_rng([seed, *(zlib.crc32(str(label).encode()) for label in labels)])
