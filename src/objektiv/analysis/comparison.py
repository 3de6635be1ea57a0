"""Every indicator on every assessment, each with its named reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from objektiv.analysis import catalogue
from objektiv.analysis.findings import Judged, judge, spare_mixed
from objektiv.analysis.reduction import Reduced
from objektiv.analysis.references import build_reference, with_control_sample
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Estimates, Reference
from objektiv.model.tables import Array, Table


@dataclass(frozen=True)
class Compared:
    """One assessment of one region, judged by every indicator."""

    reduced: Reduced
    reference: Reference
    estimates: Mapping[str, tuple[Estimates, ...]]
    judged: tuple[Judged, ...]
    region: int = 0  # subject of the Federation; 0 unknown


def compare(
    reduced: Mapping[AssessmentId, Reduced],
    packs: Mapping[str, Reference],
    *,
    is_whole_region: bool,
    say: Callable[[str], None],
    control: Table | None = None,
    region: int = 0,
) -> dict[AssessmentId, Compared]:
    """Judge all assessments of one region; ``control`` is the extra table ``control_sample`` of the lake.

    Packs and printed rows of another ``region`` than this are not compared with (0 = unknown: any is).
    """
    compared = {}
    for assessment, one in reduced.items():
        say(assessment.title)
        pack = packs.get(str(assessment))
        reference = build_reference(
            one.cells, one.reports, pack, is_whole_region=is_whole_region, region=region
        )
        if control is not None:
            reference = with_control_sample(reference, _control_schools(control, assessment))
        compared[assessment] = _judge_all(assessment, one, reference, region)
    return compared


def _control_schools(control: Table, assessment: AssessmentId) -> Array:
    """Schools of the user's list: for this assessment, or for every one when the file names none."""
    named = (control["assessment"] == str(assessment)) | (control["assessment"] == "")
    return np.asarray(control["school"][named])


def _judge_all(assessment: AssessmentId, reduced: Reduced, reference: Reference, region: int) -> Compared:
    estimates = {
        code: tuple(
            spare_mixed(one, indicator.passport.family, reduced.cells.is_mixed)
            for one in indicator.estimate(reduced.cells, reference)
        )
        for code, indicator in catalogue.indicators().items()
    }
    judged = tuple(
        judge(assessment, catalogue.indicators()[code].passport, reduced.cells.schools, direction)
        for code, directions in estimates.items()
        for direction in directions
    )
    return Compared(reduced, reference, estimates, judged, region)
