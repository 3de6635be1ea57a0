"""Giving and ending roles, замещение, hand-over: who may, what is refused, what is written down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from objektiv.web.access.domain import assign, end_assignment, hand_over, stand_in
from objektiv.web.access.models import Assignment
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live, may, permissions_of, place_of
from objektiv.web.access.roles import ROLES
from objektiv.web.audit.models import Record

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def held(user) -> list[tuple[str, str, date, date | None]]:
    rows = user.assignments.order_by("pk").select_related("unit")
    return [(one.role, one.unit.code, one.valid_from, one.valid_to) for one in rows]


def test_a_coordinator_gives_roles_in_her_municipality(cast, today) -> None:
    assign(
        cast.stranger, role="subject_teacher", unit=cast.neighbour, by=cast.coordinator, ground="приказ № 1"
    )
    assert held(cast.stranger) == [("subject_teacher", "990002", today, None)]
    last = Record.objects.first()
    assert (last.verb, last.unit_path, last.object_title, last.reason) == (
        "role.given", cast.neighbour.path, "Посторонний А. П.", "приказ № 1",
    )  # fmt: skip


@pytest.mark.parametrize("place", ["other_school", "other_municipality", "region"])
def test_nobody_gives_roles_outside_the_subtree(cast, place) -> None:
    unit = getattr(cast, place)
    role = next(code for code, one in ROLES.items() if unit.level in one.levels)
    with pytest.raises(PermissionDenied):
        assign(cast.stranger, role=role, unit=unit, by=cast.coordinator)
    assert held(cast.stranger) == []


@pytest.mark.parametrize("giver", ["deputy_head", "municipal_methodist", "regional_analyst", "expert"])
def test_nobody_gives_roles_without_the_right(cast, giver) -> None:
    with pytest.raises(PermissionDenied):
        assign(cast.stranger, role="subject_teacher", unit=cast.school, by=cast.roles[giver])


def test_only_an_administrator_makes_administrators(cast) -> None:
    with pytest.raises(PermissionDenied):
        assign(cast.stranger, role="administrator", unit=cast.region, by=cast.region_coordinator)
    assign(cast.stranger, role="administrator", unit=cast.region, by=cast.roles["administrator"])
    assert Permission.SYSTEM in permissions_of(cast.stranger)


def test_nobody_gives_a_role_to_himself(cast) -> None:
    with pytest.raises(ValidationError, match="самому себе"):
        assign(cast.coordinator, role="municipal_head", unit=cast.municipality, by=cast.coordinator)


@pytest.mark.parametrize(
    ("first", "second", "is_refused"),
    [((0, None), (5, 9), True), ((0, 4), (5, 9), False), ((5, 9), (0, 4), False), ((0, 5), (5, None), True)],
)
def test_the_same_role_twice_on_one_day_is_refused(cast, today, first, second, is_refused) -> None:
    def give(days):
        since, until = days
        known = {
            "valid_from": today + since * DAY,
            "valid_to": None if until is None else today + until * DAY,
        }
        return assign(cast.stranger, role="expert", unit=cast.municipality, by=None, **known)

    give(first)
    if is_refused:
        with pytest.raises(ValidationError, match="уже есть"):
            give(second)
    else:
        give(second)
    assert cast.stranger.assignments.count() == (1 if is_refused else 2)


def test_a_role_does_not_fit_every_level(cast) -> None:
    with pytest.raises(ValidationError, match="на этом уровне"):
        assign(cast.stranger, role="school_head", unit=cast.municipality, by=cast.coordinator)


def test_an_ended_role_gives_nothing_from_that_moment(cast, today) -> None:
    given = cast.deputy.assignments.get()
    end_assignment(given, by=cast.coordinator, reason="уволилась")
    assert given.valid_to == today - DAY
    fresh = type(cast.deputy).objects.get(pk=cast.deputy.pk)
    assert permissions_of(fresh) == frozenset()


def test_a_role_that_never_began_leaves_no_day_of_rights(cast, today) -> None:
    given = assign(cast.stranger, role="expert", unit=cast.municipality, by=None, valid_from=today + 5 * DAY)
    end_assignment(given, by=cast.coordinator, on=today + 2 * DAY)
    for days in range(10):
        assert not live(cast.stranger.assignments.all(), today + days * DAY).exists()


def test_ending_never_makes_a_role_longer(cast, today) -> None:
    given = assign(cast.stranger, role="expert", unit=cast.municipality, by=None, valid_to=today)
    with pytest.raises(ValidationError, match="не позже"):
        end_assignment(given, by=cast.coordinator, on=today + DAY)


def test_a_foreign_role_is_not_ended(cast) -> None:
    with pytest.raises(PermissionDenied):
        end_assignment(cast.other_deputy.assignments.get(), by=cast.coordinator)


def test_the_last_administrator_stays(cast) -> None:
    administrator = cast.roles["administrator"]
    with pytest.raises(ValidationError, match="последний администратор"):
        end_assignment(administrator.assignments.get(), by=administrator)
    assign(cast.stranger, role="administrator", unit=cast.region, by=administrator)
    end_assignment(administrator.assignments.get(), by=administrator)


def test_standing_in_gives_the_roles_between_two_days(cast, today, journalled) -> None:
    given = stand_in(
        cast.deputy, deputy=cast.stranger, valid_from=today, valid_to=today + 13 * DAY, by=cast.coordinator,
        ground="приказ № 7",
    )  # fmt: skip
    assert held(cast.stranger) == [("deputy_head", "990001", today, today + 13 * DAY)]
    assert given[0].stands_in_for == cast.deputy
    assert held(cast.deputy)[0][3] is None
    assert may(cast.stranger, Permission.CASES_REPLY, cast.school.path)
    assert journalled() == ["role.given", "duties.stood_in"]


def test_standing_in_does_not_go_on_from_hand_to_hand(cast, today) -> None:
    stand_in(cast.deputy, deputy=cast.stranger, valid_from=today, valid_to=today + DAY, by=cast.coordinator)
    with pytest.raises(ValidationError, match="нет ролей"):
        stand_in(
            cast.stranger, deputy=cast.roles["class_teacher"], valid_from=today, valid_to=today + DAY,
            by=cast.coordinator,
        )  # fmt: skip


def test_hand_over_takes_everything_at_once(cast, today, journalled) -> None:
    assign(cast.deputy, role="school_organiser", unit=cast.school, by=None, valid_to=today + 30 * DAY)
    journalled.begin()
    hand_over(
        cast.deputy, receiver=cast.stranger, on=today + 3 * DAY, by=cast.coordinator, ground="приказ № 8"
    )
    begins, ends = today + 3 * DAY, today + 2 * DAY
    assert held(cast.stranger) == [
        ("deputy_head", "990001", begins, None), ("school_organiser", "990001", begins, today + 30 * DAY),
    ]  # fmt: skip
    assert [(one[0], one[3]) for one in held(cast.deputy)] == [
        ("deputy_head", ends),
        ("school_organiser", ends),
    ]
    assert journalled() == ["role.given", "role.ended", "role.given", "role.ended", "duties.handed_over"]


def test_hand_over_leaves_roles_of_other_territories(cast, today) -> None:
    assign(cast.deputy, role="expert", unit=cast.other_municipality, by=None)
    hand_over(cast.deputy, receiver=cast.stranger, on=today, by=cast.coordinator)
    assert held(cast.stranger) == [("deputy_head", "990001", today, None)]
    assert held(cast.deputy)[1][3] is None


def test_hand_over_is_all_or_nothing(cast, today) -> None:
    """The second role cannot be given: the first is neither given nor ended."""
    assign(cast.deputy, role="school_organiser", unit=cast.school, by=None)
    assign(
        cast.stranger,
        role="school_organiser",
        unit=cast.school,
        by=None,
        valid_from=today,
        valid_to=today + DAY,
    )
    with pytest.raises(ValidationError, match="уже есть"):
        hand_over(cast.deputy, receiver=cast.stranger, on=today, by=cast.coordinator)
    assert [one[0] for one in held(cast.stranger)] == ["school_organiser"]
    assert [one[3] for one in held(cast.deputy)] == [None, None]


def test_what_the_receiver_has_is_not_given_twice(cast, today) -> None:
    assign(cast.stranger, role="deputy_head", unit=cast.school, by=None)
    hand_over(cast.deputy, receiver=cast.stranger, on=today, by=cast.coordinator)
    assert len(held(cast.stranger)) == 1
    assert held(cast.deputy)[0][3] == today - DAY


@pytest.mark.parametrize("days", [-1, -100])
def test_the_past_is_not_rewritten(cast, today, days) -> None:
    with pytest.raises(ValidationError, match="Прошлые дни"):
        hand_over(cast.deputy, receiver=cast.stranger, on=today + days * DAY, by=cast.coordinator)


def test_a_hand_over_to_oneself_would_raise_ones_rights(cast, today) -> None:
    with pytest.raises(ValidationError, match="самому себе"):
        hand_over(cast.roles["municipal_head"], receiver=cast.coordinator, on=today, by=cast.coordinator)


def test_the_place_of_a_person_is_what_the_roles_have_in_common(cast) -> None:
    assert place_of(cast.deputy) == cast.school.path
    assign(cast.deputy, role="subject_teacher", unit=cast.neighbour, by=None)
    assert place_of(cast.deputy) == cast.municipality.path
    assign(cast.deputy, role="expert", unit=cast.other_municipality, by=None)
    assert place_of(cast.deputy) == cast.region.path
    assert place_of(cast.stranger) == ""


def test_every_assignment_of_the_cast_is_on_a_level_of_its_role(cast) -> None:
    for one in Assignment.objects.select_related("unit"):
        assert one.unit.level in ROLES[one.role].levels
