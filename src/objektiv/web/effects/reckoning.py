"""One reading as plain values: what ``analysis.effect`` computed of two stored runs, with all that is shown of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from objektiv.analysis.effect import EffectQuestion, read_effect
from objektiv.analysis.effect_line import expectation_line, schools_of_waves
from objektiv.analysis.effect_reading import EffectReading
from objektiv.analysis.effect_waves import Wave, wave_of_run
from objektiv.analysis.stored import read_run
from objektiv.model.assessment import AssessmentId
from objektiv.web.assessments.models import Run
from objektiv.web.effects.models import Question

METHOD = "§7"
FIGURES = (
    "effect", "lower", "upper", "se", "p_value", "degrees", "treated", "controls", "start", "usual_start", "observed",
    "expected", "naive_change", "common_change", "regression_to_mean", "reliability", "slope", "applicable", "reason",
)  # fmt: skip
TREATED, ALONE, CONTROL = "treated", "alone", "control"


def reckon(question: Question, before_run: Run, after_run: Run, set_aside: frozenset[int]) -> dict[str, Any]:
    """Compute the effect; LakeError when the files of a run cannot be read."""
    wanted = replace(question.wanted, set_aside=set_aside)
    before = _wave(before_run, question.before_work, question.indicator)
    after = _wave(after_run, question.after_work, question.indicator)
    reading = read_effect(before, after, wanted)
    return {
        "question": wanted.to_record(), "indicator": question.indicator,
        "before": _told(before_run, before, question.before), "after": _told(after_run, after, question.after),
        "measure": after.measure, "unit": reading.unit, "smallest": reading.smallest, "proposal": reading.proposal,
        "same_pupils": reading.same_pupils, "figures": figures_of(reading), "absent": list(reading.absent),
        "alone": list(reading.alone), "sentences": list(reading.sentences),
        "schools": _schools(before, after, wanted, reading), "line": _line(before, after, wanted, reading),
        "versions": {"objektiv": version("objektiv"), "method": METHOD},
    }  # fmt: skip


def figures_of(reading: EffectReading) -> dict[str, Any]:
    """Figures of the effect by name, None for those that there are not."""
    found = {name: _plain(getattr(reading.effect, name)) for name in FIGURES}
    return {**found, "balance": _plain(reading.effect.balance.start)}


def _wave(run: Run, work: AssessmentId, indicator: str) -> Wave:
    return wave_of_run(read_run(run.folder, run.school_year), work, indicator)


def _told(run: Run, wave: Wave, code: str) -> dict[str, Any]:
    return {
        "run": run.pk, "run_sha256": run.sha256, "program": run.program, "school_year": run.school_year,
        "assessment": code, "title": wave.title,
    }  # fmt: skip


def _schools(
    before: Wave, after: Wave, wanted: EffectQuestion, reading: EffectReading
) -> list[dict[str, Any]]:
    """Schools of the picture; figures to the digits in which they are shown."""
    seen = schools_of_waves(before, after, wanted)
    rows = zip(*(one.tolist() for one in seen), strict=True)
    return [
        {
            "code": code,
            "start": round(start, 4),
            "later": round(later, 4),
            "group": CONTROL if not treated else ALONE if code in reading.alone else TREATED,
        }
        for code, start, later, treated, _ in rows
    ]


def _line(
    before: Wave, after: Wave, wanted: EffectQuestion, reading: EffectReading
) -> Mapping[str, list[float]] | None:
    if not reading.effect.applicable:
        return None
    line = expectation_line(before, after, wanted)
    return (
        {name: [round(one, 4) for one in values.tolist()] for name, values in line._asdict().items()}
        if line
        else None
    )


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value + 0.0 if math.isfinite(value) else None  # no minus zero: a database may forget it
    return value
