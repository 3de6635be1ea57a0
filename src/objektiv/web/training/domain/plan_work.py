"""How the training's plans are written and carried out: every step a verb that people use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from objektiv.web.access.models import User
from objektiv.web.access.roles import ROLES
from objektiv.web.plans import domain as plans
from objektiv.web.plans.enums import ActionStatus
from objektiv.web.plans.models import Action, Plan
from objektiv.web.training.plan_papers import order, proof
from objektiv.web.training.plan_rows import Row

DISTRICT_POST, SCHOOL_POST = "руководитель управления образования", "директор"
POSTPONED_DAYS = 21


@dataclass(frozen=True, slots=True)
class Crew:
    """Who writes a plan and who approves and checks it; ``people``: role code → the person who may own a row."""

    leader: User
    head: User
    post: str
    people: Mapping[str, User]


def write_rows(plan: Plan, rows: Iterable[Row], crew: Crew) -> None:
    """Terms, indicators and people of a draft out of the catalogue, whose rows stand in the same order."""
    plans.edit_plan(plan, by=crew.leader, controller=crew.head)
    for action, row in in_order(plan, rows):
        counted, planned, _ = row.indicator
        fields: dict[str, Any] = {
            "owner_text": post_of(row.owner),
            "indicator": counted,
            "indicator_planned": planned,
        }
        if term := _term(row):
            fields["deadline"] = term
        written = plans.edit_row(action, by=crew.leader, **fields)
        plans.assign(written, by=crew.leader, owner=crew.people[row.owner], controller=crew.head)


def post_of(role: str) -> str:
    """How a document names who answers: by the post."""
    title = ROLES[role].title
    return title[0].lower() + title[1:]


def in_order(plan: Plan, rows: Iterable[Row]) -> Iterable[tuple[Action, Row]]:
    """Every action with its words: by the number in the catalogue, as the plan was made."""
    actions = plan.actions.select_related("plan__unit", "owner", "controller").order_by("order")
    return zip(actions, rows, strict=True)


def _term(row: Row) -> str:
    if row.days is not None:
        return f"до {timezone.localdate() + timedelta(days=row.days):%d.%m.%Y}"
    return row.deadline


def approve(plan: Plan, crew: Crew, *, number: str, day: date) -> Plan:
    """By an order with its scan."""
    plan = Plan.objects.select_related("unit").get(pk=plan.pk)
    signed = f"{crew.post} {crew.head.short_name}"
    scan = order(
        organisation=plan.unit.title, title=plan.title, number=number, day=day, post=crew.post,
        person=crew.head.short_name,
    )  # fmt: skip
    return plans.approve_plan(
        plan,
        by=crew.head,
        document="приказ",
        document_number=number,
        document_date=day,
        signed_by=signed,
        scan=scan,
    )


def carry_out(plan: Plan, rows: Iterable[Row], crew: Crew) -> None:
    """Bring every row of an approved plan to where it stands."""
    for action, row in in_order(plan, rows):
        WAYS[row.status](action, row, crew)


def _leave(action: Action, row: Row, crew: Crew) -> Action:
    return action


def _take_up(action: Action, row: Row, crew: Crew) -> Action:
    return plans.take_up(action, by=crew.people[row.owner])


def _report(action: Action, row: Row, crew: Crew) -> Action:
    doer = crew.people[row.owner]
    if row.paper:
        plans.attach_evidence(action, proof(row.paper, row.said, doer.short_name), by=doer, title=row.paper)
    return plans.report_done(
        action, report=row.said, by=doer, done_on=_done_on(action), indicator_actual=row.indicator[2]
    )


def _done_on(action: Action) -> date:
    today = timezone.localdate()
    return min(action.due_on or today, today)


def _accept(action: Action, row: Row, crew: Crew) -> Action:
    return plans.accept(_report(action, row, crew), by=crew.head)


def _send_back(action: Action, row: Row, crew: Crew) -> Action:
    return plans.return_report(_report(action, row, crew), reason=row.remark, by=crew.head)


def _partly(action: Action, row: Row, crew: Crew) -> Action:
    return plans.mark_partly(action, reason=row.said, by=crew.people[row.owner])


def _not_done(action: Action, row: Row, crew: Crew) -> Action:
    return plans.mark_not_done(action, reason=row.said, by=crew.people[row.owner])


def _postpone(action: Action, row: Row, crew: Crew) -> Action:
    until = timezone.localdate() + timedelta(days=POSTPONED_DAYS)
    return plans.postpone(action, until=until, reason=row.said, by=crew.leader)


def _withdraw(action: Action, row: Row, crew: Crew) -> Action:
    return plans.withdraw(action, reason=row.said, by=crew.leader)


Way = Callable[[Action, Row, Crew], Action]
WAYS: dict[str, Way] = {
    ActionStatus.NOT_STARTED: _leave,
    ActionStatus.IN_WORK: _take_up,
    ActionStatus.REPORTED: _report,
    ActionStatus.ACCEPTED: _accept,
    ActionStatus.RETURNED: _send_back,
    ActionStatus.PARTLY: _partly,
    ActionStatus.NOT_DONE: _not_done,
    ActionStatus.POSTPONED: _postpone,
    ActionStatus.WITHDRAWN: _withdraw,
}
