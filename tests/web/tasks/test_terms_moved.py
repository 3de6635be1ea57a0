"""The day of an action moves and the schools follow it; a school's own day is moved with a ground."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from task_words import ANSWERS, DAY, DONE, fetched, soon

from objektiv.plans.deadlines.language import understand
from objektiv.plans.deadlines.rule import to_record
from objektiv.web.audit.models import Record
from objektiv.web.plans import domain as plans
from objektiv.web.plans.domain.moving import redate
from objektiv.web.plans.models import Action
from objektiv.web.tasks import domain

OFFERED = "Срок мероприятия изменился"


def days(*schools) -> list:
    return [fetched(one).due_on for one in schools]


def set_day(action: Action, day, by) -> Action:
    """The day of the action is computed anew, as when its procedure moves."""
    rule = json.loads(json.dumps(to_record(understand(f"до {day:%d.%m.%Y}"))))
    Action.objects.filter(pk=action.pk).update(rule=rule)
    row = Action.objects.select_related("plan__unit").get(pk=action.pk)
    assert redate(row, by=by, procedure=None)
    return row


def test_an_earlier_day_given_on_purpose_is_not_a_moved_one(cast, action, at) -> None:
    domain.give(action, schools=[cast.school], by=cast.coordinator, due=soon() - DAY)
    page = at(cast.coordinator).get(reverse("tasks_of_action", args=[action.pk]))
    assert page.context["terms"] is None
    assert OFFERED not in page.content.decode()


@pytest.mark.parametrize("shift", [-7, 7])
def test_a_day_that_moved_either_way_is_offered_to_the_schools_that_wait(
    cast, action, letter, schools, at, shift
) -> None:
    domain.report(fetched(cast.school), text=DONE, answers=ANSWERS, by=cast.deputy)
    set_day(action, soon() + shift * DAY, cast.coordinator)
    browser, address = at(cast.coordinator), reverse("tasks_of_action", args=[action.pk])
    page = browser.get(address)
    assert OFFERED in page.content.decode()
    sent = {"until": f"{page.context['terms']['until'].value():%Y-%m-%d}", "reason": "ВПР перенесли"}
    answer = browser.post(f"{address}terms/", sent, follow=True)
    assert "Срок перенесён у школ: 2." in answer.content.decode()
    assert answer.context["terms"] is None
    assert days(*schools) == [soon(), soon() + shift * DAY, soon() + shift * DAY]
    again = browser.post(f"{address}terms/", sent, follow=True).content.decode()
    assert "Переносить не у кого" in again
    assert "Этот срок уже" not in again


def test_a_school_that_has_its_own_day_is_not_asked_about_again(cast, action, letter, schools, at) -> None:
    domain.move_term(fetched(cast.school), until=soon() + DAY, reason="Карантин", by=cast.coordinator)
    plans.postpone(action, until=soon() + 7 * DAY, reason="ВПР перенесли", by=cast.coordinator)
    for school in schools[1:]:
        domain.move_term(fetched(school), until=soon() + 7 * DAY, reason="ВПР", by=cast.coordinator)
    page = at(cast.coordinator).get(reverse("tasks_of_action", args=[action.pk]))
    assert page.context["terms"] is None


def test_a_day_may_be_earlier_and_the_same_one_is_no_other(cast, task) -> None:
    with pytest.raises(ValidationError, match="Этот срок уже стоит"):
        domain.move_term(task, until=soon(), reason="ВПР перенесли", by=cast.coordinator)
    domain.move_term(task, until=soon() - DAY, reason="ВПР раньше", by=cast.coordinator)
    assert days(task.school) == [soon() - DAY]


def test_a_second_click_on_moving_changes_nothing(cast, task) -> None:
    stale = fetched(cast.school)
    for one in (task, stale):
        domain.move_term(one, until=soon() + DAY, reason="ВПР перенесли ", by=cast.coordinator, version=1)
    assert (stale.due_on, stale.version) == (soon() + DAY, 2)
    assert Record.objects.filter(verb="task.term_moved").count() == 1
    with pytest.raises(ValidationError, match="Этот срок уже стоит"):
        domain.move_term(
            fetched(cast.school),
            until=soon() + DAY,
            reason="ВПР перенесли",
            by=cast.roles["municipal_methodist"],
        )
