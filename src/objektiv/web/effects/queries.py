"""What a person sees of effects."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import reachable
from objektiv.web.effects.models import Question, Reading, Verdict
from objektiv.web.plans.models import Action
from objektiv.web.plans.queries import actions_visible_to

SEES = (Permission.PLANS_VIEW, Permission.PLANS_EDIT, Permission.PLANS_APPROVE)


def actions_of(user: Any) -> QuerySet[Action]:
    """Rows of the plans of one's own part of the territory: who is only named in a plan from above reads no effect."""
    near = Q(pk__in=())
    for one in SEES:
        near |= reachable(user, one, "plan__unit__path")
    return actions_visible_to(user).filter(near)


def visible_to(user: Any) -> QuerySet[Question]:
    """Questions that hold now, with all that a row shows; the latest reading first."""
    mine = actions_of(user).order_by().values("pk")
    return with_rows(latest(Question.objects.filter(action__in=mine)))


def latest(questions: QuerySet[Question]) -> QuerySet[Question]:
    """The wording that holds of each action."""
    newer = Question.objects.filter(action=OuterRef("action"), number__gt=OuterRef("number"))
    return questions.filter(~Exists(newer))


def with_rows(questions: QuerySet[Question]) -> QuerySet[Question]:
    """With the action, its plan and the readings."""
    verdicts = Prefetch("verdicts", Verdict.objects.select_related("by"))
    readings = Reading.objects.select_related("by").prefetch_related(verdicts)
    return questions.select_related(
        "action__plan__unit", "action__owner", "action__excluded_by", "by"
    ).prefetch_related(Prefetch("readings", readings))


def question_of(action: Action) -> Question | None:
    """The wording that holds."""
    return with_rows(action.effect_questions.all()).order_by("-number").first()


def is_read(action: Action) -> bool:
    """The question that holds has been answered by a computation."""
    return Reading.objects.filter(question__in=latest(action.effect_questions.all())).exists()


def undecided(questions: QuerySet[Question]) -> QuerySet[Question]:
    """By no reading of which a person has decided."""
    return questions.filter(~Exists(Verdict.objects.filter(reading__question=OuterRef("pk"))))


def readings_of(user: Any) -> QuerySet[Reading]:
    """Readings of actions whose effect the person sees."""
    mine = actions_of(user).order_by().values("pk")
    return Reading.objects.filter(question__action__in=mine).select_related(
        "question__action__plan__unit", "by"
    )


def all_readings(action: Action) -> QuerySet[Reading]:
    """Of all wordings, the newest first."""
    return (
        Reading.objects.filter(question__action=action)
        .select_related("question__action__plan__unit", "by")
        .prefetch_related(Prefetch("verdicts", Verdict.objects.select_related("by")))
        .order_by("-pk")
    )
