"""What a person decides by a reading: never the program."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.web.audit.domain import one_writer
from objektiv.web.effects import rules
from objektiv.web.effects.models import Reading, Verdict
from objektiv.web.effects.phrases import CHANGED_QUESTION, NEWER_READING
from objektiv.web.effects.queries import all_readings, question_of
from objektiv.web.plans.domain import judge_effect
from objektiv.web.plans.domain.working import write


@transaction.atomic
def decide(reading: Reading, *, by: Any, effect: str, ground: str, version: int | None = None) -> Verdict:
    """Take what the latest reading proposes, or say otherwise; always with a ground. ``version`` is the action's."""
    action = reading.question.action
    if not rules.may_lead(by, action):
        raise PermissionDenied
    one_writer()
    asked, last = question_of(action), all_readings(action).first()
    if asked is None or asked.pk != reading.question_id:
        raise ValidationError(CHANGED_QUESTION)
    if last is None or last.pk != reading.pk:
        raise ValidationError(NEWER_READING)
    judge_effect(action, effect=effect, ground=ground, by=by, version=version, by_reading=True)
    made = Verdict.objects.create(reading=reading, effect=effect, ground=ground.strip(), by=by)
    told = {"effect_reading": reading.pk, "effect_proposal": reading.proposal, "effect_verdict": effect}
    write("effect.decided", action, by, new=told, reason=made.ground)
    return made
