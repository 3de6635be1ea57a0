"""Verbs of the risk zone: on what an entry stands, who takes the school in and lets it out, what stays written."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from risk_words import CRITERIA, FOUND, REASON

from objektiv.web.access.domain import assign
from objektiv.web.access.journal import visible_records
from objektiv.web.audit.models import Record
from objektiv.web.support import domain
from objektiv.web.support.enums import START, TRANSITIONS, RiskState
from objektiv.web.support.models import RiskEntry
from objektiv.web.support.queries import curators_for, visible_to

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def verbs() -> list[str]:
    return list(
        Record.objects.filter(verb__startswith="risk.").order_by("number").values_list("verb", flat=True)
    )


def test_the_states_are_all_named_and_reached() -> None:
    assert set(TRANSITIONS) == set(RiskState.values)
    assert {START, *(one for to in TRANSITIONS.values() for one in to)} == set(RiskState.values)


def test_a_decided_case_is_proposed_with_its_ground(cast, confirmed) -> None:
    entry = domain.propose_from_case(confirmed, by=cast.coordinator)
    assert (entry.school, entry.basis, entry.case, entry.state) == (
        cast.school,
        "case",
        confirmed,
        "proposed",
    )
    assert entry.reason == (
        f"Карточка № {confirmed.pk} за 2020/21: признаки подтверждены перепроверкой, акт перепроверки № 7 от "
        f"01.10.2026. {FOUND}"
    )


def test_before_the_decision_a_case_is_no_ground(cast, asked) -> None:
    with pytest.raises(ValidationError, match="после решения"):
        domain.propose_from_case(asked, by=cast.coordinator)


def test_signs_are_a_ground_only_after_the_school_was_heard(cast, asked) -> None:
    result = asked.result
    with pytest.raises(ValidationError, match="после пояснений школы"):
        domain.propose(school=cast.school, reason=REASON, result=result, by=cast.coordinator)
    type(asked).objects.update(reply_due_on=timezone.localdate() - DAY)
    entry = domain.propose(school=cast.school, reason=REASON, result=result, by=cast.coordinator)
    assert (entry.basis, entry.result) == ("finding", result)


def test_the_result_of_another_school_is_no_ground(cast, confirmed) -> None:
    with pytest.raises(ValidationError):
        domain.propose(school=cast.neighbour, reason=REASON, result=confirmed.result, by=cast.coordinator)


def test_the_whole_way_is_written_down(cast, ready) -> None:
    domain.enter(ready, by=cast.coordinator)
    domain.lead_out(ready, reason="Критерии близки.", by=cast.coordinator)
    domain.return_to_zone(ready, reason="Рано: новая процедура с признаком.", by=cast.coordinator)
    domain.lead_out(ready, reason="Критерии выполнены.", by=cast.coordinator)
    entry = domain.release(ready, reason="Две процедуры без признаков.", by=cast.coordinator)
    assert (entry.state, entry.entered_on, entry.ended_on) == (
        "left",
        timezone.localdate(),
        timezone.localdate(),
    )
    assert verbs() == [
        "risk.proposed", "risk.edited", "risk.entered", "risk.leaving", "risk.returned", "risk.leaving",
        "risk.released",
    ]  # fmt: skip
    states = [
        one.new["risk_state"]
        for one in Record.objects.filter(verb__startswith="risk.").order_by("number")
        if "risk_state" in one.new
    ]
    assert all(two in TRANSITIONS[one] for one, two in pairwise(states))
    again = domain.propose(school=cast.school, reason=REASON, by=cast.coordinator)
    assert again.pk != entry.pk


def test_without_a_curator_or_criteria_no_school_is_taken_in(cast, proposed) -> None:
    for fields in (
        {"exit_criteria": CRITERIA},
        {"curator": cast.roles["municipal_methodist"], "exit_criteria": ""},
    ):
        domain.edit_entry(proposed, by=cast.coordinator, **fields)
        with pytest.raises(ValidationError, match="назначьте куратора"):
            domain.enter(proposed, by=cast.coordinator)


@pytest.mark.parametrize("act", ["reject", "lead_out", "release", "return_to_zone"])
def test_a_way_that_the_state_does_not_know_is_refused(cast, ready, act) -> None:
    entry = domain.enter(ready, by=cast.coordinator) if act == "reject" else ready
    if act == "lead_out":
        entry = domain.reject(entry, reason=REASON, by=cast.coordinator)
    with pytest.raises(ValidationError, match="Сейчас это невозможно"):
        getattr(domain, act)(entry, reason=REASON, by=cast.coordinator)


@pytest.mark.parametrize("act", ["reject", "lead_out", "release"])
def test_every_turn_needs_its_ground(cast, ready, act) -> None:
    entry = ready
    if act != "reject":
        entry = domain.enter(entry, by=cast.coordinator)
    if act == "release":
        entry = domain.lead_out(entry, reason=REASON, by=cast.coordinator)
    with pytest.raises(ValidationError, match="на чём основано"):
        getattr(domain, act)(entry, reason="  ", by=cast.coordinator)


def test_one_open_entry_a_school(cast, proposed) -> None:
    with pytest.raises(ValidationError, match="Незавершённая запись"):
        domain.propose(school=cast.school, reason=REASON, by=cast.coordinator)
    domain.reject(proposed, reason="Помощь уже оказана.", by=cast.coordinator)
    assert domain.propose(school=cast.school, reason=REASON, by=cast.coordinator).state == "proposed"


PROPOSERS = {"regional_coordinator", "municipal_coordinator"}
DECIDERS = PROPOSERS | {"municipal_head"}


def test_who_proposes_and_who_decides(cast, ready) -> None:
    may_decide, may_propose = set(), set()
    for code, person in cast.roles.items():
        try:
            domain.propose(school=cast.neighbour, reason=REASON, by=person)
            may_propose.add(code)
            RiskEntry.objects.filter(school=cast.neighbour).delete()
        except PermissionDenied:
            pass
        try:
            domain.enter(ready, by=person)
            may_decide.add(code)
            RiskEntry.objects.filter(pk=ready.pk).update(state="proposed")
            ready.refresh_from_db()
        except PermissionDenied:
            pass
    assert (may_propose, may_decide) == (PROPOSERS, DECIDERS)
    with pytest.raises(PermissionDenied):
        domain.propose(school=cast.other_school, reason=REASON, by=cast.coordinator)


def test_nobody_decides_who_speaks_for_the_school(cast, ready) -> None:
    assign(cast.coordinator, role="deputy_head", unit=cast.school, by=None)
    del cast.coordinator._live_assignments
    with pytest.raises(PermissionDenied):
        domain.enter(ready, by=cast.coordinator)


def test_the_curator_plans_and_marks_help_and_changes_nothing_else(cast, ready) -> None:
    methodist = cast.roles["municipal_methodist"]
    item = domain.add_support(ready, title="Мастер-класс", due_on=timezone.localdate() + DAY, by=methodist)
    assert domain.complete_support(item, by=methodist).done_on == timezone.localdate()
    with pytest.raises(ValidationError, match="уже отмечено"):
        domain.complete_support(item, by=methodist)
    with pytest.raises(PermissionDenied):
        domain.edit_entry(ready, by=methodist, exit_criteria="Другие.")
    domain.edit_entry(ready, by=cast.coordinator, curator=None)
    with pytest.raises(PermissionDenied):
        domain.add_support(ready, title="Ещё", due_on=timezone.localdate(), by=methodist)


def test_a_curator_sees_the_register_and_is_not_of_the_school(cast, proposed) -> None:
    known = set(curators_for(cast.school.path).values_list("login", flat=True))
    assert known == {
        "regional_coordinator", "regional_analyst", "municipal_head", "municipal_coordinator", "municipal_methodist",
    }  # fmt: skip
    for person in (cast.deputy, cast.other_coordinator, cast.stranger):
        with pytest.raises(ValidationError, match="не из самой школы"):
            domain.edit_entry(proposed, by=cast.coordinator, curator=person)


def test_a_day_in_the_past_is_refused_and_one_that_stays_is_not(cast, proposed) -> None:
    yesterday = timezone.localdate() - DAY
    with pytest.raises(ValidationError, match="в прошлом"):
        domain.edit_entry(proposed, by=cast.coordinator, review_on=yesterday)
    RiskEntry.objects.update(review_on=yesterday)
    proposed.refresh_from_db()
    kept = domain.edit_entry(proposed, by=cast.coordinator, review_on=yesterday, exit_criteria=CRITERIA)
    assert (kept.exit_criteria, kept.is_review_late) == (CRITERIA, True)


def test_the_second_editor_reads_about_the_conflict(cast, proposed) -> None:
    domain.edit_entry(proposed, by=cast.coordinator, version=1, exit_criteria=CRITERIA)
    with pytest.raises(ValidationError, match="изменил кто-то другой"):
        domain.edit_entry(proposed, by=cast.region_coordinator, version=1, exit_criteria="Иначе.")


def test_who_sees_an_entry(cast, proposed) -> None:
    seen = {code for code, person in cast.roles.items() if visible_to(person).exists()}
    assert seen == {
        "regional_coordinator", "regional_analyst", "municipal_head", "municipal_coordinator", "municipal_methodist",
        "school_head", "deputy_head",
    }  # fmt: skip
    strangers = (cast.other_coordinator, cast.other_deputy, cast.stranger)
    assert [visible_to(one).exists() for one in strangers] == [False] * 3


def test_the_journal_keeps_to_the_rule_of_the_register(cast, proposed) -> None:
    readers = {
        code
        for code, person in cast.roles.items()
        if visible_records(person).filter(verb="risk.proposed").exists()
    }
    assert readers == {"regional_coordinator", "municipal_head", "municipal_coordinator", "school_head"}
