"""How the effect of an action will be read: asked with the plan, and of last year's plan read already."""

from __future__ import annotations

from dataclasses import replace

from objektiv.indicators import boundary_bunching
from objektiv.model.assessment import AssessmentId
from objektiv.web.effects import domain as effects
from objektiv.web.effects.enums import Direction
from objektiv.web.effects.models import Question
from objektiv.web.effects.waves import Waves
from objektiv.web.findings.models import IndicatorResult
from objektiv.web.plans.models import Plan
from objektiv.web.territory.models import Unit
from objektiv.web.training.domain.plan_work import Crew, in_order
from objektiv.web.training.plan_rows import SEMINAR, SEMINAR_SCHOOLS, Row

INDICATOR = boundary_bunching.CODE


def ask_effect(plan: Plan, rows: tuple[Row, ...], crew: Crew) -> Question | None:
    """Of the seminar of a draft: will jumps at mark boundaries become smaller. None without the wave before it."""
    before = _wave_before(plan)
    if before is None:
        return None
    action = next(action for action, row in in_order(plan, rows) if row.number == SEMINAR)
    schools = Unit.objects.filter(parent=plan.unit).order_by("path")[:SEMINAR_SCHOOLS]
    after = replace(before, year=before.year + 1)
    return effects.ask(
        action, by=crew.leader, indicator=INDICATOR, direction=Direction.LOWER, treated=list(schools), before=before,
        after=after,
    )  # fmt: skip


def read_effect(question: Question | None, crew: Crew) -> None:
    """Out of the runs of both springs, where both are there; what to make of it, a person decides."""
    if question is None or not question.is_after_results:
        return
    question = Question.objects.select_related("action__plan__unit").get(pk=question.pk)
    effects.compute_reading(question, by=crew.leader)


def _wave_before(plan: Plan) -> AssessmentId | None:
    """The first work of the spring before the plan's year by which the indicator can be told."""
    path, waves = plan.unit.path, Waves.around(plan.unit.path)
    for work in waves.works():
        run = waves.run_for(path, str(work))
        told = IndicatorResult.objects.filter(
            assessment__result_set__run=run, assessment__code=str(work), indicator=INDICATOR, applicable=True
        )
        if work.year == int(plan.school_year[:4]) and told.exists():
            return work
    return None
