"""Who has submitted what: schools by procedures of one school year, for the page, its export and the reminders."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from objektiv.model.assessment import AssessmentId
from objektiv.web.assessments.enums import ImportState, ProcedureState, Submitted
from objektiv.web.assessments.models import Procedure, Reminder, Submission
from objektiv.web.territory.models import ClassGroup, Unit

NO_LETTER = "НЕТ"
OWED = (Submitted.NO, Submitted.PARTLY)
BEFORE_RESULTS = (ProcedureState.PLANNED, ProcedureState.RUNNING)


@dataclass(frozen=True)
class Cell:
    """A school and a procedure. ``works`` count now; ``missing``: classes of which nothing came."""

    state: Submitted | None  # None: the procedure is none of the school's
    works: int = 0
    missing: tuple[str, ...] = ()

    @property
    def is_owed(self) -> bool:
        """Something is to be submitted."""
        return self.state in OWED


@dataclass(frozen=True)
class Row:
    """A school with its cells, in the order of the procedures."""

    school: Unit
    cells: tuple[Cell, ...]
    reminded: Reminder | None

    @property
    def owes(self) -> bool:
        """At least one cell is to be submitted."""
        return any(cell.is_owed for cell in self.cells)


def build_rows(schools: Sequence[Unit], procedures: Sequence[Procedure], school_year: str) -> list[Row]:
    """The matrix of some schools; the number of queries does not depend on their number."""
    submitted, classes = _submitted(schools, procedures), _classes(schools, school_year)
    reminders = _last_reminders(schools, procedures)
    today = timezone.localdate()
    rows = []
    for school in schools:
        known = classes.get(school.pk)
        cells = (
            _cell(school, one, submitted.get((school.pk, one.assessment)), known, today) for one in procedures
        )
        rows.append(Row(school, tuple(cells), reminders.get(school.pk)))
    return rows


def years_with_anything_due(procedures: QuerySet[Procedure]) -> list[str]:
    """School years of which something should have been submitted by now, newest first."""
    today = timezone.localdate()
    return sorted({one.school_year for one in procedures if not _is_ahead(one, today)}, reverse=True)


def owed(rows: Iterable[Row], procedures: Sequence[Procedure]) -> list[tuple[Unit, Procedure]]:
    """Whom to remind of what."""
    return [
        (row.school, procedure)
        for row in rows
        for procedure, cell in zip(procedures, row.cells, strict=True)
        if cell.is_owed
    ]


def submitted_counts(schools: QuerySet[Unit], procedures: Sequence[Procedure]) -> dict[str, int]:
    """Assessment → how many of the schools have works that count."""
    found = Submission.objects.filter(
        unit__in=schools.order_by().values("pk"),
        counted__gt=0,
        assessment__in=[one.assessment for one in procedures],
    )
    counts = found.order_by().values("assessment").annotate(n=Count("unit", distinct=True))
    return dict(counts.values_list("assessment", "n"))


@dataclass
class _Brought:
    works: int = 0
    only_absent: bool = False
    groups: set[str] | None = None


def _submitted(schools: Sequence[Unit], procedures: Sequence[Procedure]) -> dict[tuple[int, str], _Brought]:
    found: dict[tuple[int, str], _Brought] = defaultdict(_Brought)
    rows = Submission.objects.filter(
        unit__in=[school.pk for school in schools],
        assessment__in=[one.assessment for one in procedures],
        loaded_in__state=ImportState.LOADED,
    ).values_list("unit", "assessment", "counted", "works", "absent", "class_groups")
    for unit, assessment, counted, works, absent, groups in rows.order_by():
        one = found[unit, assessment]
        one.works += counted
        one.only_absent = one.only_absent or (not works and absent > 0)
        one.groups = (one.groups or set()) | {letter_of(group) for group in groups}
    return found


def letter_of(group: str) -> str:
    """«4 «А»», «а», «4А» → «А»; «нет» → empty."""
    letter = re.sub(r"[^A-ZА-ЯЁ]", "", group.upper())
    return "" if letter == NO_LETTER else letter


def _classes(schools: Sequence[Unit], school_year: str) -> dict[int, dict[int, set[str]]]:
    """School → grade → letters of its classes; schools of which no class is known are absent."""
    found: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    known = ClassGroup.objects.filter(unit__in=[school.pk for school in schools], school_year=school_year)
    for unit, grade, letter in known.values_list("unit", "grade", "letter").order_by():
        found[unit][grade].add(letter_of(letter))
    return found


def _last_reminders(schools: Sequence[Unit], procedures: Sequence[Procedure]) -> dict[int, Reminder]:
    """School → the last reminder of any of the procedures."""
    of_year = Q(unit__in=[school.pk for school in schools], procedure__in=[one.pk for one in procedures])
    last = Reminder.objects.filter(of_year).order_by().values("unit").annotate(last=Max("pk")).values("last")
    return {one.unit_id: one for one in Reminder.objects.filter(pk__in=last).select_related("by")}


def _cell(
    school: Unit,
    procedure: Procedure,
    brought: _Brought | None,
    classes: dict[int, set[str]] | None,
    today: date,
) -> Cell:
    if not school.path.startswith(procedure.unit.path) or not _is_open(school, procedure):
        return Cell(None)
    code = AssessmentId.parse(procedure.assessment)
    letters = classes.get(code.grade + code.is_autumn, set()) if classes is not None else None
    if brought and brought.works:
        missing = sorted(letters - (brought.groups or set())) if letters and any(brought.groups or ()) else []
        state = Submitted.PARTLY if missing else Submitted.YES
        return Cell(state, brought.works, tuple(missing))
    if brought and brought.only_absent:
        return Cell(Submitted.YES)
    if letters is not None and not letters:
        return Cell(Submitted.NOT_TAUGHT)
    return Cell(Submitted.NOT_YET if _is_ahead(procedure, today) else Submitted.NO)


def _is_open(school: Unit, procedure: Procedure) -> bool:
    day = procedure.starts_on or procedure.ends_on
    if day is None:
        return school.closed_on is None
    return (school.opened_on is None or school.opened_on <= day) and (
        school.closed_on is None or school.closed_on > day
    )


def _is_ahead(procedure: Procedure, today: date) -> bool:
    """Nothing is owed yet: the term is in the future, or there is no term and results are not collected yet."""
    due = procedure.results_due_on
    return due >= today if due else procedure.state in BEFORE_RESULTS
