"""What the page of one case shows, and which acts it offers to whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from objektiv.reports.office_reading import StoredCard, read_card
from objektiv.web.audit.models import Record
from objektiv.web.cases import forms, rules
from objektiv.web.cases.drafts import drafts_of
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.grouping import grouped, said_in
from objektiv.web.cases.hints import Hint, ask_hints
from objektiv.web.cases.links import links_for
from objektiv.web.cases.models import Case, Draft
from objektiv.web.cases.opening import final_result
from objektiv.web.findings.rules import reads_as_school
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
    draft: Draft | None = None
    hints: Sequence[Hint] = ()


def case_page(case: Case, user: Any, refused: forms.Versioned | None = None) -> dict[str, Any]:
    """The variables of the template; ``refused``: a form that was sent and not accepted."""
    explanations = list(case.explanations.all())
    today, card = timezone.localdate(), make_card(case.result, read_stored(case))
    with_signs = {line.assessment for line in card.findings}
    is_school = reads_as_school(user, case.result)
    groups = grouped(explanations, with_signs=with_signs, is_for_school=is_school)
    replies = case.replies.prefetch_related("attachments").select_related("by")
    offered = offers(case, user, refused)
    history = list(Record.objects.filter(object_type="cases.case", object_id=str(case.pk)))
    return {
        "case": case,
        "result": case.result,
        "shown": SimpleNamespace(code=case.school.code),
        "card": card,
        "today": today,
        "is_preliminary": not case.is_disclosed(today),
        "offers": offered,
        "lost": refused if refused and refused.act not in {one.code for one in offered} else None,
        "explanations": [one for one in groups if not one.is_excluded],
        "excluded": [one for one in groups if one.is_excluded],
        "replies": [(one, said_in(one, explanations)) for one in replies],
        "is_for_school": is_school,
        "is_yet_to_be_asked": case.state == CaseState.SIGN and rules.may_reply(user, case),
        "letters": case.letters.all(),
        "links": links_for(user, case),
        "may_enter": rules.may_take_in(user, case) and rules.can_reply(case),
        "reopened": None if case.outcome else _last(history, "case.reopened"),
        "rechecked": _last(history, "case.recheck") if case.state == CaseState.RECHECK else None,
        "history": history,
        "crumbs": [("Карточки", reverse("cases")), (case.school.title, "")],
    }


def _last(history: Sequence[Record], verb: str) -> Record | None:
    """The newest record with this verb."""
    return max((one for one in history if one.verb == verb), key=lambda one: one.number, default=None)


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
    leads: bool = False  # a step of the way, not a matter beside it


@dataclass(frozen=True, slots=True)
class Rights:
    """What the person may do with this case, asked once."""

    asks: bool
    decides: bool
    replies: bool
    today: date
    has_final: bool


def offers(case: Case, user: Any, refused: forms.Versioned | None) -> list[Offer]:
    """Acts in the order in which they are usually done."""
    rights = Rights(
        rules.may_ask(user, case),
        rules.may_decide(user, case),
        rules.may_reply(user, case),
        timezone.localdate(),
        final_result(case) is not None,
    )
    offered = [act for act in ACTS if act.is_offered(case, rights)]
    drafts = drafts_of(case, user)
    first = next((act for act in offered if act.leads), None)
    made = [_offer(act, case, refused, drafts.get(act.code), is_main=act is first) for act in offered]
    return [_as_it_stands(one, case, user) for one in made]


def _as_it_stands(offer: Offer, case: Case, user: Any) -> Offer:
    """With the warnings before asking, with the words for a second reply."""
    if offer.code == "ask":
        return replace(offer, hints=ask_hints(case, user))
    if offer.code == "reply" and case.replied_at is not None:
        return replace(offer, title=ADD_TITLE, button=ADD_BUTTON)
    return offer


def _offer(
    act: Act, case: Case, refused: forms.Versioned | None, draft: Draft | None, *, is_main: bool
) -> Offer:
    # Several acts share a form class: the refused one belongs to the act whose address was sent.
    if refused is not None and refused.act == act.code:
        form, draft = refused, None
    else:
        form = act.form(case=case, act=act.code, initial=draft.fields if draft else None)
    address = reverse(f"case_{act.code}", args=[case.pk])
    return Offer(act.code, act.title, act.button, address, form, act.note, is_main, draft)


def _are_works_at_stake(case: Case, rights: Rights) -> bool:
    return rights.asks and rules.can_keep(case)


REPLY_NOTE = (
    "Первый ответ сохраняется неизменным; дополнить можно позже. Не указывайте имён учеников: только коды."
)
ADD_TITLE, ADD_BUTTON = "Дополнить пояснения", "Отправить дополнение"
ASK_NOTE = "Школа увидит признаки и вопросы; письмо получит номер, срок считается в рабочих днях."
FINAL_NOTE = (
    "Карточка открыта по оперативным данным; итоговый расчёт школы уже есть. Вопросы и ответы останутся, "
    "вывод и рисунки станут итоговыми, новые вопросы добавятся."
)
DECIDE_NOTE = "Решает человек: признак сам по себе ничего не доказывает."
RECHECK_NOTE = "Чем кончилась перепроверка, вы запишете решением: с номером и датой акта."
CLOSE_NOTE = "Решение, письма и ответы останутся в карточке; открыть её снова можно, назвав причину."
DESTROYED_NOTE = "После этого перепроверить работы нельзя."

ENTER_NOTE = (
    "Для ответа на бумаге, скана или письма: впишите текст и приложите файл. Заполненный бланк docx или xlsx "
    "быстрее внести на странице «Внести бланки»."
)
REMIND_NOTE = "Напоминание получит номер; школа увидит его на первой странице. Не чаще раза в день."

ACTS = (
    Act(
        "reply", "Ответить от имени школы", "Отправить пояснения", forms.ReplyForm,
        lambda case, rights: rights.replies and rules.can_reply(case), REPLY_NOTE, leads=True,
    ),
    Act(
        "final", "Перейти на итоговые результаты", "Перейти", forms.PlainForm,
        lambda case, rights: rights.asks and rights.has_final and not case.is_decided, FINAL_NOTE,
    ),
    Act(
        "ask", "Запросить пояснения", "Запросить пояснения", forms.PlainForm,
        lambda case, rights: rights.asks and rules.can_ask(case), ASK_NOTE, leads=True,
    ),
    Act(
        "recheck", "Направить на перепроверку", "Направить", forms.RecheckForm,
        lambda case, rights: rights.asks and rules.can_recheck(case, rights.today), RECHECK_NOTE, leads=True,
    ),
    Act(
        "decide", "Принять решение", "Записать решение", forms.DecideForm,
        lambda case, rights: rights.decides and rules.can_decide(case, rights.today), DECIDE_NOTE, leads=True,
    ),
    Act(
        "close", "Закрыть карточку", "Закрыть", forms.PlainForm,
        lambda case, rights: rights.decides and rules.can_go(case, CaseState.CLOSED), CLOSE_NOTE, leads=True,
    ),
    Act(
        "reopen", "Открыть снова", "Открыть снова", forms.ReopenForm,
        lambda case, rights: rights.decides and case.state == CaseState.CLOSED,
    ),
    Act(
        "remind", "Напомнить школе", "Напомнить", forms.PlainForm,
        lambda case, rights: rights.asks and rules.can_remind(case), REMIND_NOTE,
    ),
    Act(
        "enter", "Внести ответ, полученный иначе", "Внести ответ школы", forms.ReplyForm,
        lambda case, rights: rights.asks and not rights.replies and rules.can_reply(case), ENTER_NOTE,
    ),
    Act(
        "term", "Перенести срок ответа", "Перенести", forms.MoveForm,
        lambda case, rights: rights.asks and rules.can_remind(case),
    ),
    Act(
        "give", "Назначить ответственного", "Назначить", forms.GiveForm,
        lambda case, rights: rights.asks and not case.is_decided,
    ),
    Act("keep", "Продлить хранение работ", "Составить проект приказа", forms.KeepForm, _are_works_at_stake),
    Act(
        "destroyed", "Записать уничтожение работ", "Записать", forms.DestroyedForm, _are_works_at_stake, DESTROYED_NOTE
    ),
)  # fmt: skip
