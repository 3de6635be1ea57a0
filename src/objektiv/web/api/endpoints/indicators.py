"""Passports of indicators: descriptions of methods, no data of schools."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404
from ninja import Router, Schema
from pydantic import StringConstraints

from objektiv.analysis import catalogue
from objektiv.model.indicator import EXPLANATIONS, FAMILIES, Passport
from objektiv.reports.phrases import direction_title
from objektiv.web.access.scopes import Scope
from objektiv.web.api.rules import allows
from objektiv.web.api.shapes import Page, Span, Spanned, TokenRequest, answers, cut

router = Router()
READ = allows(Scope.FINDINGS_READ, reason="описание методик: данных о школах здесь нет")

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]


class Direction(Schema):
    """A direction of an indicator; ``enters_zone``: it counts towards the priority of a recheck."""

    code: str
    title: str
    enters_zone: bool


class PassportShape(Schema):
    """What an indicator is."""

    code: str
    title: str
    family: str
    definition: str
    formula: str
    unit: str
    reference: str
    source: str
    assumptions: list[str]
    minimum_n: int
    explanations: list[str]
    directions: list[Direction]
    author: str
    reviewed_on: str


@router.get("/indicators", response=answers(Page[PassportShape]), summary="Паспорта показателей", **READ)
def indicator_list(request: TokenRequest, span: Span = Spanned) -> Page[PassportShape]:
    """Паспорта всех показателей калиброванной методики, по алфавиту."""
    known = sorted((one.passport for one in catalogue.indicators().values()), key=lambda one: one.title)
    rows, about = cut(known, span)
    return Page(items=[_shape(one) for one in rows], **about)


@router.get("/indicators/{code}", response=answers(PassportShape, 404), summary="Один паспорт", **READ)
def indicator_one(request: TokenRequest, code: Code) -> PassportShape:
    """Паспорт показателя по коду."""
    known = catalogue.indicators().get(code)
    if known is None:
        raise Http404
    return _shape(known.passport)


def _shape(one: Passport) -> PassportShape:
    directions = [
        Direction(
            code=direction, title=direction_title(one.code, direction),
            enters_zone=direction in one.enters_zone and one.family != "none",
        )
        for direction in one.directions
    ]  # fmt: skip
    return PassportShape(
        code=one.code, title=one.title, family=FAMILIES[one.family], definition=one.definition, formula=one.formula,
        unit=one.unit, reference=one.reference_population, source=one.source, assumptions=list(one.assumptions),
        minimum_n=one.minimum_n, explanations=[EXPLANATIONS[name] for name in one.innocent_explanations],
        directions=directions, author=one.author, reviewed_on=one.reviewed_on,
    )  # fmt: skip
