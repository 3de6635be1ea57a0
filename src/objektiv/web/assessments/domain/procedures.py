"""The calendar: adding, editing, moving on, opening a new school year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.model.assessment import AssessmentId
from objektiv.web.assessments.enums import ENDED, WITH_RESULTS, Kind, ProcedureState
from objektiv.web.assessments.models import Procedure
from objektiv.web.assessments.phrases import CONFLICT, NEEDS_REASON, WRONG_STATE
from objektiv.web.assessments.rules import can_become, may_edit_procedures
from objektiv.web.assessments.signals import procedure_changed
from objektiv.web.audit.domain import changes, record

FIELDS = (
    "kind", "school_year", "grade", "subject", "variant", "starts_on", "ends_on", "results_due_on", "note",
)  # fmt: skip
DATES = ("starts_on", "ends_on", "results_due_on")
SAME_WEEKDAY_NEXT_YEAR = timedelta(weeks=52)


def code_of(procedure: Procedure) -> str:
    """The code under which results are loaded; empty for kinds without results of pupils."""
    if procedure.kind not in WITH_RESULTS or not procedure.subject or not procedure.grade:
        return ""
    first = int(procedure.school_year[:4])
    in_autumn = procedure.starts_on is not None and procedure.starts_on.year == first
    for year in (first, first + 1) if in_autumn else (first + 1, first):
        code = AssessmentId(procedure.kind, year, procedure.subject, procedure.grade, procedure.variant)
        if code.school_year == procedure.school_year:
            return str(code)
    return ""


@transaction.atomic
def add_procedure(*, unit: Any, by: Any, **known: Any) -> Procedure:
    """Add a line to the calendar of ``unit``; ValidationError when something is missing or stands there already."""
    if not may_edit_procedures(by, unit):
        raise PermissionDenied
    procedure = Procedure(unit=unit, **known)
    _check(procedure)
    procedure.save()
    record("procedure.added", by=by, obj=procedure, unit_path=unit.path, new=_values(procedure))
    procedure_changed.send(Procedure, procedure=procedure, by=by)
    return procedure


@transaction.atomic
def edit_procedure(procedure: Procedure, *, version: int, by: Any, **new: Any) -> Procedure:
    """Change what is known; ``version`` is the one the editor saw: the second of two editors is told."""
    procedure = _locked(procedure, version)
    if not may_edit_procedures(by, procedure.unit):
        raise PermissionDenied
    before = _values(procedure)
    for name in FIELDS:
        setattr(procedure, name, new.get(name, getattr(procedure, name)))
    _check(procedure)
    procedure.version += 1
    procedure.save()
    old, changed = changes(before, _values(procedure))
    if changed:
        record("procedure.edited", by=by, obj=procedure, unit_path=procedure.unit.path, old=old, new=changed)
        procedure_changed.send(Procedure, procedure=procedure, by=by)
    return procedure


@transaction.atomic
def move_procedure(procedure: Procedure, *, state: str, by: Any, version: int, reason: str = "") -> Procedure:
    """Take a procedure to its next state; cancelling and coming back need a reason."""
    procedure = _locked(procedure, version)
    if not may_edit_procedures(by, procedure.unit):
        raise PermissionDenied
    if not can_become(procedure, state):
        raise ValidationError(WRONG_STATE.format(state=procedure.get_state_display()))
    if (procedure.state in ENDED or state == ProcedureState.CANCELLED) and not reason.strip():
        raise ValidationError({"reason": NEEDS_REASON})
    before, procedure.state = procedure.state, state
    procedure.version += 1
    procedure.save()
    record(
        "procedure.moved", by=by, obj=procedure, unit_path=procedure.unit.path,
        old={"procedure_state": before}, new={"procedure_state": state}, reason=reason,
    )  # fmt: skip
    procedure_changed.send(Procedure, procedure=procedure, by=by)
    return procedure


@transaction.atomic
def open_school_year(*, unit: Any, source: str, by: Any) -> list[Procedure]:
    """Plan the next school year after ``source``: the same procedures a year later, on the same days of the week.

    What is there already and what was cancelled is passed by; the old year stays as it is.
    """
    if not may_edit_procedures(by, unit):
        raise PermissionDenied
    year = next_school_year(source)
    earlier = Procedure.objects.filter(unit=unit, school_year=source)
    there = {_sameness(one) for one in Procedure.objects.filter(unit=unit, school_year=year)}
    added = []
    for one in earlier.exclude(state=ProcedureState.CANCELLED):
        if _sameness(one) not in there:
            moved = {name: _a_year_later(getattr(one, name)) for name in DATES}
            same = {name: getattr(one, name) for name in ("kind", "grade", "subject", "variant", "note")}
            added.append(add_procedure(unit=unit, by=by, school_year=year, **same, **moved))
    return added


def next_school_year(school_year: str) -> str:
    """«2024/25» → «2025/26»."""
    start = int(school_year[:4]) + 1
    return f"{start}/{(start + 1) % 100:02d}"


def _a_year_later(day: date | None) -> date | None:
    return day + SAME_WEEKDAY_NEXT_YEAR if day else None


def _sameness(one: Procedure) -> tuple[Any, ...]:
    return one.kind, one.grade, one.subject, one.variant


def _check(procedure: Procedure) -> None:
    wrong = {}
    if procedure.kind in WITH_RESULTS:
        wrong = {
            name: "Для этой процедуры укажите и класс, и предмет: по ним узнаются её результаты."
            for name in ("grade", "subject")
            if not getattr(procedure, name)
        }
    if procedure.variant and (procedure.kind, procedure.subject) != (Kind.EGE, "ma"):
        wrong["variant"] = "Уровень бывает только у ЕГЭ по математике."
    if wrong:
        raise ValidationError(wrong)
    procedure.clean_fields()
    procedure.assessment = code_of(procedure)
    procedure.full_clean()


def _values(procedure: Procedure) -> dict[str, Any]:
    """For the journal, where fields of all apps meet: what is «kind» elsewhere has a name of its own."""
    return {{"kind": "procedure_kind"}.get(name, name): getattr(procedure, name) for name in FIELDS}


def _locked(procedure: Procedure, version: int) -> Procedure:
    """The row as it stands now; ValidationError when it is not the one the person saw."""
    now = Procedure.objects.select_for_update().select_related("unit").get(pk=procedure.pk)
    if now.version != version:
        raise ValidationError(CONFLICT)
    return now
