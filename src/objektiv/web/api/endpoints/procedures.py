"""The calendar of procedures."""

from __future__ import annotations

from datetime import date

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from objektiv.web.access.permissions import Permission
from objektiv.web.access.scopes import Scope
from objektiv.web.api.rules import allows
from objektiv.web.api.shapes import Number, Page, SchoolYear, Span, Spanned, TokenRequest, answers, cut
from objektiv.web.assessments.enums import Kind, ProcedureState
from objektiv.web.assessments.models import Procedure
from objektiv.web.assessments.queries import visible_procedures

router = Router()
READ = allows(Scope.PROCEDURES_READ, Permission.PROCEDURES_VIEW)


class ProcedureShape(Schema):
    """A line of the calendar; ``assessment``: the code under which its results are loaded."""

    id: int
    title: str
    kind: str
    school_year: str
    grade: int | None
    subject: str
    variant: str
    unit: int
    unit_title: str
    starts_on: date | None
    ends_on: date | None
    results_due_on: date | None
    state: str
    state_title: str
    assessment: str
    note: str


@router.get("/procedures", response=answers(Page[ProcedureShape]), summary="Календарь процедур", **READ)
def procedure_list(
    request: TokenRequest,
    span: Span = Spanned,
    school_year: SchoolYear | None = None,
    kind: Kind | None = None,
    state: ProcedureState | None = None,
) -> Page[ProcedureShape]:
    """Процедуры вашей территории и те, что ведёт для неё регион: новые годы первыми."""
    asked = {"school_year": school_year, "kind": kind, "state": state}
    found = visible_procedures(request.user).filter(**{name: one for name, one in asked.items() if one})
    rows, about = cut(found.order_by("-school_year", "kind", "grade", "subject", "variant", "pk"), span)
    return Page(items=[shape_of(one) for one in rows], **about)


@router.get("/procedures/{number}", response=answers(ProcedureShape, 404), summary="Одна процедура", **READ)
def procedure_one(request: TokenRequest, number: Number) -> ProcedureShape:
    """Процедура по номеру."""
    return shape_of(get_object_or_404(visible_procedures(request.user), pk=number))


def shape_of(one: Procedure) -> ProcedureShape:
    """A procedure that came with its unit."""
    return ProcedureShape(
        id=one.pk, title=str(one), kind=one.kind, school_year=one.school_year, grade=one.grade, subject=one.subject,
        variant=one.variant, unit=one.unit_id, unit_title=one.unit.title, starts_on=one.starts_on,
        ends_on=one.ends_on, results_due_on=one.results_due_on, state=one.state,
        state_title=one.get_state_display(), assessment=one.assessment, note=one.note,
    )  # fmt: skip
