"""Plans of the training district: one is carried out, others are at every step before and after."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from objektiv.web.access.models import User
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import PlanImport
from objektiv.web.territory.models import Unit
from objektiv.web.territory.years import school_year_of
from objektiv.web.training.domain.district_plans import make_decisions, make_district_plan, make_last_plan
from objektiv.web.training.domain.plan_work import DISTRICT_POST, SCHOOL_POST, Crew
from objektiv.web.training.domain.school_plans import make_plan_to_agree, make_school_plan
from objektiv.web.training.domain.school_tasks import give_tasks
from objektiv.web.training.plan_papers import road_map


@transaction.atomic
def make_plans(school: Unit, people: Mapping[str, User]) -> None:
    """Plans of the municipality of ``school``, of this school and of another one. ``people``: by the code of a role."""
    municipality = school.parent
    assert municipality is not None, "a school lies in a municipality"
    crew = Crew(people["municipal_coordinator"], people["municipal_head"], DISTRICT_POST, people)
    make_last_plan(municipality, crew)
    plan = make_district_plan(municipality, crew)
    make_decisions(municipality, crew)
    give_tasks(plan, school, crew.leader)
    bring_document(municipality, crew)
    make_school_plan(school, Crew(people["deputy_head"], people["school_head"], SCHOOL_POST, people))
    make_plan_to_agree(school)


def bring_document(municipality: Unit, crew: Crew) -> PlanImport:
    """A document with doubts that waits to be looked through, the document left and its rows right."""
    paper = road_map(
        post=crew.post.capitalize(), person=crew.head.short_name, territory=municipality.title,
        school_year=school_year_of(timezone.localdate()),
    )  # fmt: skip
    return plans.receive(paper, unit=municipality, by=crew.leader)
