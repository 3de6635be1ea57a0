"""Cases: the list, one case, and the acts on it. Only a person decides: the token acts in that person's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from objektiv.web.access.permissions import Permission
from objektiv.web.access.scopes import Scope
from objektiv.web.api.endpoints import cases_shapes as shapes
from objektiv.web.api.errors import CHANGED, Refused
from objektiv.web.api.rules import allows
from objektiv.web.api.shapes import (
    Number,
    SchoolCode,
    SchoolYear,
    Span,
    Spanned,
    TokenRequest,
    Words,
    answers,
    cut,
    done_by_program,
    joined,
)
from objektiv.web.cases import domain
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.listing import CaseFilter
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import in_analysis, visible_to
from objektiv.web.findings.phrases import CAUTION, PRELIMINARY

router = Router()
READ = allows(Scope.CASES_READ, Permission.CASES_VIEW)
ASK = allows(Scope.CASES_WRITE, Permission.CASES_ASK)
REPLY = allows(Scope.CASES_WRITE, Permission.CASES_REPLY)
DECIDE = allows(Scope.CASES_WRITE, Permission.CASES_DECIDE)
CASE = answers(shapes.CaseShape, 404)
CHANGED_CASE = answers(shapes.CaseLine, 404, 409)


@router.get("/cases", response=answers(shapes.CaseList), summary="Карточки", **READ)
def case_list(
    request: TokenRequest,
    span: Span = Spanned,
    year: SchoolYear | None = None,
    state: CaseState | None = None,
    municipality: SchoolCode | None = None,
    term: Literal["", "over", "soon", "works"] = "",
    q: Words = "",
) -> shapes.CaseList:
    """Карточки анализа признаков, которые вам видны, по алфавиту школ. term: срок истёк, близок, хранить недолго."""
    today = timezone.localdate()
    chosen = CaseFilter(year or "", state or "", municipality or "", term, q=q)
    rows, about = cut(chosen.narrow(visible_to(request.user, today), request.user), span)
    hidden = in_analysis(request.user, today).count()
    return shapes.CaseList(items=[_line(one, today) for one in rows], in_analysis=hidden, **about)


@router.get("/cases/{number}", response=CASE, summary="Одна карточка", **READ)
def case_one(request: TokenRequest, number: Number) -> shapes.CaseShape:
    """Карточка: заключение, объяснения, ответы школы, решение."""
    return _shape(_seen(request, number))


@router.post("/cases/{number}/ask", response=CHANGED_CASE, summary="Запросить пояснения", **ASK)
def case_ask(request: TokenRequest, number: Number, said: shapes.Versioned) -> shapes.CaseLine:
    """Запросить пояснения: школа увидит признаки и вопросы, письмо получит номер, начнётся срок."""
    return _act(
        request, number, said, lambda case: domain.ask_school(case, by=request.user, version=said.version)
    )


@router.post("/cases/{number}/reply", response=CHANGED_CASE, summary="Ответить за школу", **REPLY)
def case_reply(request: TokenRequest, number: Number, said: shapes.ReplyBody) -> shapes.CaseLine:
    """Пояснения школы. Первый ответ сохраняется неизменным, следующие встают рядом. Имён учеников не пишите."""
    given = {one.explanation: one.text for one in said.answers}
    return _act(
        request, number, said,
        lambda case: domain.reply(case, text=said.text, answers=given, by=request.user, version=said.version),
    )  # fmt: skip


@router.post("/cases/{number}/recheck", response=CHANGED_CASE, summary="Направить на перепроверку", **ASK)
def case_recheck(request: TokenRequest, number: Number, said: shapes.RecheckBody) -> shapes.CaseLine:
    """Направить работы на перепроверку; если они уничтожены, это невозможно."""
    return _act(
        request, number, said,
        lambda case: domain.send_to_recheck(case, by=request.user, reason=said.reason, version=said.version),
    )  # fmt: skip


@router.post("/cases/{number}/decide", response=CHANGED_CASE, summary="Записать решение", **DECIDE)
def case_decide(request: TokenRequest, number: Number, said: shapes.DecisionBody) -> shapes.CaseLine:
    """Решение человека с основанием; «подтверждены» требует акта или подробного письменного основания."""
    return _act(request, number, said, lambda case: domain.decide(case, by=request.user, **said.model_dump()))


@router.post("/cases/{number}/close", response=CHANGED_CASE, summary="Закрыть карточку", **DECIDE)
def case_close(request: TokenRequest, number: Number, said: shapes.Versioned) -> shapes.CaseLine:
    """Закрыть карточку, по которой решено."""
    return _act(
        request, number, said, lambda case: domain.close_case(case, by=request.user, version=said.version)
    )


@router.post("/cases/{number}/reopen", response=CHANGED_CASE, summary="Открыть снова", **DECIDE)
def case_reopen(request: TokenRequest, number: Number, said: shapes.ReopenBody) -> shapes.CaseLine:
    """Открыть закрытую карточку снова, с причиной."""
    return _act(
        request, number, said,
        lambda case: domain.reopen(case, by=request.user, reason=said.reason, version=said.version),
    )  # fmt: skip


def _act(
    request: TokenRequest, number: int, said: shapes.Versioned, verb: Callable[[Case], object]
) -> shapes.CaseLine:
    """Do the verb on the case as the sender read it. The answer is its line: what was reopened may be hidden now."""
    case = _seen(request, number)
    if case.version != said.version:
        raise Refused(409, "conflict", CHANGED, "version")
    done_by_program(request, lambda: verb(case))
    return _line(Case.objects.select_related("school").get(pk=case.pk), timezone.localdate())


def _seen(request: TokenRequest, number: int) -> Case:
    return get_object_or_404(visible_to(request.user, timezone.localdate()), pk=number)


def _line(one: Case, today: date) -> shapes.CaseLine:
    return shapes.CaseLine(
        id=one.pk, school=one.school.code, school_title=one.school.title, school_year=one.school_year,
        state=one.state, state_title=one.get_state_display(), version=one.version,
        is_preliminary=not one.is_disclosed(today), reply_due_on=one.reply_due_on,
        works_kept_until=one.works_kept_until, outcome=one.outcome,
    )  # fmt: skip


def _shape(one: Case) -> shapes.CaseShape:
    line = _line(one, timezone.localdate())
    explanations = [
        shapes.Explanation(
            id=known.pk,
            assessment=known.assessment,
            code=known.code,
            title=known.title,
            status=known.status,
            sentence=known.sentence,
            answer=known.answer,
        )
        for known in one.explanations.all()
    ]
    replies = [
        shapes.Reply(
            number=given.number,
            text=given.text,
            answers=[shapes.Told(explanation=int(key), text=told) for key, told in given.answers.items()],
            by=given.by.full_name,
            at=given.at,
            files=[file.name for file in given.attachments.all()],
        )
        for given in one.replies.select_related("by").prefetch_related("attachments")
    ]
    return shapes.CaseShape(
        **line.model_dump(), result_set=one.result.result_set_id, zone=one.result.zone,
        conclusion=one.result.conclusion, notes=joined((CAUTION, PRELIMINARY if line.is_preliminary else "")),
        opened_at=one.opened_at, asked_at=one.asked_at, replied_at=one.replied_at,
        works_destroyed_on=one.works_destroyed_on, act_number=one.act_number, act_date=one.act_date,
        ground=one.ground, decided_by=one.decided_by.full_name if one.decided_by else "",
        decided_at=one.decided_at, explanations=explanations, replies=replies,
    )  # fmt: skip
