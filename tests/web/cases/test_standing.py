"""What the page of a school's result is told of its case."""

from __future__ import annotations

import pytest
from case_results import TEXT, make_result
from django.urls import reverse
from django.utils import timezone

from objektiv.web.cases import domain
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.standing import opened, standings_of

pytestmark = pytest.mark.django_db


def standing_of(user, result):
    return standings_of(user, [result]).get(result.pk)


def test_a_case_of_which_the_school_knows_nothing_yet_is_not_named(cast, case) -> None:
    assert standing_of(cast.coordinator, case.result) is None


def test_an_asked_case_is_named_with_its_state(cast, asked) -> None:
    told = standing_of(cast.coordinator, asked.result)
    assert told is not None
    assert (told.title, told.url, told.sentence) == (
        f"Карточка № {asked.pk}: запрошены пояснения", f"/cases/{asked.pk}/", "",
    )  # fmt: skip


def test_a_decision_is_told_with_its_ground(cast, asked) -> None:
    domain.reply(asked, text=TEXT, by=cast.deputy)
    domain.decide(asked, outcome="not_confirmed", ground="Пояснения подтверждены.", by=cast.coordinator)
    told = standing_of(cast.coordinator, asked.result)
    assert told is not None
    assert told.sentence.endswith("Основание: Пояснения подтверждены.")
    assert (told.words, told.is_settled) == ("решено: признаки не подтверждены", True)


@pytest.mark.parametrize(("outcome", "settled"), [("confirmed", False), ("insufficient", False)])
def test_only_signs_that_were_not_confirmed_are_settled(cast, asked, outcome, settled) -> None:
    domain.reply(asked, text=TEXT, by=cast.deputy)
    domain.decide(
        asked, outcome=outcome, ground=f"{TEXT} Работы перепроверены комиссией района, акт подписан.",
        act_number="1", act_date=timezone.localdate(), by=cast.coordinator,
    )  # fmt: skip
    told = standing_of(cast.coordinator, asked.result)
    assert (told.words, told.is_settled) == (f"решено: {CaseState(outcome).label}", settled)


def test_a_closed_case_still_tells_how_it_was_decided(cast, asked) -> None:
    domain.reply(asked, text=TEXT, by=cast.deputy)
    domain.decide(asked, outcome="not_confirmed", ground="Пояснения подтверждены.", by=cast.coordinator)
    domain.close_case(asked, by=cast.coordinator)
    told = standing_of(cast.coordinator, asked.result)
    assert (told.words, told.is_settled) == ("решено: признаки не подтверждены", True)


def test_an_asked_case_tells_its_state_in_a_list(cast, asked) -> None:
    assert standing_of(cast.coordinator, asked.result).words == "запрошены пояснения"


def test_standings_of_many_are_found_with_one_question(cast, asked, django_assert_num_queries, rf) -> None:
    second = make_result(cast, cast.neighbour)
    domain.ask_school(domain.open_case(second, [], by=cast.coordinator), by=cast.coordinator)
    standings_of(cast.coordinator, [asked.result])
    with django_assert_num_queries(1):
        assert set(standings_of(cast.coordinator, [asked.result, second])) == {asked.result_id, second.pk}


def test_a_decided_school_is_not_left_with_a_bare_priority(cast, asked, as_) -> None:
    domain.reply(asked, text=TEXT, by=cast.deputy)
    domain.decide(asked, outcome="not_confirmed", ground="Пояснения подтверждены.", by=cast.coordinator)
    pages = [
        as_(cast.coordinator).get(address).content.decode()
        for address in (
            reverse("findings"),
            reverse("findings_school", args=[asked.result.result_set_id, asked.school.code]),
        )
    ]
    for page in pages:
        assert "решено: признаки не подтверждены" in page
        assert '<span class="sign sign-high">высокий' not in page


def test_who_does_not_see_the_case_is_told_nothing(cast, asked) -> None:
    assert standing_of(cast.other_deputy, asked.result) is None


def test_results_with_a_case_are_known(cast, case) -> None:
    assert set(opened([case.result_id, case.result_id + 1])) == {case.result_id}
