"""What the page of a school's result is told of its case."""

from __future__ import annotations

import pytest
from case_results import TEXT

from objektiv.web.cases import domain
from objektiv.web.cases.standing import opened, standing_of

pytestmark = pytest.mark.django_db


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


def test_who_does_not_see_the_case_is_told_nothing(cast, asked) -> None:
    assert standing_of(cast.other_deputy, asked.result) is None


def test_results_with_a_case_are_known(cast, case) -> None:
    assert set(opened([case.result_id, case.result_id + 1])) == {case.result_id}
