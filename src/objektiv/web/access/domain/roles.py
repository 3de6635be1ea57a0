"""Giving and ending roles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from objektiv.web.access import rules
from objektiv.web.access.conflicts import conflicts_of, held_as
from objektiv.web.access.models import Assignment, User
from objektiv.web.access.phrases import LAST_ADMINISTRATOR, NOT_YOURSELF
from objektiv.web.access.roles import ROLES
from objektiv.web.audit.domain import one_writer, record


@transaction.atomic
def assign(
    user: User,
    *,
    role: str,
    unit: Any,
    by: Any,
    valid_from: date | None = None,
    valid_to: date | None = None,
    stands_in_for: User | None = None,
    ground: str = "",
) -> Assignment:
    """Give a role in a part of the territory. ``by`` None: the program itself (set-up, training district).

    Raises PermissionDenied outside the giver's subtree, ValidationError when the role does not fit there or is held
    already. Conflicts of interest do not forbid: they are written down.
    """
    if not rules.may_give(by, role, unit.path):
        raise PermissionDenied
    one_writer()  # the same role is not given twice at once
    given = Assignment(
        user=user, role=role, unit=unit, valid_from=valid_from or timezone.localdate(), valid_to=valid_to,
        stands_in_for=stands_in_for, ground=ground,
    )  # fmt: skip
    _check(given, by)
    found = conflicts_of(user, [held_as(role, unit, given.valid_from, valid_to)]) if by is not None else []
    given.save()
    record("role.given", by=by, obj=user, unit_path=unit.path, new=_told(given, found), reason=ground)
    return given


@transaction.atomic
def end_assignment(given: Assignment, *, by: Any, on: date | None = None, reason: str = "") -> Assignment:
    """The role counts through ``on`` (yesterday by default: it ends at once); it stays in the history."""
    if not rules.may_give(by, given.role, given.unit.path):
        raise PermissionDenied
    one_writer()
    given.refresh_from_db(fields=["valid_from", "valid_to"])
    yesterday = timezone.localdate() - timedelta(days=1)
    before, last = given.valid_to, on or yesterday
    if before is not None and before <= last:
        raise ValidationError("Эта роль и так закончится не позже.")
    if by is not None and rules.is_last_administrator(given):
        raise ValidationError(LAST_ADMINISTRATOR)
    if given.valid_from > last:  # it never counted: an empty day of the past stays in the history
        given.valid_from = last = min(last, yesterday)
    given.valid_to = last
    given.full_clean()
    given.save()
    record(
        "role.ended", by=by, obj=given.user, unit_path=given.unit.path,
        old={"role": given.role, "unit": str(given.unit), "valid_to": before},
        new={"role": given.role, "unit": str(given.unit), "valid_to": given.valid_to}, reason=reason,
    )  # fmt: skip
    return given


def _check(given: Assignment, by: Any) -> None:
    user, unit = given.user, given.unit
    if by is not None and user == by:
        raise ValidationError(NOT_YOURSELF)
    if not type(user).objects.filter(pk=user.pk, is_active=True).exists():
        raise ValidationError("Вход этого человека закрыт: сначала откройте его.")
    if unit.level not in ROLES[given.role].levels:
        raise ValidationError({"role": f"Роль «{ROLES[given.role].title}» на этом уровне не назначается."})
    if unit.closed_on:
        raise ValidationError({"unit": "Эта школа закрыта: роли в ней не назначаются."})
    if given.stands_in_for_id is not None and (given.stands_in_for == user or given.valid_to is None):
        raise ValidationError({"stands_in_for": "Замещают другого человека и до известного дня."})
    given.full_clean()
    same = user.assignments.filter(role=given.role, unit=unit)
    same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=given.valid_from))
    if given.valid_to is not None:
        same = same.filter(valid_from__lte=given.valid_to)
    if same.exists():
        raise ValidationError({"role": "Эта роль здесь у человека уже есть в эти дни."})


def _told(given: Assignment, conflicts: list[str]) -> dict[str, Any]:
    """What the journal says of a role; empty things are left out."""
    absent = given.stands_in_for
    said = {
        "role": given.role, "unit": str(given.unit), "valid_from": given.valid_from, "valid_to": given.valid_to,
        "stands_in_for": absent.full_name if absent else "", "conflicts": conflicts,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}
