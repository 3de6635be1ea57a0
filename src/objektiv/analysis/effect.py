"""Did an action help: two waves of an indicator, who had the action, and what may be proposed to a person (METHODS §7).

How the effect is read is fixed before the later wave: an ``EffectQuestion`` is what an approved action keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from objektiv.analysis.effect_reading import OTHER_MEASURE, UNKNOWN_ERROR, EffectReading, what_was_read
from objektiv.analysis.effect_waves import SMALLEST_EFFECTS, Wave
from objektiv.model.tables import Array, BoolArray, FloatArray
from objektiv.statistics.effect import (
    CANNOT_JUDGE,
    CEILING,
    HELPED,
    NOT_HELPED,
    Effect,
    Groups,
    estimate_effect,
    propose,
    without_figures,
)
from objektiv.statistics.effect_expectation import Waves
from objektiv.statistics.effect_shares import effect_in_points
from objektiv.statistics.pvalues import DIRECTIONS

PROPOSALS = {HELPED: "помогло", NOT_HELPED: "не помогло", CANNOT_JUDGE: "нельзя судить"}


@dataclass(frozen=True)
class EffectQuestion:
    """How an effect will be read: schools by code, the wanted ``direction`` («higher», «lower»), the rest as below.

    ``controls``: the schools to compare with, None = all others. ``set_aside``: schools never taken as controls (they
    had an action of their own). ``smallest``: least effect of interest > 0, None = 0.2 standard deviations of pupils or
    5 percentage points. ``nearest``: so many nearest controls for each treated school, 0 = all. ``context``: figures of
    a school, of one length, for which the nearest are looked for too; a school without them is no control then.
    """

    treated: frozenset[int]
    direction: str
    controls: frozenset[int] | None = None
    set_aside: frozenset[int] = frozenset()
    smallest: float | None = None
    nearest: int = 0
    context: Mapping[int, tuple[float, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.direction not in DIRECTIONS:
            raise ValueError(f"direction must be one of {DIRECTIONS}, not {self.direction!r}")
        if self.smallest is not None and not self.smallest > 0:
            raise ValueError("the smallest effect of interest must be above 0")

    def to_record(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "treated": sorted(self.treated),
            "direction": self.direction,
            "controls": None if self.controls is None else sorted(self.controls),
            "set_aside": sorted(self.set_aside),
            "smallest": self.smallest,
            "nearest": self.nearest,
            "context": {str(school): list(figures) for school, figures in sorted(self.context.items())},
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> EffectQuestion:
        """The question that ``to_record`` gave; KeyError or ValueError when it is damaged."""
        controls = record["controls"]
        return cls(
            treated=frozenset(map(int, record["treated"])),
            direction=record["direction"],
            controls=None if controls is None else frozenset(map(int, controls)),
            set_aside=frozenset(map(int, record["set_aside"])),
            smallest=record["smallest"],
            nearest=int(record["nearest"]),
            context={int(school): tuple(figures) for school, figures in record["context"].items()},
        )


def read_effect(before: Wave, after: Wave, question: EffectQuestion) -> EffectReading:
    """The effect of the action asked about, between two waves of one indicator. Schools are matched by code."""
    schools, waves, groups, same_pupils = lay_out(before, after, question)
    smallest = SMALLEST_EFFECTS[after.unit] if question.smallest is None else question.smallest
    effect = estimate_effect(waves, groups, same_pupils=bool(same_pupils))
    if after.is_share:
        effect = effect_in_points(effect)
    reason = _reason(before, after, effect, question.direction, smallest)
    if reason:
        effect = without_figures(effect, reason)
    proposal = propose(effect, direction=question.direction, smallest=smallest)
    there: BoolArray = np.isfinite(waves.earlier) & np.isfinite(waves.later)
    is_alone = groups.is_treated & there & ~effect.is_supported & bool(effect.is_supported.any())
    reading = EffectReading(
        proposal=proposal,
        effect=effect,
        unit=after.unit,
        smallest=smallest,
        same_pupils=same_pupils,
        absent=tuple(sorted(question.treated - set(schools[there].tolist()))),
        alone=tuple(schools[is_alone].tolist()),
    )
    return replace(reading, sentences=what_was_read(reading, before, after, question.direction))


class LaidOut(NamedTuple):
    """Two waves side by side: ``schools`` (S,) ascending, their values, who is who; ``same_pupils`` None: not known."""

    schools: Array
    waves: Waves
    groups: Groups
    same_pupils: bool | None


def lay_out(before: Wave, after: Wave, question: EffectQuestion) -> LaidOut:
    """All schools of either wave; nan where a school lacks one."""
    schools = np.union1d(before.schools, after.schools)
    waves = Waves(*_on(schools, before), *_on(schools, after))
    known = before.cohort is not None and after.cohort is not None
    same_pupils = before.cohort == after.cohort if known else None
    return LaidOut(schools, waves, _groups(schools, question), same_pupils)


def _on(schools: Array, wave: Wave) -> tuple[FloatArray, FloatArray]:
    """Values and variances of the wave for ``schools`` (S,), nan where it has none."""
    place = np.searchsorted(schools, wave.schools)
    values, variances = np.full(len(schools), np.nan), np.full(len(schools), np.nan)
    values[place], variances[place] = wave.values, wave.variances
    return values, variances


def _groups(schools: Array, question: EffectQuestion) -> Groups:
    treated = np.isin(schools, list(question.treated))
    control = ~treated & ~np.isin(schools, list(question.set_aside))
    if question.controls is not None:
        control &= np.isin(schools, list(question.controls))
    width = len(next(iter(question.context.values()), ()))
    nothing = (np.nan,) * width
    context = np.array([question.context.get(code, nothing) for code in schools.tolist()], dtype=np.float64)
    context = context.reshape(len(schools), width)
    known = np.asarray(np.isfinite(context).all(axis=1))
    typical = context[known].mean(axis=0) if known.any() else np.zeros(width)
    # A treated school without context is looked for among ordinary ones rather than lost.
    return Groups(treated, control & known, np.where(known[:, None], context, typical), question.nearest)


def _reason(before: Wave, after: Wave, effect: Effect, direction: str, smallest: float) -> str:
    """Why nothing can be said though figures could be had, «» if it can."""
    if (before.measure, before.unit, before.is_share) != (after.measure, after.unit, after.is_share):
        return OTHER_MEASURE
    if any(len(wave.schools) and not np.isfinite(wave.variances).any() for wave in (before, after)):
        return UNKNOWN_ERROR
    if not after.is_share:
        return ""
    room = 100.0 - effect.expected if direction == "higher" else effect.expected
    return CEILING if room < smallest else ""
