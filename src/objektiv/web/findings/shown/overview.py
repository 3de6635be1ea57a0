"""Counts by municipality: schools, those with results, zones. Numbers only, and of whole municipalities only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import reachable
from objektiv.web.findings.enums import Zone
from objektiv.web.findings.models import ResultSet, SchoolResult
from objektiv.web.findings.queries.results import zone_counts
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit
from objektiv.web.territory.queries import schools, visible_to


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One municipality, or all together; ``schools`` and ``without_results`` count open schools."""

    title: str
    path: str
    schools: int
    without_results: int
    counts: Mapping[str, int]

    @property
    def with_results(self) -> int:
        """Schools of which the set speaks."""
        return sum(self.counts.values())

    @property
    def by_zone(self) -> list[int]:
        """In the order of the zones."""
        return [self.counts.get(zone, 0) for zone in Zone.values]


@dataclass(frozen=True, slots=True)
class Overview:
    """Municipalities in the order of the alphabet, and their sum where there are several."""

    rows: Sequence[OverviewRow]

    @property
    def total(self) -> OverviewRow | None:
        """Sum of the rows."""
        if len(self.rows) < 2:
            return None
        counts = {zone: sum(row.counts.get(zone, 0) for row in self.rows) for zone in Zone.values}
        there, without = (
            sum(getattr(row, name) for row in self.rows) for name in ("schools", "without_results")
        )
        return OverviewRow("Всего", "", there, without, counts)


def municipalities(user: Any) -> QuerySet[Unit]:
    """Whole municipalities of which the person may see counts: of one school a count would be its result."""
    return Unit.objects.filter(reachable(user, Permission.SUMMARY_VIEW, "path"), level=Level.MUNICIPALITY)


def make_overview(user: Any, taken: ResultSet | None) -> Overview:
    """Counts of a set; without one only how many schools there are."""
    listed = list(municipalities(user))
    keys = [unit.pk for unit in listed]
    results = SchoolResult.objects.filter(result_set=taken, school__parent__in=keys)
    there = schools(Unit.objects.filter(parent__in=keys, closed_on__isnull=True)).order_by()
    missing = there.exclude(pk__in=results.order_by().values("school"))
    totals, without = (dict(some.values_list("parent").annotate(Count("pk"))) for some in (there, missing))
    counts: dict[int, dict[str, int]] = {}
    for one in zone_counts(results):
        counts.setdefault(one["school__parent"], {})[one["zone"]] = one["schools"]
    return Overview(
        [
            OverviewRow(
                unit.title,
                unit.path,
                totals.get(unit.pk, 0),
                without.get(unit.pk, 0),
                counts.get(unit.pk, {}),
            )
            for unit in listed
        ]
    )


def schools_without(user: Any, taken: ResultSet, path: str) -> QuerySet[Unit]:
    """Open schools of a municipality of which the set says nothing, for those who may see the territory."""
    here = schools(visible_to(user)).filter(path__startswith=path, closed_on__isnull=True)
    return here.exclude(pk__in=taken.schools.values("school"))
