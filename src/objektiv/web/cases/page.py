"""What the page of one case shows, and which acts it offers to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from objektiv.reports.office_reading import StoredCard, read_card
from objektiv.web.audit.models import Record
from objektiv.web.cases import forms, rules
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.findings.shown.card import make_card


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that this person may do now: its button, its form, what it means."""

    code: str
    title: str
    button: str
    url: str
    form: forms.Versioned
    note: str = ""
    is_main: bool = False


def case_page(case: Case, user: Any, refused: forms.Versioned | None = None) -> dict[str, Any]:
    """The variables of the template; ``refused``: a form that was sent and not accepted."""
    today = timezone.localdate()
    return {
        "case": case,
        "result": case.result,
        "shown": SimpleNamespace(code=case.school.code),
        "card": make_card(case.result, read_stored(case)),
        "today": today,
        "is_preliminary": not case.is_disclosed(today),
        "offers": offers(case, user, refused),
        "explanations": case.explanations.all(),
        "replies": case.replies.prefetch_related("attachments").select_related("by"),
        "letters": case.letters.all(),
        "history": Record.objects.filter(object_type="cases.case", object_id=str(case.pk)),
        "crumbs": [("Карточки", reverse("cases")), (case.school.title, "")],
    }


def read_stored(case: Case) -> StoredCard | None:
    """What the files of the run add: pictures and their numbers."""
    return read_card(case.result.result_set.folder, case.school_year, int(case.school.code))


@dataclass(frozen=True, slots=True)
class Act:
    """An act that pages may offer: who may and when it can is told by ``is_offered``."""

    code: str
    title: str
    button: str
    form: type[forms.Versioned]
    is_offered: Callable[[Case, Rights], bool]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """What the person may do with this case, asked once."""

    asks: bool
    decides: bool
    replies: bool
    today: date


def offers(case: Case, user: Any, refused: forms.Versioned | None) -> list[Offer]:
    """Acts in the order in which they are usually done."""
    rights = Rights(
        rules.may_ask(user, case),
        rules.may_decide(user, case),
        rules.may_reply(user, case),
        timezone.localdate(),
    )
    offered = [act for act in ACTS if act.is_offered(case, rights)]
    return [_offer(act, case, refused, is_main=act is offered[0]) for act in offered]


def _offer(act: Act, case: Case, refused: forms.Versioned | None, *, is_main: bool) -> Offer:
    # Several acts share a form class: the refused one belongs to the act whose address was sent.
    form = refused if refused is not None and refused.act == act.code else act.form(case=case)
    return Offer(
        act.code, act.title, act.button, reverse(f"case_{act.code}", args=[case.pk]), form, act.note, is_main
    )


def _are_works_at_stake(case: Case, rights: Rights) -> bool:
    return rights.asks and not case.are_works_destroyed and not case.is_decided


REPLY_NOTE = (
    "Первый ответ сохраняется неизменным; дополнить можно позже. Не указывайте имён учеников: только коды."
)
ASK_NOTE = "Школа увидит признаки и вопросы; письмо получит номер, срок считается в рабочих днях."
DECIDE_NOTE = "Решает человек: признак сам по себе ничего не доказывает."
DESTROYED_NOTE = "После этого перепроверить работы нельзя."

ACTS = (
    Act(
        "reply", "Ответить от имени школы", "Отправить пояснения", forms.ReplyForm,
        lambda case, rights: rights.replies and rules.can_reply(case), REPLY_NOTE,
    ),
    Act(
        "ask", "Запросить пояснения", "Запросить пояснения", forms.PlainForm,
        lambda case, rights: rights.asks and rules.can_ask(case), ASK_NOTE,
    ),
    Act(
        "recheck", "Направить на перепроверку", "Направить", forms.RecheckForm,
        lambda case, rights: rights.asks and rules.can_recheck(case, rights.today),
    ),
    Act(
        "decide", "Принять решение", "Записать решение", forms.DecideForm,
        lambda case, rights: rights.decides and rules.can_decide(case, rights.today), DECIDE_NOTE,
    ),
    Act(
        "close", "Закрыть карточку", "Закрыть", forms.PlainForm,
        lambda case, rights: rights.decides and rules.can_go(case, CaseState.CLOSED),
    ),
    Act(
        "reopen", "Открыть снова", "Открыть снова", forms.ReopenForm,
        lambda case, rights: rights.decides and case.state == CaseState.CLOSED,
    ),
    Act("keep", "Продлить хранение работ", "Составить проект приказа", forms.KeepForm, _are_works_at_stake),
    Act(
        "destroyed", "Записать уничтожение работ", "Записать", forms.DestroyedForm, _are_works_at_stake, DESTROYED_NOTE
    ),
)  # fmt: skip
