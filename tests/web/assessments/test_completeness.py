"""Who has submitted what: cells, counts, reminders and who sees them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from objektiv.web.assessments.domain import imports as verbs
from objektiv.web.assessments.domain.completeness import remind
from objektiv.web.assessments.matrix import build_rows, letter_of, owed, submitted_counts
from objektiv.web.assessments.queries import open_reminders, visible_procedures, visible_schools
from objektiv.web.audit.models import Record
from objektiv.web.territory.models import ClassGroup

pytestmark = pytest.mark.django_db
YEAR = "2020/21"
AGO = date(2021, 5, 1)


@pytest.fixture
def matrix(cast):
    """School code → states of its cells, for somebody."""

    def seen(by=None):
        by = by or cast.analyst
        schools, procedures = list(visible_schools(by)), list(visible_procedures(by))
        rows = build_rows(schools, procedures, YEAR)
        return {row.school.code: [cell.state and str(cell.state) for cell in row.cells] for row in rows}

    return seen


def test_what_came_is_submitted_and_the_rest_is_owed(cast, procedure, make, load_in, matrix) -> None:
    procedure(results_due_on=AGO)
    load_in(make((990001, "А", range(1, 9))))
    assert matrix() == {"990001": ["yes"], "990002": ["no"], "990003": ["no"]}
    assert matrix(cast.deputy) == {"990001": ["yes"]}
    schools, procedures = visible_schools(cast.analyst), list(visible_procedures(cast.analyst))
    assert submitted_counts(schools, procedures) == {"vpr-2021-ma4": 1}


def test_an_undone_import_is_owed_again(cast, procedure, make, load_in, run_jobs, matrix) -> None:
    procedure(results_due_on=AGO)
    load = load_in(make((990001, "А", range(1, 9))))
    with run_jobs():
        verbs.ask_undo(load, by=cast.coordinator, reason="ошибка")
    assert matrix(cast.deputy) == {"990001": ["no"]}


def test_before_the_term_nothing_is_owed(procedure, matrix) -> None:
    procedure(results_due_on=timezone.localdate() + timedelta(days=1))
    procedure(subject="om", state="results")
    procedure(subject="ru")
    assert matrix()["990001"] == ["not_yet", "no", "not_yet"]


def test_known_classes_tell_what_is_missing_and_who_has_no_such_grade(
    cast, procedure, make, load_in, matrix
) -> None:
    procedure(results_due_on=AGO)
    for school, grade, letter in ((cast.school, 4, "А"), (cast.school, 4, "Б"), (cast.neighbour, 5, "А")):
        ClassGroup.objects.create(unit=school, school_year=YEAR, grade=grade, letter=letter)
    load_in(make((990001, "4а", range(1, 9))))
    assert matrix() == {"990001": ["partly"], "990002": ["not_taught"], "990003": ["no"]}
    row = build_rows([cast.school], list(visible_procedures(cast.analyst)), YEAR)[0]
    assert (row.cells[0].works, row.cells[0].missing) == (8, ("Б",))
    load_in(make((990001, "4Б", range(11, 15))))
    assert matrix(cast.deputy) == {"990001": ["yes"]}


def test_a_wave_in_autumn_is_written_by_the_next_grade(cast, procedure, matrix) -> None:
    procedure(starts_on=date(2020, 9, 20), results_due_on=AGO)
    ClassGroup.objects.create(unit=cast.school, school_year=YEAR, grade=5, letter="А")
    assert matrix(cast.deputy) == {"990001": ["no"]}


def test_procedures_of_others_and_of_closed_schools_are_none_of_theirs(cast, procedure, matrix) -> None:
    procedure(unit=cast.municipality, starts_on=date(2021, 4, 20), results_due_on=AGO)
    cast.neighbour.closed_on = date(2020, 6, 1)
    cast.neighbour.save()
    assert matrix() == {"990001": ["no"], "990002": [None], "990003": [None]}


@pytest.mark.parametrize(
    ("printed", "letter"), [("4А", "А"), ("а", "А"), ("4 «Б»", "Б"), ("нет", ""), ("", "")]
)
def test_letters_of_classes(printed: str, letter: str) -> None:
    assert letter_of(printed) == letter


def test_the_number_of_queries_does_not_grow(
    cast, procedure, make, load_in, django_assert_num_queries
) -> None:
    for subject in ("ma", "ru", "om"):
        procedure(subject=subject, results_due_on=AGO)
    load_in(make((990001, "А", range(1, 9)), (990002, "А", range(1, 9))))
    procedures = list(visible_procedures(cast.analyst))
    for schools in ([cast.school], [cast.school, cast.neighbour, cast.other_school]):
        with django_assert_num_queries(3):
            build_rows(schools, procedures, YEAR)


def test_a_reminder_is_seen_by_the_school_until_it_submits(cast, procedure, make, load_in) -> None:
    one = procedure(results_due_on=AGO)
    rows = build_rows(list(visible_schools(cast.coordinator)), [one], YEAR)
    made = remind(owed(rows, [one]), by=cast.coordinator)
    assert [(each.unit, each.by) for each in made] == [
        (cast.school, cast.coordinator),
        (cast.neighbour, cast.coordinator),
    ]
    assert [each.unit for each in open_reminders(cast.deputy)] == [cast.school]
    assert list(open_reminders(cast.coordinator)) == []
    assert Record.objects.filter(verb="school.reminded").count() == 2
    load_in(make((990001, "А", range(1, 9))), by=cast.deputy)
    assert list(open_reminders(cast.deputy)) == []


def test_the_last_reminder_is_shown_once(cast, procedure) -> None:
    one = procedure(results_due_on=AGO)
    for _ in range(2):
        remind([(cast.school, one)], by=cast.coordinator)
    assert open_reminders(cast.deputy).count() == 1
    assert build_rows([cast.school], [one], YEAR)[0].reminded.by == cast.coordinator


def test_reminding_is_for_who_follows_more_than_one_school(cast, procedure) -> None:
    one = procedure(results_due_on=AGO)
    for by, school in (
        (cast.deputy, cast.school),
        (cast.coordinator, cast.other_school),
        (cast.stranger, cast.school),
    ):
        with pytest.raises(PermissionDenied):
            remind([(school, one)], by=by)
    for by in (cast.roles["municipal_specialist"], cast.roles["municipal_head"], cast.analyst):
        assert len(remind([(cast.school, one)], by=by)) == 1
    with pytest.raises(ValidationError, match="Напоминать некому"):
        remind([], by=cast.coordinator)
