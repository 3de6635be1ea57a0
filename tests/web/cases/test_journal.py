"""The journal keeps the rule of cases: before the school was heard, others read nothing of it there either."""

from __future__ import annotations

from datetime import timedelta

import pytest
from case_results import GROUND, TEXT, make_result
from django.db import connection, transaction
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from signing_in import add_codes, rows_of

from objektiv.web.access.domain import assign
from objektiv.web.access.journal import visible_records
from objektiv.web.audit.domain import record
from objektiv.web.audit.models import Record
from objektiv.web.cases.domain import ask_school, decide, keep_works, open_case, reply
from objektiv.web.cases.journal import SENTENCE
from objektiv.web.cases.models import Case
from objektiv.web.territory.domain import add_unit

pytestmark = pytest.mark.django_db

# Who has the right to the journal, and whether they read of a case of our school: before it was heard, and after.
READS = {
    "regional_coordinator": True,
    "municipal_coordinator": True,
    "school_head": True,
    "municipal_head": False,
    "administrator": False,
}
AFTER = READS | {"municipal_head": True}
WITHHELD = "идёт анализ"


def told(user) -> list[str]:
    return list(
        visible_records(user)
        .filter(verb__startswith="case.")
        .order_by("number")
        .values_list("verb", flat=True)
    )


def verbs() -> list[str]:
    return list(
        Record.objects.filter(verb__startswith="case.").order_by("number").values_list("verb", flat=True)
    )


@pytest.mark.parametrize("role", sorted(READS))
def test_before_the_school_was_heard(cast, asked, role) -> None:
    assert told(cast.roles[role]) == (verbs() if READS[role] else [])


@pytest.mark.parametrize("role", sorted(READS))
def test_once_the_school_replied(cast, asked, role) -> None:
    reply(asked, text=TEXT, by=cast.deputy)
    assert told(cast.roles[role]) == (verbs() if AFTER[role] else [])


@pytest.mark.parametrize("role", sorted(READS))
def test_once_the_term_has_passed(cast, asked, role) -> None:
    Case.objects.update(reply_due_on=timezone.localdate() - timedelta(days=1))
    assert told(cast.roles[role]) == (verbs() if AFTER[role] else [])


def test_a_record_of_a_case_without_the_case_is_for_those_who_work_on_it(cast) -> None:
    with transaction.atomic():
        record("case.letter", by=cast.coordinator, unit_path=cast.school.path, new={"letter": "Запрос № 1"})
    assert {role: told(cast.roles[role]) == ["case.letter"] for role in READS} == READS


def test_another_case_that_was_heard_opens_nothing(cast, asked) -> None:
    second = open_case(make_result(cast, cast.neighbour), [], by=cast.coordinator)
    reply(ask_school(second, by=cast.coordinator), text=TEXT, by=neighbour_of(cast))
    head = cast.roles["municipal_head"]
    shown = visible_records(head).filter(object_type="cases.case").values_list("object_id", flat=True)
    assert set(shown) == {str(second.pk)}


def neighbour_of(cast):
    assign(cast.stranger, role="deputy_head", unit=cast.neighbour, by=None)
    return type(cast.stranger).objects.get(pk=cast.stranger.pk)


def test_no_page_of_the_journal_forgets_the_rule(cast, as_, asked) -> None:
    keep_works(
        asked,
        until=timezone.localdate() + timedelta(days=30),
        by=cast.coordinator,
        ground="Анализ признаков.",
    )
    one = Record.objects.filter(verb="case.works_kept").get()
    addresses = [f"/journal/{one.number}/", f"/journal/of/cases.case/{asked.pk}/"]
    addresses.append(f"{addresses[1]}?format=xlsx")
    head, coordinator = cast.roles["municipal_head"], cast.coordinator
    assert [as_(head).get(address).status_code for address in addresses] == [404, 404, 404]
    assert [as_(coordinator).get(address).status_code for address in addresses] == [200, 200, 200]
    for asked_for in ("", "?what=case.asked", "?about=Карточка", f"?place={cast.school.path}"):
        text = as_(head).get(f"/journal/{asked_for}").content.decode().split("</form>", 3)[-1]
        assert "Карточка №" not in text
        assert "запрошены пояснения" not in text
        assert "Анализ признаков." not in text
    assert "Карточка №" in as_(coordinator).get("/journal/").content.decode()


def test_the_page_and_the_workbook_say_that_something_is_withheld(cast, as_, asked) -> None:
    head = as_(cast.roles["municipal_head"])
    assert WITHHELD in head.get("/journal/").content.decode()
    book = rows_of(head.get("/journal/?format=xlsx"))
    assert any(WITHHELD in str(cell) for row in book for cell in row)
    assert not any("Карточка №" in str(cell) for row in book for cell in row)
    coordinator = as_(cast.coordinator)
    assert WITHHELD not in coordinator.get("/journal/").content.decode()
    assert not any(
        WITHHELD in str(cell) for row in rows_of(coordinator.get("/journal/?format=xlsx")) for cell in row
    )


def test_what_is_said_of_the_withheld_does_not_depend_on_the_filter(cast, as_, asked) -> None:
    """Otherwise guessing with filters would tell whose case it is and where it stands."""
    head = as_(cast.roles["municipal_head"])
    pages = [
        head.get(f"/journal/?{one}").context["notes"] for one in ("", "what=case.decided", "about=Школа № 2")
    ]
    assert pages == [[SENTENCE]] * 3


def test_the_history_at_the_object_keeps_it(cast, asked) -> None:
    request = RequestFactory().get("/")
    template = Template("{% load history %}{% history_of case %}")
    shown = {}
    for role in READS:
        request.user = cast.roles[role]
        shown[role] = "Запрошены пояснения" in template.render(Context({"request": request, "case": asked}))
    assert shown == READS


def test_the_history_of_the_school_and_other_records_stay(cast, as_, asked) -> None:
    head = cast.roles["municipal_head"]
    others = Record.objects.exclude(verb__startswith="case.").filter(
        unit_path__startswith=cast.municipality.path
    )
    assert set(visible_records(head)) == set(others)
    assert as_(head).get(f"/journal/of/territory.unit/{cast.school.pk}/").status_code == 200


def test_a_case_opened_again_is_withheld_again(cast, asked) -> None:
    reply(asked, text=TEXT, by=cast.deputy)
    decide(asked, outcome="not_confirmed", ground=GROUND, by=cast.coordinator)
    head = cast.roles["municipal_head"]
    assert told(head) == verbs()
    Case.objects.update(state="sign", replied_at=None, reply_due_on=None)
    assert told(head) == []


def test_the_rule_costs_the_same_for_one_case_and_for_three(cast, as_, asked) -> None:
    browser = as_(cast.roles["municipal_head"])
    browser.get("/journal/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/journal/")
    third = add_unit(level="school", code="990004", title="Школа № 4", parent=cast.municipality, by=None)
    for unit in (cast.neighbour, third):
        open_case(make_result(cast, unit), [], by=cast.coordinator)
    with CaptureQueriesContext(connection) as more:
        browser.get("/journal/")
    assert len(more) == len(one)


def test_the_analyst_sees_signs_but_not_the_journal(cast, as_, asked) -> None:
    assert as_(add_codes(cast.analyst)).get("/journal/").status_code == 403


@pytest.mark.parametrize("role", sorted(READS))
def test_a_verb_of_another_app_about_a_case_keeps_the_rule(cast, asked, role) -> None:
    with transaction.atomic():
        record("training.dated", by=cast.coordinator, obj=asked, unit_path=cast.school.path)
    seen = visible_records(cast.roles[role]).filter(verb="training.dated").count()
    assert seen == (1 if READS[role] else 0)
