"""What pages of tasks put first, count and say; what a person wrote is not lost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from task_words import ANSWERS, DAY, DONE, approved_action, fetched, paper, soon

from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Plan
from objektiv.web.shell.week import tasks_for
from objektiv.web.tasks import domain
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.views import lists


def text(answer) -> str:
    return answer.content.decode()


def test_a_report_written_while_the_task_was_recalled_is_given_back(cast, task, at) -> None:
    domain.recall(fetched(cast.school), reason="Ошибка", by=cast.coordinator)
    answer = at(cast.deputy).post(
        reverse("task_act", args=[task.pk, "report"]), {"version": 1, "text": DONE, "answer_people": "12"}
    )
    page = text(answer)
    assert answer.status_code == 422
    assert "поручение «отозвано»" in page
    assert "Это действие сейчас недоступно; вот что вы написали:" in page
    assert DONE in page
    kept = [one.value() for one in answer.context["lost"].visible_fields() if one.value()]
    assert kept == ["12", DONE]


def test_an_act_that_is_still_offered_keeps_its_words_in_its_form(cast, task, at) -> None:
    answer = at(cast.deputy).post(reverse("task_act", args=[task.pk, "report"]), {"version": 1, "text": DONE})
    assert answer.context["lost"] is None
    assert "вот что вы написали" not in text(answer)


def test_the_list_begins_with_what_waits(cast, letter, schools, at) -> None:
    for school, day in zip(schools, (-30, 20, 10), strict=True):
        Task.objects.filter(school=school).update(due_on=timezone.localdate() + day * DAY)
    Task.objects.filter(school=schools[0]).update(state="accepted")
    listed = at(cast.coordinator).get(reverse("tasks")).context["page"]
    assert [one.school for one in listed] == [schools[2], schools[1], schools[0]]
    Task.objects.filter(school=schools[1]).update(state="reported")
    listed = at(cast.coordinator).get(reverse("tasks")).context["page"]
    assert [one.school for one in listed] == [schools[2], schools[1], schools[0]]


def test_what_is_over_comes_last_the_newest_first(cast, letter, schools, at) -> None:
    for school, day in zip(schools, (-30, -20, -10), strict=True):
        Task.objects.filter(school=school).update(due_on=timezone.localdate() + day * DAY, state="accepted")
    listed = at(cast.coordinator).get(reverse("tasks")).context["page"]
    assert [one.school for one in listed] == schools[::-1]
    plans.archive(Plan.objects.get(), by=cast.coordinator)
    Task.objects.filter(school=schools[0]).update(state="given")
    listed = at(cast.coordinator).get(reverse("tasks")).context["page"]
    assert [one.school for one in listed] == schools[::-1]


@pytest.fixture
def two_each(cast, letter, schools, head) -> None:
    """Every school has a second task."""
    other = approved_action(cast.municipality, cast.coordinator, head, "3.1")
    domain.give(other, schools=schools, by=cast.coordinator)


def test_schools_are_counted_not_their_tasks(cast, two_each, at) -> None:
    browser = at(cast.coordinator)
    assert "Напомнить всем, кто не отчитался: 3" in text(browser.get(reverse("tasks")))
    Task.objects.update(due_on=timezone.localdate() - DAY)
    assert "Школы не отчитались в срок: 3" in [one.title for one in tasks_for(cast.coordinator)]
    assert "Напомнили школам: 3." in text(browser.post(reverse("tasks_remind"), {}, follow=True))


def test_more_than_are_reminded_at_once_are_not_forgotten(cast, two_each, at, monkeypatch) -> None:
    monkeypatch.setattr(lists, "MOST_AT_ONCE", 4)
    browser = at(cast.coordinator)
    said = text(browser.post(reverse("tasks_remind"), {}, follow=True))
    assert "Остались ещё поручения: 2. Нажмите ещё раз." in said
    assert "Остались" not in text(browser.post(reverse("tasks_remind"), {}, follow=True))


def test_why_it_came_back_is_said_with_its_word(cast, task, at) -> None:
    domain.report(task, text=DONE, answers=ANSWERS, by=cast.deputy)
    domain.send_back(task, reason="Нет подписей", by=cast.coordinator)
    assert "<strong>Почему:</strong> Нет подписей" in text(
        at(cast.deputy).get(reverse("task", args=[task.pk]))
    )


def test_an_empty_list_offers_giving_only_to_those_who_may(cast, action, at) -> None:
    assert reverse("plan_actions") in text(at(cast.coordinator).get(reverse("tasks"))).split("empty-state")[1]
    page = text(at(cast.roles["municipal_specialist"]).get(reverse("tasks"))).split("empty-state")[1]
    assert "Поручений пока нет." in page
    assert reverse("plan_actions") not in page.split("</main>")[0]


def test_letters_without_a_signer_lead_to_where_he_is_named(cast, letter, at) -> None:
    assert f'<a href="{reverse("terms")}">не указан</a>' in text(
        at(cast.coordinator).get(reverse("task_letters"))
    )
    page = text(at(cast.roles["municipal_methodist"]).get(reverse("task_letters")))
    assert "не указан" in page
    assert f'<a href="{reverse("terms")}">' not in page


def test_a_school_with_many_tasks_is_told_of_all(cast, letter, schools) -> None:
    first = fetched(cast.school)
    for number in range(10):
        Task.objects.create(
            letter=letter, action=first.action, school=cast.school, due_on=soon() + (number + 1) * DAY,
            code=f"1-AAAA-AA{number}",
        )  # fmt: skip
    titles = [one.title for one in tasks_for(cast.deputy)]
    assert len([one for one in titles if one.startswith("Поручение: ")]) == 10
    assert "Ещё поручений школе: 1" in titles


def test_what_is_not_asked_any_more_is_not_overdue(cast, action, task, at) -> None:
    Task.objects.update(due_on=timezone.localdate() - DAY)
    assert fetched(cast.school).state_title == "просрочено (поручено)"
    plans.withdraw(action, reason="Отменили", by=cast.coordinator)
    assert fetched(cast.school).state_title == "поручено"


def test_one_report_and_three_ask_the_database_as_often(cast, task, at) -> None:
    browser, address = at(cast.coordinator), reverse("task", args=[task.pk])
    asked = []
    for number in (1, 2, 3):
        domain.report(
            fetched(cast.school), text=f"{DONE} {number}", answers=ANSWERS, papers=[paper(f"{number}.pdf")],
            by=cast.deputy,
        )  # fmt: skip
        browser.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address).status_code == 200
        asked.append(len(caught))
    assert len(set(asked)) == 1
