"""How the effect of an action will be read, said before anybody knows what came out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from objektiv.analysis import catalogue
from objektiv.analysis.effect import EffectQuestion
from objektiv.analysis.effect_reading import rule_of
from objektiv.analysis.effect_waves import DEVIATIONS, POINTS, SMALLEST_EFFECTS, STORED_MEANS
from objektiv.model.assessment import AssessmentId
from objektiv.web.effects.enums import Direction

LONGEST_CODE = 40
TOO_LATE = "задан, когда результаты после меры уже были"
CHANGED = "изменён после утверждения"
ASKED_LATE = "задан после утверждения"


class Question(models.Model):
    """One wording of the question; the one with the largest ``number`` holds, earlier ones stay.

    ``before``, ``after``: codes of the works of the two waves. ``record``: ``EffectQuestion.to_record`` without schools
    that are no controls: who those are is found when the effect is read. ``is_after_approval``: the action was approved
    already, ``is_after_results``: an acting run of the later wave was there.
    """

    action = models.ForeignKey(
        "plans.Action", models.CASCADE, related_name="effect_questions", verbose_name="мероприятие"
    )
    number = models.PositiveSmallIntegerField("№")
    indicator = models.CharField("показатель", max_length=LONGEST_CODE)
    before = models.CharField("волна до меры", max_length=LONGEST_CODE)
    after = models.CharField("волна после меры", max_length=LONGEST_CODE)
    record: models.JSONField[dict[str, Any]] = models.JSONField("как читать")
    is_after_approval = models.BooleanField("после утверждения", default=False)
    is_after_results = models.BooleanField("после результатов", default=False)
    reason = models.TextField("почему изменено", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        ordering = ("action", "-number")
        verbose_name = "вопрос об эффекте"
        verbose_name_plural = "вопросы об эффекте"
        constraints = (models.UniqueConstraint(fields=("action", "number"), name="effect_question_number"),)

    def __str__(self) -> str:
        return f"Эффект: {self.action}"

    @property
    def wanted(self) -> EffectQuestion:
        """The question in the words of the analysis."""
        return EffectQuestion.from_record(self.record)

    @property
    def before_work(self) -> AssessmentId:
        """The work of the earlier wave."""
        return AssessmentId.parse(self.before)

    @property
    def after_work(self) -> AssessmentId:
        """The work of the later wave."""
        return AssessmentId.parse(self.after)

    @property
    def unit(self) -> str:
        """In what the effect is measured."""
        return unit_of(self.indicator)

    @property
    def smallest(self) -> float:
        """The least effect of interest, in that unit."""
        said = self.wanted.smallest
        return SMALLEST_EFFECTS[self.unit] if said is None else said

    @property
    def rule(self) -> str:
        """By what rule «помогло» is proposed."""
        return rule_of(self.wanted.direction, self.smallest, self.unit)

    @property
    def indicator_title(self) -> str:
        """«Средний балл школы»."""
        return indicator_title(self.indicator)

    @property
    def direction_title(self) -> str:
        """«должен стать больше»."""
        return str(Direction(self.wanted.direction).label)

    @property
    def remarks(self) -> list[str]:
        """What a reader must know of when the question was asked; nothing of one that was asked beforehand."""
        said = []
        if self.is_after_approval:
            said.append(CHANGED if self.number > 1 else ASKED_LATE)
        return [*said, *([TOO_LATE] if self.is_after_results else [])]


def unit_of(indicator: str) -> str:
    """In what a stored run gives the effect on an indicator."""
    return DEVIATIONS if indicator in STORED_MEANS else POINTS


def indicator_title(code: str) -> str:
    """Its Russian title; of an indicator that the program no longer has, its code."""
    known = catalogue.indicators().get(code)
    return known.passport.title if known else code
