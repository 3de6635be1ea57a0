"""School years: how they and classes are written, what is known of a year, the passage into the next one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from objektiv.web.audit.models import Record
from objektiv.web.territory.domain import close_unit, describe_year, plan_rollover, roll_over_classes
from objektiv.web.territory.models import ClassGroup, Context
from objektiv.web.territory.years import (
    groups_text,
    next_school_year,
    parse_groups,
    promoted,
    school_year_of,
    year_from_address,
    year_in_address,
)

groups = st.lists(st.tuples(st.integers(1, 12), st.sampled_from(["", "А", "Б", "ФМ", "1", "12"])), max_size=8)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2024, 8, 1), "2024/25"),
        (date(2024, 7, 31), "2023/24"),
        (date(2025, 1, 1), "2024/25"),
        (date(2099, 9, 1), "2099/00"),
    ],
)
def test_the_school_year_begins_in_august(day, year) -> None:
    assert school_year_of(day) == year


def test_years_follow_one_another_and_stand_in_addresses() -> None:
    assert next_school_year("2024/25") == "2025/26"
    assert year_from_address(year_in_address("2024/25")) == "2024/25"
    assert [year_from_address(one) for one in ("2024-26", "2024", "1999-00", "2024/25", "x")] == [None] * 5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4А, 4б; 5-1\n11", [(4, "А"), (4, "Б"), (5, "1"), (11, "")]), ("10«ФМ» 10А", [(10, "А"), (10, "ФМ")]),
        ("", []), ("4А 4а", [(4, "А")]),
    ],
)  # fmt: skip
def test_classes_are_read_as_people_write_them(text, found) -> None:
    assert parse_groups(text) == found


@pytest.mark.parametrize("text", ["13А", "0А", "класс", "4 «А» кл", "101", "4А/4Б"])
def test_what_is_no_class_is_named(text) -> None:
    with pytest.raises(ValidationError, match="не класс"):
        parse_groups(text)


@given(groups)
def test_what_is_written_is_read_back(some) -> None:
    assert parse_groups(groups_text(some)) == sorted(set(some))


@given(groups, st.booleans())
def test_a_passage_keeps_classes_apart(some, is_reopening) -> None:
    after = promoted(some, is_reopening=is_reopening)
    assert after == sorted(set(after))
    assert all(1 <= grade <= 12 for grade, _ in after)
    staying = {one for one in some if one[0] not in (9, 11, 12)}
    assert {(grade + 1, letter) for grade, letter in staying} <= set(after)


def test_the_passage_of_a_school() -> None:
    now = parse_groups("1А 4А 8Б 9А 10А 11А")
    assert groups_text(promoted(now, is_reopening=True)) == "1А, 2А, 5А, 9Б, 10А, 11А"
    assert groups_text(promoted(now, is_reopening=False)) == "2А, 5А, 9Б, 11А"


@pytest.mark.django_db
def test_a_year_is_described_and_corrected(cast) -> None:
    known = {"school_year": "2025/26", "by": cast.coordinator}
    share, groups = Decimal("3.5"), [(4, "А"), (4, "Б")]
    describe_year(cast.school, pupils=412, special_needs_percent=share, class_groups=groups, **known)
    kept = ClassGroup.objects.get(letter="А")
    describe_year(cast.school, pupils=415, class_groups=[(4, "А"), (4, "В")], **known)
    assert [str(one) for one in cast.school.class_groups.order_by("letter")] == ["4А", "4В"]
    assert ClassGroup.objects.get(letter="А").pk == kept.pk
    assert Context.objects.get().pupils == 415
    said = Record.objects.first()
    assert (said.verb, said.old, said.new) == (
        "unit.year_described",
        {"pupils": 412, "special_needs_percent": "3.5", "classes": "4А, 4Б"},
        {"school_year": "2025/26", "pupils": 415, "special_needs_percent": None, "classes": "4А, 4В"},
    )


@pytest.mark.django_db
def test_years_are_described_of_schools_and_with_the_right(cast) -> None:
    with pytest.raises(ValidationError, match="о школах"):
        describe_year(cast.municipality, school_year="2025/26", class_groups=[], by=cast.coordinator)
    with pytest.raises(PermissionDenied):
        describe_year(cast.school, school_year="2025/26", class_groups=[], by=cast.deputy)
    with pytest.raises(ValidationError):
        describe_year(
            cast.school, school_year="2025/26", class_groups=[], by=None, special_needs_percent=Decimal(101)
        )


@pytest.fixture
def classes(cast) -> None:
    for school, text in ((cast.school, "1А 4А 9А 11А"), (cast.neighbour, "4А"), (cast.other_school, "5А")):
        describe_year(school, school_year="2025/26", class_groups=parse_groups(text), by=None)


def of_year(school, year: str = "2026/27") -> str:
    found = school.class_groups.filter(school_year=year).order_by("grade", "letter")
    return groups_text(found.values_list("grade", "letter"))


@pytest.mark.django_db
def test_a_municipality_goes_into_the_next_year_at_once(cast, classes) -> None:
    done = roll_over_classes(cast.municipality, source="2025/26", by=cast.coordinator)
    assert done == 2
    assert (of_year(cast.school), of_year(cast.neighbour), of_year(cast.other_school)) == (
        "1А, 2А, 5А",
        "5А",
        "",
    )
    assert of_year(cast.school, "2025/26") == "1А, 4А, 9А, 11А"
    assert Record.objects.filter(verb="unit.classes_promoted").count() == 2


@pytest.mark.django_db
def test_a_passage_is_not_doubled(cast, classes) -> None:
    describe_year(cast.neighbour, school_year="2026/27", class_groups=[(5, "Ж")], by=None)
    assert roll_over_classes(cast.municipality, source="2025/26", by=cast.coordinator) == 1
    assert of_year(cast.neighbour) == "5Ж"
    with pytest.raises(ValidationError, match="нечего"):
        roll_over_classes(cast.municipality, source="2025/26", by=cast.coordinator)


@pytest.mark.django_db
def test_closed_and_foreign_schools_stay(cast, classes) -> None:
    close_unit(cast.neighbour, on=date(2026, 6, 1), by=None)
    assert [one.school for one in plan_rollover(cast.region, source="2025/26", by=cast.coordinator)] == [
        cast.school
    ]
    with pytest.raises(PermissionDenied):
        roll_over_classes(cast.region, source="2025/26", by=cast.coordinator)


@pytest.mark.django_db
def test_the_preview_asks_the_database_as_often_for_one_school_as_for_three(
    cast, classes, django_assert_num_queries
) -> None:
    by = cast.region_coordinator
    plan_rollover(cast.school, source="2025/26", by=by)
    with django_assert_num_queries(2):
        plan_rollover(cast.school, source="2025/26", by=by)
    with django_assert_num_queries(2):
        assert len(plan_rollover(cast.region, source="2025/26", by=by)) == 3
