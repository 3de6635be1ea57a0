"""Honest works of one assessment: points, parts left out, journal marks, absence, lawful re-reading."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Scale
from objektiv.model.tables import NOT_ATTEMPTED, NOT_TAUGHT, BoolArray, FloatArray, IntArray
from objektiv.simulation.marginals import Marginals
from objektiv.simulation.part_model import Float32Array, PartModel, ScoreArray, draw_scores
from objektiv.simulation.plan import stream
from objektiv.simulation.pupils import Abilities, Pupils, draw_abilities, draw_pupils
from objektiv.simulation.territory import Territory, cohort_of

# Teachers know more of a pupil than θ: lasting strengths in single topics. Weight of the part of the raw
# score that θ does not explain, beside one for θ; without it no journal reaches the rank agreement of the
# real region.
_TOPIC_KNOWLEDGE = 0.3
# Shares of the variance of the journal: level of the place (in the real region marks follow schools weakly),
# severity.
_JOURNAL_PLACE = 0.02
_JOURNAL_SEVERITY = 0.035
# Pupils whom the teacher hardly knows yet (new in the class): their journal marks are chance. Without them
# gaps of two marks are three times rarer than in the real region.
_NEWCOMERS = 0.04
_ABSENCE_SLOPE = -0.35


@dataclass(frozen=True)
class Blueprint:
    """All that fixes one assessment: its scale, marginals, fitted parts and the boundaries that its markers
    had.
    """

    assessment: AssessmentId
    scale: Scale
    marginals: Marginals
    model: PartModel
    boundaries: tuple[int, int, int]

    @property
    def maxima(self) -> IntArray:
        """Maxima of the parts, shape (P,)."""
        return np.array(self.model.maxima)


@dataclass(frozen=True)
class Works:
    """Works of N enrolled pupils: what they would show and whether they came.

    ``cells`` (P, N): points or the codes NOT_ATTEMPTED, NOT_TAUGHT; ``journal`` marks 2–5; ``form`` 1 or 2;
    ``sitting`` 0 = came, 1 = missed all, 2 = missed the first sitting, 3 = missed the second.
    """

    blueprint: Blueprint
    pupils: Pupils
    theta: Float32Array
    cells: ScoreArray
    journal: ScoreArray
    form: ScoreArray
    sitting: ScoreArray

    @property
    def is_present(self) -> BoolArray:
        """Came to every sitting."""
        return np.asarray(self.sitting == 0)

    @property
    def raw_score(self) -> IntArray:
        """Sum of points, codes below zero count as nothing; shape (N,)."""
        return raw_scores(self.cells)


def raw_scores(cells: ScoreArray) -> IntArray:
    """Sum of points over parts, shape (N,)."""
    total = np.zeros(cells.shape[1], dtype=np.int64)
    for part in cells:
        total += np.maximum(part, 0)
    return total


def draw_honest_works(territory: Territory, blueprint: Blueprint, start: int, stop: int) -> Works:
    """Works of the schools [start, stop) as they are when nobody interferes but by lawful re-reading."""
    assessment = blueprint.assessment
    pupils = draw_pupils(territory, cohort_of(assessment), start, stop)
    rng = stream(territory.seed, "works", assessment, start)
    reliability = blueprint.model.spread()[1]
    abilities = draw_abilities(territory, assessment, pupils, reliability)
    form = rng.integers(1, 3, len(pupils.school)).astype(np.int8)
    cells = draw_scores(blueprint.model, abilities.theta, _shift(territory, blueprint, pupils, form), rng)
    journal = _draw_journal(territory, blueprint, pupils, abilities, raw_scores(cells))
    _leave_parts_out(cells, blueprint, rng)
    _mark_not_taught(cells, territory, blueprint, pupils, rng)
    return Works(
        blueprint=blueprint,
        pupils=pupils,
        theta=abilities.theta,
        cells=cells,
        journal=journal,
        form=form,
        sitting=_draw_sitting(blueprint.marginals, abilities.theta, rng),
    )


def _shift(territory: Territory, blueprint: Blueprint, pupils: Pupils, form: ScoreArray) -> Float32Array:
    """Logit shifts of school × part and form × part for every pupil, shape (P, N)."""
    plan, key = territory.plan, (territory.seed, blueprint.assessment)
    parts = len(blueprint.model.maxima)
    schools = stream(key[0], "part noise", key[1], pupils.start)
    noise = schools.normal(0, plan.part_noise, (parts, pupils.stop - pupils.start)).astype(np.float32)
    forms = stream(key[0], "form noise", key[1]).normal(0, plan.form_noise, (parts, 1)).astype(np.float32)
    # A shift moves every point of a part: the factor keeps the facility of long parts from moving more.
    weight = (1 / np.sqrt(blueprint.maxima)).astype(np.float32)[:, None]
    shift: Float32Array = weight * (noise[:, pupils.school - pupils.start] + forms * (2 * form - 3))
    return shift


def _draw_journal(
    territory: Territory,
    blueprint: Blueprint,
    pupils: Pupils,
    abilities: Abilities,
    raw: IntArray,
) -> ScoreArray:
    """Journal marks: what the teacher knows of the pupil, weak traces of the place, severity by class."""
    rng = stream(territory.seed, "journal", blueprint.assessment, pupils.start)
    mean, variance = (_interpolated(blueprint.model, abilities.theta, which) for which in (0, 1))
    surprise = (raw - mean) / np.sqrt(variance)
    known = (abilities.own + _TOPIC_KNOWLEDGE * surprise) / (1 + _TOPIC_KNOWLEDGE**2) ** 0.5
    fit = np.where(rng.random(len(raw)) < _NEWCOMERS, 0.0, blueprint.marginals.journal_fit)
    written = fit * known + (1 - fit**2) ** 0.5 * rng.standard_normal(len(raw), dtype=np.float32)
    place_variance = territory.plan.icc + territory.plan.class_variance
    place = abilities.place * (_JOURNAL_PLACE / place_variance) ** 0.5
    severity = rng.normal(0, _JOURNAL_SEVERITY**0.5, len(pupils.group_is_special))[pupils.group]
    latent = place - severity + (1 - _JOURNAL_PLACE - _JOURNAL_SEVERITY) ** 0.5 * written
    shares = np.array(blueprint.marginals.journal) / np.sum(blueprint.marginals.journal)
    marks = 2 + np.searchsorted(ndtri(np.cumsum(shares)[:3]), latent)
    return np.asarray(marks, dtype=np.int8)


def _interpolated(model: PartModel, theta: Float32Array, which: int) -> FloatArray:
    nodes = np.linspace(-5, 5, 101)
    return np.interp(theta, nodes, model.moments(nodes)[which])


def _leave_parts_out(cells: ScoreArray, blueprint: Blueprint, rng: np.random.Generator) -> None:
    """Turn some zeros into «not attempted»: more so late in the work and with some pupils."""
    parts, pupils = cells.shape
    part, pupil = np.nonzero(cells == 0)
    if not len(part):
        return
    habit = rng.lognormal(-0.72, 1.2, size=(pupils,))
    weight = habit[pupil] * (0.5 + part / parts)
    rate = blueprint.marginals.omitted * cells.size / len(part)
    probability = np.minimum(rate * weight / weight.mean(), 0.95)
    left = rng.random(len(part)) < probability
    cells[part[left], pupil[left]] = NOT_ATTEMPTED


def _mark_not_taught(
    cells: ScoreArray, territory: Territory, blueprint: Blueprint, pupils: Pupils, rng: np.random.Generator
) -> None:
    """A few schools had not yet taught one part of the harder half of the work."""
    schools = pupils.stop - pupils.start
    hard = np.argsort(blueprint.marginals.facility, kind="stable")[: len(cells) // 2]
    is_late = rng.random(schools) < territory.plan.not_taught_share
    part_of_school = rng.choice(hard, schools)
    position = pupils.school - pupils.start
    late = np.flatnonzero(is_late[position])
    cells[part_of_school[position[late]], late] = NOT_TAUGHT


def _draw_sitting(marginals: Marginals, theta: Float32Array, rng: np.random.Generator) -> ScoreArray:
    """Absence, more frequent among weak pupils; a work in two sittings may be missed in one of them."""
    absent, one = marginals.absent, marginals.one_sitting
    rate = absent + one
    odds = rate / (1 - rate) * np.exp(_ABSENCE_SLOPE * theta)
    is_away = rng.random(len(theta)) < odds / (1 + odds)
    kind = rng.choice([1, 2, 3], len(theta), p=[absent / rate, one / rate / 2, one / rate / 2])
    return np.where(is_away, kind, 0).astype(np.int8)
