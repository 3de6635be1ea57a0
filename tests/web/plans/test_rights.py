"""Who sees what of plans, and who may say what: beyond the table of addresses and roles."""

from __future__ import annotations

from datetime import timedelta

import pytest
from case_results import make_result
from cast import person
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from plan_words import YEAR, scan

from objektiv.web.access.domain import assign
from objektiv.web.access.models import User
from objektiv.web.cases.models import Case
from objektiv.web.plans import domain, rules
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.queries import actions_visible_to, overdue, people_for, visible_to
from objektiv.web.plans.week import tasks

YESTERDAY = timezone.localdate() - timedelta(days=1)


def fresh(user: User) -> User:
    """The person as a new request finds them."""
    return User.objects.get(pk=user.pk)


def school_plan(cast, **fields) -> Plan:
    """An approved plan of the school."""
    plan = domain.start_plan(unit=cast.school, by=cast.deputy, title="План школы", school_year=YEAR, **fields)
    domain.add_row(plan, by=cast.deputy, number="1", text="Инструктаж организаторов", deadline="до 1 марта")
    return domain.approve_plan(
        plan, by=cast.roles["school_head"], document="приказ", document_number="1",
        document_date=timezone.localdate(), signed_by="директор", scan=scan(),
    )  # fmt: skip


def case_of(cast) -> Case:
    return Case.objects.create(
        school=cast.school, result=make_result(cast, cast.school), school_year="2020/21", state="confirmed",
        outcome="confirmed", ground="Акт перепроверки.", replied_at=timezone.now(),
    )  # fmt: skip


def test_a_plan_of_measures_by_a_case_is_for_those_who_see_cases(cast) -> None:
    school_plan(cast, case=case_of(cast))
    seers = {code for code, user in cast.roles.items() if visible_to(user).exists()}
    hidden = {
        "subject_teacher",
        "class_teacher",
        "room_organiser",
        "council",
        "school_organiser",
        "subject_head",
    }
    assert not hidden & seers
    assert {"deputy_head", "school_head", "municipal_coordinator", "regional_analyst"} <= seers


def test_one_plan_is_made_by_a_case(cast) -> None:
    case = case_of(cast)
    domain.start_from_case(case, numbers=[28], by=cast.deputy, title="Меры", school_year=YEAR)
    with pytest.raises(ValidationError, match="уже составлен"):
        domain.start_from_case(case, numbers=[28], by=cast.deputy, title="Меры", school_year=YEAR)


def test_who_left_is_not_named_any_more(cast, approved, action) -> None:
    domain.assign(action, owner=cast.deputy, by=cast.coordinator)
    assert visible_to(fresh(cast.deputy)).filter(pk=approved.pk).exists()
    cast.deputy.assignments.update(valid_from=YESTERDAY - timedelta(days=9), valid_to=YESTERDAY)
    assign(cast.deputy, role="deputy_head", unit=cast.other_school, by=None)
    gone = fresh(cast.deputy)
    assert not visible_to(gone).filter(pk=approved.pk).exists()
    assert not actions_visible_to(gone).exists()
    with pytest.raises(PermissionDenied):
        domain.take_up(Action.objects.select_related("plan__unit").get(pk=action.pk), by=gone)


def test_only_people_of_today_who_see_plans_are_named(cast) -> None:
    known = set(people_for(cast.municipality.path).values_list("login", flat=True))
    assert {"observer", "expert", "stranger", "other_deputy", "administrator"}.isdisjoint(known)
    assert {"deputy_head", "subject_teacher", "municipal_methodist", "regional_coordinator"} <= known
    cast.deputy.assignments.update(valid_from=YESTERDAY, valid_to=YESTERDAY)
    assert not people_for(cast.municipality.path).filter(pk=cast.deputy.pk).exists()


def test_a_named_person_gets_no_list_of_people(cast, at, action) -> None:
    domain.assign(action, owner=cast.deputy, by=cast.coordinator)
    address = f"/plans/{action.plan_id}/people/?owner=а"
    assert at(cast.deputy).get(address).status_code == 403
    assert at(cast.coordinator).get(address).status_code == 200


def test_a_council_reads_the_plan_and_not_the_work(cast, at) -> None:
    action = school_plan(cast).actions.select_related("plan__unit").get()
    kept = domain.attach_evidence(action, scan("лист.pdf"), title="Лист инструктажа", by=cast.deputy)
    domain.comment(action, text="Жду до пятницы", by=cast.deputy)
    address = f"/plans/{action.plan_id}/actions/{action.pk}/"
    for role in ("council", "subject_teacher", "class_teacher", "room_organiser", "technical_specialist"):
        browser = at(cast.roles[role])
        page = browser.get(address).content.decode()
        assert "Инструктаж организаторов" in page
        assert "Лист инструктажа" not in page
        assert "Жду до пятницы" not in page
        assert browser.get(f"{address}files/{kept.pk}/").status_code == 404
        assert browser.post(f"{address}acts/comment/", {"text": "Слово"}).status_code == 403
    assert "Жду до пятницы" in at(cast.roles["school_organiser"]).get(address).content.decode()


def test_nobody_agrees_to_an_own_plan(cast) -> None:
    assign(cast.region_coordinator, role="municipal_coordinator", unit=cast.municipality, by=None)
    author = fresh(cast.region_coordinator)
    plan = domain.start_plan(unit=cast.municipality, by=author, title="План", school_year=YEAR)
    domain.add_row(plan, by=author, text="Инструктаж")
    domain.send_for_agreement(plan, units=[cast.region], by=author)
    with pytest.raises(PermissionDenied):
        domain.agree(plan.agreements.get(), by=author)
    other = person("other_region", "Второй")
    assign(other, role="regional_coordinator", unit=cast.region, by=None)
    assert domain.agree(plan.agreements.get(), by=other).visa == "agreed"


def test_a_new_day_is_put_off_by_each_whom_it_concerns_for_himself(cast, at, approved, procedure) -> None:
    action = Action.objects.select_related("plan__unit").get(number="1.2")
    methodist, specialist = cast.roles["municipal_methodist"], cast.roles["municipal_specialist"]
    domain.assign(action, owner=methodist, executors=[specialist], by=cast.coordinator)
    told = ["Срок изменился вместе с процедурой: 1.2 Инструктаж организаторов"]
    address = f"/plans/{approved.pk}/actions/{action.pk}/"
    changes = action.date_changes.all()
    with pytest.raises(PermissionDenied):
        domain.see_changes(action, changes, by=cast.deputy)
    assert at(methodist).post(f"{address}acts/seen/").status_code == 302
    assert [[one.title for one in tasks(person)] for person in (methodist, specialist)] == [[], told]
    pages = [at(one).get(address).content.decode() for one in (methodist, specialist, cast.coordinator)]
    assert ["Понятно" in page for page in pages] == [False, True, True]
    assert [domain.see_changes(action, changes, by=specialist) for _ in range(2)] == [1, 0]
    assert list(tasks(specialist)) == []
    assert set(changes.get().seen_by.all()) == {methodist, specialist}


def test_nothing_changes_in_the_archive(cast, approved, action, procedure) -> None:
    domain.archive(Plan.objects.get(), by=cast.coordinator)
    for do in (
        lambda: domain.assign(action, owner=cast.deputy, by=cast.coordinator),
        lambda: domain.describe(action, details={"audience": "все"}, by=cast.coordinator),
        lambda: domain.link(action, procedure=procedure, by=cast.coordinator),
    ):
        with pytest.raises(ValidationError, match="в архиве"):
            do()


def test_a_returned_report_has_no_day_of_doing(cast, action) -> None:
    domain.report_done(action, report="Провели", by=cast.roles["municipal_methodist"])
    back = domain.return_report(Action.objects.get(pk=action.pk), reason="Нет подписей", by=cast.coordinator)
    assert (back.done_on, back.report) == (None, "Провели")


def test_the_same_document_is_attached_once(cast, action) -> None:
    domain.attach_evidence(action, scan("лист.pdf"), title="Лист", by=cast.coordinator)
    with pytest.raises(ValidationError, match="уже приложен: «Лист»"):
        domain.attach_evidence(action, scan("лист.pdf"), title="Лист", by=cast.coordinator)


def test_what_an_order_took_out_is_not_overdue(approved, late) -> None:
    assert [one.pk for one in overdue(Action.objects.all(), timezone.localdate())] == [late.pk]
    Action.objects.filter(pk=late.pk).update(excluded_by=approved.editions.get())
    assert not overdue(Action.objects.all(), timezone.localdate()).exists()
    assert not Action.objects.get(pk=late.pk).is_overdue


def test_keys_that_no_row_has_break_nothing(cast, at, approved) -> None:
    address = f"/plans/{approved.pk}/rows/change/"
    assert at(cast.coordinator).get(address, {"row": ["9" * 40, "²", "x"]}).status_code == 302
    assert at(cast.coordinator).get("/plans/?year=" + "9" * 40).status_code == 200


@pytest.mark.parametrize("role", ["observer", "expert", "administrator"])
def test_those_outside_the_work_see_no_plans(cast, at, approved, role: str) -> None:
    user = cast.roles[role]
    assert not visible_to(user).exists()
    assert not rules.belongs(cast.stranger, cast.municipality.path)
