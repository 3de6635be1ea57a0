"""Runs of the analysis: the list, starting one, its state."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from objektiv.web.access.permissions import Permission
from objektiv.web.access.scopes import Scope
from objektiv.web.api.endpoints.jobs import JobShape, job_of
from objektiv.web.api.rules import allows
from objektiv.web.api.shapes import (
    Number,
    Page,
    SchoolYear,
    Span,
    Spanned,
    TokenRequest,
    answers,
    cut,
    done_by_program,
)
from objektiv.web.assessments.domain.runs import loaded_years, start_run
from objektiv.web.assessments.enums import Pass
from objektiv.web.assessments.forms import RunForm
from objektiv.web.assessments.models import Run
from objektiv.web.assessments.queries import units_to, visible_runs
from objektiv.web.territory.enums import Level

router = Router()
READ = allows(Scope.RUNS_READ, Permission.RUNS_VIEW)


class RunShape(Schema):
    """One analysis; ``zones``: priority of a recheck → how many schools."""

    id: int
    title: str
    unit: int
    unit_title: str
    school_year: str
    kind: str
    state: str
    state_title: str
    is_active: bool
    created_at: datetime
    finished_at: datetime | None
    zones: dict[str, int]
    program: str
    sha256: str
    job: JobShape | None


class NewRun(Schema):
    """What to compute; ``is_whole_region``: all schools of the region are loaded."""

    unit: Number
    school_year: SchoolYear
    kind: Pass
    is_whole_region: bool = False


@router.get("/runs", response=answers(Page[RunShape]), summary="Расчёты", **READ)
def run_list(
    request: TokenRequest,
    span: Span = Spanned,
    school_year: SchoolYear | None = None,
    kind: Pass | None = None,
) -> Page[RunShape]:
    """Расчёты вашей территории, новые первыми."""
    asked = {"school_year": school_year, "kind": kind}
    found = visible_runs(request.user).filter(**{name: one for name, one in asked.items() if one})
    rows, about = cut(found.order_by("-pk"), span)
    return Page(items=[_shape(one) for one in rows], **about)


@router.post(
    "/runs",
    response=answers(RunShape),
    summary="Запустить расчёт",
    **allows(Scope.RUNS_WRITE, Permission.RUNS_START),
)
def run_new(request: TokenRequest, asked: NewRun) -> RunShape:
    """Запустить расчёт по загруженным данным. Идёт в фоне: смотрите state и job."""
    units = units_to(request.user, Permission.RUNS_START, Level.MUNICIPALITY)
    form = RunForm(asked.model_dump(mode="json"), units=units, years=loaded_years())
    if not form.is_valid():
        raise ValidationError(dict(form.errors.as_data()))
    started = done_by_program(request, lambda: start_run(by=request.user, **form.cleaned_data))
    return _shape(get_object_or_404(visible_runs(request.user), pk=started.pk))


@router.get("/runs/{number}", response=answers(RunShape, 404), summary="Один расчёт", **READ)
def run_one(request: TokenRequest, number: Number) -> RunShape:
    """Расчёт по номеру: готов ли он и сколько школ какого приоритета."""
    return _shape(get_object_or_404(visible_runs(request.user), pk=number))


def _shape(one: Run) -> RunShape:
    return RunShape(
        id=one.pk, title=str(one), unit=one.unit_id, unit_title=one.unit.title, school_year=one.school_year,
        kind=one.kind, state=one.state, state_title=one.get_state_display(), is_active=one.is_active,
        created_at=one.created_at, finished_at=one.finished_at, zones=one.zones, program=one.program,
        sha256=one.sha256, job=job_of(one.job),
    )  # fmt: skip
