"""What plans ask of a person this week: own actions, reports to check, plans to agree, files to look through."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from plan_words import YEAR

from objektiv.web.plans import domain
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.week import tasks

DAY = timedelta(days=1)


def asked(user) -> list[tuple[str, str, bool]]:
    return [(one.title, one.url, one.is_overdue) for one in tasks(user)]


def test_own_actions_of_this_week_and_those_that_are_late(cast, approved, late) -> None:
    methodist = cast.roles["municipal_methodist"]
    today = timezone.localdate()
    approved.actions.update(owner=methodist)
    approved.actions.filter(number="1.2").update(due_on=today + 7 * DAY)
    approved.actions.filter(number="1.3").update(due_on=today + 8 * DAY)
    second = approved.actions.get(number="1.2")
    assert asked(methodist) == [
        (
            "Мероприятие 1.1 Издание приказа о проведении ВПР",
            f"/plans/{approved.pk}/actions/{late.pk}/",
            True,
        ),
        ("Мероприятие 1.2 Инструктаж организаторов", f"/plans/{approved.pk}/actions/{second.pk}/", False),
    ]
    domain.report_done(
        Action.objects.select_related("plan__unit").get(pk=late.pk), report="Издан.", by=methodist
    )
    assert [title for title, _, _ in asked(methodist)] == ["Мероприятие 1.2 Инструктаж организаторов"]
    assert asked(cast.deputy) == []


def test_executors_are_asked_once(cast, approved, late) -> None:
    late.executors.add(cast.deputy)
    late.owner = cast.deputy
    late.save()
    assert [title for title, _, _ in asked(cast.deputy)] == [
        "Мероприятие 1.1 Издание приказа о проведении ВПР"
    ]


def test_a_draft_asks_nobody(cast, draft) -> None:
    draft.actions.update(owner=cast.deputy, due_on=timezone.localdate())
    assert asked(cast.deputy) == []


def test_reports_of_others_are_to_be_checked(cast, approved, action) -> None:
    domain.report_done(action, report="Провели.", by=cast.coordinator)
    assert asked(cast.coordinator) == []
    assert asked(cast.roles["municipal_methodist"]) == [
        ("Проверить отчёты об исполнении: 1", "/plans/actions/?status=reported", False)
    ]


def test_a_plan_waits_for_those_whose_word_is_next(cast) -> None:
    plan = domain.start_plan(unit=cast.school, by=cast.deputy, title="План школы", school_year=YEAR)
    domain.add_row(plan, by=cast.deputy, text="Инструктаж")
    domain.send_for_agreement(plan, units=[cast.municipality, cast.region], by=cast.deputy)
    waiting = ("Согласовать план: План школы, Школа № 1", f"/plans/{plan.pk}/", False)
    assert (asked(cast.coordinator), asked(cast.region_coordinator), asked(cast.deputy)) == (
        [waiting],
        [],
        [],
    )
    domain.agree(plan.agreements.first(), by=cast.coordinator)
    assert (asked(cast.coordinator), asked(cast.region_coordinator)) == ([], [waiting])
    assert [one.note for one in tasks(cast.region_coordinator)] == [
        f"отправлен {timezone.localdate():%d.%m.%Y}"
    ]
    head = cast.roles["school_head"]
    assert asked(head) == []
    domain.agree(plan.agreements.last(), by=cast.region_coordinator)
    assert asked(head) == [("Утвердить план: План школы", f"/plans/{plan.pk}/approval/", False)]


def test_the_list_and_the_page_say_whose_word_a_plan_waits_for(cast, at) -> None:
    plan = domain.start_plan(unit=cast.school, by=cast.deputy, title="План школы", school_year=YEAR)
    domain.add_row(plan, by=cast.deputy, text="Инструктаж")
    domain.send_for_agreement(plan, units=[cast.municipality], by=cast.deputy)
    mine, others = "ждёт вашего решения", "На согласовании у организации"
    for person, waits in ((cast.coordinator, True), (cast.deputy, False)):
        browser = at(person)
        pages = [browser.get(one).content.decode() for one in ("/plans/", f"/plans/{plan.pk}/")]
        assert [mine in page for page in pages] == [waits, waits]
        assert (others in pages[1]) is not waits
        assert (f'href="/plans/{plan.pk}/approval/">Согласовать или вернуть' in pages[0]) is waits
    domain.agree(plan.agreements.get(), by=cast.coordinator)
    assert mine not in at(cast.coordinator).get("/plans/").content.decode()
    page = at(cast.roles["school_head"]).get("/plans/").content.decode()
    assert "согласован и ждёт, когда вы запишете утверждение" in page
    assert "План согласован и ждёт утверждения" in at(cast.deputy).get(f"/plans/{plan.pk}/").content.decode()


def test_own_work_is_named_by_the_text_in_force(cast, approved, late) -> None:
    methodist = cast.roles["municipal_methodist"]
    domain.assign(late, owner=methodist, by=cast.coordinator)
    domain.amend(Plan.objects.get(), by=cast.coordinator, reason="Сроки")
    row = Action.objects.select_related("plan__unit").get(pk=late.pk)
    domain.edit_row(row, by=cast.coordinator, text="Совсем другой приказ")
    assert [one.title for one in tasks(methodist)] == ["Мероприятие 1.1 Издание приказа о проведении ВПР"]


def test_a_file_that_was_read_waits_for_a_look(cast, made) -> None:
    assert asked(cast.coordinator) == [
        ("Проверить план из файла: план.md", f"/plans/imports/{made.pk}/", False)
    ]
    domain.abandon_import(made, by=cast.coordinator)
    assert asked(cast.coordinator) == []


def test_who_controls_the_plan_is_asked_to_check_reports(cast, approved, action) -> None:
    specialist = cast.roles["municipal_specialist"]
    Plan.objects.filter(pk=approved.pk).update(controller=specialist)
    domain.report_done(action, report="Провели", by=cast.roles["municipal_methodist"])
    told = [one.title for one in tasks(specialist)]
    assert told == ["Проверить отчёты об исполнении: 1"]
    assert "Проверить отчёты об исполнении: 1" in [one.title for one in tasks(cast.roles["municipal_head"])]
    assert "Проверить отчёты об исполнении: 1" not in [
        one.title for one in tasks(cast.roles["municipal_methodist"])
    ]
