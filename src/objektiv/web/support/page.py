"""What the page of one entry shows, and which acts it offers to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from objektiv.web.support import domain, forms, rules
from objektiv.web.support.enums import RiskState
from objektiv.web.support.models import RiskEntry
from objektiv.web.support.queries import history_of, visible_case

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """An act that the page may offer: who may and when it can is told by ``is_offered``; ``do`` is its verb."""

    code: str
    title: str
    button: str
    form: type[forms.Versioned]
    is_offered: Callable[[Any, RiskEntry], bool]
    do: Callable[[RiskEntry, Any, Said], object]
    done: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An act with the form that the person fills in."""

    act: Act
    url: str
    form: forms.Versioned
    is_main: bool


def entry_page(
    entry: RiskEntry, user: Any, refused: tuple[str, forms.Versioned] | None = None
) -> dict[str, Any]:
    """The variables of the template; ``refused``: the act and its form that was sent and not accepted.

    ``lost``: that form when its act is not offered any more, so that the words of the person are not.
    """
    offered = offers(entry, user, refused)
    return {
        "entry": entry, "offers": offered, "support": entry.support.all(),
        "case": visible_case(user, entry.case_id), "history": history_of(entry),
        "may_help": rules.may_help(user, entry) and rules.can_change(entry),
        "is_ready": rules.is_ready(entry),
        "lost": refused[1] if refused and refused[0] not in {one.act.code for one in offered} else None,
        "earlier": RiskEntry.objects.filter(school=entry.school_id).exclude(pk=entry.pk).order_by("-pk"),
        "crumbs": [("Зона риска", reverse("risk_zone")), (entry.school.title, "")],
    }  # fmt: skip


def offers(entry: RiskEntry, user: Any, refused: tuple[str, forms.Versioned] | None) -> list[Offer]:
    """Acts in the order in which they are usually done."""
    offered = [act for act in ACTS.values() if act.is_offered(user, entry)]
    return [
        Offer(
            act, reverse("risk_act", args=[entry.pk, act.code]),
            refused[1] if refused and refused[0] == act.code else act.form(entry=entry, auto_id=f"id_{act.code}_%s"),
            act is offered[0],
        )
        for act in offered
    ]  # fmt: skip


def _decides(state: str, *, only_from: str = "") -> Callable[[Any, RiskEntry], bool]:
    def is_offered(user: Any, entry: RiskEntry) -> bool:
        return rules.can_go(entry, state) and only_from in ("", entry.state) and rules.may_decide(user, entry)

    return is_offered


def _leads(state: str, *, only_from: str = "") -> Callable[[Any, RiskEntry], bool]:
    def is_offered(user: Any, entry: RiskEntry) -> bool:
        can = rules.can_go(entry, state) and only_from in ("", entry.state)
        return can and rules.may_lead(user, entry.school.path)

    return is_offered


_ACTS = (
    Act(
        "enter", "Включить в зону риска", "Включить", forms.PlainForm,
        lambda user, entry: rules.can_enter(entry) and rules.may_decide(user, entry),
        lambda entry, by, said: domain.enter(entry, by=by, **said), "Школа включена в зону риска.",
    ),
    Act(
        "edit", "Кто и как помогает", "Сохранить", forms.EditForm,
        lambda user, entry: rules.can_change(entry) and rules.may_lead(user, entry.school.path),
        lambda entry, by, said: domain.edit_entry(entry, by=by, **said), "Сохранено.",
    ),
    Act(
        "support", "Добавить помощь", "Добавить", forms.SupportForm,
        lambda user, entry: rules.can_change(entry) and rules.may_help(user, entry),
        lambda entry, by, said: domain.add_support(entry, by=by, title=said["title"], due_on=said["due_on"]),
        "Помощь добавлена.",
    ),
    Act(
        "reject", "Отклонить предложение", "Отклонить", forms.ReasonForm, _decides(RiskState.REJECTED),
        lambda entry, by, said: domain.reject(entry, by=by, **said), "Предложение отклонено.",
    ),
    Act(
        "leaving", "Перевести на выход", "Перевести", forms.ReasonForm, _leads(RiskState.LEAVING),
        lambda entry, by, said: domain.lead_out(entry, by=by, **said), "Школа на выходе из зоны риска.",
    ),
    Act(
        "release", "Вывести из зоны риска", "Вывести", forms.ReasonForm, _decides(RiskState.LEFT),
        lambda entry, by, said: domain.release(entry, by=by, **said), "Школа выведена из зоны риска.",
    ),
    Act(
        "back", "Вернуть в зону риска", "Вернуть", forms.ReasonForm,
        _leads(RiskState.IN_ZONE, only_from=RiskState.LEAVING),
        lambda entry, by, said: domain.return_to_zone(entry, by=by, **said), "Школа снова в зоне риска.",
    ),
)  # fmt: skip
ACTS = {act.code: act for act in _ACTS}
