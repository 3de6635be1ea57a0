"""Plans of the training district: one is carried out, the others stand at every step before and after."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from objektiv.plans.reading import read_plan
from objektiv.web.access.models import User
from objektiv.web.effects.models import Question
from objektiv.web.plans.enums import ActionStatus, ImportState, PlanState
from objektiv.web.plans.files import path_of
from objektiv.web.plans.models import Action, Edition, EvidenceFile, Plan, PlanImport
from objektiv.web.plans.queries import overdue, waiting_visas
from objektiv.web.tasks.models import Reminder, Task
from objektiv.web.territory.models import Unit
from objektiv.web.territory.years import school_year_of
from objektiv.web.training.plan_rows import DISTRICT_ROWS, EXPLAINING, PLAN

from .conftest import WANTED

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def plan(office) -> Plan:
    """The plan of the municipality that runs now."""
    return Plan.objects.get(title=PLAN, school_year=school_year_of(timezone.localdate()))


def signed_in(login: str) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(login=login), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def test_plans_stand_at_every_step(office) -> None:
    year = school_year_of(timezone.localdate())
    school = Unit.objects.get(assignments__user__login="deputy_head")
    assert Counter(Plan.objects.values_list("unit__level", "state")) == {
        ("municipality", PlanState.APPROVED): 2,
        ("municipality", PlanState.ARCHIVED): 1,
        ("school", PlanState.APPROVED): 1,
        ("school", PlanState.AGREEMENT): 1,
    }
    assert Plan.objects.get(unit=school).state == PlanState.APPROVED
    assert Plan.objects.get(state=PlanState.AGREEMENT).unit.parent == school.parent
    assert set(Plan.objects.exclude(state=PlanState.ARCHIVED).values_list("school_year", flat=True)) == {year}


def test_the_plan_of_the_district_is_in_the_middle_of_its_work(plan) -> None:
    rows = plan.actions.all()
    begun = {EXPLAINING: ActionStatus.IN_WORK}  # by giving it to schools
    assert [one.status for one in rows] == [begun.get(row.number, row.status) for row in DISTRICT_ROWS]
    assert set(rows.values_list("status", flat=True)) == set(ActionStatus) - {
        ActionStatus.NOT_DONE,
        ActionStatus.WITHDRAWN,
    }
    assert (rows.count(), plan.sections.count()) == (20, 4)
    assert set(rows.values_list("owner__login", flat=True)) == {
        "municipal_coordinator",
        "municipal_methodist",
        "municipal_specialist",
    }
    assert [one.number for one in overdue(rows, timezone.localdate())] == ["1.2", "2.2"]
    postponed = rows.get(status=ActionStatus.POSTPONED)
    assert postponed.due_on == postponed.postponed_to > timezone.localdate()


def test_deadlines_are_of_many_kinds_and_all_understood(plan) -> None:
    kinds = Counter(one.rule["kind"] for one in plan.actions.all())
    assert "unknown" not in kinds
    assert len(kinds) >= 9
    briefing = plan.actions.get(number="1.3")
    if briefing.dues:  # the calendar of the district may not reach into this school year
        assert briefing.due_on.isoformat() == max(one["due_working"] or one["due"] for one in briefing.dues)


def test_what_is_done_is_proven_by_files_that_open(office, plan, tmp_path: Path) -> None:
    proven = plan.actions.filter(status__in=(ActionStatus.ACCEPTED, ActionStatus.REPORTED))
    assert proven.filter(evidence=None).count() == 0
    assert proven.count() == 5
    for file in EvidenceFile.objects.all():
        assert path_of(file.sha256).stat().st_size == file.size > 0
    for edition in Edition.objects.all():
        assert path_of(edition.scan_sha256).read_bytes().startswith(b"%PDF-")
        assert edition.document_date <= timezone.localdate() - timedelta(days=21)


def test_a_document_with_doubts_waits_to_be_looked_through(office) -> None:
    made = PlanImport.objects.get()
    assert (made.state, made.by.login, len(made.rows)) == (ImportState.READ, "municipal_coordinator", 10)
    supposed = {row["number"]: row["suggestions"] for row in made.rows if row["suggestions"]}
    year = 2000 + int(made.head["school_year"][-2:])
    merged = {"deadline": f"февраль {year} года", "responsible": "Координатор", "result": "Приказ"}
    assert supposed == {"1.2": merged, "1.3": merged}
    assert [row["number"] for row in made.rows if row["remarks"]] == ["1.2", "1.3", "2.2"]
    page = signed_in("municipal_coordinator").get(f"/plans/imports/{made.pk}/")
    assert page.status_code == 200
    assert "вероятно, объединённая ячейка" in page.content.decode()


def test_decisions_are_in_the_register(office) -> None:
    rows = Action.objects.filter(row="decision")
    assert Counter(rows.values_list("effect", flat=True)) == {"": 2, "helped": 1, "cannot_judge": 1}
    page = signed_in("municipal_coordinator").get("/plans/decisions/")
    assert page.status_code == 200


def test_schools_have_tasks_and_one_is_silent(office, plan) -> None:
    school = Unit.objects.get(assignments__user__login="deputy_head")
    rows = Task.objects.filter(action__plan=plan)
    assert set(rows.values_list("school__parent", flat=True)) == {school.parent_id}
    assert rows.get(school=school).state == "given"
    expected = ["given", "accepted", "given", "reported", "accepted", "returned"]
    assert Counter(rows.values_list("state", flat=True)) == Counter(expected[: rows.count()])
    assert Reminder.objects.get().task == rows.exclude(school=school).get(state="given")


def test_the_municipality_is_asked_for_its_word_and_the_heads_see_their_plans(office) -> None:
    coordinator = Plan.objects.get(title=PLAN, state=PlanState.ARCHIVED).by
    assert [step.plan.state for step in waiting_visas(coordinator)] == [PlanState.AGREEMENT]
    for login in ("municipal_head", "school_head", "deputy_head"):
        page = signed_in(login).get("/plans/")
        assert page.status_code == 200
        assert (
            "2026" in page.content.decode() or school_year_of(timezone.localdate()) in page.content.decode()
        )


def test_the_effect_of_a_measure_is_asked_for_before_its_wave(office, plan) -> None:
    """Where the calendar of the district reaches: last year's question is read already and waits for a person."""
    planned = {plan.school_year, Plan.objects.get(state=PlanState.ARCHIVED).school_year}
    questions = {one.action.plan.school_year: one for one in Question.objects.select_related("action__plan")}
    assert set(questions) == {year for year in planned if int(year[:4]) in WANTED.years}
    for year, one in questions.items():
        spring = int(year[:4]) + 1
        assert one.action.text.startswith("Аналитический семинар")
        assert (one.before_work.year, one.after_work.year) == (spring - 1, spring)
        assert not one.is_after_approval
        assert one.readings.count() == (spring in WANTED.years)


def test_last_years_plan_may_be_copied(office) -> None:
    last = Plan.objects.get(state=PlanState.ARCHIVED)
    year = school_year_of(timezone.localdate())
    client = signed_in("municipal_coordinator")
    assert client.get(f"/plans/{last.pk}/copy/").status_code == 200
    assert int(year[:4]) - int(last.school_year[:4]) == 1


def test_the_brought_document_carries_the_stripe(office, tmp_path: Path) -> None:
    made = PlanImport.objects.get()
    kept = tmp_path / made.name
    kept.write_bytes(path_of(made.sha256).read_bytes())
    assert read_plan(kept).head.title.text == made.head["title"]
    page = signed_in("municipal_coordinator").get(f"/plans/imports/{made.pk}/source/")
    assert b"".join(page.streaming_content) == kept.read_bytes()
