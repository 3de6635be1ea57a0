"""Municipalities, schools, classes."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema

from objektiv.web.access.permissions import Permission
from objektiv.web.access.scopes import Scope
from objektiv.web.api.rules import allows
from objektiv.web.api.shapes import (
    Number,
    Page,
    SchoolCode,
    SchoolYear,
    Span,
    Spanned,
    TokenRequest,
    Words,
    answers,
    cut,
)
from objektiv.web.territory.listing import SchoolFilter
from objektiv.web.territory.models import ClassGroup, Unit
from objektiv.web.territory.queries import (
    municipalities,
    schools,
    visible_to,
    with_latest,
    with_school_counts,
)
from objektiv.web.territory.years import school_year_of

router = Router()
READ = allows(Scope.TERRITORY_READ, Permission.TERRITORY_VIEW)


class Municipality(Schema):
    """A municipality; ``schools`` work now, ``closed_schools`` do not."""

    id: int
    code: str
    title: str
    schools: int
    closed_schools: int


class School(Schema):
    """A school; ``id`` names it where results are handed in, ``code`` everywhere else."""

    id: int
    code: str
    title: str
    municipality_id: int | None
    municipality: str
    kind: str
    settlement: str
    opened_on: date | None
    closed_on: date | None
    pupils: int | None
    classes: int | None


class ClassGroupShape(Schema):
    """A class of a school in one school year."""

    school_year: str
    grade: int
    letter: str


@router.get("/municipalities", response=answers(Page[Municipality]), summary="Муниципалитеты", **READ)
def municipality_list(request: TokenRequest, span: Span = Spanned) -> Page[Municipality]:
    """Муниципалитеты вашей территории с числом школ, по алфавиту."""
    found = with_school_counts(municipalities(visible_to(request.user))).order_by("title", "code", "pk")
    rows, about = cut(found, span)
    return Page(items=[_municipality(one) for one in rows], **about)


@router.get("/schools", response=answers(Page[School]), summary="Школы", **READ)
def school_list(
    request: TokenRequest,
    span: Span = Spanned,
    q: Words = "",
    municipality: Number | None = None,
    kind: Words = "",
    settlement: Words = "",
    state: Literal["", "closed", "all"] = "",
) -> Page[School]:
    """Школы вашей территории по алфавиту: действующие; closed — закрытые; all — все."""
    asked = {
        "q": q,
        "municipality": municipality or "",
        "kind": kind,
        "settlement": settlement,
        "state": state,
    }
    found = SchoolFilter.read(asked).narrow(visible_to(request.user))
    rows, about = cut(with_latest(found, school_year_of(timezone.localdate())), span)
    return Page(items=[_school(one) for one in rows], **about)


@router.get("/schools/{code}", response=answers(School, 404), summary="Одна школа", **READ)
def school_one(request: TokenRequest, code: SchoolCode) -> School:
    """Школа по коду логина (шесть цифр)."""
    return _school(_seen(request, code))


@router.get(
    "/schools/{code}/class-groups",
    response=answers(Page[ClassGroupShape], 404),
    summary="Классы школы",
    **READ,
)
def class_group_list(
    request: TokenRequest, code: SchoolCode, span: Span = Spanned, school_year: SchoolYear | None = None
) -> Page[ClassGroupShape]:
    """Классы школы, новые учебные годы первыми."""
    found = ClassGroup.objects.filter(unit=_seen(request, code)).order_by(
        "-school_year", "grade", "letter", "pk"
    )
    rows, about = cut(found.filter(school_year=school_year) if school_year else found, span)
    groups = [
        ClassGroupShape(school_year=one.school_year, grade=one.grade, letter=one.letter) for one in rows
    ]
    return Page(items=groups, **about)


def _seen(request: TokenRequest, code: str) -> Unit:
    seen = with_latest(schools(visible_to(request.user)), school_year_of(timezone.localdate()))
    return get_object_or_404(seen, code=code)


def _municipality(one: Unit) -> Municipality:
    return Municipality(
        id=one.pk, code=one.code, title=one.title,
        schools=one.acting, closed_schools=one.closed,  # type: ignore[attr-defined]  # with_school_counts adds them
    )  # fmt: skip


def _school(one: Unit) -> School:
    """``one`` comes with what ``with_latest`` adds."""
    return School(
        id=one.pk, code=one.code, title=one.title, municipality_id=one.parent_id,
        municipality=one.parent.title if one.parent else "", kind=one.kind, settlement=one.settlement,
        opened_on=one.opened_on, closed_on=one.closed_on, pupils=getattr(one, "last_pupils", None),
        classes=getattr(one, "class_count", None),
    )  # fmt: skip
