"""What the page of agreement and approval shows, and which acts on the plan it offers to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from objektiv.web.plans import domain, rules
from objektiv.web.plans.enums import PlanState
from objektiv.web.plans.forms import plan as forms
from objektiv.web.plans.forms.fields import PlainForm, ReasonForm, Versioned
from objektiv.web.plans.models import Agreement, Plan
from objektiv.web.plans.queries import history_of, waiting_step

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlanAct:
    """An act on a plan: who may and when it can is told by ``is_offered``; ``do`` is its verb."""

    code: str
    title: str
    button: str
    form: type[Versioned]
    is_offered: Callable[[Any, Plan], bool]
    do: Callable[[Plan, Any, Said], object]
    done: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """An act with the form that the person fills in."""

    act: PlanAct
    url: str
    form: Versioned
    is_main: bool


def approval_page(plan: Plan, user: Any, refused: tuple[str, Versioned] | None = None) -> dict[str, Any]:
    """The variables of the template; ``refused``: the act and its form that was sent and not accepted."""
    return {
        "plan": plan, "steps": plan.agreements.select_related("unit", "by"),
        "editions": plan.editions.select_related("by"), "offers": offers(plan, user, refused),
        "history": history_of(plan)[:50],
        "crumbs": [
            ("Планы", reverse("plans")), (plan.short_title, reverse("plan", args=[plan.pk])),
            ("Утверждение", ""),
        ],
    }  # fmt: skip


def offers(plan: Plan, user: Any, refused: tuple[str, Versioned] | None) -> list[PlanOffer]:
    """Acts in the order in which they are usually done."""
    offered = [act for act in PLAN_ACTS.values() if act.is_offered(user, plan)]
    return [
        PlanOffer(
            act, reverse("plan_act", args=[plan.pk, act.code]),
            refused[1] if refused and refused[0] == act.code else act.form(thing=plan, auto_id=f"id_{act.code}_%s"),
            act is offered[0],
        )
        for act in offered
    ]  # fmt: skip


def _step(plan: Plan) -> Agreement:
    found = waiting_step(plan)
    assert found is not None, "the act is offered while somebody is waited for"
    return found


def _agrees(user: Any, plan: Plan) -> bool:
    step = waiting_step(plan)
    return step is not None and rules.may_agree(user, step)


def _writes(*states: str) -> Callable[[Any, Plan], bool]:
    return lambda user, plan: plan.state in states and rules.may_write(user, plan.unit)


def _approves(*states: str) -> Callable[[Any, Plan], bool]:
    return lambda user, plan: plan.state in states and rules.may_approve(user, plan)


def _without_version(said: Said) -> Said:
    return {name: value for name, value in said.items() if name != "version"}


APPROVE_NOTE = (
    "До этого план остаётся проектом. После утверждения текст закрыт: изменения вносят новым документом, исполнение "
    "мероприятий начинается."
)
AMEND_NOTE = "Прежняя редакция сохранится; изменения вступят в силу с реквизитами нового документа."

_ACTS = (
    PlanAct(
        "agree", "Согласовать", "Согласовать", forms.AgreeForm, _agrees,
        lambda plan, by, said: domain.agree(_step(plan), by=by, **_without_version(said)), "План согласован.",
    ),
    PlanAct(
        "return", "Вернуть с замечаниями", "Вернуть", forms.SendBackForm, _agrees,
        lambda plan, by, said: domain.send_back(_step(plan), by=by, **_without_version(said)),
        "План возвращён с замечаниями.",
    ),
    PlanAct(
        "approve", "Записать утверждение", "План утверждён", forms.ApproveForm,
        _approves(PlanState.DRAFT, PlanState.AGREED),
        lambda plan, by, said: domain.approve_plan(plan, by=by, **said), "План утверждён: мероприятия исполняются.",
        APPROVE_NOTE,
    ),
    PlanAct(
        "approve-changes", "Записать утверждение изменений", "Изменения утверждены", forms.ApproveChangesForm,
        _approves(PlanState.AMENDING),
        lambda plan, by, said: domain.approve_plan(plan, by=by, **said), "Действует новая редакция.",
    ),
    PlanAct(
        "send", "Отправить на согласование", "Отправить", forms.UnitsForm,
        lambda user, plan: plan.state in (PlanState.DRAFT, PlanState.RETURNED)
        and plan.unit.parent_id is not None and rules.may_write(user, plan.unit),
        lambda plan, by, said: domain.send_for_agreement(
            plan, by=by, units=list(said["units"]), version=said["version"], text=said["text"]
        ),
        "План отправлен на согласование: пока он там, его не меняют.",
    ),
    PlanAct(
        "recall", "Вернуть в проект", "Вернуть", PlainForm,
        _writes(PlanState.AGREEMENT, PlanState.AGREED, PlanState.RETURNED),
        lambda plan, by, said: domain.recall(plan, by=by, **said), "План снова проект: его можно менять.",
    ),
    PlanAct(
        "amend", "Внести изменения", "Начать изменения", ReasonForm, _writes(PlanState.APPROVED),
        lambda plan, by, said: domain.amend(plan, by=by, **said), "План открыт для изменений.", AMEND_NOTE,
    ),
    PlanAct(
        "drop-changes", "Отказаться от изменений", "Вернуть утверждённую редакцию", PlainForm,
        _writes(PlanState.AMENDING),
        lambda plan, by, said: domain.drop_changes(plan, by=by, **said), "Действует прежняя редакция.",
    ),
    PlanAct(
        "archive", "Отправить в архив", "В архив", PlainForm, _writes(PlanState.APPROVED),
        lambda plan, by, said: domain.archive(plan, by=by, **said), "План в архиве.",
        "Когда год закончен: исполнение больше не отмечают, всё остаётся для чтения.",
    ),
    PlanAct(
        "unarchive", "Вернуть из архива", "Вернуть", ReasonForm, _writes(PlanState.ARCHIVED),
        lambda plan, by, said: domain.unarchive(plan, by=by, **said), "План снова действует.",
    ),
)  # fmt: skip
PLAN_ACTS = {act.code: act for act in _ACTS}
