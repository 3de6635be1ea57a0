"""Two people at the same moment, on a server: nobody waits for ever, the second finds what the first did."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from task_words import ANSWERS, DONE, fetched

from objektiv.web.plans.models import Action
from objektiv.web.tasks import domain
from objektiv.web.tasks.models import Letter, Reminder, Report, Task

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("OBJEKTIV_TEST_DATABASE" not in os.environ, reason="a file has one writer anyway"),
]


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


def test_an_action_is_given_once(cast, action, schools) -> None:
    def give() -> None:
        row = Action.objects.select_related("plan__unit").get(pk=action.pk)
        domain.give(row, schools=schools, by=cast.coordinator)

    assert at_once(give, give, give) == ["", "", ""]
    assert (Letter.objects.count(), Task.objects.count()) == (1, 3)


def test_a_school_reports_once_and_is_reminded_once(cast, task) -> None:
    def remind() -> None:
        domain.remind(fetched(cast.school), by=cast.coordinator)

    assert sorted(at_once(remind, remind)) == ["", "Сегодня этой школе уже напомнили."]
    assert Reminder.objects.count() == 1

    def report() -> None:
        domain.report(fetched(cast.school), text=DONE, answers=ANSWERS, by=cast.deputy)

    assert at_once(report, report) == ["", ""]
    assert Report.objects.count() == 1
