"""The calendar: codes of results, states, conflicts of two editors, a new school year."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from objektiv.web.assessments.domain.procedures import (
    add_procedure,
    edit_procedure,
    move_procedure,
    open_school_year,
)
from objektiv.web.assessments.enums import (
    IMPORT_TRANSITIONS,
    PROCEDURE_TRANSITIONS,
    RUN_TRANSITIONS,
    WITH_RESULTS,
    ImportState,
    ProcedureState,
    RunState,
)
from objektiv.web.assessments.models import Procedure
from objektiv.web.assessments.queries import visible_procedures
from objektiv.web.audit.models import Record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("states", "transitions"),
    [(ProcedureState, PROCEDURE_TRANSITIONS), (ImportState, IMPORT_TRANSITIONS), (RunState, RUN_TRANSITIONS)],
)
def test_transitions_are_total(states, transitions) -> None:
    assert set(transitions) == set(states)
    assert set().union(*transitions.values()) <= set(states)


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({}, "vpr-2021-ma4"),
        ({"school_year": "2020/21", "starts_on": date(2020, 9, 20)}, "vpr-2020-ma4"),
        ({"kind": "oge", "grade": 9}, "oge-2021-ma9"),
        ({"kind": "ege", "grade": 11, "variant": "base"}, "ege-2021-ma11-base"),
        ({"kind": "vpr_control"}, ""),
        ({"kind": "pisa", "grade": None, "subject": ""}, ""),
        ({"kind": "essay", "grade": 11, "subject": ""}, ""),
    ],
)
def test_results_are_known_by_their_code(procedure, known, code) -> None:
    assert procedure(**known).assessment == code


def test_kinds_with_results_need_grade_and_subject(procedure) -> None:
    for kind in sorted(WITH_RESULTS):
        with pytest.raises(ValidationError) as caught:
            procedure(kind=kind, grade=None, subject="")
        assert set(caught.value.message_dict) == {"grade", "subject"}


@pytest.mark.parametrize(
    ("known", "field"),
    [
        ({"school_year": "2020-21"}, "school_year"),
        ({"variant": "base"}, "variant"),
        ({"starts_on": date(2021, 4, 2), "ends_on": date(2021, 4, 1)}, "__all__"),
        ({"grade": 12}, "grade"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(procedure, known, field) -> None:
    with pytest.raises(ValidationError) as caught:
        procedure(**known)
    assert list(caught.value.message_dict) == [field]


def test_the_same_procedure_stands_once_in_a_calendar(procedure, cast) -> None:
    procedure()
    with pytest.raises(ValidationError, match="уже есть"):
        procedure()
    procedure(unit=cast.municipality)
    procedure(kind="pisa", grade=None, subject="")
    procedure(kind="pisa", grade=None, subject="")


def test_the_second_of_two_editors_is_told(procedure, cast) -> None:
    one = procedure()
    edit_procedure(one, version=one.version, by=cast.region_coordinator, note="первый")
    with pytest.raises(ValidationError, match="изменил другой человек"):
        edit_procedure(one, version=one.version, by=cast.region_coordinator, note="второй")
    with pytest.raises(ValidationError, match="изменил другой человек"):
        move_procedure(one, version=one.version, state="running", by=cast.region_coordinator)
    one.refresh_from_db()
    assert one.note == "первый"
    assert Record.objects.filter(verb="procedure.edited").get().new == {"note": "первый"}


def test_a_procedure_goes_from_state_to_state(procedure, cast) -> None:
    one, by = procedure(), cast.region_coordinator
    for state in ("running", "results", "closed"):
        one = move_procedure(one, state=state, version=one.version, by=by)
    with pytest.raises(ValidationError, match="завершена"):
        move_procedure(one, state="planned", version=one.version, by=by)
    with pytest.raises(ValidationError, match="причину"):
        move_procedure(one, state="results", version=one.version, by=by)
    assert (
        move_procedure(one, state="results", version=one.version, by=by, reason="апелляции").state
        == "results"
    )


def test_cancelling_needs_a_reason(procedure, cast) -> None:
    one = procedure()
    with pytest.raises(ValidationError, match="причину"):
        move_procedure(one, state="cancelled", version=1, by=cast.region_coordinator)
    assert move_procedure(one, state="cancelled", version=1, by=None, reason="приказ").state == "cancelled"


def test_the_calendar_is_led_where_one_has_the_right(procedure, cast) -> None:
    ours = procedure(unit=cast.municipality)
    for act in (
        lambda: procedure(by=cast.coordinator, subject="ru"),
        lambda: edit_procedure(ours, version=1, by=cast.deputy, note=""),
        lambda: move_procedure(ours, version=1, by=cast.other_coordinator, state="running"),
        lambda: open_school_year(unit=cast.region, source="2020/21", by=cast.coordinator),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert add_procedure(unit=cast.municipality, by=cast.coordinator, kind="pisa", school_year="2020/21").pk


def test_the_calendar_of_the_region_is_everybodys_that_of_a_neighbour_is_not(procedure, cast) -> None:
    region, ours = procedure(), procedure(unit=cast.municipality)
    theirs, school = procedure(unit=cast.other_municipality), procedure(unit=cast.school, subject="ru")
    for person, seen in (
        (cast.deputy, [region, ours, school]),
        (cast.coordinator, [region, ours, school]),
        (cast.other_deputy, [region, theirs]),
        (cast.analyst, [region, ours, theirs, school]),
        (cast.stranger, []),
    ):
        assert set(visible_procedures(person)) == set(seen)


def test_a_new_school_year_repeats_the_calendar_on_the_same_days_of_the_week(procedure, cast) -> None:
    procedure(starts_on=date(2021, 4, 20), results_due_on=date(2021, 5, 14), note="по графику")
    procedure(kind="ege", grade=11, subject="ru", state="cancelled")
    procedure(subject="ru")
    procedure(subject="ru", school_year="2021/22", note="уже запланирован")
    added = open_school_year(unit=cast.region, source="2020/21", by=cast.region_coordinator)
    assert [(one.assessment, one.starts_on, one.results_due_on, one.note) for one in added] == [
        ("vpr-2022-ma4", date(2022, 4, 19), date(2022, 5, 13), "по графику")
    ]
    assert open_school_year(unit=cast.region, source="2020/21", by=cast.region_coordinator) == []
    assert Procedure.objects.filter(school_year="2020/21").count() == 3
