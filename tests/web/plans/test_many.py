"""Many rows at once: reports accepted together, days counted in the background, pages that ask little."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from plan_words import scan

from objektiv.web.assessments.domain.procedures import edit_procedure
from objektiv.web.plans import domain
from objektiv.web.plans.domain import moving
from objektiv.web.plans.models import Action, DateChange, Plan
from objektiv.web.shell.models import Job


def text(answer) -> str:
    return answer.content.decode()


def report(action, by) -> Action:
    return domain.report_done(
        Action.objects.select_related("plan__unit").get(pk=action.pk), report="Провели", by=by
    )


@pytest.fixture
def reported(cast, approved):
    """Two rows reported by the methodist, one by the coordinator."""
    people = (cast.roles["municipal_methodist"], cast.roles["municipal_methodist"], cast.coordinator)
    return [report(one, by) for one, by in zip(approved.actions.all(), people, strict=True)]


def test_reports_are_accepted_together_by_the_verb_of_one(cast, at, approved, reported) -> None:
    browser, address = at(cast.coordinator), f"/plans/{approved.pk}/rows/change/"
    page = text(browser.get(f"/plans/{approved.pk}/"))
    assert "Принять отчёты: 2" in page
    keys = [one.pk for one in reported]
    asked = browser.post(address, {"row": keys, "accept": "1"})
    assert asked.context["form"].initial["is_accepted"] is True
    sent = {"row": keys, "change": "1", "is_accepted": "on"}
    tried = text(browser.post(address, sent))
    assert "Изменится мероприятий: 2 из 3." in tried
    assert "отчитались вы сами" in tried
    browser.post(address, {**sent, "confirmed": "3"})
    assert list(Action.objects.values_list("number", "status")) == [
        ("1.1", "accepted"), ("1.2", "accepted"), ("1.3", "reported"),
    ]  # fmt: skip


def test_the_head_accepts_many_and_writes_nothing(cast, at, head, approved, reported) -> None:
    browser, address = at(head), f"/plans/{approved.pk}/rows/change/"
    assert "Принять отчёты: 3" in text(browser.get(f"/plans/{approved.pk}/"))
    keys = [one.pk for one in reported]
    assert "deadline" not in browser.post(address, {"row": keys}).context["form"].fields
    browser.post(address, {"row": keys, "change": "1", "is_accepted": "on", "confirmed": "3"})
    assert Action.objects.filter(status="accepted").count() == 3
    assert at(cast.roles["municipal_specialist"]).post(address, {"row": keys}).status_code == 403


def test_many_days_are_counted_in_the_background(cast, approved, procedure, monkeypatch) -> None:
    monkeypatch.setattr(moving, "MOST_AT_ONCE", 0)
    with CaptureQueriesContext(connection):
        edit_procedure(procedure, version=1, by=cast.region_coordinator, starts_on=date(2027, 4, 27))
    waiting = Job.objects.get()
    assert (waiting.kind, waiting.owner) == ("plans.redate", cast.region_coordinator)
    assert Action.objects.get(number="1.2").due_on == date(2027, 4, 16)


def test_the_background_counts_as_the_page_would(
    cast, approved, procedure, django_capture_on_commit_callbacks
) -> None:
    plan = Plan.objects.get()
    rows = [
        Action(plan=plan, order=9 + number, text="Инструктаж", deadline="за 2 дня до ВПР", is_new=False)
        for number in range(150)
    ]
    Action.objects.bulk_create(rows)
    domain.writing.date_rows(plan, plan.actions.all())
    with django_capture_on_commit_callbacks(execute=True):
        edit_procedure(procedure, version=1, by=cast.region_coordinator, starts_on=date(2027, 4, 27))
    done = Job.objects.get()
    assert (done.state, done.result_url) == ("done", "/plans/actions/")
    assert set(plan.actions.filter(text__startswith="Инструктаж").values_list("due_on", flat=True)) == {
        date(2027, 4, 23)
    }
    assert DateChange.objects.filter(became=date(2027, 4, 23)).count() == 151


def test_a_procedure_that_goes_to_another_year_takes_its_day_away(cast, approved, procedure) -> None:
    edit_procedure(procedure, version=1, by=None, school_year="2027/28", starts_on=date(2028, 4, 18))
    row = Action.objects.get(number="1.2")
    assert (row.due_on, row.dues) == (None, [])
    assert next((one.was, one.became) for one in row.date_changes.all()) == (date(2027, 4, 16), None)


def test_the_page_of_an_action_asks_little(cast, at, approved, action, procedure) -> None:
    browser, address = at(cast.coordinator), f"/plans/{approved.pk}/actions/{action.pk}/"
    domain.attach_evidence(action, scan("0.pdf", b"%PDF-1.4 0"), by=cast.coordinator)
    domain.comment(action, text="Слово", by=cast.coordinator)
    domain.link(action, procedure=procedure, by=cast.coordinator)

    def asked() -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address).status_code == 200
        return len(caught)

    one = asked()
    for number in (1, 2):
        domain.attach_evidence(action, scan(f"{number}.pdf", b"%%PDF-1.4 %d" % number), by=cast.coordinator)
        domain.comment(action, text="Слово", by=cast.coordinator)
        other = cast.region.procedures.create(kind="vpr", school_year="2026/27", grade=6 + number)
        domain.link(action, procedure=other, by=cast.coordinator)
    assert asked() == one <= 26


def test_forms_of_their_own_page(cast, at, approved, action, procedure) -> None:
    page = f"/plans/{approved.pk}/actions/{action.pk}/"
    browser = at(cast.coordinator)
    assert str(procedure) in text(browser.get(f"{page}forms/link/"))
    assert 'name="owner"' in text(browser.get(f"{page}forms/assign/"))
    assert at(cast.roles["municipal_specialist"]).get(f"{page}forms/assign/").status_code == 403
    assert browser.get(f"{page}forms/burn/").status_code == 403
    refused = browser.post(f"{page}acts/assign/", {"version": 1, "owner": "nobody"})
    assert refused.status_code == 422
    assert "такого нет" in text(refused)


def test_the_history_is_whole_when_asked(cast, at, approved, action) -> None:
    for number in range(12):
        domain.comment(action, text=str(number), by=cast.coordinator)
    page = f"/plans/{approved.pk}/actions/{action.pk}/"
    browser = at(cast.coordinator)
    assert [len(browser.get(address).context["history"]) for address in (page, f"{page}?history=1")] == [
        10,
        13,
    ]
