"""Which parts of the territory a person sees."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from objektiv.web.access.models import Assignment
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live, reachable
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import ClassGroup, Context, RegisterFile, Unit


def visible_to(user: Any, permission: Permission = Permission.TERRITORY_VIEW) -> QuerySet[Unit]:
    """Parts of the territory in which the person has the right."""
    return Unit.objects.filter(reachable(user, permission, "path"))


def editable(user: Any) -> QuerySet[Unit]:
    """Parts of the territory that the person may change."""
    return visible_to(user, Permission.TERRITORY_EDIT)


def schools(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Schools alone."""
    return units.filter(level=Level.SCHOOL)


def municipalities(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Municipalities alone."""
    return units.filter(level=Level.MUNICIPALITY)


def within(units: QuerySet[Unit], unit: Unit) -> QuerySet[Unit]:
    """The unit and all below it."""
    return units.filter(path__startswith=unit.path)


def with_latest(units: QuerySet[Unit], school_year: str) -> QuerySet[Unit]:
    """With the municipality, the last known number of pupils and the number of classes of the year."""
    last = Context.objects.filter(unit=OuterRef("pk"), pupils__isnull=False).order_by("-school_year")
    classes = ClassGroup.objects.filter(unit=OuterRef("pk"), school_year=school_year).order_by()
    counted = classes.values("unit").annotate(count=Count("pk")).values("count")
    return units.select_related("parent").annotate(
        last_pupils=Subquery(last.values("pupils")[:1]), class_count=Subquery(counted)
    )


def is_anything_known(units: QuerySet[Unit], school_year: str) -> tuple[bool, bool]:
    """Whether of any of these schools the number of pupils is known, and whether its classes of the year are."""
    keys = units.order_by().values("pk")
    has_pupils = Context.objects.filter(unit__in=keys, pupils__isnull=False).exists()
    return has_pupils, ClassGroup.objects.filter(unit__in=keys, school_year=school_year).exists()


def with_school_counts(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Municipalities with the numbers of acting and closed schools."""
    acting = Count("children", filter=Q(children__closed_on__isnull=True))
    return units.annotate(acting=acting, all_schools=Count("children")).annotate(
        closed=F("all_schools") - F("acting")
    )


def takers(user: Any, school: Unit) -> QuerySet[Unit]:
    """Other municipalities to which the person may hand a school over."""
    others = municipalities(editable(user)).filter(closed_on__isnull=True).exclude(children=school)
    return others.order_by("order_key")


def people_at(unit: Unit) -> QuerySet[Assignment]:
    """Who holds which role exactly here today."""
    held = live(Assignment.objects.filter(unit=unit, user__is_active=True))
    return held.select_related("user", "stands_in_for").order_by(
        "user__last_name", "user__first_name", "role"
    )


def own_register_files(user: Any) -> QuerySet[RegisterFile]:
    """Workbooks that the person brought."""
    return RegisterFile.objects.filter(by=user).select_related("job")
