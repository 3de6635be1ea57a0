"""Conflicts of interest over all roles of a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from objektiv.web.access.conflicts import conflicts_of, held_as
from objektiv.web.access.domain import assign
from objektiv.web.audit.models import Record

pytestmark = pytest.mark.django_db

PAIRS = [
    ("expert", "municipality", "subject_teacher", "school", "своей школы"),
    ("observer", "municipality", "class_teacher", "school", "своей школы"),
    ("deputy_head", "school", "municipal_coordinator", "municipality", "решает о ней"),
    ("school_head", "school", "municipal_head", "municipality", "решает о ней"),
    ("expert", "municipality", "municipal_coordinator", "municipality", "перепроверяет работы"),
    ("administrator", "region", "regional_analyst", "region", "разные люди"),
]


@pytest.mark.parametrize(("one", "here", "other", "there", "words"), PAIRS)
def test_conflicting_roles_are_told(cast, one, here, other, there, words) -> None:
    for role, place in ((one, here), (other, there)):
        assign(cast.stranger, role=role, unit=getattr(cast, place), by=None)
    told = conflicts_of(cast.stranger)
    assert len(told) == 1
    assert words in told[0]


@pytest.mark.parametrize(
    ("one", "here", "other", "there"),
    [
        ("expert", "other_municipality", "subject_teacher", "school"),
        ("deputy_head", "other_school", "municipal_coordinator", "municipality"),
        ("subject_teacher", "school", "class_teacher", "school"),
        ("deputy_head", "school", "municipal_methodist", "municipality"),
        ("council", "school", "subject_teacher", "school"),
    ],
)
def test_roles_that_do_not_meet_do_not_conflict(cast, one, here, other, there) -> None:
    for role, place in ((one, here), (other, there)):
        assign(cast.stranger, role=role, unit=getattr(cast, place), by=None)
    assert conflicts_of(cast.stranger) == []


def test_roles_on_different_days_do_not_conflict(cast) -> None:
    today = timezone.localdate()
    assign(cast.stranger, role="expert", unit=cast.municipality, by=None, valid_to=today)
    assign(
        cast.stranger, role="class_teacher", unit=cast.school, by=None, valid_from=today + timedelta(days=1)
    )
    assert conflicts_of(cast.stranger) == []


def test_before_giving_only_new_conflicts_are_told(cast) -> None:
    assign(cast.stranger, role="expert", unit=cast.municipality, by=None)
    assign(cast.stranger, role="class_teacher", unit=cast.school, by=None)
    today = timezone.localdate()
    assert conflicts_of(cast.stranger, [held_as("room_organiser", cast.other_school, today)]) == []
    assert len(conflicts_of(cast.stranger, [held_as("subject_teacher", cast.neighbour, today)])) == 1


def test_a_conflict_is_written_down_and_does_not_forbid(cast) -> None:
    assign(cast.deputy, role="expert", unit=cast.municipality, by=cast.coordinator)
    assert len(Record.objects.first().new["conflicts"]) == 1


def test_the_form_warns_first_and_gives_on_the_second_press(cast, as_) -> None:
    browser = as_(cast.coordinator)
    address = f"/people/{cast.deputy.pk}/roles/give/"
    asked = {"role": "expert", "unit": "970001", "valid_from": "2026-09-01", "valid_to": ""}
    first = browser.post(address, asked)
    assert first.status_code == 200
    text = first.content.decode()
    assert "Возможный конфликт интересов" in text
    assert 'name="is_agreed" value="on"' in text
    assert cast.deputy.assignments.count() == 1
    second = browser.post(address, asked | {"is_agreed": "on"})
    assert (second.status_code, second.url) == (302, f"/people/{cast.deputy.pk}/")
    assert "Возможный конфликт интересов" in browser.get(second.url).content.decode()
