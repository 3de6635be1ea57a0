"""Adding, correcting, renaming, closing, joining and moving parts of the territory."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.web.audit.domain import changes, record
from objektiv.web.territory.enums import PARENT_LEVEL, Change, Level
from objektiv.web.territory.models import Event, Unit
from objektiv.web.territory.phrases import CONFLICT
from objektiv.web.territory.rules import can_close, may_add_below, may_edit

FIELDS = ("title", "kind", "settlement", "opened_on")


@transaction.atomic
def add_unit(*, level: str, code: str, title: str, parent: Unit | None, by: Any, **known: Any) -> Unit:
    """Add a part of the territory under ``parent``; ValidationError when the level or the code does not fit."""
    if not may_add_below(by, parent):
        raise PermissionDenied
    if PARENT_LEVEL[level] != (parent.level if parent else None):
        raise ValidationError({"parent": "Школа стоит в муниципалитете, муниципалитет — в регионе."})
    code = code.zfill(6) if level == Level.SCHOOL else code
    unit = Unit(level=level, code=code, title=title, parent=parent, **known)
    unit.path = f"{parent.path if parent else ''}{code}/"
    if Unit.objects.filter(path=unit.path).exists():
        raise ValidationError({"code": "Такой код на этой территории уже есть."})
    unit.full_clean()
    unit.save()
    record("unit.added", by=by, obj=unit, unit_path=unit.path, new={"title": title, "code": code})
    return unit


@transaction.atomic
def edit_unit(unit: Unit, *, by: Any, version: int | None = None, reason: str = "", **new: Any) -> Unit:
    """Correct what is written of a unit. A renaming with a date is ``rename_unit``."""
    unit = lock_unit(unit, by, version)
    before = {name: getattr(unit, name) for name in FIELDS}
    for name in FIELDS:
        setattr(unit, name, new.get(name, before[name]))
    old, changed = changes(before, {name: getattr(unit, name) for name in FIELDS})
    if changed:
        save_unit(unit)
        record("unit.edited", by=by, obj=unit, unit_path=unit.path, old=old, new=changed, reason=reason)
    return unit


@transaction.atomic
def rename_unit(
    unit: Unit, *, title: str, on: date, by: Any, ground: str = "", version: int | None = None
) -> Unit:
    """A new name from a date; the earlier one stays readable."""
    unit = lock_unit(unit, by, version)
    before, unit.title = unit.title, title
    if before == title:
        raise ValidationError({"title": "Название то же самое."})
    save_unit(unit)
    Event.objects.create(unit=unit, change=Change.RENAMED, happened_on=on, before=before, ground=ground)
    old, new = {"title": before}, {"title": title, "valid_from": on}
    record("unit.renamed", by=by, obj=unit, unit_path=unit.path, old=old, new=new, reason=ground)
    return unit


@transaction.atomic
def close_unit(
    unit: Unit,
    *,
    on: date,
    by: Any,
    successor: Unit | None = None,
    ground: str = "",
    version: int | None = None,
) -> Unit:
    """Close a school, or join it to ``successor``; its results stay its own. A municipality closes when empty."""
    unit = lock_unit(unit, by, version)
    if not can_close(unit):
        raise ValidationError("Уже закрыто, или здесь ещё есть действующие школы.")
    if unit.opened_on and on < unit.opened_on:
        raise ValidationError({"on": "Закрытие раньше открытия."})
    if successor and (successor == unit or successor.level != unit.level or successor.closed_on):
        raise ValidationError({"successor": "Преемник — другая действующая школа."})
    unit.closed_on = on
    save_unit(unit)
    change = Change.MERGED if successor else Change.CLOSED
    Event.objects.create(unit=unit, change=change, happened_on=on, successor=successor, ground=ground)
    new = {"closed_on": on, "successor": str(successor) if successor else ""}
    record("unit.closed", by=by, obj=unit, unit_path=unit.path, new=new, reason=ground)
    return unit


@transaction.atomic
def reopen_unit(unit: Unit, *, on: date, by: Any, ground: str = "", version: int | None = None) -> Unit:
    """It works again, or was closed by mistake; what happened stays in its history."""
    unit = lock_unit(unit, by, version)
    if not unit.closed_on:
        raise ValidationError("Она и так действует.")
    if unit.parent and unit.parent.closed_on:
        raise ValidationError("Её муниципалитет закрыт: сначала откройте его.")
    before, unit.closed_on = unit.closed_on, None
    save_unit(unit)
    Event.objects.create(
        unit=unit, change=Change.REOPENED, happened_on=on, before=f"{before:%d.%m.%Y}", ground=ground
    )
    record("unit.reopened", by=by, obj=unit, unit_path=unit.path, old={"closed_on": before}, reason=ground)
    return unit


@transaction.atomic
def move_school(
    unit: Unit, *, parent: Unit, on: date, by: Any, ground: str = "", version: int | None = None
) -> Unit:
    """Hand a school over to another municipality: rights there begin, rights here end."""
    if not may_edit(by, parent.path):
        raise PermissionDenied
    unit = lock_unit(unit, by, version)
    if (
        not unit.is_school
        or parent.level != Level.MUNICIPALITY
        or parent.pk == unit.parent_id
        or parent.closed_on
    ):
        raise ValidationError({"parent": "Школу можно передать только другому действующему муниципалитету."})
    before, old_path = unit.parent, unit.path
    unit.parent, unit.path = parent, f"{parent.path}{unit.code}/"
    save_unit(unit)
    _move_below(unit, old_path)
    Event.objects.create(unit=unit, change=Change.MOVED, happened_on=on, before=str(before), ground=ground)
    old, new = {"parent": str(before), "path": old_path}, {"parent": str(parent), "path": unit.path}
    for path in (old_path, unit.path):  # both municipalities read of it
        record("unit.moved", by=by, obj=unit, unit_path=path, old=old, new=new, reason=ground)
    return unit


def lock_unit(unit: Unit, by: Any, version: int | None) -> Unit:
    """The row as it stands now; PermissionDenied elsewhere, ValidationError when the editor saw an earlier one."""
    now = Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit.pk)
    if not may_edit(by, now.path):
        raise PermissionDenied
    if version is not None and now.version != version:
        raise ValidationError(CONFLICT)
    return now


def save_unit(unit: Unit) -> None:
    """Write what was changed; who saw the unit before is behind now."""
    unit.version += 1
    unit.full_clean()
    unit.save()


def _move_below(unit: Unit, old_path: str) -> None:
    """Whatever stands below goes along."""
    below = list(Unit.objects.filter(path__startswith=old_path).exclude(pk=unit.pk))
    for one in below:
        one.path = unit.path + one.path.removeprefix(old_path)
    Unit.objects.bulk_update(below, ["path"], batch_size=500)
