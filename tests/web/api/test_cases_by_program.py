"""Cases by the interface: the whole way, conflicts, who sees what; the journal says that a program did it."""

from __future__ import annotations

import pytest
from case_results import GROUND, TEXT, make_result
from programs import refusal

from objektiv.web.audit.models import Record
from objektiv.web.cases.domain import KnownExplanation, open_case
from objektiv.web.cases.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast) -> Case:
    known = KnownExplanation("МА 5", "few", "Мало участников", "ask", "Работ 18.")
    return open_case(make_result(cast, cast.school), [known], by=cast.coordinator)


def test_the_whole_way(cast, case, program) -> None:
    office, school = program(cast.coordinator), program(cast.deputy)
    asked = office.post(f"/cases/{case.pk}/ask", {"version": 1}).json()
    assert (asked["state"], asked["version"]) == ("asked", 2)
    seen = school.read(f"/cases/{case.pk}")
    question = seen["explanations"][0]["id"]
    answers = [{"explanation": question, "text": "18 писали, остальные болели."}]
    replied = school.post(f"/cases/{case.pk}/reply", {"version": 2, "text": TEXT, "answers": answers}).json()
    assert replied["state"] == "replied"
    decided = office.post(
        f"/cases/{case.pk}/decide", {"version": 3, "outcome": "not_confirmed", "ground": GROUND}
    ).json()
    assert (decided["state"], decided["outcome"]) == ("not_confirmed", "not_confirmed")
    assert office.post(f"/cases/{case.pk}/close", {"version": 4}).json()["state"] == "closed"
    reopened = office.post(f"/cases/{case.pk}/reopen", {"version": 5, "reason": "новые данные"}).json()
    assert (reopened["state"], reopened["version"]) == ("sign", 6)
    read = office.read(f"/cases/{case.pk}")
    assert [(one["number"], one["text"], one["answers"]) for one in read["replies"]] == [(1, TEXT, answers)]
    assert read["explanations"][0]["answer"] == "18 писали, остальные болели."


def test_who_saves_over_another_is_told_and_nothing_is_written(cast, case, program) -> None:
    office = program(cast.coordinator)
    office.post(f"/cases/{case.pk}/ask", {"version": 1})
    before = Record.objects.count()
    answer = program(cast.deputy).post(f"/cases/{case.pk}/reply", {"version": 1, "text": TEXT})
    assert refusal(answer) == (409, "conflict", "version")
    assert (case.replies.count(), Record.objects.count()) == (0, before + 1)  # one more: the new token


def test_the_journal_says_that_a_program_did_it(cast, case, program) -> None:
    office = program(cast.coordinator)
    office.post(f"/cases/{case.pk}/ask", {"version": 1})
    last = Record.objects.first()
    assert (last.verb, last.actor, last.new) == (
        "token.used", cast.coordinator, {"request": f"POST /api/v1/cases/{case.pk}/ask"}
    )  # fmt: skip
    assert Record.objects.filter(verb="case.asked", actor=cast.coordinator).count() == 1


def test_what_is_refused_is_said_at_its_place(cast, case, program) -> None:
    office, school = program(cast.coordinator), program(cast.deputy)
    office.post(f"/cases/{case.pk}/ask", {"version": 1})
    assert refusal(school.post(f"/cases/{case.pk}/reply", {"version": 2, "text": " "})) == (
        422,
        "refused",
        "text",
    )
    foreign = {"version": 2, "text": TEXT, "answers": [{"explanation": 999, "text": "да"}]}
    assert refusal(school.post(f"/cases/{case.pk}/reply", foreign)) == (422, "refused", "answers")
    early = {"version": 2, "outcome": "confirmed", "ground": GROUND}
    assert refusal(office.post(f"/cases/{case.pk}/decide", early)) == (422, "refused", "")
    assert refusal(office.post(f"/cases/{case.pk}/decide", {"version": 2, "outcome": "guilty", "ground": GROUND})) == (
        422, "invalid", "body.said.outcome",
    )  # fmt: skip
    assert refusal(office.post(f"/cases/{case.pk}/ask", data="{", content_type="application/json"))[:2] == (
        400, "unreadable",
    )  # fmt: skip


@pytest.mark.parametrize("status", ["excluded", "explains", "open"])
def test_a_school_does_not_change_what_the_analysis_found(cast, case, program, status) -> None:
    office, school = program(cast.coordinator), program(cast.deputy)
    office.post(f"/cases/{case.pk}/ask", {"version": 1})
    case.explanations.update(status=status)
    said = [{"explanation": case.explanations.get().pk, "text": "Это мы объясним."}]
    answer = school.post(f"/cases/{case.pk}/reply", {"version": 2, "text": TEXT, "answers": said})
    assert refusal(answer) == (422, "refused", "answers")
    assert "вопрос школе не задан" in answer.content.decode()
    assert (case.explanations.get().status, case.explanations.get().answer) == (status, "")


def test_others_know_only_how_many_are_looked_into(cast, case, program) -> None:
    mine = program(cast.roles["municipal_methodist"])
    said = mine.read("/cases")
    assert (said["count"], said["in_analysis"], said["items"]) == (0, 1, [])
    assert refusal(mine.get(f"/cases/{case.pk}")) == (404, "not_found", "")


def test_who_reopens_a_case_may_not_see_it_any_more(cast, case, program) -> None:
    office, head = program(cast.coordinator), program(cast.roles["municipal_head"])
    office.post(f"/cases/{case.pk}/ask", {"version": 1})
    program(cast.deputy).post(f"/cases/{case.pk}/reply", {"version": 2, "text": TEXT})
    office.post(f"/cases/{case.pk}/decide", {"version": 3, "outcome": "insufficient", "ground": GROUND})
    head.post(f"/cases/{case.pk}/close", {"version": 4})
    answer = head.post(f"/cases/{case.pk}/reopen", {"version": 5, "reason": "новые данные"})
    assert (answer.status_code, answer.json()["state"]) == (200, "sign")
    assert head.get(f"/cases/{case.pk}").status_code == 404


def test_lists_are_narrowed(cast, case, program) -> None:
    office = program(cast.coordinator)
    assert [one["id"] for one in office.read("/cases", state="sign", year="2020/21", q="№ 1")["items"]] == [
        case.pk
    ]
    assert office.read("/cases", state="asked")["count"] == 0
    assert office.read("/cases", municipality="970002")["count"] == 0


def test_one_case_and_three_cost_the_same(cast, case, program) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    office, counts = program(cast.coordinator), []
    office.get("/me")
    for schools in ((), (cast.neighbour,)):
        for school in schools:
            open_case(make_result(cast, school), [], by=cast.coordinator)
        with CaptureQueriesContext(connection) as seen:
            assert office.read("/cases")["count"] == 1 + len(schools)
        counts.append(len(seen))
    assert counts[0] == counts[1]
