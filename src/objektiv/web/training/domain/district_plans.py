"""Plans of a municipality: of this year and being carried out, of last year in the archive, its decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.plans import domain as plans
from objektiv.web.plans.enums import PlanKind, RowKind
from objektiv.web.plans.models import Plan
from objektiv.web.support.models import RiskEntry
from objektiv.web.territory.models import Unit
from objektiv.web.territory.years import school_year_of
from objektiv.web.training.domain.effect_questions import ask_effect, read_effect
from objektiv.web.training.domain.plan_work import WAYS, Crew, approve, carry_out, post_of, write_rows
from objektiv.web.training.plan_rows import (
    DECISIONS,
    DISTRICT_ROWS,
    INQUIRY,
    LAST_ROWS,
    PLAN,
    RECHECK,
    RESOLVED,
    Row,
)

APPROVED_DAYS_AGO = 21  # at the latest: a plan of a year that has just begun is carried out too
ORDER, LAST_ORDER, DECISIONS_ORDER = "214", "187", "231"


def make_district_plan(municipality: Unit, crew: Crew) -> Plan:
    """The plan of the school year that runs now, in the middle of its work."""
    plan = start(municipality, crew, school_year_of(timezone.localdate()), DISTRICT_ROWS, PLAN)
    ask_effect(plan, DISTRICT_ROWS, crew)
    plan = approve(plan, crew, number=ORDER, day=approval_day(plan))
    _link(plan, crew)
    carry_out(plan, DISTRICT_ROWS, crew)
    return plan


def make_last_plan(municipality: Unit, crew: Crew) -> Plan:
    """The plan of the year before: ended, in the archive, to copy from."""
    first = int(school_year_of(timezone.localdate())[:4]) - 1
    plan = start(municipality, crew, school_year_of(date(first, 9, 1)), LAST_ROWS, PLAN)
    question = ask_effect(plan, LAST_ROWS, crew)
    plan = approve(plan, crew, number=LAST_ORDER, day=date(first, 8, 28))
    carry_out(plan, LAST_ROWS, crew)
    read_effect(question, crew)
    return plans.archive(plan, by=crew.leader)


def make_decisions(municipality: Unit, crew: Crew) -> Plan:
    """A few decisions of the municipality: the register has something to show."""
    year = school_year_of(timezone.localdate())
    plan = plans.start_plan(
        unit=municipality, by=crew.leader, title=DECISIONS, kind=PlanKind.DECISIONS, school_year=year,
        controller=crew.head,
    )  # fmt: skip
    for number, one in enumerate(RESOLVED, 1):
        action = plans.add_row(
            plan, by=crew.leader, row=RowKind.DECISION, number=str(number), text=one.text, deadline=one.deadline,
            result=one.result, owner_text=post_of(one.row.owner),
        )  # fmt: skip
        plans.assign(action, by=crew.leader, owner=crew.people[one.row.owner], controller=crew.head)
    plan = approve(plan, crew, number=DECISIONS_ORDER, day=approval_day(plan))
    actions = plan.actions.select_related("plan__unit", "owner").order_by("order")
    for action, one in zip(actions, RESOLVED, strict=True):
        brought = WAYS[one.status](action, one.row, crew)
        if one.effect:
            plans.judge_effect(brought, effect=one.effect, ground=one.ground, by=crew.head)
    return plan


def start(unit: Unit, crew: Crew, school_year: str, rows: Iterable[Row], title: str) -> Plan:
    """A draft of typical actions with the words, terms and people of this unit."""
    known = tuple(rows)
    plan = plans.start_from_catalogue(
        unit=unit, numbers=[one.number for one in known], by=crew.leader, title=title, kind=PlanKind.MEASURES,
        school_year=school_year,
    )  # fmt: skip
    write_rows(plan, known, crew)
    return plan


def approval_day(plan: Plan) -> date:
    """Before the school year begins, and never in the future."""
    latest = timezone.localdate() - timedelta(days=APPROVED_DAYS_AGO)
    return min(date(int(plan.school_year[:4]), 8, 28), latest)


def _link(plan: Plan, crew: Crew) -> None:
    """What two of the actions are about: a case that waits for an explanation, a school of the risk zone."""
    path = plan.unit.path
    case = Case.objects.filter(school__path__startswith=path, state=CaseState.ASKED).order_by("pk").first()
    entry = RiskEntry.objects.filter(school__path__startswith=path).first()
    numbers = [one.number for one in DISTRICT_ROWS]
    actions = list(plan.actions.select_related("plan__unit").order_by("order"))
    if case:
        plans.link(actions[numbers.index(INQUIRY)], by=crew.leader, case=case)
    if entry:
        plans.link(actions[numbers.index(RECHECK)], by=crew.leader, risk_entry=entry)
