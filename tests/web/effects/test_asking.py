"""The question is asked before the plan is approved; a change afterwards needs a reason and stays visible."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from two_springs import AFTER, BEFORE, COHORT, approve, ask

from objektiv.model.assessment import AssessmentId
from objektiv.web.audit.models import Record
from objektiv.web.effects.domain.asking import (
    FOREIGN,
    NO_AFTER,
    NO_BEFORE,
    NO_INDICATOR,
    NO_SCHOOLS,
    NOT_LATER,
)
from objektiv.web.effects.enums import Pupils
from objektiv.web.effects.models import Question
from objektiv.web.effects.models.question import ASKED_LATE, CHANGED, TOO_LATE
from objektiv.web.effects.phrases import CONFLICT, SAME_QUESTION
from objektiv.web.effects.waves import Waves, later_work
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Plan

pytestmark = pytest.mark.django_db


def test_the_question_is_kept_in_the_words_of_the_analysis(cast, springs, asked) -> None:
    assert asked.wanted.treated == springs.codes(springs.ours[:6])
    assert (asked.wanted.direction, asked.wanted.controls, asked.wanted.smallest) == ("higher", None, None)
    assert (asked.smallest, asked.unit) == (0.2, "стандартного отклонения")
    assert asked.rule.startswith("Правило: «помогло» — если значение больше ожидаемого")
    assert asked.remarks == []
    record = Record.objects.get(verb="effect.asked")
    assert record.new == {
        "effect_indicator": "Средний балл школы", "effect_direction": "должен стать больше", "effect_smallest": 0.2,
        "effect_schools": 6, "effect_before": BEFORE.title, "effect_after": AFTER.title,
    }  # fmt: skip


def test_while_the_plan_is_written_the_question_changes_freely(cast, springs, asked, planned) -> None:
    changed = ask(planned, cast.coordinator, springs, smallest=0.3, number=1)
    assert (changed.number, changed.smallest, changed.remarks) == (2, 0.3, [])


def test_after_approval_a_change_needs_a_reason_and_is_seen(cast, springs, question) -> None:
    with pytest.raises(ValidationError, match="почему вопрос меняется"):
        ask(question.action, cast.coordinator, springs, smallest=0.3, number=1)
    changed = ask(question.action, cast.coordinator, springs, smallest=0.3, number=1, reason="Опечатка")
    assert changed.remarks == [CHANGED]
    assert list(question.action.effect_questions.values_list("number", flat=True)) == [2, 1]
    assert Record.objects.get(verb="effect.changed").reason == "Опечатка"


def test_what_is_asked_too_late_says_so(cast, springs, draft, planned, head) -> None:
    approve(draft, head)
    planned.refresh_from_db()
    springs.second_comes()
    late = ask(planned, cast.coordinator, springs)
    assert late.remarks == [ASKED_LATE, TOO_LATE]


def test_between_agreement_and_approval_the_question_is_locked(cast, springs, asked, draft, planned) -> None:
    plans.send_for_agreement(Plan.objects.get(pk=draft.pk), units=[cast.region], by=cast.coordinator)
    with pytest.raises(ValidationError, match="на согласовании"):
        ask(planned, cast.coordinator, springs, smallest=0.3, number=1)


def test_only_who_composes_the_plan_asks(cast, springs, planned) -> None:
    for stranger in (cast.deputy, cast.other_coordinator, cast.analyst, cast.roles["municipal_head"]):
        with pytest.raises(PermissionDenied):
            ask(planned, stranger, springs)
    assert not Question.objects.exists()


def test_of_two_at_once_the_second_is_told(cast, springs, asked, planned) -> None:
    ask(planned, cast.coordinator, springs, smallest=0.3, number=1)
    with pytest.raises(ValidationError, match=CONFLICT):
        ask(planned, cast.coordinator, springs, smallest=0.4, number=1)
    with pytest.raises(ValidationError, match=SAME_QUESTION):
        ask(planned, cast.coordinator, springs, smallest=0.3, number=2)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"treated": []}, NO_SCHOOLS),
        ({"before": AssessmentId.parse("vpr-2021-ru4")}, NO_BEFORE),
        ({"after": AssessmentId.parse("vpr-2021-ma5")}, NOT_LATER),
        ({"after": None}, NO_AFTER),
        ({"indicator": "no_such"}, NO_INDICATOR),
        ({"direction": "up"}, "Укажите направление"),
        ({"smallest": -1.0}, "Укажите направление"),
    ],
)
def test_what_makes_no_question_is_refused(cast, springs, planned, more, sentence) -> None:
    with pytest.raises(ValidationError) as refused:
        ask(planned, cast.coordinator, springs, **more)
    assert refused.value.messages[0].startswith(sentence)


def test_treated_schools_lie_in_the_territory_of_the_plan(cast, springs, planned) -> None:
    with pytest.raises(ValidationError, match=FOREIGN[:20]):
        ask(planned, cast.coordinator, springs, treated=[springs.others[0]])


def test_the_later_work_is_of_the_same_grade_or_of_the_same_pupils() -> None:
    assert later_work(BEFORE, "2021/22", Pupils.OTHERS) == AFTER
    assert later_work(BEFORE, "2021/22", Pupils.SAME) == COHORT
    autumn = AssessmentId.parse("vpr-2020-ma4")  # written by grade 5 in the autumn of 2020
    assert str(later_work(autumn, "2021/22", Pupils.SAME)) == "vpr-2022-ma6"
    assert later_work(AssessmentId.parse("vpr-2021-ma11"), "2021/22", Pupils.SAME) is None


def test_the_final_run_of_the_widest_territory_speaks_for_the_plan(cast, springs) -> None:
    from district import make_run  # here alone
    from two_springs import FIRST

    from objektiv.web.findings.domain import take_in

    narrow = make_run(
        cast, springs.stored.folders[FIRST], school_year=FIRST, is_active=True, unit=cast.municipality,
        kind="operative",
    )  # fmt: skip
    take_in(narrow, by=None)
    waves = Waves.of([str(BEFORE)])
    path = springs.ours[0].path
    assert waves.run_for(path, str(BEFORE)) == springs.first.run
    springs.first.run.is_active = False
    springs.first.run.save()
    waves = Waves.of([str(BEFORE)])
    assert waves.run_for(path, str(BEFORE)) == narrow
    assert waves.run_for(springs.others[0].path, str(BEFORE)) is None
