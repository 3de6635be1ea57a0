"""What rows of plans say by their last document: changes that are being prepared are in no letter and no calendar."""

from __future__ import annotations

from typing import NamedTuple

from objektiv.web.plans.enums import PlanState
from objektiv.web.plans.models import Action
from objektiv.web.plans.snapshot import in_force


class Words(NamedTuple):
    """A row as it is told."""

    number: str
    text: str
    plan: str


def words_in_force() -> dict[int, Words]:
    """By row, for the plans that somebody is changing; every other row says what is approved."""
    rows = Action.objects.filter(plan__state=PlanState.AMENDING).select_related("plan")
    return {one.pk: Words(one.number, one.text, one.plan.title) for one in in_force(rows)}
