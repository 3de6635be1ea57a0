"""Giving, reporting, settling, reminding: rights, refusals, journal, said twice is said once."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from task_words import ANSWERS, DAY, DONE, HELD, WANTED, approved_action, fetched, paper, soon

from objektiv.web.access.domain import assign
from objektiv.web.audit.models import Record
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Action, Plan
from objektiv.web.tasks import domain
from objektiv.web.tasks.domain import Wanted
from objektiv.web.tasks.files import SHELF
from objektiv.web.tasks.models import Letter, Reminder, Report, Task


def verbs(task) -> list[str]:
    known = Record.objects.filter(object_type="tasks.task", object_id=str(task.pk))
    return list(known.order_by("number").values_list("verb", flat=True))


def test_one_letter_gives_every_school_its_task(cast, action, schools, letter) -> None:
    tasks = list(Task.objects.order_by("school__order_key"))
    assert [one.school for one in tasks] == schools
    assert {(one.due_on, one.state, one.letter) for one in tasks} == {(soon(), "given", letter)}
    assert len({one.code for one in tasks}) == 3
    assert (letter.shown_number, letter.organisation, letter.subject) == (
        "1-Ш",
        cast.municipality,
        str(action),
    )
    assert [one.label for one in letter.questions] == ["Сколько человек"]
    action.refresh_from_db()
    assert action.status == "in_work"
    assert verbs(tasks[0]) == ["task.given"]
    told = Record.objects.get(verb="task.letter")
    assert (told.object_type, told.unit_path, told.new["task_schools"]) == (
        "plans.action",
        cast.municipality.path,
        3,
    )


def test_the_day_may_be_another_than_that_of_the_action(cast, action) -> None:
    domain.give(action, schools=[cast.school], by=cast.coordinator, due=soon() - DAY)
    assert Task.objects.get().due_on == soon() - DAY


def test_given_twice_is_given_once_and_new_schools_get_a_letter_of_their_own(cast, action, schools) -> None:
    first = domain.give(action, schools=schools[:2], by=cast.coordinator, what_to_report=WANTED)
    assert domain.give(action, schools=schools[:2], by=cast.coordinator, what_to_report=WANTED) == first
    second = domain.give(action, schools=schools, by=cast.coordinator)
    assert [one.school for one in second.tasks.all()] == schools[2:]
    assert (Letter.objects.count(), Task.objects.count(), second.number) == (2, 3, 2)


def test_each_organisation_numbers_its_own_letters(cast, action, schools, letter) -> None:
    theirs = approved_action(
        cast.other_municipality, cast.other_coordinator, _head_of(cast.other_municipality)
    )
    assert domain.give(theirs, schools=[cast.other_school], by=cast.other_coordinator).number == 1


def test_the_region_gives_to_schools_of_all_municipalities(cast, schools) -> None:
    by = cast.region_coordinator
    theirs = approved_action(cast.region, by, by)
    domain.give(theirs, schools=[*schools, cast.other_school], by=by)
    assert Task.objects.count() == 4


def _head_of(unit):
    from cast import person

    user = person("head_elsewhere", "Начальник")
    assign(user, role="municipal_head", unit=unit, by=None)
    return user


@pytest.mark.parametrize(
    ("known", "field"),
    [
        ({"schools": []}, "schools"), ({"due": timezone.localdate() - DAY}, "due"),
    ],
)  # fmt: skip
def test_what_cannot_be_given_is_said_at_its_field(cast, action, known, field) -> None:
    with pytest.raises(ValidationError) as refusal:
        domain.give(action, **{"schools": [cast.school], "by": cast.coordinator, **known})
    assert list(refusal.value.message_dict) == [field]
    assert Letter.objects.count() == 0


def test_a_school_elsewhere_or_closed_is_not_given_anything(cast, action) -> None:
    for school in (cast.other_school, cast.neighbour):
        if school == cast.neighbour:
            school.closed_on = timezone.localdate()
            school.save()
        with pytest.raises(ValidationError, match="не этой территории или закрытые"):
            domain.give(action, schools=[cast.school, school], by=cast.coordinator)
    assert Task.objects.count() == 0


def test_only_those_who_compose_the_plan_give(cast, action, head) -> None:
    for user in (
        head,
        cast.roles["municipal_specialist"],
        cast.other_coordinator,
        cast.deputy,
        cast.stranger,
    ):
        with pytest.raises(PermissionDenied):
            domain.give(action, schools=[cast.school], by=user)


def test_a_draft_an_ended_action_and_a_plan_of_a_school_are_not_given(cast, action, head) -> None:
    plans.withdraw(action, reason="Отменено", by=cast.coordinator)
    with pytest.raises(ValidationError, match="«снято с контроля»"):
        domain.give(action, schools=[cast.school], by=cast.coordinator)
    draft = plans.start_plan(
        unit=cast.municipality, by=cast.coordinator, title="Проект", kind="work", year=2026
    )
    made = plans.add_row(draft, by=cast.coordinator, text="Инструктаж", deadline="")
    row = Action.objects.select_related("plan__unit").get(pk=made.pk)
    with pytest.raises(ValidationError, match="план «проект»"):
        domain.give(row, schools=[cast.school], by=cast.coordinator, due=soon())
    own = approved_action(cast.school, cast.deputy, cast.roles["school_head"])
    with pytest.raises(ValidationError, match="Поручать можно"):
        domain.give(own, schools=[cast.school], by=cast.deputy)


def test_without_a_day_one_is_asked_for(cast, head) -> None:
    action = approved_action(cast.municipality, cast.coordinator, head, deadline="по мере необходимости")
    with pytest.raises(ValidationError, match="назначьте срок"):
        domain.give(action, schools=[cast.school], by=cast.coordinator)


def test_the_whole_way_of_a_task_is_written_down(cast, task) -> None:
    first = domain.report(task, text=DONE, answers=ANSWERS, papers=[paper()], by=cast.deputy)
    assert (task.state, task.reported_by, first.number, first.is_entered, first.answers) == (
        "reported", cast.deputy, 1, False, {"people": "12"},
    )  # fmt: skip
    domain.send_back(task, reason="Нет подписей", by=cast.coordinator)
    assert (task.state, task.reason) == ("returned", "Нет подписей")
    second = domain.report(
        task, text="Подписи собраны.", papers=[paper(content=b"%PDF-1.4 signed")], by=cast.deputy
    )
    assert (second.number, second.answers, task.reason) == (2, {"people": "12"}, "")
    domain.accept(task, by=cast.coordinator)
    assert verbs(task) == [
        "task.given", "task.reported", "task.paper", "task.returned", "task.reported", "task.paper", "task.accepted",
    ]  # fmt: skip
    first.refresh_from_db()
    assert (first.text, [one.name for one in first.files.all()]) == (DONE, ["лист.pdf"])


def test_documents_keep_their_versions(cast, task) -> None:
    photo = ("фото.pdf", b"%PDF-1.4 x")
    domain.report(task, text=DONE, answers=ANSWERS, papers=[paper(), paper(*photo)], by=cast.deputy)
    domain.report(task, text="Ещё.", papers=[paper(content=b"%PDF-1.4 v2"), paper(*photo)], by=cast.deputy)
    found = {
        one.title: [(file.number, file.sha256) for file in one.files.all()] for one in task.evidence.all()
    }
    assert found == {
        "лист.pdf": [(2, sha256(b"%PDF-1.4 v2").hexdigest()), (1, sha256(b"%PDF-1.4 list").hexdigest())],
        "фото.pdf": [(1, sha256(b"%PDF-1.4 x").hexdigest())],
    }
    assert SHELF.path_of(found["лист.pdf"][1][1]).read_bytes() == b"%PDF-1.4 list"


def test_a_double_click_reports_and_accepts_once(cast, task) -> None:
    stale = fetched(cast.school)
    first = domain.report(task, text=DONE, answers=ANSWERS, papers=[paper()], by=cast.deputy, version=1)
    assert (
        domain.report(stale, text=f" {DONE}", answers=ANSWERS, papers=[paper()], by=cast.deputy, version=1)
        == first
    )
    seen = fetched(cast.school)
    for one in (fetched(cast.school), seen):
        domain.accept(one, by=cast.coordinator, version=2)
    assert seen.state == "accepted"
    assert verbs(task) == ["task.given", "task.reported", "task.paper", "task.accepted"]


def test_the_second_of_two_people_is_told(cast, task) -> None:
    domain.report(task, text=DONE, answers=ANSWERS, by=cast.deputy)
    other = fetched(cast.school)
    domain.send_back(task, reason="Нет подписей", by=cast.coordinator, version=2)
    with pytest.raises(ValidationError, match="«возвращено»"):
        domain.accept(other, by=cast.roles["municipal_methodist"], version=2)
    with pytest.raises(ValidationError, match="изменил кто-то другой"):
        domain.report(fetched(cast.school), text="Другое.", by=cast.deputy, version=2)
    assert Report.objects.count() == 1


def test_what_was_asked_must_be_answered_and_a_needed_document_sent(cast, action) -> None:
    wanted = Wanted("", (HELD,), is_paper_needed=True)
    domain.give(action, schools=[cast.school], by=cast.coordinator, what_to_report=wanted)
    task = fetched(cast.school)
    for known, field in (
        ({"text": ""}, "text"), ({"answers": {}}, "held_on"), ({"answers": {"held_on": "весной"}}, "held_on"),
        ({}, "papers"),
    ):  # fmt: skip
        with pytest.raises(ValidationError) as refusal:
            domain.report(
                task, **{"text": DONE, "answers": {"held_on": "01.02.2027"}, "by": cast.deputy, **known}
            )
        assert list(refusal.value.message_dict) == [field]
    with pytest.raises(ValidationError, match="вид файла не принимается"):
        domain.report(
            task, text=DONE, answers={"held_on": "01.02.2027"}, papers=[paper("лист.exe")], by=cast.deputy
        )
    assert (Report.objects.count(), fetched(cast.school).state) == (0, "given")


def test_what_came_on_paper_is_entered_and_may_be_accepted_by_who_entered_it(cast, task) -> None:
    given = domain.report(task, text=DONE, answers=ANSWERS, by=cast.coordinator)
    assert (given.is_entered, task.reported_by) == (True, None)
    assert domain.accept(task, by=cast.coordinator).state == "accepted"


ACTS = {
    "report": lambda task, by: domain.report(task, text=DONE, answers=ANSWERS, by=by),
    "accept": lambda task, by: domain.accept(task, by=by),
    "remind": lambda task, by: domain.remind(task, by=by),
    "recall": lambda task, by: domain.recall(task, reason="Нет", by=by),
    "move": lambda task, by: domain.move_term(task, until=soon() + DAY, reason="Нет", by=by),
}


@pytest.mark.parametrize("act", ACTS)
def test_people_of_other_places_do_nothing(cast, task, neighbour, act) -> None:
    for user in (cast.other_coordinator, cast.other_deputy, neighbour, cast.stranger, cast.roles["council"]):
        with pytest.raises(PermissionDenied):
            ACTS[act](task, user)


def test_a_plan_that_was_archived_meanwhile_takes_no_reports(cast, task) -> None:
    plans.archive(Plan.objects.get(), by=cast.coordinator)
    with pytest.raises(ValidationError, match="в архиве"):
        domain.report(task, text=DONE, answers=ANSWERS, by=cast.deputy)


def test_not_done_recalled_and_given_again_say_why(cast, task) -> None:
    with pytest.raises(ValidationError, match="причину"):
        domain.mark_not_done(task, reason=" ", by=cast.deputy)
    domain.mark_not_done(task, reason="Карантин", by=cast.deputy)
    assert (task.state, task.reason, task.is_overdue) == ("not_done", "Карантин", False)
    domain.recall(task, reason="Больше не нужно", by=cast.coordinator)
    with pytest.raises(ValidationError, match="«отозвано»"):
        domain.report(task, text=DONE, answers=ANSWERS, by=cast.deputy)
    domain.give_again(task, reason="Нужно", by=cast.coordinator)
    assert domain.report(task, text=DONE, answers=ANSWERS, by=cast.deputy).number == 1


def test_a_term_is_moved_with_a_ground_and_the_letter_stays(cast, task, letter) -> None:
    for until, words in ((timezone.localdate() - DAY, "прошёл"), (soon(), "уже стоит")):
        with pytest.raises(ValidationError, match=words):
            domain.move_term(task, until=until, reason="ВПР перенесли", by=cast.coordinator)
    domain.move_term(task, until=soon() + 7 * DAY, reason="ВПР перенесли", by=cast.coordinator)
    letter.refresh_from_db()
    assert (task.due_on, letter.due_on) == (soon() + 7 * DAY, soon())
    moved = Record.objects.get(verb="task.term_moved")
    assert (moved.reason, moved.new) == ("ВПР перенесли", {"task_due_on": (soon() + 7 * DAY).isoformat()})


def test_a_reminder_is_once_a_day_and_only_to_those_who_did_not_report(cast, task, schools) -> None:
    domain.report(task, text=DONE, answers=ANSWERS, by=cast.deputy)
    with pytest.raises(ValidationError, match="«отчёт получен»"):
        domain.remind(task, by=cast.coordinator)
    other = fetched(cast.neighbour)
    assert domain.remind(other, by=cast.coordinator).shown_number == "2-Ш"
    with pytest.raises(ValidationError, match="Сегодня"):
        domain.remind(other, by=cast.coordinator)
    written = domain.remind_many(Task.objects.all(), by=cast.coordinator)
    assert [[one.task.school for one in letter.reminders.all()] for letter in written] == [[schools[2]]]
    assert domain.remind_many(Task.objects.all(), by=cast.coordinator) == []
    Reminder.objects.update(on=timezone.localdate() - timedelta(days=1))
    assert domain.remind_many(Task.objects.all(), by=cast.coordinator)[0].reminders.count() == 2


def test_all_are_reminded_by_one_letter_an_action(cast, letter, head) -> None:
    other = approved_action(cast.municipality, cast.coordinator, head, "3.1")
    domain.give(other, schools=[cast.school], by=cast.coordinator)
    written = domain.remind_many(Task.objects.all(), by=cast.coordinator)
    assert [(one.action, one.reminders.count()) for one in written] == [(letter.action, 3), (other, 1)]


def test_the_action_is_reported_when_all_schools_are_through(cast, letter, action) -> None:
    for number, task in enumerate(Task.objects.select_related("letter", "school", "action__plan__unit")):
        with pytest.raises(ValidationError, match="приняты"):
            domain.report_action(action, report="Провели.", by=cast.coordinator)
        domain.report(task, text=f"{DONE} {number}", answers=ANSWERS, by=cast.coordinator)
        domain.accept(task, by=cast.coordinator)
    action.refresh_from_db()
    assert domain.report_action(action, report="Провели.", by=cast.coordinator).status == "reported"
