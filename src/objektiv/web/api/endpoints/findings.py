"""Findings: result sets, the two tables, one school, its comparison group. Nothing that a page would hide is here."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from objektiv.reports.office_reading import read_card
from objektiv.web.access.permissions import Permission
from objektiv.web.access.scopes import Scope
from objektiv.web.api.endpoints.findings_school import school_findings
from objektiv.web.api.endpoints.findings_shapes import (
    CellShape,
    ColumnShape,
    Group,
    GroupLine,
    Matrix,
    ResultSetShape,
    SchoolFindings,
    SchoolLine,
)
from objektiv.web.api.rules import allows
from objektiv.web.api.shapes import (
    Number,
    Page,
    SchoolCode,
    Span,
    Spanned,
    TokenRequest,
    Words,
    answers,
    cut,
    joined,
)
from objektiv.web.findings.forms import IndicatorFilter, ResultsFilter, SignFilter, set_title
from objektiv.web.findings.models import ResultSet, SchoolResult
from objektiv.web.findings.phrases import (
    ALPHABET,
    CAUTION,
    NOT_CONFIRMED,
    confirmed_sentence,
)
from objektiv.web.findings.queries.results import current, sets_of, visible_to
from objektiv.web.findings.rules import reads_as_school
from objektiv.web.findings.shown.group import RULE, group_lines
from objektiv.web.findings.shown.listing import listed, table_of
from objektiv.web.findings.shown.matrix import Matrix as MadeMatrix
from objektiv.web.findings.shown.schools import ShownSchool, show

router = Router()
READ = allows(Scope.FINDINGS_READ, Permission.FINDINGS_VIEW, Permission.FINDINGS_PRELIMINARY)


class Filters(Schema):
    """The filters of the tables; ``municipality``: path of codes, ``column``: key of a column."""

    set: Number | None = None
    assessment: Words = ""
    grade: Number | None = None
    subject: Words = ""
    municipality: Words = ""
    column: Words = ""
    q: Words = ""
    only: bool = False

    def as_asked(self) -> dict[str, str]:
        """As a page would send them."""
        said = self.model_dump()
        return {name: "" if value in (None, False) else str(value) for name, value in said.items()}


@router.get("/result-sets", response=answers(Page[ResultSetShape]), summary="Действующие результаты", **READ)
def result_set_list(request: TokenRequest, span: Span = Spanned) -> Page[ResultSetShape]:
    """Результаты действующих расчётов, новые первыми: их номера нужны другим адресам."""
    rows, about = cut(current(sets_of(visible_to(request.user))), span)
    return Page(items=[_set(one) for one in rows], **about)


@router.get("/findings", response=answers(Matrix), summary="Признаки по показателям", **READ)
def finding_list(request: TokenRequest, span: Span = Spanned, asked: Filters = Spanned) -> Matrix:
    """Школы × показатели калиброванной методики, по алфавиту. Без set — новейшие результаты."""
    form = IndicatorFilter(asked.as_asked(), user=request.user)
    return _matrix(
        request, form, span, confirmed_sentence(form.taken.expected_confirmed) if form.taken else ""
    )


@router.get("/findings/official", response=answers(Matrix), summary="Официальные признаки", **READ)
def official_list(request: TokenRequest, span: Span = Spanned, asked: Filters = Spanned) -> Matrix:
    """Школы × признаки официальной методики: отдельная таблица, с калиброванной не смешивается."""
    return _matrix(request, SignFilter(asked.as_asked(), user=request.user), span, NOT_CONFIRMED)


@router.get(
    "/findings/{set}/schools/{code}", response=answers(SchoolFindings, 404), summary="Одна школа", **READ
)
def finding_school(request: TokenRequest, set: Number, code: SchoolCode) -> SchoolFindings:  # noqa: A002  # its name in the address
    """Заключение и числа школы. Пока идёт анализ, а вы с ней не работаете, — только это и сказано."""
    result = _seen(request, set, code)
    (shown,) = show(request.user, [result])
    return school_findings(
        _line(shown),
        result,
        is_hidden=shown.is_hidden,
        note=shown.note,
        is_for_school=reads_as_school(request.user, result),
    )


@router.get(
    "/findings/{set}/schools/{code}/group", response=answers(Group, 404), summary="Группа сравнения", **READ
)
def finding_group(request: TokenRequest, set: Number, code: SchoolCode) -> Group:  # noqa: A002  # its name in the address
    """С какими школами сравнивают эту школу и почему с ними."""
    result = _seen(request, set, code)
    taken = result.result_set
    stored = read_card(taken.folder, taken.school_year, result.school.school_code)
    lines = [
        GroupLine(
            assessment=one.assessment.code, title=one.assessment.title, group=one.group, schools=one.group_schools,
            kind=one.kind, reference=one.assessment.reference_title,
            reference_schools=one.assessment.reference_schools, note=one.note,
        )
        for one in group_lines(result, stored)
    ]  # fmt: skip
    return Group(school=result.school.code, rule=RULE, lines=lines)


def _matrix(request: TokenRequest, form: ResultsFilter, span: Span, confirmed: str) -> Matrix:
    if form.errors:
        raise ValidationError(dict(form.errors.as_data()))
    results, about = cut(listed(form, request.user), span)
    made = table_of(form, results, request.user)
    rows = [
        SchoolLine(**_line(row.school).model_dump(exclude={"cells"}), cells=[_cell(one) for one in row.cells])
        for row in made.rows
    ]
    return Matrix(
        result_set=_set(form.taken) if form.taken else None, notes=_notes(made, confirmed),
        columns=[_column(one) for one in made.columns], items=rows, **about,
    )  # fmt: skip


def _notes(made: MadeMatrix, confirmed: str) -> list[str]:
    """What stands above the same table on a page."""
    return joined((CAUTION, *made.notes, ALPHABET, confirmed))


def _set(one: ResultSet) -> ResultSetShape:
    return ResultSetShape(
        id=one.pk, title=set_title(one), school_year=one.school_year, kind=one.run.kind, run=one.run_id,
        is_training=one.is_training, notes=list(one.notes),
    )  # fmt: skip


def _column(one: Any) -> ColumnShape:
    """A column of either method; of the official one there are no directions."""
    return ColumnShape(
        key=one.key, title=one.title, direction=getattr(one, "direction_words", ""),
        is_apart=getattr(one, "is_apart", False),
    )  # fmt: skip


def _cell(one: Any) -> CellShape:
    return CellShape(
        verdict=one.verdict.value, title=one.label, procedures=list(one.where), judged=one.judged, total=one.total,
        reason=one.reason,
    )  # fmt: skip


def _line(one: ShownSchool) -> SchoolLine:
    return SchoolLine(
        code=one.code, title=one.title, municipality=one.municipality, works=one.works,
        disclosure=one.disclosure.value, zone=one.zone, zone_title=one.zone_title, conclusion=one.conclusion,
        cells=[],
    )  # fmt: skip


def _seen(request: TokenRequest, set_id: int, code: str) -> SchoolResult:
    return get_object_or_404(visible_to(request.user), result_set=set_id, school__code=code)
