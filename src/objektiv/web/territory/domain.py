"""What is done to the territory; every verb writes the journal in its own transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from objektiv.web.audit.domain import changes, record
from objektiv.web.territory.enums import PARENT_LEVEL, Change, Level
from objektiv.web.territory.models import Event, Unit

FIELDS = ("title", "kind", "settlement")


@transaction.atomic
def add_unit(*, level: str, code: str, title: str, parent: Unit | None, by: Any, **known: str) -> Unit:
    """Add a part of the territory under ``parent``; ValidationError when the level or the code does not fit."""
    if PARENT_LEVEL[level] != (parent.level if parent else None):
        raise ValidationError({"parent": "Школа стоит в муниципалитете, муниципалитет — в регионе."})
    code = code.zfill(6) if level == Level.SCHOOL else code
    unit = Unit(level=level, code=code, title=title, parent=parent, **known)
    unit.path = f"{parent.path if parent else ''}{code}/"
    unit.full_clean()
    unit.save()
    record("unit.added", by=by, obj=unit, unit_path=unit.path, new={"title": title, "code": code})
    return unit


@transaction.atomic
def edit_unit(unit: Unit, *, by: Any, reason: str = "", **new: str) -> Unit:
    """Correct what is written of a unit. A renaming with a date is ``rename_unit``."""
    before = {name: getattr(unit, name) for name in FIELDS}
    for name in FIELDS:
        setattr(unit, name, new.get(name, before[name]))
    unit.full_clean()
    unit.save()
    old, changed = changes(before, {name: getattr(unit, name) for name in FIELDS})
    if changed:
        record("unit.edited", by=by, obj=unit, unit_path=unit.path, old=old, new=changed, reason=reason)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, *, title: str, on: date, by: Any, ground: str = "") -> Unit:
    """A new name from a date; the earlier one stays readable."""
    before, unit.title = unit.title, title
    unit.full_clean()
    unit.save()
    Event.objects.create(unit=unit, change=Change.RENAMED, happened_on=on, before=before, ground=ground)
    record(
        "unit.renamed",
        by=by,
        obj=unit,
        unit_path=unit.path,
        old={"title": before},
        new={"title": title},
        reason=ground,
    )
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, on: date, by: Any, successor: Unit | None = None, ground: str = "") -> Unit:
    """Close a school, or join it to ``successor``; its results stay its own."""
    if unit.closed_on:
        raise ValidationError("Школа уже закрыта.")
    if successor and (successor == unit or not successor.is_school or successor.closed_on):
        raise ValidationError({"successor": "Преемник — другая действующая школа."})
    unit.closed_on = on
    unit.save()
    change = Change.MERGED if successor else Change.CLOSED
    Event.objects.create(unit=unit, change=change, happened_on=on, successor=successor, ground=ground)
    new = {"closed_on": on, "successor": successor.pk if successor else None}
    record("unit.closed", by=by, obj=unit, unit_path=unit.path, new=new, reason=ground)
    return unit


@transaction.atomic
def move_school(unit: Unit, *, parent: Unit, on: date, by: Any, ground: str = "") -> Unit:
    """Hand a school over to another municipality: rights there begin, rights here end."""
    if not unit.is_school or parent.level != Level.MUNICIPALITY or parent.pk == unit.parent_id:
        raise ValidationError({"parent": "Школу можно передать только другому муниципалитету."})
    before, old_path = unit.parent, unit.path
    unit.parent, unit.path = parent, f"{parent.path}{unit.code}/"
    unit.save()
    Event.objects.create(unit=unit, change=Change.MOVED, happened_on=on, before=str(before), ground=ground)
    record(
        "unit.moved",
        by=by,
        obj=unit,
        unit_path=unit.path,
        old={"path": old_path},
        new={"path": unit.path},
        reason=ground,
    )
    return unit
