"""How the effect of an action will be read: said before approval; afterwards changed with a reason."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from objektiv.analysis.effect import EffectQuestion
from objektiv.model.assessment import AssessmentId
from objektiv.web.effects import rules
from objektiv.web.effects.models import Question
from objektiv.web.effects.phrases import CONFLICT, NOT_NOW, SAME_QUESTION
from objektiv.web.effects.waves import Waves
from objektiv.web.findings.models import IndicatorResult
from objektiv.web.plans.domain.working import check_action, said, write
from objektiv.web.plans.models import Action
from objektiv.web.tasks.queries import schools_of
from objektiv.web.territory.models import Unit

NO_BEFORE = "Действующего расчёта с этой волной нет: выберите другую."
NO_INDICATOR = (
    "В расчёте этого года у этой работы такого показателя нет: выберите другую работу или показатель."
)
NO_SCHOOLS = "Отметьте хотя бы одну школу с мерой."
FOREIGN = "Школы с мерой — из территории плана: выберите их из списка."
NOT_LATER = "Волна после меры должна быть позже волны до меры."
NO_AFTER = "Такой работы нет: проверьте год и кто пишет."


@transaction.atomic
def ask(
    action: Action, *, by: Any, indicator: str, direction: str, treated: Collection[Unit], before: AssessmentId,
    after: AssessmentId | None, smallest: float | None = None, reason: str = "", number: int = 0,
) -> Question:  # fmt: skip
    """Write the question down, or change it: ``number`` is that of the wording that the person saw, 0 for none."""
    check_action(rules.may_ask(by, action), action, rules.can_ask, NOT_NOW)
    last = action.effect_questions.order_by("-number").first()
    if (last.number if last else 0) != number:
        raise ValidationError(CONFLICT)
    waves = _checked_waves(action, indicator, before, after)
    made = Question(
        action=action, number=number + 1, indicator=indicator, before=str(before), after=str(after), by=by,
        record=_record(action, direction, treated, smallest), is_after_approval=not action.is_new,
        is_after_results=waves.run_for(action.plan.unit.path, str(after)) is not None,
        reason=said(reason, "Напишите, почему вопрос меняется после утверждения.") if last and not action.is_new
        else reason.strip(),
    )  # fmt: skip
    if last and _plain(last) == _plain(made):
        raise ValidationError(SAME_QUESTION)
    made.full_clean(exclude=["action", "by"])
    made.save()
    told = {"old": _journal(last) if last else {}, "new": _journal(made), "reason": made.reason}
    write("effect.changed" if last else "effect.asked", action, by, **told)
    return made


def _checked_waves(action: Action, indicator: str, before: AssessmentId, after: AssessmentId | None) -> Waves:
    """Where the waves are; ValidationError where they make no pair."""
    if after is None:
        raise ValidationError({"after_year": NO_AFTER})
    if after.school_year <= before.school_year:
        raise ValidationError({"after_year": NOT_LATER})
    waves = Waves.of((str(before), str(after)))
    run = waves.run_for(action.plan.unit.path, str(before))
    if run is None:
        raise ValidationError({"before": NO_BEFORE})
    known = IndicatorResult.objects.filter(
        assessment__result_set__run=run, assessment__code=str(before), indicator=indicator, applicable=True
    )
    if not known.exists():
        raise ValidationError({"indicator": NO_INDICATOR})
    return waves


def _record(
    action: Action, direction: str, treated: Collection[Unit], smallest: float | None
) -> dict[str, Any]:
    if not treated:
        raise ValidationError({"schools": NO_SCHOOLS})
    keys = {one.pk for one in treated}
    if schools_of(action).filter(pk__in=keys).count() != len(keys):
        raise ValidationError({"schools": FOREIGN})
    codes = frozenset(one.school_code for one in treated)
    try:
        return EffectQuestion(codes, direction, smallest=smallest).to_record()
    except ValueError as error:
        raise ValidationError("Укажите направление и наименьший важный эффект больше нуля.") from error


def _plain(question: Question) -> tuple[Any, ...]:
    return question.indicator, question.before, question.after, question.record


def _journal(question: Question) -> dict[str, Any]:
    return {
        "effect_indicator": question.indicator_title, "effect_direction": question.direction_title,
        "effect_smallest": question.smallest, "effect_schools": len(question.record["treated"]),
        "effect_before": question.before_work.title, "effect_after": question.after_work.title,
    }  # fmt: skip
