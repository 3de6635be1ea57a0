"""The secret address: what it gives, to whom, how it ends."""

from __future__ import annotations

import logging
from datetime import date, timedelta

import pytest
from agenda_rows import approved_plan, row_of
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from objektiv.web.access.domain import activate_user, deactivate_user
from objektiv.web.agenda.domain import make_feed, revoke_feed
from objektiv.web.agenda.models import Feed
from objektiv.web.assessments.domain.procedures import add_procedure
from objektiv.web.audit.models import Record
from objektiv.web.shell.logs import DayFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_attempts():
    """Nobody has guessed yet, and no other test pays for what is guessed here."""
    cache.clear()
    yield
    cache.clear()


def ask(secret: str):
    return Client().get(reverse("agenda_feed", args=[secret]))


def events(answer) -> dict[str, object]:
    """By UID."""
    return {str(one["uid"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def near(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_it_gives_own_actions_and_procedures(cast, plan, methodist) -> None:
    row = row_of(plan, methodist, near(5))
    row_of(plan, cast.coordinator, near(6), number="9")
    procedure = add_procedure(
        unit=cast.region, by=None, kind="vpr", school_year="2026/27", grade=5, subject="ma",
        starts_on=near(10), ends_on=near(12),
    )  # fmt: skip
    _, secret = make_feed(by=methodist)
    answer = ask(secret)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer["Cache-Control"] == "private, no-store"
    found = {uid.split("@")[0]: one for uid, one in events(answer).items()}
    assert set(found) == {f"action-{row.pk}", f"procedure-{procedure.pk}"}
    mine, work = found[f"action-{row.pk}"], found[f"procedure-{procedure.pk}"]
    assert (str(mine["summary"]), mine.decoded("dtstart")) == ("1.1 Провести инструктаж", near(5))
    assert f"http://testserver/plans/{plan.pk}/actions/{row.pk}/" in str(mine["description"])
    assert (work.decoded("dtstart"), work.decoded("dtend")) == (near(10), near(13))


def test_the_wider_address_gives_the_plans_of_the_organisation(cast, plan, methodist) -> None:
    row_of(plan, cast.coordinator, near(6))
    _, secret = make_feed(by=methodist, scope="own")
    assert len(events(ask(secret))) == 1


def test_an_event_keeps_its_uid_when_the_day_moves(plan, methodist) -> None:
    row = row_of(plan, methodist, near(5))
    two = row_of(
        plan, methodist, near(9), number="2", event="ВПР",
        dues=[
            {"event": name, "date": near(day).isoformat(), "due": near(day).isoformat(), "due_working": ""}
            for name, day in (("математика", 7), ("русский язык", 9))
        ],
    )  # fmt: skip
    _, secret = make_feed(by=methodist)
    before = {uid: one.decoded("dtstart") for uid, one in events(ask(secret)).items()}
    type(row).objects.filter(pk=row.pk).update(due_on=near(15))
    moved = [{**one, "due": near(11 + k).isoformat()} for k, one in enumerate(two.dues)]
    type(row).objects.filter(pk=two.pk).update(due_on=near(12), dues=moved)
    after = {uid: one.decoded("dtstart") for uid, one in events(ask(secret)).items()}
    assert len(before) == 3
    assert before.keys() == after.keys()
    assert sorted(after.values()) == [near(11), near(12), near(15)]


def test_the_rights_are_those_of_the_moment(cast, plan, methodist) -> None:
    row_of(plan, methodist, near(5))
    add_procedure(
        unit=cast.region, by=None, kind="vpr", school_year="2026/27", grade=5, subject="ma", starts_on=near(3)
    )
    _, secret = make_feed(by=methodist)
    assert len(events(ask(secret))) == 2
    type(plan).objects.update(state="draft")
    assert len(events(ask(secret))) == 1  # what is not in force is not carried out
    type(plan).objects.update(state="approved")
    assert len(events(ask(secret))) == 2
    methodist.assignments.update(valid_from=date(2025, 1, 1), valid_to=date(2025, 2, 1))
    assert len(events(ask(secret))) == 0


def test_revoked_replaced_foreign_and_guessed_addresses_give_nothing(cast, methodist) -> None:
    _, first = make_feed(by=methodist)
    _, second = make_feed(by=methodist)
    assert [ask(one).status_code for one in (first, second)] == [404, 200]
    revoke_feed(by=methodist)
    assert ask(second).status_code == 404
    _, other = make_feed(by=cast.coordinator)
    for guess in (other[:-1], other.upper(), Feed.objects.first().token_sha256):
        answer = ask(guess)
        assert (answer.status_code, "VCALENDAR" in answer.content.decode()) == (404, False)


def test_guessing_is_stopped_and_the_right_address_is_not_counted(cast, methodist) -> None:
    _, secret = make_feed(by=methodist)
    assert {ask(secret).status_code for _ in range(12)} == {200}
    assert [ask(f"wrong{number}").status_code for number in range(6)] == [404] * 5 + [429]


def test_a_calendar_that_asks_by_a_revoked_address_is_no_guesser(cast, methodist) -> None:
    _, old = make_feed(by=methodist)
    _, secret = make_feed(by=methodist)
    assert {ask(old).status_code for _ in range(12)} == {404}
    assert ask(secret).status_code == 200  # the whole school sits behind one address


def test_it_ends_with_the_entrance_and_does_not_come_back(methodist) -> None:
    _, secret = make_feed(by=methodist)
    deactivate_user(methodist, by=None)
    assert ask(secret).status_code == 404
    methodist.refresh_from_db()
    activate_user(methodist, by=None)
    assert ask(secret).status_code == 404
    assert Record.objects.filter(verb="feed.revoked").get().reason == "Вход человека закрыт"


def test_a_person_whose_entrance_is_closed_gets_none(methodist) -> None:
    deactivate_user(methodist, by=None)
    with pytest.raises(PermissionDenied):
        make_feed(by=methodist)


def test_the_secret_is_kept_nowhere_and_the_journal_knows(methodist) -> None:
    _, secret = make_feed(by=methodist)
    assert secret not in str(Feed.objects.values())
    assert len(secret) >= 43
    revoke_feed(by=methodist)
    verbs = list(
        Record.objects.filter(object_type="agenda.feed").order_by("number").values_list("verb", "actor_id")
    )
    assert verbs == [("feed.made", methodist.pk), ("feed.revoked", methodist.pk)]
    assert secret not in str(list(Record.objects.values()))


def test_verbs_take_the_journal_before_anything_else(methodist) -> None:
    """As all verbs of the office do: of two at once the second waits, and none for another in a circle."""
    make_feed(by=methodist)
    for verb in (make_feed, revoke_feed):
        with CaptureQueriesContext(connection) as caught:
            verb(by=methodist)
        tables = [one["sql"] for one in caught if "SAVEPOINT" not in one["sql"]]
        assert '"audit_' in tables[0], verb


def test_a_case_is_named_by_its_number(cast, tmp_path) -> None:
    from matrix_results import results_of

    from objektiv.web.cases.models import Case

    result, _ = results_of(cast, tmp_path)
    case = Case.objects.create(
        school=result.school, result=result, school_year="2026/27", state="asked", reply_due_on=near(4)
    )
    _, secret = make_feed(by=cast.deputy)
    text = Calendar.from_ical(ask(secret).content).to_ical().decode()
    assert f"Ответ школы: карточка № {case.pk}" in text
    assert result.school.title not in text


def test_the_number_of_questions_is_the_same_for_one_row_and_three(cast, plan, methodist) -> None:
    row_of(plan, methodist, near(5))
    _, secret = make_feed(by=methodist)
    ask(secret)
    counts = []
    for number in ("2", "3"):
        with CaptureQueriesContext(connection) as caught:
            ask(secret)
        counts.append(len(caught))
        row_of(approved_plan(cast), methodist, near(6), number=number)
    assert counts[0] == counts[1]


def test_asking_with_anything_but_get_is_refused(methodist) -> None:
    _, secret = make_feed(by=methodist)
    assert Client().post(reverse("agenda_feed", args=[secret])).status_code == 405
    assert Client().head(reverse("agenda_feed", args=[secret])).status_code == 200


def test_the_log_of_the_server_holds_no_secret(methodist, tmp_path, monkeypatch) -> None:
    (handler,) = {one for one in logging.getLogger("objektiv").handlers if isinstance(one, DayFile)}
    monkeypatch.setattr(handler, "folder", tmp_path / "logs")
    _, secret = make_feed(by=methodist)
    ask(secret)
    Client().post(reverse("agenda_feed", args=[secret]))
    revoke_feed(by=methodist)
    answers = [ask(one).status_code for one in [secret, *["wrong"] * 6]]
    (log,) = [file.read_text() for file in (tmp_path / "logs").iterdir()]
    assert answers == [404] * 6 + [429]
    assert log.count("/plans/calendar/feed/<secret>.ics") >= 8
    assert secret not in log
