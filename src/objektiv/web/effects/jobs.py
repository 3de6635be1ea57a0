"""The background job of this app: reading an effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from objektiv.model.errors import UsageError
from objektiv.web.access.models import User
from objektiv.web.effects.domain import READ, compute_reading
from objektiv.web.effects.queries import visible_to
from objektiv.web.shell.jobs import Progress, job

REMEDY = "Откройте страницу эффекта ещё раз."


@job(READ)
def read(parameters: Mapping[str, Any], progress: Progress) -> str:
    """Compute the effect that a person asked for."""
    by = User.objects.get(pk=parameters["by_pk"])
    question = visible_to(by).filter(pk=parameters["question"]).first()
    if question is None:
        raise UsageError("вопрос изменили, пока расчёт ждал своей очереди.", REMEDY)
    progress(0, 1, "сравниваем школы с мерой и без неё")
    try:
        compute_reading(question, by=by)
    except ValidationError as error:
        raise UsageError(" ".join(error.messages), REMEDY) from error
    return reverse("effect", args=[question.action_id])
