"""Pages of tasks: giving, the list, the table, one task, one action; the first page; the pages of plans."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from signing_in import rows_of
from task_words import ANSWERS, DAY, DONE, WANTED, fetched, filled, paper, soon

from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Action
from objektiv.web.shell.search import search_everywhere
from objektiv.web.shell.week import tasks_for
from objektiv.web.tasks import domain
from objektiv.web.tasks.domain import Wanted
from objektiv.web.tasks.models import Letter, Report, Task


def text(answer) -> str:
    return answer.content.decode()


def queries(browser, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(address).status_code == 200
    return len(caught)


def report(user, school, **known) -> Report:
    return domain.report(fetched(school), text=DONE, answers=ANSWERS, by=user, **known)


def test_an_action_is_given_from_its_page(cast, action, schools, at) -> None:
    browser = at(cast.coordinator)
    address = reverse("task_give", args=[action.pk])
    assert address in text(browser.get(reverse("plan_action", args=[action.plan_id, action.pk])))
    form = browser.get(address).context["form"]
    assert (form["due"].value(), form["is_paper_needed"].value()) == (soon(), True)
    assert form["fields_asked"].value() == ["audience", "held_on", "people"]
    assert form["schools"].value() == [one.pk for one in schools]
    sent = {
        "due": f"{soon():%Y-%m-%d}", "words": "Провести.", "fields_asked": ["people"], "number": "Сколько аудиторий",
        "yes_no": "Все ли расписались", "is_paper_needed": "on", "schools": [one.pk for one in schools],
    }  # fmt: skip
    answer = browser.post(address, sent, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("tasks_of_action", args=[action.pk])
    assert "Поручено: письмо № 1-Ш, школ 3." in text(answer)
    letter = Letter.objects.get()
    assert [(one.label, one.type) for one in letter.questions] == [
        ("Сколько человек", "number"), ("Сколько аудиторий", "number"), ("Все ли расписались", "yes_no"),
    ]  # fmt: skip
    browser.post(address, sent)
    assert (Letter.objects.count(), Task.objects.count()) == (1, 3)


def test_a_wrong_form_comes_back_with_what_was_written(cast, action, at) -> None:
    sent = {"due": f"{timezone.localdate() - DAY:%Y-%m-%d}", "words": "Так", "schools": [cast.school.pk]}
    answer = at(cast.coordinator).post(reverse("task_give", args=[action.pk]), sent)
    assert answer.status_code == 422
    assert "Срок уже прошёл" in text(answer)
    assert ">\nТак</textarea>" in text(answer)


def test_the_school_reports_and_the_municipality_accepts(cast, task, at) -> None:
    school, address = at(cast.deputy), reverse("task", args=[task.pk])
    page = text(school.get(address))
    for words in ("Отчитаться", "Сколько человек", "1-Ш", task.code):
        assert words in page
    sent = {"version": 1, "text": DONE, "answer_people": "12", "papers": [paper()]}
    answer = school.post(f"{address}acts/report/", sent, follow=True)
    assert "Отчёт отправлен" in text(answer)
    kept = task.evidence.get().files.get()
    assert kept.sha256 in text(answer)
    file = school.get(reverse("task_file", args=[task.pk, kept.pk]))
    assert b"".join(file.streaming_content) == b"%PDF-1.4 list"
    office = at(cast.coordinator)
    assert DONE in text(office.get(address))
    office.post(f"{address}acts/return/", {"version": 2, "reason": "Нет подписей"})
    assert "Нет подписей" in text(school.get(address))
    school.post(f"{address}acts/report/", {"version": 3, "text": "Есть."})
    assert "Отчёт принят." in text(office.post(f"{address}acts/accept/", {"version": 4}, follow=True))
    assert fetched(cast.school).state == "accepted"


def test_a_refused_report_keeps_the_words_and_names_what_is_wrong(cast, task, at) -> None:
    address = reverse("task", args=[task.pk])
    answer = at(cast.deputy).post(
        f"{address}acts/report/", {"version": 1, "text": DONE, "answer_people": "много"}
    )
    assert answer.status_code == 422
    assert "«Сколько человек»: нужно число" in text(answer)
    assert DONE in text(answer)
    assert Report.objects.count() == 0


def test_a_needed_document_is_asked_for_at_its_field(cast, action, at) -> None:
    domain.give(
        action, schools=[cast.school], by=cast.coordinator, what_to_report=Wanted(is_paper_needed=True)
    )
    address = reverse("task_act", args=[fetched(cast.school).pk, "report"])
    answer = at(cast.deputy).post(address, {"version": 1, "text": DONE})
    form = next(one.form for one in answer.context["offers"] if one.act.code == "report")
    assert (answer.status_code, form.errors["papers"]) == (422, ["Выберите хотя бы один файл."])
    assert at(cast.deputy).post(address, {"version": 1, "text": DONE, "papers": [paper()]}).status_code == 302


def test_who_saves_over_another_reads_it_and_sends_again(cast, task, at) -> None:
    report(cast.deputy, cast.school)
    browser, address = at(cast.coordinator), reverse("task_act", args=[task.pk, "return"])
    answer = browser.post(address, {"version": 1, "reason": "Мало"})
    assert (answer.status_code, "изменил кто-то другой" in text(answer)) == (422, True)
    form = next(one.form for one in answer.context["offers"] if one.act.code == "return")
    assert browser.post(address, {"version": form["version"].value(), "reason": "Мало"}).status_code == 302


@pytest.mark.parametrize("act", ["accept", "recall", "remind", "term", "enter"])
def test_a_school_does_not_do_what_is_not_its_own(cast, task, at, act) -> None:
    answer = at(cast.deputy).post(
        reverse("task_act", args=[task.pk, act]),
        {
            "version": 1,
            "reason": "х",
            "until": f"{soon() + DAY:%Y-%m-%d}",
            "text": DONE,
            "answer_people": "1",
        },
    )
    expected = 403 if act != "enter" else 302  # a report entered by the school is the school's own
    assert answer.status_code == expected
    assert Report.objects.filter(is_entered=True).count() == 0


def test_an_act_that_there_is_not_is_not_found(cast, task, at) -> None:
    assert at(cast.coordinator).post(reverse("task_act", args=[task.pk, "unknown"])).status_code == 404
    assert at(cast.coordinator).get(reverse("task_blank", args=[task.pk, "pdf"])).status_code == 404


def test_a_school_sees_its_own_tasks_alone(cast, letter, at) -> None:
    page = at(cast.deputy).get(reverse("tasks"))
    assert [one.school for one in page.context["page"]] == [cast.school]
    assert at(cast.deputy).get(reverse("task", args=[fetched(cast.neighbour).pk])).status_code == 404
    assert at(cast.roles["subject_teacher"]).get(reverse("tasks")).status_code == 403
    assert at(cast.deputy).get(reverse("tasks_of_action", args=[letter.action_id])).status_code == 404


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 7]), ("state=reported", [1]), ("state=awaited", [2, 7]), ("state=overdue", [7]), ("q=990002", [2]),
        ("state=unknown", [1, 2, 7]), ("plan=999999", []), ("plan=²", [1, 2, 7]),
    ],
)  # fmt: skip
def test_tasks_are_narrowed_and_go_out_as_seen(cast, letter, third, at, query, numbers) -> None:
    report(cast.deputy, cast.school)
    Task.objects.filter(school=third).update(due_on=timezone.localdate() - DAY)
    browser = at(cast.coordinator)
    shown = browser.get(f"{reverse('tasks')}?{query}").context["page"]
    assert sorted(int(one.school.title[-1]) for one in shown) == numbers
    rows = rows_of(browser.get(f"{reverse('tasks')}?{query}&format=xlsx"))
    assert (
        sorted(int(row[1][-1]) for row in rows if len(row) > 1 and str(row[1]).startswith("Школа №"))
        == numbers
    )


def test_all_that_the_filters_leave_are_reminded(cast, letter, at) -> None:
    report(cast.deputy, cast.school)
    browser = at(cast.coordinator)
    assert "Напомнить всем, кто не отчитался: 2" in text(browser.get(reverse("tasks")))
    assert "Напомнили школам: 1." in text(browser.post(reverse("tasks_remind"), {"q": "990002"}, follow=True))
    assert "Напомнили школам: 1." in text(browser.post(reverse("tasks_remind"), {}, follow=True))
    assert "Напоминать некому" in text(browser.post(reverse("tasks_remind"), {}, follow=True))


def test_the_page_of_an_action_shows_who_has_reported(cast, letter, action, schools, at) -> None:
    report(cast.deputy, cast.school, papers=[paper()])
    browser, address = at(cast.coordinator), reverse("tasks_of_action", args=[action.pk])
    page = browser.get(address)
    assert "Отчитались 1 из 3." in text(page)
    assert [(one.school, one.state, one.papers) for one in page.context["tasks"]] == [
        (schools[0], "reported", 1), (schools[1], "given", 0), (schools[2], "given", 0),
    ]  # fmt: skip
    neighbour = fetched(cast.neighbour)
    assert "Напомнили школам: 1, письмо № 2-Ш." in text(
        browser.post(f"{address}remind/", {"task": neighbour.pk}, follow=True)
    )
    assert "Напомнили школам: 1, письмо № 3-Ш." in text(browser.post(f"{address}remind/", follow=True))
    rows = rows_of(browser.get(f"{address}?format=xlsx"))
    states = [row[7] for row in rows if len(row) > 7 and str(row[1]).startswith("Школа №")]
    assert states == ["отчёт получен", "поручено", "поручено"]


def test_marked_reports_are_accepted_and_the_action_is_reported(
    cast, letter, action, neighbour, third, at
) -> None:
    report(cast.deputy, cast.school, papers=[paper()])
    report(neighbour, cast.neighbour)
    report(cast.coordinator, third)
    browser, address = at(cast.coordinator), reverse("tasks_of_action", args=[action.pk])
    assert "Отметьте отчёты" in text(browser.post(f"{address}accept/", follow=True))
    keys = list(Task.objects.values_list("pk", flat=True))
    page = browser.post(f"{address}accept/", {"row": keys}, follow=True)
    assert "Принято отчётов: 3." in text(page)
    said = page.context["report"]["report"].value()
    assert said == "Исполнили школ: 3. Школа № 1; Школа № 2; Школа № 7. Документов школ: 1."
    panel = text(browser.get(reverse("plan_action", args=[action.plan_id, action.pk])))
    assert "Отчитались 3 из 3, приняты 3. Отчёты всех школ приняты" in panel
    assert any("отчитаться о мероприятии" in one.title for one in tasks_for(cast.coordinator))
    done = browser.post(f"{address}report/", {"report": said})
    assert done.url == reverse("plan_action", args=[action.plan_id, action.pk])
    assert Action.objects.get(pk=action.pk).status == "reported"
    assert browser.post(f"{address}report/", {"report": said}).status_code == 422


def test_a_term_that_moved_is_offered_to_the_schools(cast, letter, action, at) -> None:
    report(cast.deputy, cast.school)
    plans.postpone(action, until=soon() + 7 * DAY, reason="ВПР перенесли", by=cast.coordinator)
    browser, address = at(cast.coordinator), reverse("tasks_of_action", args=[action.pk])
    assert "у школ остался прежний" in text(browser.get(address))
    sent = {"until": f"{soon() + 7 * DAY:%Y-%m-%d}", "reason": "Срок мероприятия изменился."}
    assert "Срок перенесён у школ: 2." in text(browser.post(f"{address}terms/", sent, follow=True))
    assert sorted(one.due_on for one in Task.objects.all()) == [soon(), soon() + 7 * DAY, soon() + 7 * DAY]


def test_the_table_of_a_plan_shows_schools_and_actions(cast, letter, action, at) -> None:
    report(cast.deputy, cast.school)
    browser, address = at(cast.coordinator), reverse("tasks_of_plan", args=[action.plan_id])
    assert address in text(browser.get(reverse("plan", args=[action.plan_id])))
    table = browser.get(address).context["table"]
    assert [(one.heading, one.counts.in_words) for one in table.columns] == [("2.1", "отчитались 1 из 3")]
    assert [(row.school.title, [task.state for task in row.cells[0]]) for row in table.rows] == [
        ("Школа № 1", ["reported"]), ("Школа № 2", ["given"]), ("Школа № 7", ["given"]),
    ]  # fmt: skip
    rows = rows_of(browser.get(f"{address}?format=xlsx"))
    assert [row[1] for row in rows if str(row[0]).startswith("Школа №")] == [
        "отчёт получен",
        "поручено",
        "поручено",
    ]


def test_the_plan_and_its_action_say_how_far_the_schools_are(cast, letter, action, at) -> None:
    report(cast.deputy, cast.school)
    browser = at(cast.coordinator)
    assert "отчитались 1 из 3" in text(browser.get(reverse("plan", args=[action.plan_id])))
    page = text(browser.get(reverse("plan_action", args=[action.plan_id, action.pk])))
    assert "Отчитались 1 из 3." in page
    assert reverse("tasks_of_action", args=[action.pk]) in page


def titles(user) -> list[str]:
    return [one.title for one in tasks_for(user)]


def test_the_week_of_the_school_and_of_the_municipality(cast, letter, task, neighbour) -> None:
    assert titles(cast.deputy) == ["Поручение: 2.1 Инструктаж организаторов"]
    domain.remind(task, by=cast.coordinator)
    assert [one.note for one in tasks_for(cast.deputy)] == [f"напомнили {timezone.localdate():%d.%m.%Y}"]
    report(cast.deputy, cast.school)
    assert titles(cast.deputy) == []
    Task.objects.filter(school=cast.neighbour).update(due_on=timezone.localdate() - timedelta(days=1))
    assert titles(neighbour) == ["Поручение: 2.1 Инструктаж организаторов"]
    assert [one for one in titles(cast.coordinator) if "школ" in one.lower()] == [
        "Школы не отчитались в срок: 1", "Проверить отчёты школ: 1",
    ]  # fmt: skip
    domain.send_back(fetched(cast.school), reason="Нет подписей", by=cast.coordinator)
    assert [one.note for one in tasks_for(cast.deputy)] == ["отчёт вернули: прочитайте, чего не хватает"]


def test_tasks_are_found_by_words_and_code(cast, letter, task) -> None:
    for words in ("Школа № 1 инструктаж", task.code):
        found = [hit.url for _, hits in search_everywhere(cast.coordinator, words) for hit in hits]
        assert reverse("task", args=[task.pk]) in found
    assert reverse("task", args=[task.pk]) not in str(search_everywhere(cast.other_coordinator, task.code))


@pytest.mark.parametrize(
    "name", ["tasks", "task_letters", "tasks_of_action", "tasks_of_plan", "task_give", "plan", "task_forms"]
)
def test_one_row_and_three_ask_the_database_as_often(cast, action, schools, at, tmp_path, name) -> None:
    browser = at(cast.coordinator)
    domain.give(action, schools=schools[:1], by=cast.coordinator, what_to_report=WANTED)
    domain.report(fetched(schools[0]), text=DONE, answers=ANSWERS, papers=[paper()], by=cast.coordinator)
    heap = domain.receive_forms([filled(fetched(schools[0]), tmp_path, "12", "Ещё")], by=cast.coordinator)
    key = {"tasks_of_action": [action.pk], "task_give": [action.pk], "task_forms": [heap.pk]}.get(
        name, [action.plan_id]
    )
    address = reverse(name, args=[] if name in ("tasks", "task_letters") else key)
    one = queries(browser, address)
    for school in schools[1:]:
        domain.give(action, schools=[school], by=cast.coordinator, what_to_report=WANTED)
        domain.report(fetched(school), text=DONE, answers=ANSWERS, papers=[paper()], by=cast.coordinator)
    more = domain.receive_forms(
        [filled(fetched(one), tmp_path, "12", "Ещё") for one in schools], by=cast.coordinator
    )
    if name == "task_forms":
        address = reverse(name, args=[more.pk])
    assert queries(browser, address) == one


def test_the_book_of_letters_goes_out_as_seen(cast, letter, task, at) -> None:
    domain.remind(task, by=cast.coordinator)
    browser = at(cast.coordinator)
    shown = browser.get(reverse("task_letters"), {"kind": "remind"}).context["page"]
    assert [(one.shown_number, one.schools) for one in shown] == [("2-Ш", 1)]
    rows = rows_of(
        browser.get(reverse("task_letters"), {"format": "xlsx", "year": timezone.localdate().year})
    )
    assert [(row[0], row[5]) for row in rows if str(row[0]).endswith("-Ш")] == [("2-Ш", 1), ("1-Ш", 3)]
    assert len(at(cast.other_coordinator).get(reverse("task_letters")).context["page"].object_list) == 0
