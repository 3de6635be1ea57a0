"""What effects add to the frame and to the pages of plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from objektiv.web.access.queries import permissions_of
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.effects import rules
from objektiv.web.effects.enums import Standing
from objektiv.web.effects.models import Question
from objektiv.web.effects.phrases import FIELDS, TITLE, VERBS
from objektiv.web.effects.queries import SEES, actions_of, is_read, latest, question_of, with_rows
from objektiv.web.effects.standing import ShownQuestion, standings
from objektiv.web.effects.week import tasks
from objektiv.web.plans import rules as plans
from objektiv.web.plans.enums import Effect
from objektiv.web.plans.links import (
    ActionPanel,
    PlanLink,
    add_action_panel,
    add_row_notes,
    add_section_link,
)
from objektiv.web.plans.models import Action
from objektiv.web.shell.week import add_tasks

ASK = (
    "Заранее, до волны, скажите, как будет видно, помогла ли мера: показатель, школы, с чем сравнивать. Без этого "
    "потом останется только простое «до и после»."
)

PAGE = "Эффект"
ASKS: Mapping[str, str] = {Standing.READY: "Посчитать эффект", Standing.COUNTED: "Решить, помогло ли"}


def add() -> None:
    """Called when the app is ready."""
    add_verbs(VERBS)
    add_fields(FIELDS, effect_proposal=dict(Effect.choices), effect_verdict=dict(Effect.choices))
    add_tasks("effects", tasks)
    add_action_panel("effects", panel_of)
    add_row_notes("effects", notes_of)
    add_section_link("effects", section_link)
    plans.add_read("effects", is_read)


def section_link(user: Any) -> PlanLink | None:
    """«Эффект мер» beside the list of plans."""
    return PlanLink(TITLE, reverse("effects")) if permissions_of(user) & set(SEES) else None


def notes_of(actions: Sequence[Action]) -> Mapping[int, str]:
    """«эффект: ждёт волны» for the rows of a plan until it is decided: the decision stands there by itself."""
    keys = [one.pk for one in actions]
    rows = with_rows(latest(Question.objects.filter(action__in=keys))) if keys else ()
    waiting = [one for one in standings(rows) if one.standing != Standing.DECIDED]
    return {one.question.action_id: f"эффект: {one.title}" for one in waiting}


def _said(one: ShownQuestion) -> str:
    action = one.question.action
    return str(action.get_effect_display()) if one.standing == Standing.DECIDED else one.title


def panel_of(user: Any, action: Action) -> ActionPanel | None:
    """How far the effect has come, or the way to say how it will be read; nothing for who is only named in the plan."""
    if not actions_of(user).filter(pk=action.pk).exists():
        return None
    question = question_of(action)
    if question is None:
        if not rules.may_ask(user, action) or not rules.can_ask(action):
            return None
        ask = PlanLink("Как читать эффект", reverse("effect_question", args=[action.pk]))
        return ActionPanel("Помогла ли мера", ASK, (ask,))
    (one,) = standings([question])
    sentence = f"{question.indicator_title}, {question.after_work.title}: {_said(one)}."
    awaited = one.is_awaited_of(user)
    page = PlanLink(ASKS.get(one.standing, PAGE) if awaited else PAGE, reverse("effect", args=[action.pk]))
    return ActionPanel("Помогла ли мера", sentence, (page,), is_urgent=awaited)
