"""What the page of one case shows, and which acts it offers to whom."""

from __future__ import annotations

from dataclasses import dataclass
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

STEPS = (CaseState.SIGN, CaseState.ASKED, CaseState.REPLIED, CaseState.RECHECK)


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


def offers(case: Case, user: Any, refused: forms.Versioned | None) -> list[Offer]:
    """Acts in the order in which they are usually done."""
    today = timezone.localdate()
    asks, decides, replies = (
        rules.may_ask(user, case),
        rules.may_decide(user, case),
        rules.may_reply(user, case),
    )
    wanted = (
        (replies and rules.can_reply(case), "reply", "Ответить от имени школы", "Отправить пояснения", forms.ReplyForm, REPLY_NOTE),
        (asks and rules.can_ask(case), "ask", "Запросить пояснения", "Запросить пояснения", forms.PlainForm, ASK_NOTE),
        (asks and rules.can_recheck(case, today), "recheck", "Направить на перепроверку", "Направить", forms.RecheckForm, ""),
        (decides and rules.can_decide(case, today), "decide", "Принять решение", "Записать решение", forms.DecideForm, DECIDE_NOTE),
        (decides and rules.can_go(case, CaseState.CLOSED), "close", "Закрыть карточку", "Закрыть", forms.PlainForm, ""),
        (decides and case.state == CaseState.CLOSED, "reopen", "Открыть снова", "Открыть снова", forms.ReopenForm, ""),
        (asks and not case.are_works_destroyed and not case.is_decided, "keep", "Продлить хранение работ", "Составить проект приказа", forms.KeepForm, ""),
        (asks and not case.are_works_destroyed and not case.is_decided, "destroyed", "Записать уничтожение работ", "Записать", forms.DestroyedForm, DESTROYED_NOTE),
    )  # fmt: skip
    found = []
    for is_offered, code, title, button, form_class, note in wanted:
        if is_offered:
            form = refused if type(refused) is form_class else form_class(case=case)
            found.append(
                Offer(code, title, button, reverse(f"case_{code}", args=[case.pk]), form, note, not found)
            )
    return found


REPLY_NOTE = (
    "Первый ответ сохраняется неизменным; дополнить можно позже. Не указывайте имён учеников: только коды."
)
ASK_NOTE = "Школа увидит признаки и вопросы; письмо получит номер, срок считается в рабочих днях."
DECIDE_NOTE = "Решает человек: признак сам по себе ничего не доказывает."
DESTROYED_NOTE = "После этого перепроверить работы нельзя."
