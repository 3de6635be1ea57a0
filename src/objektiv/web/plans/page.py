"""What the page of one action shows, and which acts it offers to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms as django_forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from objektiv.web.assessments.queries import visible_procedures
from objektiv.web.cases import queries as cases
from objektiv.web.plans import domain, rules
from objektiv.web.plans.difference import FieldDifference, difference
from objektiv.web.plans.enums import ActionStatus, PlanState
from objektiv.web.plans.forms import action as forms
from objektiv.web.plans.forms.fields import PlainForm, ReasonForm, Versioned
from objektiv.web.plans.kinds import kind_title, kinds
from objektiv.web.plans.links import panels_for
from objektiv.web.plans.models import Action, ActionLink
from objektiv.web.plans.plan_page import rows_for
from objektiv.web.plans.queries import history_of, unseen_changes
from objektiv.web.plans.snapshot import last_edition, row_of, section_of
from objektiv.web.plans.terms import calendar_of, recomputed, rule_words, waits_for_order
from objektiv.web.support import queries as support

Said = dict[str, Any]
SOME_RECORDS, MOST_RECORDS = 10, 500


@dataclass(frozen=True, slots=True)
class Act:
    """An act that brings the action to a status: ``do`` is its verb, ``done`` what is said after it."""

    code: str
    status: str
    title: str
    button: str
    form: type[Versioned]
    do: Callable[[Action, Any, Said], object]
    done: str
    only_from: str = ""
    never_from: str = ""

    def is_offered(self, user: Any, action: Action) -> bool:
        """The person may and the status allows."""
        here = self.only_from in ("", action.status) and self.never_from != action.status
        return here and rules.can_say(action, self.status) and rules.may_say(user, action, self.status)


@dataclass(frozen=True, slots=True)
class Offer:
    """An act with the form that the person fills in."""

    act: Act
    url: str
    form: django_forms.Form
    is_main: bool


@dataclass(frozen=True, slots=True)
class ShownLink:
    """With what the action is tied: the title, the page where the person may open it."""

    link: ActionLink
    title: str
    url: str


def action_page(
    action: Action, user: Any, refused: tuple[str, django_forms.Form] | None = None, *, is_whole: bool = False
) -> dict[str, Any]:
    """The variables of the template; ``refused``: the act and its form that was sent and not accepted.

    ``is_whole``: the history to its beginning, not the last records alone.
    """
    plan, kind = action.plan, kinds().get(action.kind)
    does, leads = rules.may_do(user, action), rules.may_lead(user, action)
    in_force = approved_words(action) if leads else ()
    if not leads:
        rows_for(plan, user, [action])  # others read the text in force
    apart = apart_acts(action, does=does, leads=leads)
    forms_shown = _side_forms(action, does=does, leads=leads)
    if refused and (refused[0] in forms_shown or refused[0] in apart):
        forms_shown[refused[0]] = refused[1]
    sees_work = rules.may_see_work(user, action)
    history = list(history_of(action)[: MOST_RECORDS if is_whole else SOME_RECORDS + 1]) if sees_work else []
    return {
        "action": action, "plan": plan, "kind": kind, "kind_title": kind_title(action.kind),
        "rule": rule_words(action), "remarks": recomputed(action).remarks if action.rule else (),
        "offers": offers(action, user, refused), "forms": forms_shown,
        "details": [(one.label, action.details.get(one.name, "")) for one in kind.fields] if kind else [],
        "executors": action.executors.all(), "links": shown_links(action, user),
        "dues": [{**one, "due": _day(one)} for one in action.dues],
        "sees_work": sees_work, "evidence": action.evidence.all() if sees_work else (),
        "comments": action.comments.select_related("by") if sees_work else (),
        "changes": unseen_changes(user).filter(action=action) if rules.may_see_changes(user, action) else (),
        "apart": apart, "in_force": in_force,
        "history": history if is_whole else history[:SOME_RECORDS],
        "is_cut": not is_whole and len(history) > SOME_RECORDS, "repeats": action.repeats.all(),
        "panels": panels_for(user, action),
        "may_write": rules.may_write(user, plan.unit) and plan.is_writable,
        "crumbs": [
            ("Планы", reverse("plans")), (plan.short_title, reverse("plan", args=[plan.pk])), (_name(action), ""),
        ],
    }  # fmt: skip


def _day(due: dict[str, str]) -> date | None:
    said = due["due_working"] or due["due"]
    return date.fromisoformat(said) if said else None


def _name(action: Action) -> str:
    return f"Мероприятие {action.number}" if action.number else "Мероприятие"


def offers(action: Action, user: Any, refused: tuple[str, django_forms.Form] | None) -> list[Offer]:
    """Acts in the order in which they are usually done."""
    offered = [act for act in ACTS.values() if act.is_offered(user, action)]
    return [
        Offer(
            act, reverse("plan_action_act", args=[action.plan_id, action.pk, act.code]),
            refused[1] if refused and refused[0] == act.code else act.form(thing=action, auto_id=f"id_{act.code}_%s"),
            act is offered[0],
        )
        for act in offered
    ]  # fmt: skip


def approved_words(action: Action) -> tuple[FieldDifference, ...]:
    """While changes are being prepared: what the text in force says otherwise about this row."""
    edition = last_edition(action.plan) if waits_for_order(action) else None
    if edition is None:
        return ()
    sections = {one.pk: one for one in action.plan.sections.all()}
    now = {"sections": [section_of(one) for one in sections.values()], "rows": [row_of(action)]}
    before = [one for one in edition.content["rows"] if one["key"] == action.pk]
    found = difference({"sections": edition.content["sections"], "rows": before}, now)
    return found[0].fields if found else ()


def apart_acts(action: Action, *, does: bool, leads: bool) -> dict[str, str]:
    """Acts whose forms stand on a page of their own, by code: they ask for much that is seldom needed."""
    if action.plan.state == PlanState.ARCHIVED or not (does or leads):
        return {}
    return {"assign": "Назначить людей", "link": "Связать"} if leads else {"link": "Связать"}


def apart_form(action: Action, user: Any, act: str) -> django_forms.Form:
    """The form of such an act."""
    if act == "link":
        return forms.LinkForm(choices=link_choices(action, user), auto_id="id_link_%s")
    people = reverse("plan_people", args=[action.plan_id])
    return forms.AssignForm(thing=action, list_url=people, auto_id="id_assign_%s")


def _side_forms(action: Action, *, does: bool, leads: bool) -> dict[str, django_forms.Form]:
    """Forms that change no status, by the code of their act."""
    found: dict[str, django_forms.Form] = {}
    if does and rules.can_prove(action):
        found["evidence"] = forms.EvidenceForm(thing=action, auto_id="id_evidence_%s")
    if (does or leads) and action.plan.state != PlanState.ARCHIVED:
        found["details"] = forms.DetailsForm(thing=action, auto_id="id_details_%s")
    if leads and not action.is_new and not rules.is_effect_read(action):
        found["effect"] = forms.EffectForm(thing=action, auto_id="id_effect_%s")
    if does or leads:
        found["comment"] = forms.CommentForm(thing=action, auto_id="id_comment_%s")
    return found


def link_choices(action: Action, user: Any) -> dict[str, QuerySet[Any]]:
    """What the person may tie the action to: only what lies in the plan's part of the territory."""
    path = action.plan.unit.path
    seen = visible_procedures(user).values("pk")
    mine = cases.visible_to(user, timezone.localdate()).filter(school__path__startswith=path)
    return {
        "procedure": calendar_of(action.plan).filter(pk__in=seen),
        "case": mine, "risk_entry": support.visible_to(user).filter(school__path__startswith=path),
    }  # fmt: skip


def shown_links(action: Action, user: Any) -> list[ShownLink]:
    """Ties that the person sees: a case and an entry only where they are open to the person."""
    links = list(action.links.all())
    case_keys = [one.case_id for one in links if one.case_id is not None]
    entry_keys = [one.risk_entry_id for one in links if one.risk_entry_id is not None]
    seen_cases, seen_entries = set(), set()
    if case_keys:
        open_cases = cases.visible_to(user, timezone.localdate()).filter(pk__in=case_keys)
        seen_cases = set(open_cases.values_list("pk", flat=True))
    if entry_keys:
        seen_entries = set(support.visible_to(user).filter(pk__in=entry_keys).values_list("pk", flat=True))
    found = []
    for one in links:
        if one.procedure is not None:
            found.append(ShownLink(one, str(one.procedure), reverse("procedure", args=[one.procedure_id])))
        elif one.case is not None and one.case_id in seen_cases:
            found.append(ShownLink(one, str(one.case), reverse("case", args=[one.case_id])))
        elif one.risk_entry is not None and one.risk_entry_id in seen_entries:
            found.append(ShownLink(one, str(one.risk_entry), reverse("risk_entry", args=[one.risk_entry_id])))
    return found


_ACTS = (
    Act(
        "take-up", ActionStatus.IN_WORK, "Взять в работу", "Взять в работу", PlainForm,
        lambda action, by, said: domain.take_up(action, by=by, **said), "Мероприятие в работе.",
        never_from=ActionStatus.REPORTED,
    ),
    Act(
        "report", ActionStatus.REPORTED, "Отчитаться об исполнении", "Отправить на проверку", forms.ReportForm,
        lambda action, by, said: domain.report_done(action, by=by, **said), "Отчёт отправлен на проверку.",
    ),
    Act(
        "accept", ActionStatus.ACCEPTED, "Принять исполнение", "Принять", forms.AcceptForm,
        lambda action, by, said: domain.accept(action, by=by, **said), "Исполнение принято.",
    ),
    Act(
        "take-back", ActionStatus.IN_WORK, "Забрать отчёт", "Забрать", PlainForm,
        lambda action, by, said: domain.take_up(action, by=by, **said), "Отчёт возвращён в работу.",
        only_from=ActionStatus.REPORTED,
    ),
    Act(
        "return", ActionStatus.RETURNED, "Вернуть отчёт", "Вернуть", ReasonForm,
        lambda action, by, said: domain.return_report(action, by=by, **said), "Отчёт возвращён: видно, почему.",
    ),
    Act(
        "partly", ActionStatus.PARTLY, "Исполнено частично", "Записать", forms.PartlyForm,
        lambda action, by, said: domain.mark_partly(action, by=by, **said), "Записано: исполнено частично.",
    ),
    Act(
        "not-done", ActionStatus.NOT_DONE, "Не исполнено", "Записать", ReasonForm,
        lambda action, by, said: domain.mark_not_done(action, by=by, **said), "Записано: не исполнено, и почему.",
    ),
    Act(
        "postpone", ActionStatus.POSTPONED, "Перенести срок", "Перенести", forms.PostponeForm,
        lambda action, by, said: domain.postpone(action, by=by, **said), "Срок перенесён.",
    ),
    Act(
        "withdraw", ActionStatus.WITHDRAWN, "Снять с контроля", "Снять", ReasonForm,
        lambda action, by, said: domain.withdraw(action, by=by, **said), "Мероприятие снято с контроля.",
    ),
    Act(
        "put-back", ActionStatus.NOT_STARTED, "Вернуть на контроль", "Вернуть", ReasonForm,
        lambda action, by, said: domain.put_on_control(action, by=by, **said), "Мероприятие снова на контроле.",
    ),
)  # fmt: skip
ACTS = {act.code: act for act in _ACTS}
