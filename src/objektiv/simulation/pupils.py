"""Pupils of a cohort: classes, codes, gender, and the abilities that they bring to every work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import Array, BoolArray, FloatArray, IntArray
from objektiv.simulation.plan import stream
from objektiv.simulation.territory import Territory

LARGEST_CLASS = 28
CLASS_LETTERS = "абвгдежзиклмноп"

# Shares of the variance of a pupil's ability inside the class: general, of the subject, of the day, of both.
_GENERAL, _SUBJECT, _DAY, _REST = 0.75, 0.15, 0.05, 0.05


@dataclass(frozen=True)
class Pupils:
    """Enrolled pupils (N) of the schools [start, stop) of a territory, school by school, class by class.

    ``school`` = position in the territory; ``number`` counts from 1 in the school; ``group`` = class, counted
    over the block; ``letter`` = index of the class letter; ``group_is_special`` has one entry a class.
    """

    cohort: int
    start: int
    stop: int
    school: IntArray
    number: IntArray
    group: IntArray
    letter: IntArray
    is_boy: BoolArray
    group_is_special: BoolArray


def draw_pupils(territory: Territory, cohort: int, start: int, stop: int) -> Pupils:
    """Enrolled pupils of some schools; the same every time they are asked for."""
    sizes = territory.cohorts[cohort][start:stop]
    rng = stream(territory.seed, "pupils", cohort, start)
    position = np.repeat(np.arange(stop - start), sizes)
    first = np.cumsum(sizes) - sizes
    number = np.arange(len(position)) - first[position]
    classes = -(-sizes // LARGEST_CLASS)
    letter = number * classes[position] // sizes[position]
    group = (np.cumsum(classes) - classes)[position] + letter
    is_special = rng.random(int(classes.sum())) < territory.plan.special_class_share
    return Pupils(
        cohort=cohort,
        start=start,
        stop=stop,
        school=position + start,
        number=number + 1,
        group=group,
        letter=letter,
        is_boy=rng.random(len(position)) < 0.51,
        group_is_special=is_special,
    )


@dataclass(frozen=True)
class Abilities:
    """θ of N pupils on one work and its two sources: ``place`` (school and class) and ``own`` (inside the
    class).
    """

    theta: NDArray[np.float32]
    place: NDArray[np.float32]
    own: NDArray[np.float32]


def draw_abilities(
    territory: Territory, assessment: AssessmentId, pupils: Pupils, reliability: float
) -> Abilities:
    """θ = school + class + pupil; total variance about 1 in an ordinary region. ``own`` is standard normal.

    ``reliability`` of the work turns the share of variance between schools in raw scores into that in θ.
    """
    plan = territory.plan
    school = territory.school_effect(assessment, reliability)
    place = school[pupils.school] + _class_effect(territory, assessment, pupils)[pupils.group]
    own = _own_ability(territory, assessment, pupils)
    within = max(1 - plan.icc / reliability - plan.class_variance, 0.2) ** 0.5
    spread = within * territory.within_sd_factor[pupils.school]
    theta = place + spread * own
    return Abilities(theta.astype(np.float32), place.astype(np.float32), own)


def _class_effect(territory: Territory, assessment: AssessmentId, pupils: Pupils) -> FloatArray:
    """Class part of θ, one entry a class of the block, correlated over subjects as schools are."""
    plan = territory.plan
    count = len(pupils.group_is_special)
    key = (territory.seed, "class", pupils.cohort, pupils.start)
    both = stream(*key).standard_normal(count)
    subject = stream(*key, assessment.subject).standard_normal(count)
    shared = plan.subject_correlation
    effect = plan.class_variance**0.5 * (shared**0.5 * both + (1 - shared) ** 0.5 * subject)
    return np.asarray(effect + plan.special_class_shift * pupils.group_is_special)


def _own_ability(territory: Territory, assessment: AssessmentId, pupils: Pupils) -> NDArray[np.float32]:
    key = (territory.seed, "ability", pupils.cohort, pupils.start)
    day = f"{assessment.year}-{assessment.grade}"
    parts = (
        (_GENERAL, ("general",)),
        (_SUBJECT, (assessment.subject,)),
        (_DAY, (day,)),
        (_REST, (assessment.subject, day)),
    )
    own = np.zeros(len(pupils.school), dtype=np.float32)
    for share, labels in parts:
        draw = stream(*key, *labels).standard_normal(len(own), dtype=np.float32)
        own += np.float32(share**0.5) * draw
    return own


def class_group_texts(territory: Territory, pupils: Pupils) -> Array:
    """Class letters as schools print them: small, capital, «нет» or «НЕТ»; object array of str."""
    letters = list(CLASS_LETTERS)
    table = np.array(
        [letters, [letter.upper() for letter in letters], ["нет"] * len(letters), ["НЕТ"] * len(letters)],
        dtype=object,
    )
    return np.asarray(table[territory.letters[pupils.school], pupils.letter])


def pupil_code_texts(pupils: Pupils, assessment: AssessmentId) -> Array:
    """Codes of pupils, object array of str: grade in which they sit, four digits of a number («50001»)."""
    grade = assessment.grade + assessment.is_autumn
    highest = int(pupils.number.max(initial=0))
    table = np.array([f"{grade}{number:04d}" for number in range(highest + 1)], dtype=object)
    return np.asarray(table[pupils.number])
