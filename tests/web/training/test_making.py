"""The training district as made: territory, results, people, cases at every step, terms around today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from objektiv.lake.lake import Lake
from objektiv.model.errors import UsageError
from objektiv.simulation.training_home import is_ready
from objektiv.web.access.roles import ROLES
from objektiv.web.assessments.models import Import, Procedure, Run
from objektiv.web.assessments.places import lake_folder
from objektiv.web.audit.domain import prove_journal
from objektiv.web.audit.models import Record
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.findings.models import SchoolResult
from objektiv.web.territory.models import Unit
from objektiv.web.training.domain import make_training_district

from .conftest import WANTED

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
IN_TURN = ("asked", "asked", "replied", "recheck", "not_confirmed", "confirmed")


def test_the_territory_has_its_municipalities_and_schools(office) -> None:
    levels = list(Unit.objects.values_list("level", flat=True))
    assert {level: levels.count(level) for level in set(levels)} == {
        "region": 1,
        "municipality": 3,
        "school": 12,
    }


def test_every_year_was_loaded_and_computed(office) -> None:
    assert [load.state for load in Import.objects.order_by("pk")] == ["loaded", "loaded"]
    runs = Run.objects.order_by("school_year")
    assert [(run.school_year, run.state, run.is_active) for run in runs] == [
        ("2024/25", "done", True),
        ("2025/26", "done", True),
    ]
    files = Lake.open(lake_folder()).generation.active()
    assert len([file for file in files if file.assessment]) == 58
    for run in runs:
        assert (run.folder / "report.docx").stat().st_size > 0
        assert SchoolResult.objects.filter(result_set__run=run).count() == 12


def test_marks_are_known_in_every_work(office) -> None:
    """The training scales are confirmed before loading, so that jumps at mark boundaries can be judged."""
    text = (Run.objects.get(school_year="2025/26").folder / "estimates.csv").read_text(encoding="utf-8-sig")
    judged = {row.split(",")[2] for row in text.splitlines() if ",boundary_bunching," in row}
    assert len({one for one in judged if one.startswith("vpr-2026-")}) == 29


def test_every_role_has_somebody(office) -> None:
    for role in ROLES:
        assert office.who(role).is_active
    coordinators = Unit.objects.filter(level="municipality", assignments__role="municipal_coordinator")
    assert coordinators.distinct().count() == 3


def test_cases_stand_at_different_steps_and_past_years_are_closed(office) -> None:
    today = timezone.localdate()
    newest = Case.objects.filter(school_year="2025/26")
    states = list(newest.order_by("pk").exclude(state=CaseState.SIGN).values_list("state", flat=True))
    assert states == list(IN_TURN[: len(states)])
    overdue = newest.filter(state=CaseState.ASKED, reply_due_on__lt=today).count()
    assert overdue == (len(states) > 1)
    assert all(case.responsible is not None for case in newest)
    old = Case.objects.exclude(school_year="2025/26")
    assert {case.state for case in old} <= {CaseState.CLOSED}
    for case in Case.objects.exclude(asked_at=None):
        assert case.asked_at.date() <= today
        assert case.reply_due_on - case.asked_at.date() >= timedelta(days=12)


def test_the_calendar_holds_what_was_written_and_what_is_ahead(office) -> None:
    years = Procedure.objects.values_list("school_year", flat=True)
    assert sorted(set(years)) == ["2024/25", "2025/26", "2026/27"]
    assert len(years) == 3 * 29


def test_what_was_written_is_over_and_what_is_ahead_is_planned(office) -> None:
    states = set(Procedure.objects.values_list("school_year", "state"))
    assert states == {("2024/25", "closed"), ("2025/26", "closed"), ("2026/27", "planned")}


def test_the_journal_is_whole_and_says_which_requests_are_examples(office) -> None:
    assert prove_journal().is_whole
    asked = Case.objects.exclude(asked_at=None).count()
    assert Record.objects.filter(verb="training.dated").count() == asked


def test_progress_grows_to_the_end(office) -> None:
    done = [one[0] for one in office.said]
    assert done == sorted(done)
    assert office.said[-1] == (100, 100, "готово")


def test_the_folder_is_ready_for_the_next_start(office) -> None:
    assert is_ready(office.home, WANTED)


def test_a_second_district_is_refused(office) -> None:
    with pytest.raises(UsageError, match="уже есть территория"):
        make_training_district(WANTED, lambda *_: None, processes=1)


def test_a_real_office_makes_no_training_district(office, settings) -> None:
    settings.IS_DEMO = False
    with pytest.raises(UsageError, match="только в учебном кабинете"):
        make_training_district(WANTED, lambda *_: None, processes=1)
