"""Замещение and hand-over of duties: all roles of one person to another, in one step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from objektiv.web.access import rules
from objektiv.web.access.domain.roles import assign, end_assignment
from objektiv.web.access.models import Assignment, User
from objektiv.web.access.queries import place_of
from objektiv.web.access.roles import ROLES
from objektiv.web.audit.domain import record

NOTHING = "В эти дни у человека нет ролей на вашей территории."
SAME = "Выберите другого человека."


def duties_between(person: User, by: Any, since: date, until: date | None = None) -> list[Assignment]:
    """Roles of a person that count in the period and that ``by`` may give."""
    held: QuerySet[Assignment] = person.assignments.select_related("unit", "stands_in_for")
    held = held.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=since))
    held = held.filter(valid_from__lte=until) if until else held
    return [one for one in held if rules.may_give(by, one.role, one.unit.path)]


@transaction.atomic
def stand_in(
    absent: User, *, deputy: User, valid_from: date, valid_to: date, by: Any, ground: str = ""
) -> list[Assignment]:
    """Замещение: the deputy holds all roles of the absent person between two days, both included."""
    _check_pair(absent, deputy, valid_from)
    if valid_to < valid_from:
        raise ValidationError({"valid_to": "Окончание раньше начала."})
    own = [one for one in duties_between(absent, by, valid_from, valid_to) if one.stands_in_for_id is None]
    given = [
        assign(
            deputy, role=one.role, unit=one.unit, by=by, stands_in_for=absent, ground=ground,
            valid_from=max(valid_from, one.valid_from), valid_to=min(valid_to, one.valid_to or valid_to),
        )
        for one in own
        if not _holds(deputy, one, valid_from)
    ]  # fmt: skip
    if not given:
        raise ValidationError(NOTHING)
    new = {
        "deputy": deputy.full_name,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "roles": _titles(given),
    }
    record("duties.stood_in", by=by, obj=absent, unit_path=place_of(absent), new=new, reason=ground)
    return given


@transaction.atomic
def hand_over(person: User, *, receiver: User, on: date, by: Any, ground: str = "") -> list[Assignment]:
    """Hand all roles of a person over to another: from ``on`` the receiver holds them, the person no longer.

    Roles outside the subtree of ``by`` stay. What the receiver holds already is not given twice.
    """
    _check_pair(person, receiver, on)
    duties = duties_between(person, by, on)
    if not duties:
        raise ValidationError(NOTHING)
    place = place_of(person)
    for one in duties:
        if not _holds(receiver, one, on):
            deputy_of = one.stands_in_for if one.stands_in_for != receiver else None
            assign(
                receiver, role=one.role, unit=one.unit, by=by, ground=ground, stands_in_for=deputy_of,
                valid_from=max(on, one.valid_from), valid_to=one.valid_to,
            )  # fmt: skip
        end_assignment(one, by=by, on=on - timedelta(days=1), reason=ground)
    new = {"receiver": receiver.full_name, "valid_from": on, "roles": _titles(duties)}
    record("duties.handed_over", by=by, obj=person, unit_path=place, new=new, reason=ground)
    return duties


def _check_pair(person: User, other: User, since: date) -> None:
    if person == other:
        raise ValidationError(SAME)
    if since < timezone.localdate():
        raise ValidationError("Прошлые дни не меняются: начните с сегодняшнего или позже.")


def _holds(person: User, duty: Assignment, since: date) -> bool:
    """The person has the same role there for as long."""
    same = person.assignments.filter(
        role=duty.role, unit=duty.unit, valid_from__lte=max(since, duty.valid_from)
    )
    lasting = Q(valid_to__isnull=True) | (Q(valid_to__gte=duty.valid_to) if duty.valid_to else Q(pk__in=()))
    return same.filter(lasting).exists()


def _titles(duties: list[Assignment]) -> list[str]:
    return [f"{ROLES[one.role].title}, {one.unit}" for one in duties]
