"""With whom a school is compared, and why with these: nothing here tells of its own results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from objektiv.aggregates.strata import SMALLEST_STRATUM
from objektiv.reports.office_reading import StoredCard
from objektiv.reports.summary import REFERENCE_KINDS
from objektiv.web.findings.models import ComparedAssessment, SchoolResult
from objektiv.web.findings.queries.results import assessments_of

NEVER = "специальная школа: с другими не сравнивается"
MIXED = "школ её вида мало, поэтому она стоит среди школ другого вида: «выше ожидаемого» о ней не говорится"
RULE = (
    "Школу сравнивают со школами того же вида (обычные, с углублённым изучением) и той же местности (город, село). "
    f"Если в такой группе меньше {SMALLEST_STRATUM} школ, группы объединяются: сначала местности, потом виды, потом "
    "все. Сама школа из сравнения исключается."
)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Comparison on one procedure."""

    assessment: ComparedAssessment
    group: str
    group_schools: int | None
    kind: str
    note: str

    @property
    def place(self) -> tuple[str, int, str, str]:
        """What lines of one part of the table share."""
        return self.group, self.group_schools or 0, self.assessment.reference_title, self.note


def group_lines(result: SchoolResult, stored: StoredCard | None) -> Sequence[GroupLine]:
    """Procedures of the school, each with its group and its reference; those that share both stand together."""
    return sorted((_line(one, stored) for one in assessments_of(result)), key=lambda line: line.place)


def _line(one: ComparedAssessment, stored: StoredCard | None) -> GroupLine:
    place = stored.place(one.code) if stored else None
    kind = REFERENCE_KINDS.get(one.reference_kind, one.reference_kind)
    if place is None:
        return GroupLine(one, "", None, kind, "")
    if not place.stratum:
        return GroupLine(one, "", None, kind, NEVER)
    return GroupLine(one, place.stratum, one.strata.get(place.stratum), kind, MIXED if place.is_mixed else "")
