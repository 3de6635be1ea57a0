"""Who has submitted what."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Router, Schema

from objektiv.web.access.permissions import Permission
from objektiv.web.access.scopes import Scope
from objektiv.web.api.errors import Refused
from objektiv.web.api.rules import allows
from objektiv.web.api.shapes import SchoolYear, Span, Spanned, TokenRequest, Words, answers, cut
from objektiv.web.assessments.enums import Kind
from objektiv.web.assessments.matrix import Row, build_rows
from objektiv.web.assessments.views.completeness import read, rows_of

router = Router()


class Head(Schema):
    """A procedure: a column."""

    id: int
    assessment: str
    title: str


class SubmissionShape(Schema):
    """``state`` is empty where the procedure is none of the school's; ``missing``: classes of which nothing came."""

    state: str
    state_title: str
    works: int
    missing: list[str]


class Line(Schema):
    """A school; its cells stand in the order of the procedures."""

    code: str
    title: str
    municipality: str
    reminded_at: datetime | None
    cells: list[SubmissionShape]


class Completeness(Schema):
    """A part of the list of who has submitted; ``count``: schools of the whole list."""

    school_year: str
    procedures: list[Head]
    count: int
    limit: int
    offset: int
    items: list[Line]


@router.get(
    "/completeness", response=answers(Completeness), summary="Кто не сдал",
    **allows(Scope.IMPORTS_READ, Permission.IMPORTS_VIEW),
)  # fmt: skip
def completeness_list(
    request: TokenRequest,
    span: Span = Spanned,
    year: SchoolYear | None = None,
    kind: Kind | None = None,  # read out of the request, as the page does
    municipality: Words = "",
    only: Literal["", "owing"] = "",
) -> Completeness:
    """Школы по процедурам учебного года: сдано, частично, не сдано. only=owing — только должники."""
    asked = read(request)
    if year and year != asked.year:
        raise Refused(422, "refused", "В этом учебном году процедур нет.", "query.year")
    if municipality and municipality != asked.municipality:
        raise Refused(422, "refused", "Муниципалитета с таким кодом вам не видно.", "query.municipality")
    if asked.only_owing:
        rows, about = cut(rows_of(asked, list(asked.schools)), span)
    else:
        schools, about = cut(asked.schools, span)
        rows = build_rows(schools, asked.procedures, asked.year)
    heads = [Head(id=one.pk, assessment=one.assessment, title=str(one)) for one in asked.procedures]
    return Completeness(school_year=asked.year, procedures=heads, items=[_line(row) for row in rows], **about)


def _line(row: Row) -> Line:
    cells = [
        SubmissionShape(
            state=cell.state.value if cell.state else "", state_title=str(cell.state.label) if cell.state else "",
            works=cell.works, missing=list(cell.missing),
        )
        for cell in row.cells
    ]  # fmt: skip
    return Line(
        code=row.school.code, title=row.school.title,
        municipality=row.school.parent.title if row.school.parent else "",
        reminded_at=row.reminded.created_at if row.reminded else None, cells=cells,
    )  # fmt: skip
