"""Acting runs that hold a wave: which one speaks for a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q

from objektiv.analysis.effect_waves import cohort_of
from objektiv.model.assessment import AssessmentId
from objektiv.web.assessments.enums import Pass
from objektiv.web.assessments.models import Run
from objektiv.web.assessments.queries import ancestors
from objektiv.web.effects.enums import Pupils
from objektiv.web.findings.models import ComparedAssessment

LATEST_AFTER = 3  # school years between the waves


@dataclass(frozen=True)
class Waves:
    """Works of acting runs, fetched in one question to the database: code → the runs that hold it."""

    runs: Mapping[str, Sequence[Run]] = field(default_factory=dict)

    @classmethod
    def of(cls, codes: Iterable[str]) -> Waves:
        """Where these works are."""
        return cls._fetched(Q(code__in=set(codes)))

    @classmethod
    def around(cls, path: str) -> Waves:
        """All works of acting runs that hold this part of the territory."""
        return cls._fetched(Q(result_set__run__unit__path__in=(path, *ancestors(path))))

    @classmethod
    def _fetched(cls, wanted: Q) -> Waves:
        rows = ComparedAssessment.objects.filter(wanted, result_set__run__is_active=True)
        found: dict[str, list[Run]] = {}
        for one in rows.select_related("result_set__run__unit").order_by("result_set__run"):
            found.setdefault(one.code, []).append(one.result_set.run)
        return cls(found)

    def run_for(self, path: str, code: str) -> Run | None:
        """The run that speaks for a part of the territory: the final pass, then the widest, which has most controls."""
        held = [one for one in self.runs.get(code, ()) if path.startswith(one.unit.path)]
        return min(held, key=lambda one: (one.kind != Pass.FINAL, len(one.unit.path), -one.pk), default=None)

    def works(self) -> list[AssessmentId]:
        """Newest year first, then by grade and subject."""
        found = map(AssessmentId.parse, self.runs)
        return sorted(found, key=lambda one: (-one.year, one.kind, one.grade, one.subject, one.variant))


def later_work(before: AssessmentId, school_year: str, pupils: str) -> AssessmentId | None:
    """The same subject in a later school year, of the same grade or of the same pupils; None where there is none."""
    year = int(school_year[:4]) + 1
    grade = before.grade
    if pupils == Pupils.SAME:
        grade = year - 1 - cohort_of(before)
    work = replace(before, year=year, grade=grade)
    return work if 1 <= grade <= 11 and work.school_year == school_year else None
