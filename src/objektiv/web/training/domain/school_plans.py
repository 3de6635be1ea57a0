"""Plans of two schools: one is carried out, the other waits for the municipality's word."""

from __future__ import annotations

from django.utils import timezone

from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Plan
from objektiv.web.territory.models import Unit
from objektiv.web.territory.years import school_year_of
from objektiv.web.training.domain.district_plans import approval_day, start
from objektiv.web.training.domain.plan_work import SCHOOL_POST, Crew, approve, carry_out, write_rows
from objektiv.web.training.people import deputy_of, head_of
from objektiv.web.training.plan_rows import DEPUTY, MEASURE_ROWS, SCHOOL_MEASURES, SCHOOL_PLAN, SCHOOL_ROWS

ORDER = "56"


def make_school_plan(school: Unit, crew: Crew) -> Plan:
    """The plan of the school whose people sign in by one click."""
    plan = start(school, crew, school_year_of(timezone.localdate()), SCHOOL_ROWS, SCHOOL_PLAN)
    plan = approve(plan, crew, number=ORDER, day=approval_day(plan))
    carry_out(plan, SCHOOL_ROWS, crew)
    return plan


def make_plan_to_agree(school: Unit) -> Plan | None:
    """Measures of another school of the same municipality, after a case with confirmed signs if there is one.

    None in a municipality of one school.
    """
    municipality = school.parent
    assert municipality is not None, "a school lies in a municipality"
    others = Unit.objects.filter(parent=municipality).exclude(pk=school.pk)
    confirmed = Case.objects.filter(outcome=CaseState.CONFIRMED, school__in=others).select_related("school")
    case = confirmed.order_by("-school_year", "pk").first()
    other = case.school if case else others.order_by("path").first()
    if other is None:
        return None
    deputy = deputy_of(other)
    said = {"by": deputy, "title": SCHOOL_MEASURES, "school_year": school_year_of(timezone.localdate())}
    numbers = [one.number for one in MEASURE_ROWS]
    if case:
        plan = plans.start_from_case(case, numbers=numbers, **said)
    else:
        plan = plans.start_from_catalogue(unit=other, numbers=numbers, **said)
    write_rows(plan, MEASURE_ROWS, Crew(deputy, head_of(other), SCHOOL_POST, {DEPUTY: deputy}))
    return plans.send_for_agreement(Plan.objects.get(pk=plan.pk), units=[municipality], by=deputy)
