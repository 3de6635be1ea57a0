"""What plans add to the frame, to the pages of cases and of the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may, permissions_of, said
from objektiv.web.assessments.signals import procedure_changed
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.cases.links import CaseLink, add_case_link
from objektiv.web.cases.models import Case
from objektiv.web.plans import rules
from objektiv.web.plans.domain.moving import on_procedure_changed
from objektiv.web.plans.enums import ActionStatus, Effect, PlanKind, PlanState, RowKind, Visa
from objektiv.web.plans.kinds import kind_choices
from objektiv.web.plans.phrases import FIELDS, VERBS
from objektiv.web.plans.queries import actions_visible_to, visible_to
from objektiv.web.plans.snapshot import in_force
from objektiv.web.plans.week import tasks
from objektiv.web.shell.navigation import Section, add_section
from objektiv.web.shell.search import Hit, Source, add_source
from objektiv.web.shell.week import add_tasks

SENTENCE = "Мероприятия, сроки, ответственные: что сделано, чем подтверждено, помогло ли."


def add() -> None:
    """Called when the app is ready."""
    add_verbs(VERBS)
    add_fields(
        FIELDS,
        plan_state=dict(PlanState.choices),
        plan_kind=dict(PlanKind.choices),
        plan_visa=dict(Visa.choices),
        action_status=dict(ActionStatus.choices),
        action_effect=dict(Effect.choices),
        action_row=dict(RowKind.choices),
        action_kind=dict(kind_choices()),
    )
    add_section(Section(55, "Планы", "plans", sees_plans, SENTENCE))
    add_source(Source("Планы", find_plans))
    add_source(Source("Мероприятия планов", find_actions))
    add_tasks("plans", tasks)
    add_case_link("plans", plan_of_case)
    procedure_changed.connect(on_procedure_changed, dispatch_uid="plans")


def sees_plans(user: Any) -> bool:
    """Some plans at least."""
    return Permission.PLANS_VIEW in permissions_of(user)


def find_plans(user: Any, words: str, limit: int) -> Iterable[Hit]:
    """Plans by title and organisation."""
    for one in visible_to(user).filter(said(words, "title", "unit__title"))[:limit]:
        yield Hit(str(one), f"{one.unit}, {one.get_state_display()}", reverse("plan", args=[one.pk]))


def find_actions(user: Any, words: str, limit: int) -> Iterable[Hit]:
    """Rows by their text and by who answers."""
    found = list(actions_visible_to(user).filter(said(words, "text", "owner_text", "number"))[:limit])
    others = [one for one in found if not rules.may_lead_plan(user, one.plan)]
    hidden = {one.pk for one in others} - {one.pk for one in in_force(others)}  # they read what is approved
    for one in found:
        if one.pk in hidden:
            continue
        note = f"{one.plan.unit}, {one.status_title}"
        yield Hit(str(one), note, reverse("plan_action", args=[one.plan_id, one.pk]))


def plan_of_case(user: Any, case: Case) -> CaseLink | None:
    """The measures of a case, or the way to plan them."""
    if plan := visible_to(user).filter(case=case.pk).first():
        return CaseLink(f"План мер: {plan.get_state_display()}", reverse("plan", args=[plan.pk]))
    if case.is_decided and may(user, Permission.PLANS_EDIT, case.school.path):
        return CaseLink("Составить план мер", reverse("plan_from_case", args=[case.pk]))
    return None
