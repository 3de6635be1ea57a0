"""Every indicator on every assessment, each with its named reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from objektiv.analysis import catalogue
from objektiv.analysis.findings import Judged, judge
from objektiv.analysis.reduction import Reduced
from objektiv.analysis.references import build_reference
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Estimates, Reference


@dataclass(frozen=True)
class Compared:
    """One assessment of one region, judged by every indicator."""

    reduced: Reduced
    reference: Reference
    estimates: Mapping[str, tuple[Estimates, ...]]
    judged: tuple[Judged, ...]


def compare(
    reduced: Mapping[AssessmentId, Reduced],
    packs: Mapping[str, Reference],
    *,
    is_whole_region: bool,
    say: Callable[[str], None],
) -> dict[AssessmentId, Compared]:
    """Judge all assessments of one region."""
    compared = {}
    for assessment, one in reduced.items():
        say(assessment.title)
        pack = packs.get(str(assessment))
        reference = build_reference(one.cells, one.reports, pack, is_whole_region=is_whole_region)
        compared[assessment] = _judge_all(assessment, one, reference)
    return compared


def _judge_all(assessment: AssessmentId, reduced: Reduced, reference: Reference) -> Compared:
    estimates = {
        code: indicator.estimate(reduced.cells, reference)
        for code, indicator in catalogue.indicators().items()
    }
    judged = tuple(
        judge(assessment, catalogue.indicators()[code].passport, reduced.cells.schools, direction)
        for code, directions in estimates.items()
        for direction in directions
    )
    return Compared(reduced, reference, estimates, judged)
