"""What is known of a school in a school year, and the passage of classes into the next one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.web.audit.domain import changes, record
from objektiv.web.territory.domain.units import lock_unit, save_unit
from objektiv.web.territory.models import ClassGroup, Context, Unit
from objektiv.web.territory.queries import schools, within
from objektiv.web.territory.rules import may_edit
from objektiv.web.territory.years import Group, groups_text, next_school_year, promoted

FIELDS = ("pupils", "special_needs_percent", "advanced_study")


@transaction.atomic
def describe_year(
    unit: Unit, *, school_year: str, class_groups: Sequence[Group], by: Any, version: int | None = None,
    pupils: int | None = None, special_needs_percent: Decimal | None = None, advanced_study: str = "",
) -> Context:  # fmt: skip
    """Write what is known of a school in one school year: its pupils and its classes."""
    unit = lock_unit(unit, by, version)
    if not unit.is_school:
        raise ValidationError("Сведения по годам ведутся о школах.")
    context = Context.objects.filter(unit=unit, school_year=school_year).first()
    context = context or Context(unit=unit, school_year=school_year)
    groups = list(_groups(unit, school_year))
    before = {name: getattr(context, name) for name in FIELDS} | {"classes": groups_text(groups)}
    context.pupils, context.special_needs_percent, context.advanced_study = (
        pupils, special_needs_percent, advanced_study,
    )  # fmt: skip
    context.full_clean()
    if context.pk or pupils is not None or special_needs_percent is not None or advanced_study:
        context.save()
    _write_groups(unit, school_year, class_groups)
    after = {name: getattr(context, name) for name in FIELDS} | {"classes": groups_text(class_groups)}
    old, new = changes(before, after)
    if new:
        save_unit(unit)
        new = {"school_year": school_year} | new
        record("unit.year_described", by=by, obj=unit, unit_path=unit.path, old=old, new=new)
    return context


@dataclass(frozen=True, slots=True)
class Passage:
    """Classes of one school now and in the next school year. ``is_there``: the next year has classes already."""

    school: Unit
    before: tuple[Group, ...]
    after: tuple[Group, ...]
    is_there: bool

    @property
    def will_change(self) -> bool:
        """Something is to be written."""
        return bool(self.after) and not self.is_there


def plan_rollover(unit: Unit, *, source: str, by: Any, is_reopening: bool = True) -> list[Passage]:
    """What ``roll_over_classes`` would do: acting schools of ``unit`` that have classes in ``source``."""
    target = next_school_year(source)
    acting = schools(within(Unit.objects.filter(closed_on__isnull=True), unit))
    groups: dict[tuple[int, str], list[Group]] = defaultdict(list)
    listed = ClassGroup.objects.filter(unit__in=acting, school_year__in=(source, target))
    for school, year, grade, letter in listed.values_list("unit", "school_year", "grade", "letter"):
        groups[school, year].append((grade, letter))
    return [
        Passage(
            one, tuple(sorted(groups[one.pk, source])),
            tuple(promoted(groups[one.pk, source], is_reopening=is_reopening)), (one.pk, target) in groups,
        )
        for one in acting
        if (one.pk, source) in groups and may_edit(by, one.path)
    ]  # fmt: skip


@transaction.atomic
def roll_over_classes(unit: Unit, *, source: str, by: Any, is_reopening: bool = True) -> int:
    """Promote the classes of all schools of ``unit`` into the next school year; returns how many schools.

    Schools that have classes there already are passed by, so that the verb may be repeated.
    """
    if not may_edit(by, unit.path):
        raise PermissionDenied
    passages = [
        one for one in plan_rollover(unit, source=source, by=by, is_reopening=is_reopening) if one.will_change
    ]
    if not passages:
        raise ValidationError("Переводить нечего: классы следующего года уже есть или нынешние не заведены.")
    target = next_school_year(source)
    ClassGroup.objects.bulk_create(
        ClassGroup(unit=one.school, school_year=target, grade=grade, letter=letter)
        for one in passages
        for grade, letter in one.after
    )
    for one in passages:
        new = {"school_year": target, "classes": groups_text(one.after)}
        record("unit.classes_promoted", by=by, obj=one.school, unit_path=one.school.path, new=new)
    return len(passages)


def _groups(unit: Unit, school_year: str) -> Sequence[Group]:
    found = unit.class_groups.filter(school_year=school_year)
    return [
        (grade, letter) for grade, letter in found.values_list("grade", "letter").order_by("grade", "letter")
    ]


def _write_groups(unit: Unit, school_year: str, wanted: Sequence[Group]) -> None:
    """Keep those that stay: results may hang on them."""
    there = {(one.grade, one.letter): one for one in unit.class_groups.filter(school_year=school_year)}
    for group, one in there.items():
        if group not in wanted:
            one.delete()
    for grade, letter in wanted:
        if (grade, letter) not in there:
            added = ClassGroup(unit=unit, school_year=school_year, grade=grade, letter=letter)
            added.full_clean()
            added.save()
