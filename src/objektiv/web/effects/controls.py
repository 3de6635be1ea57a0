"""Who is no control: schools that had an action of the same kind in the years of the waves."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from objektiv.web.effects.models import Question
from objektiv.web.effects.phrases import CONTROLS, CONTROLS_OTHER
from objektiv.web.effects.queries import latest
from objektiv.web.plans.enums import PUBLIC, ActionStatus
from objektiv.web.plans.kinds import OTHER, kind_title
from objektiv.web.plans.models import Action
from objektiv.web.tasks.enums import TaskState
from objektiv.web.tasks.models import Task
from objektiv.web.territory.enums import Level

NOT_CARRIED_OUT = (ActionStatus.NOT_DONE, ActionStatus.WITHDRAWN)


def set_aside(question: Question) -> frozenset[int]:
    """Codes of schools that are not compared with: an action of this kind in their own plan, given to them, or read.

    An action of no kind tells nothing: then only schools of the same question are set aside.
    """
    action, found = question.action, set[int]()
    others = latest(Question.objects.exclude(action=action)).filter(
        action__kind=action.kind, action__is_new=False
    )
    if action.kind == OTHER:
        others = others.filter(indicator=question.indicator)
    else:
        found |= _own(question) | _given(question)
    for one in others.filter(_years(question, "action__plan__")):
        found |= one.wanted.treated
    return frozenset(found - question.wanted.treated)


def rule_in_words(action: Action) -> str:
    """The rule as the page says it."""
    return CONTROLS_OTHER if action.kind == OTHER else CONTROLS.format(kind=kind_title(action.kind))


def _own(question: Question) -> set[int]:
    rows = _carried_out(question).filter(plan__unit__level=Level.SCHOOL)
    return set(map(int, rows.values_list("plan__unit__code", flat=True)))


def _given(question: Question) -> set[int]:
    rows = Task.objects.filter(action__in=_carried_out(question).order_by().values("pk"))
    done = rows.exclude(state__in=(TaskState.RECALLED, TaskState.NOT_DONE))
    return set(map(int, done.values_list("school__code", flat=True)))


def _carried_out(question: Question) -> QuerySet[Action]:
    """Other actions of the kind that an order approved and nobody took off."""
    rows = Action.objects.filter(kind=question.action.kind, plan__state__in=PUBLIC, is_new=False)
    rows = rows.filter(_years(question, "plan__"), excluded_by__isnull=True).exclude(
        status__in=NOT_CARRIED_OUT
    )
    return rows.exclude(pk=question.action_id)


def _years(question: Question, plan: str) -> Q:
    """Plans of the school years from the earlier wave to the later one."""
    first, last = question.before_work.school_year, question.after_work.school_year
    by_school_year = Q(**{f"{plan}school_year__gte": first, f"{plan}school_year__lte": last})
    return by_school_year | Q(**{f"{plan}year__range": (int(first[:4]), int(last[:4]) + 1)})
