"""Terms of cases and tasks in the calendar and in letters: those who wait are told, others are not."""

from __future__ import annotations

from datetime import date

import pytest
from agenda_rows import approved_plan, morning, row_of, with_mail
from django.core import mail
from matrix_results import results_of

from objektiv.web.agenda.domain import remind
from objektiv.web.cases.models import Case
from objektiv.web.tasks.models import Letter, Task

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def case(cast, tmp_path) -> Case:
    """Our school was asked and has until Wednesday."""
    result, _ = results_of(cast, tmp_path)
    for one in (cast.deputy, cast.coordinator, cast.other_coordinator, cast.other_deputy):
        with_mail(one)
    return Case.objects.create(
        school=result.school, result=result, school_year="2026/27", state="asked", reply_due_on=WEDNESDAY
    )


def letters() -> dict[str, str]:
    found = {one.to[0].split("@")[0]: one.body for one in mail.outbox}
    mail.outbox.clear()
    return found


def test_the_school_is_reminded_and_who_asked_learns_that_it_is_late(case) -> None:
    remind(morning(2026, 11, 24))
    told = letters()
    assert set(told) == {"deputy_head"}
    assert f"25.11.2026 (завтра): Карточка № {case.pk}: ответить на запрос пояснений" in told["deputy_head"]
    remind(morning(2026, 11, 26))
    told = letters()
    assert set(told) == {"deputy_head", "municipal_coordinator"}
    assert f"Карточка № {case.pk}: школа не ответила в срок" in told["municipal_coordinator"]
    assert [one for one in told.values() if case.school.title in one] == []


def test_the_responsible_person_waits_instead_of_all_who_may_ask(cast, case) -> None:
    Case.objects.update(responsible=with_mail(cast.region_coordinator))
    remind(morning(2026, 11, 26))
    assert set(letters()) == {"deputy_head", "regional_coordinator"}


def test_when_the_responsible_person_has_left_those_who_may_ask_are_told(cast, case) -> None:
    Case.objects.update(responsible=cast.other_coordinator)
    remind(morning(2026, 11, 26))
    assert set(letters()) == {"deputy_head", "municipal_coordinator"}


def test_who_leads_is_told_until_when_works_are_kept(case) -> None:
    Case.objects.update(state="replied", reply_due_on=None, works_kept_until=WEDNESDAY)
    remind(morning(2026, 11, 24))
    assert set(letters()) == {"municipal_coordinator"}
    Case.objects.update(works_destroyed_on=date(2026, 11, 24))
    remind(morning(2026, 11, 25))
    assert letters() == {}


def test_an_answered_request_is_over(case) -> None:
    Case.objects.update(state="replied")
    remind(morning(2026, 11, 26))
    assert letters() == {}


@pytest.fixture
def task(cast) -> Task:
    """A task of our school, due on Wednesday."""
    action = row_of(approved_plan(cast), None, date(2026, 12, 20), text="Провести собрание")
    letter = Letter.objects.create(
        action=action, kind="give", organisation=cast.municipality, number=1, year=2026, due_on=WEDNESDAY,
        by=cast.coordinator, subject=action.text,
    )  # fmt: skip
    with_mail(cast.deputy)
    with_mail(cast.other_deputy)
    return Task.objects.create(letter=letter, action=action, school=cast.school, due_on=WEDNESDAY, code="x1")


def test_the_school_is_reminded_of_its_task_and_sees_it_in_the_calendar(cast, at, task) -> None:
    remind(morning(2026, 11, 24))
    told = letters()
    assert set(told) == {"deputy_head"}
    assert "25.11.2026 (завтра): Поручение: Провести собрание" in told["deputy_head"]
    for who, shown in ((cast.deputy, True), (cast.other_deputy, False)):
        page = at(who).get("/plans/calendar/?month=2026-11").content.decode()
        assert (f"/plans/tasks/{task.pk}/" in page) == shown
    Task.objects.update(state="reported")
    remind(morning(2026, 11, 25))
    assert letters() == {}


def test_terms_of_cases_stand_in_the_calendar_of_those_they_concern(cast, at, case) -> None:
    for who, shown in (
        (cast.deputy, True),
        (cast.coordinator, True),
        (cast.other_deputy, False),
        (cast.roles["municipal_methodist"], False),
    ):
        page = at(who).get("/plans/calendar/?month=2026-11").content.decode()
        assert (f"/cases/{case.pk}/" in page) == shown, who
