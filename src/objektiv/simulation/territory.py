"""Schools of a simulated territory: codes, kinds, sizes, effects, and which of them are treated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import Array, BoolArray, FloatArray, IntArray
from objektiv.simulation.plan import DistrictPlan, Treatment, stream

# Variance of θ between schools that lyceums, settlement and (special) classes bring on their own, weighted by
# pupils; the random school effect fills the rest. Measured on worlds of 3,000 schools with the defaults of
# the plan.
_STRUCTURAL_VARIANCE = 0.080
_LEAST_SCHOOL_VARIANCE = 0.02
# θ of the present pupils of a default world lies this much above zero (lyceums above, villages and classes
# below).
_CENTRE = 0.05


@dataclass(frozen=True)
class Territory:
    """S schools in ascending code. ``cohorts`` maps the cohort (year − grade) to enrolled pupils per school.

    ``mechanism`` and ``dose`` are «none» for untreated schools; ``acts`` maps a school year to the schools that
    do so in it, shape (S,); ``letters`` = how the school prints class letters (0 small, 1 capital, 2 «нет»,
    3 «НЕТ»).
    """

    plan: DistrictPlan
    seed: int
    codes: IntArray
    municipalities: IntArray
    is_lyceum: BoolArray
    is_rural: BoolArray
    cohorts: Mapping[int, IntArray]
    reread: FloatArray
    letters: IntArray
    mechanism: Array
    dose: Array
    acts: Mapping[str, BoolArray] = field(default_factory=dict)

    def treatment(self, assessment: AssessmentId) -> tuple[Array, Array]:
        """Mechanism and dose of every school in the school year of a work, «none» where it does nothing then."""
        acts = self.acts.get(assessment.school_year)
        if acts is None:
            return self.mechanism, self.dose
        nothing = np.array("none", dtype=object)
        return np.where(acts, self.mechanism, nothing), np.where(acts, self.dose, nothing)

    def school_effect(self, assessment: AssessmentId, reliability: float) -> FloatArray:
        """School part of θ, shape (S,): correlated over subjects and over years, lyceums and villages
        shifted.
        """
        plan = self.plan
        school_variance = max(plan.icc / reliability - _STRUCTURAL_VARIANCE, _LEAST_SCHOOL_VARIANCE)
        subject, year = assessment.subject, f"{assessment.year}-{assessment.grade}"
        shared, kept = plan.subject_correlation, plan.year_correlation
        weights = {
            ("school",): shared * kept,
            ("school", year): shared * (1 - kept),
            ("school", subject): (1 - shared) * kept,
            ("school", subject, year): (1 - shared) * (1 - kept),
        }
        effect = sum(
            weight**0.5 * stream(self.seed, *labels).standard_normal(len(self.codes))
            for labels, weight in weights.items()
        )
        shift = plan.lyceum_shift * self.is_lyceum + plan.rural_shift * self.is_rural
        return np.asarray(school_variance**0.5 * effect + shift - _CENTRE)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the schools, invented: «Учебная школа № 12», «Учебный лицей № 3»."""
        kinds = np.where(self.is_lyceum, "Учебный лицей", "Учебная школа")
        return tuple(f"{kind} № {number}" for number, kind in enumerate(kinds, start=1))

    @property
    def within_sd_factor(self) -> FloatArray:
        """Factor on the spread of pupils in each school (lyceums are narrower), shape (S,)."""
        return np.where(self.is_lyceum, self.plan.lyceum_sd, 1.0)


def cohort_of(assessment: AssessmentId) -> int:
    """Pupils who write several works in several years: autumn 2020 grade 4 and spring 2021 grade 5 are one
    cohort.
    """
    return assessment.year - assessment.grade


def build_territory(plan: DistrictPlan, seed: int) -> Territory:
    """Draw the schools of a plan; the same plan and seed give the same territory."""
    rng = stream(seed, "territory")
    size = rng.normal(np.log(plan.cohort_median), plan.cohort_sigma, plan.schools)
    is_rural = _smallest(size + rng.normal(0, 1.0, plan.schools), plan.rural_share)
    is_lyceum = _choose_lyceums(plan, size, is_rural, rng)
    mechanism, dose = _assign(plan, size, is_lyceum, stream(seed, "treatments"))
    cohorts = {
        cohort: _cohort_sizes(plan, size, mechanism != "none", stream(seed, "cohort", cohort))
        for cohort in sorted({cohort_of(assessment) for assessment in plan.assessments})
    }
    letters = rng.choice(4, size=plan.schools, p=[0.44, 0.41, 0.14, 0.01])
    letters[rng.integers(plan.schools)] = 3
    return Territory(
        plan=plan,
        seed=seed,
        codes=_codes(plan, rng),
        municipalities=rng.permutation(np.arange(plan.schools) % plan.municipalities) + 1,
        is_lyceum=is_lyceum,
        is_rural=is_rural,
        cohorts=cohorts,
        reread=rng.uniform(0, plan.reread_maximum, plan.schools),
        letters=letters,
        mechanism=mechanism,
        dose=dose,
        acts=_years_of_action(plan, mechanism != "none", stream(seed, "years")),
    )


def _years_of_action(
    plan: DistrictPlan, is_treated: BoolArray, rng: np.random.Generator
) -> Mapping[str, BoolArray]:
    """Treated schools that leave a year out do so in one drawn year; a territory of one year leaves none out."""
    years = sorted({assessment.school_year for assessment in plan.assessments})
    left_out = np.full(len(is_treated), -1)
    if len(years) > 1:
        treated = rng.permutation(np.flatnonzero(is_treated))
        changing = treated[round(plan.kept_share * len(treated)) :]
        left_out[changing] = rng.integers(len(years), size=len(changing))
    return {year: is_treated & (left_out != position) for position, year in enumerate(years)}


def _codes(plan: DistrictPlan, rng: np.random.Generator) -> IntArray:
    """Six digits a school: 9,999 fit a region, further ones take the regions below it."""
    if plan.schools <= 9999:
        numbers = np.sort(rng.choice(9999, plan.schools, replace=False)) + 1
        return np.asarray(plan.region * 10_000 + numbers)
    index = np.arange(plan.schools)
    return np.sort((plan.region - index // 9999) * 10_000 + index % 9999 + 1)


def _smallest(values: FloatArray, share: float) -> BoolArray:
    chosen = np.zeros(len(values), dtype=bool)
    chosen[np.argsort(values, kind="stable")[: round(share * len(values))]] = True
    return chosen


def _choose_lyceums(
    plan: DistrictPlan, size: FloatArray, is_rural: BoolArray, rng: np.random.Generator
) -> BoolArray:
    """Lyceums are town schools of at least the median size; one at least wherever the share is above zero."""
    chosen = np.zeros(plan.schools, dtype=bool)
    count = max(round(plan.lyceum_share * plan.schools), int(plan.lyceum_share > 0 and plan.schools >= 10))
    candidates = np.flatnonzero(~is_rural & (size >= np.log(plan.cohort_median)))
    chosen[rng.permutation(candidates)[:count]] = True
    return chosen


def _assign(
    plan: DistrictPlan, size: FloatArray, is_lyceum: BoolArray, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Treated schools are never lyceums; those of the wanted size come first, then the nearest to it."""
    mechanism = np.full(plan.schools, "none", dtype=object)
    dose = np.full(plan.schools, "none", dtype=object)
    order = rng.permutation(np.flatnonzero(~is_lyceum))
    if plan.treated_minimum:
        # Wide treated schools would be half of the works of a district and move what others are compared with.
        excess = size[order] - np.log(plan.treated_minimum)
        fits = (excess >= 0) & (excess < np.log(1.5))
        order = order[np.argsort(np.where(fits, 0.0, np.abs(excess)), kind="stable")]
    wanted = [treatment for treatment in plan.treatments for _ in range(treatment.schools)]
    if len(wanted) > len(order):
        raise ValueError(f"{len(wanted)} treated schools do not fit into {len(order)} that are no lyceums")
    for school, treatment in zip(order, _shuffled(wanted, rng), strict=False):
        mechanism[school], dose[school] = treatment.mechanism, treatment.dose
    return mechanism, dose


def _shuffled(wanted: list[Treatment], rng: np.random.Generator) -> list[Treatment]:
    return [wanted[index] for index in rng.permutation(len(wanted))]


def _cohort_sizes(
    plan: DistrictPlan, size: FloatArray, is_treated: BoolArray, rng: np.random.Generator
) -> IntArray:
    low, high = plan.cohort_limits
    noise = rng.normal(0, 0.10 if plan.cohort_sigma else 0.0, len(size))
    enrolled = np.clip(np.rint(np.exp(size + noise)), low, high).astype(np.int64)
    return np.where(is_treated, np.maximum(enrolled, plan.treated_minimum), enrolled)
