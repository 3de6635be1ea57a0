"""Two people at the same moment, on a server: nobody waits for ever, the second reads a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from case_results import make_result
from django.core.exceptions import ValidationError
from django.db import connection

from objektiv.web.cases import domain
from objektiv.web.cases.models import Case
from objektiv.web.support.domain import propose
from objektiv.web.support.models import RiskEntry

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("OBJEKTIV_TEST_DATABASE" not in os.environ, reason="a file has one writer anyway"),
]
TIMES = 15
OPEN = "Незакрытая карточка этой школы за этот год уже есть."
CHANGED = "Карточку только что изменил кто-то другой."


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each act, begun at the same moment on a connection of its own, said: a refusal, or nothing."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait(timeout=10)
            act()
        except ValidationError as error:
            return error.messages[0]
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts, timeout=60))


def test_verbs_that_number_a_letter_and_verbs_that_do_not_never_wait_for_each_other(cast, asked) -> None:
    for day in range(TIMES):
        first, second = (Case.objects.select_related("school").get(pk=asked.pk) for _ in range(2))
        until = date(2099, 1, 1 + day)
        said = at_once(
            lambda first=first, until=until: domain.keep_works(
                first, until=until, by=cast.coordinator, ground="анализ"
            ),
            lambda second=second: domain.give_to(second, responsible=cast.coordinator, by=cast.coordinator),
        )
        assert sorted(said)[0] == ""
        assert sorted(said)[1].startswith(CHANGED)


def test_a_case_is_opened_and_a_school_proposed_once(cast) -> None:
    result = make_result(cast, cast.school)
    assert sorted(at_once(*[lambda: domain.open_case(result, [], by=cast.coordinator)] * 3)) == [
        "",
        OPEN,
        OPEN,
    ]
    said = at_once(*[lambda: propose(school=cast.school, reason="Нет учителя.", by=cast.coordinator)] * 3)
    assert (sorted(said)[0], RiskEntry.objects.count(), len(set(said))) == ("", 1, 2)
