"""When nothing is asked of schools any more: the action is taken off control, the person has left."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from task_words import ANSWERS, DAY, DONE, fetched, filled

from objektiv.web.access.models import Assignment, User
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Plan
from objektiv.web.shell.week import tasks_for
from objektiv.web.tasks import domain, rules
from objektiv.web.tasks.domain.reporting import SAME_AGAIN
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import awaited, settled_actions, visible_to

STOPPED = "Мероприятие снято с контроля"


def test_schools_do_not_owe_what_was_taken_off_control(cast, action, task, at) -> None:
    Task.objects.update(due_on=timezone.localdate() - DAY)
    plans.withdraw(action, reason="Отменили", by=cast.coordinator)
    assert list(awaited(Task.objects.all())) == []
    assert [one.title for one in tasks_for(cast.deputy)] == []
    assert domain.remind_many(Task.objects.all(), by=cast.coordinator) == []
    with pytest.raises(ValidationError, match=STOPPED):
        domain.report(fetched(cast.school), text=DONE, answers=ANSWERS, by=cast.deputy)
    page = at(cast.deputy).get(reverse("task", args=[task.pk]))
    assert page.context["offers"] == []
    assert STOPPED in page.content.decode()


def test_what_was_put_on_control_again_is_owed_again(cast, action, task) -> None:
    plans.withdraw(action, reason="Отменили", by=cast.coordinator)
    plans.put_on_control(action, reason="Нужно", by=cast.coordinator)
    assert awaited(Task.objects.all()).count() == 3
    assert domain.report(fetched(cast.school), text=DONE, answers=ANSWERS, by=cast.deputy).number == 1


def test_a_form_of_an_archived_plan_is_refused_by_its_plan(cast, task, tmp_path) -> None:
    upload = filled(task, tmp_path, "12", DONE)
    plans.archive(Plan.objects.get(), by=cast.coordinator)
    found = domain.receive_forms([upload], by=cast.coordinator).forms.get()
    assert (found.state, found.sentence) == (
        "refused",
        "Школа № 1. Отчёт сейчас не принимается. План в архиве.",
    )


@pytest.mark.parametrize(
    ("bring", "words"),
    [
        (lambda task, by: domain.accept(task, by=by), "«принято». Чтобы его дополнить, верните отчёт школе."),
        (lambda task, by: domain.recall(task, reason="Нет", by=by), "«отозвано». Чтобы принять отчёт, поручите снова."),
    ],
)  # fmt: skip
def test_a_form_that_comes_too_late_says_what_to_do(cast, task, tmp_path, bring, words) -> None:
    upload = filled(task, tmp_path, "13", DONE)
    if "принято" in words:
        domain.report(task, text=DONE, answers=ANSWERS, by=cast.deputy)
    bring(task, cast.coordinator)
    found = domain.receive_forms([upload], by=cast.coordinator).forms.get()
    assert found.state == "refused"
    assert words in found.sentence
    assert found.sentence.startswith("Школа № 1. ")


@pytest.mark.parametrize("name", ["owner", "controller"])
def test_who_left_the_place_neither_sees_nor_accepts(cast, action, letter, name) -> None:
    specialist = cast.roles["municipal_specialist"]
    setattr(action, name, specialist)
    action.save()
    domain.report(fetched(cast.school), text=DONE, answers=ANSWERS, by=cast.deputy)
    assert rules.may_settle(specialist, seen(specialist).get(school=cast.school)) == (name == "controller")
    Assignment.objects.filter(user=specialist).update(unit=cast.other_municipality)
    left = User.objects.get(pk=specialist.pk)
    assert seen(left).count() == 0
    assert not rules.may_settle(left, fetched(cast.school))


def test_an_action_is_not_asked_of_an_owner_who_left(cast, action, schools, letter) -> None:
    specialist = cast.roles["municipal_specialist"]
    action.owner = specialist
    action.save()
    Task.objects.update(state="accepted")
    assert list(settled_actions(specialist)) == [action]
    Assignment.objects.filter(user=specialist).update(unit=cast.other_municipality)
    assert list(settled_actions(User.objects.get(pk=specialist.pk))) == []


def seen(user):
    return visible_to(user).select_related("action__plan__controller")


def test_the_same_report_after_it_was_returned_is_not_taken_for_sent(cast, task, tmp_path) -> None:
    domain.report(task, text=DONE, answers=ANSWERS, by=cast.deputy)
    domain.send_back(task, reason="Нет подписей", by=cast.coordinator)
    with pytest.raises(ValidationError) as refusal:
        domain.report(fetched(cast.school), text=DONE, answers=ANSWERS, by=cast.deputy)
    assert refusal.value.messages == [SAME_AGAIN]
    found = domain.receive_forms([filled(task, tmp_path, "12", DONE)], by=cast.coordinator).forms.get()
    assert (found.state, found.sentence) == ("refused", f"Школа № 1. {SAME_AGAIN}")
    assert fetched(cast.school).state == "returned"
