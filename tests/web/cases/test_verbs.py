"""What people do to a case, in which order, and who may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from case_results import GROUND, TEXT, make_result
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from objektiv.plans.working_days import add_working_days
from objektiv.web.audit.domain import prove_journal
from objektiv.web.audit.models import Record
from objektiv.web.cases import domain
from objektiv.web.cases.enums import START, TRANSITIONS, CaseState
from objektiv.web.cases.models import Case, Terms

pytestmark = pytest.mark.django_db


def pass_term(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(reply_due_on=timezone.localdate() - timedelta(days=1))
    case.refresh_from_db()
    return case


def replied(cast, case: Case) -> Case:
    domain.reply(case, text=TEXT, by=cast.deputy)
    return case


def test_the_state_machine_is_total_and_every_state_is_reached() -> None:
    assert set(TRANSITIONS) == set(CaseState.values)
    reached, frontier = {START}, {START}
    while frontier := {new for state in frontier for new in TRANSITIONS[state]} - reached:
        reached |= frontier
    assert reached == set(CaseState.values)


def test_asking_starts_a_term_of_ten_working_days_and_numbers_a_letter(cast, asked) -> None:
    assert asked.state == CaseState.ASKED
    assert asked.reply_due_on == add_working_days(timezone.localdate(), 10)
    assert [str(one.number) for one in asked.letters.all()] == ["1"]


def test_the_term_is_a_setting_of_the_nearest_territory(cast, case) -> None:
    Terms.objects.create(unit=cast.region, reply_days=3)
    Terms.objects.create(unit=cast.municipality, reply_days=5)
    assert domain.ask_school(case, by=cast.coordinator).reply_due_on == add_working_days(
        timezone.localdate(), 5
    )


def test_the_first_reply_is_kept_and_later_ones_stand_beside_it(cast, asked) -> None:
    domain.reply(
        asked, text=TEXT, by=cast.deputy, answers={asked.explanations.get().pk: "18 писали, болезнь."}
    )
    domain.reply(asked, text="Дополнение.", by=cast.deputy)
    assert [(one.number, one.text) for one in asked.replies.all()] == [(1, TEXT), (2, "Дополнение.")]
    assert asked.state == CaseState.REPLIED
    assert [(one.status, one.answer) for one in asked.explanations.all()] == [
        ("answered", "18 писали, болезнь.")
    ]


def test_nobody_decides_before_the_school_was_heard(cast, asked) -> None:
    with pytest.raises(ValidationError, match="сначала школа отвечает"):
        domain.decide(asked, outcome=CaseState.INSUFFICIENT, ground=GROUND, by=cast.coordinator)


def test_after_the_term_a_person_may_decide_without_a_reply(cast, asked) -> None:
    decided = domain.decide(
        pass_term(asked), outcome=CaseState.INSUFFICIENT, ground=GROUND, by=cast.coordinator
    )
    assert (decided.state, decided.outcome) == (CaseState.INSUFFICIENT, CaseState.INSUFFICIENT)


@pytest.mark.parametrize("ground", ["", "   ", "подтверждено"])
def test_confirming_needs_an_act_or_a_written_ground(cast, asked, ground: str) -> None:
    with pytest.raises(ValidationError):
        domain.decide(replied(cast, asked), outcome=CaseState.CONFIRMED, ground=ground, by=cast.coordinator)
    assert Case.objects.get().state == CaseState.REPLIED


def test_an_act_has_a_number_and_a_date(cast, asked) -> None:
    with pytest.raises(ValidationError, match="и номер, и дата"):
        domain.decide(
            replied(cast, asked),
            outcome=CaseState.CONFIRMED,
            ground="по акту",
            act_number="5",
            by=cast.coordinator,
        )


def test_the_whole_way_is_written_down_and_proved(cast, asked) -> None:
    case = replied(cast, asked)
    domain.send_to_recheck(case, by=cast.coordinator, reason="все работы 5А")
    domain.decide(
        case, outcome=CaseState.NOT_CONFIRMED, ground=GROUND, by=cast.coordinator, act_number="5",
        act_date=date(2026, 11, 20),
    )  # fmt: skip
    domain.close_case(case, by=cast.coordinator)
    domain.reopen(case, by=cast.coordinator, reason="новые данные ОГЭ")
    verbs = Record.objects.filter(object_type="cases.case").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == [
        "case.opened", "case.letter", "case.asked", "case.replied", "case.recheck", "case.decided", "case.closed",
        "case.reopened",
    ]  # fmt: skip
    assert (case.state, case.outcome, case.ground) == (CaseState.SIGN, "", "")
    assert prove_journal().is_whole


def test_reopening_needs_a_reason(cast, asked) -> None:
    case = replied(cast, asked)
    domain.decide(case, outcome=CaseState.NOT_CONFIRMED, ground=GROUND, by=cast.coordinator)
    domain.close_case(case, by=cast.coordinator)
    with pytest.raises(ValidationError, match="почему"):
        domain.reopen(case, by=cast.coordinator, reason=" ")


def test_destroyed_works_cannot_be_rechecked(cast, asked) -> None:
    case = replied(cast, asked)
    domain.destroy_works(case, on=timezone.localdate(), by=cast.coordinator, ground="акт 7")
    with pytest.raises(ValidationError, match="работы уничтожены"):
        domain.send_to_recheck(case, by=cast.coordinator)


def test_the_second_of_two_editors_is_told(cast, asked) -> None:
    stale = Case.objects.get(pk=asked.pk)
    replied(cast, asked)
    with pytest.raises(ValidationError, match="изменил кто-то другой"):
        domain.keep_works(stale, until=date(2099, 1, 1), by=cast.coordinator, ground="анализ")
    assert Case.objects.get().works_kept_until is None


def test_one_school_has_one_open_case_a_year(cast, case) -> None:
    with pytest.raises(ValidationError, match="Незакрытая карточка"):
        domain.open_case(case.result, [], by=cast.coordinator)


@pytest.mark.parametrize("who", ["deputy", "other_coordinator", "stranger", "analyst"])
def test_who_may_not_ask(cast, case, who: str) -> None:
    with pytest.raises(PermissionDenied):
        domain.ask_school(case, by=getattr(cast, who))


@pytest.mark.parametrize("who", ["coordinator", "other_deputy", "stranger", "region_coordinator"])
def test_only_the_school_speaks_for_itself(cast, asked, who: str) -> None:
    with pytest.raises(PermissionDenied):
        domain.reply(asked, text=TEXT, by=getattr(cast, who))


def test_who_speaks_for_the_school_does_not_decide(cast, asked) -> None:
    from objektiv.web.access.domain import assign

    assign(cast.coordinator, role="deputy_head", unit=cast.school, by=None)
    both = type(cast.coordinator).objects.get(pk=cast.coordinator.pk)
    with pytest.raises(PermissionDenied):
        domain.decide(pass_term(asked), outcome=CaseState.INSUFFICIENT, ground=GROUND, by=both)


def test_a_result_of_another_municipality_is_not_ours_to_open(cast) -> None:
    with pytest.raises(PermissionDenied):
        domain.open_case(make_result(cast, cast.other_school), [], by=cast.coordinator)
