"""Counts by municipality: schools, those with results, zones. Numbers only, and of whole municipalities only.

Where a person does not see cases, small numbers are hidden as in the summary of cases: of a few schools a number would
be their result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may, reachable
from objektiv.web.findings.enums import Zone
from objektiv.web.findings.models import ResultSet, SchoolResult
from objektiv.web.findings.queries.results import zone_counts
from objektiv.web.findings.small_numbers import NO_TOTAL, Shown, shown_part
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit
from objektiv.web.territory.queries import schools, visible_to


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One municipality, or all together, as shown; ``schools`` and ``without_results`` count open schools.

    ``with_results``: schools of which the set speaks; ``by_zone`` in the order of the zones.
    """

    title: str
    path: str
    schools: int
    with_results: Shown
    without_results: Shown
    by_zone: tuple[Shown, ...]

    @property
    def is_narrowed(self) -> bool:
        """Whether a number is hidden."""
        return any(isinstance(one, str) for one in self.by_zone)


@dataclass(frozen=True, slots=True)
class Overview:
    """Municipalities in the order of the alphabet, and their sum where there are several."""

    rows: Sequence[OverviewRow]

    @property
    def total(self) -> OverviewRow | None:
        """Sum of the rows."""
        if len(self.rows) < 2:
            return None
        schools = sum(row.schools for row in self.rows)
        with_results = _sum(row.with_results for row in self.rows)
        without = _sum(row.without_results for row in self.rows)
        by_zone = tuple(map(_sum, zip(*(row.by_zone for row in self.rows), strict=True)))
        return OverviewRow("Всего", "", schools, with_results, without, by_zone)

    @property
    def is_narrowed(self) -> bool:
        """Whether a number is hidden in any row."""
        return any(row.is_narrowed for row in self.rows)


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
            make_row(
                unit,
                totals.get(unit.pk, 0),
                without.get(unit.pk, 0),
                counts.get(unit.pk, {}),
                is_open=taken is None or may(user, Permission.CASES_VIEW, unit.path),
            )
            for unit in listed
        ]
    )


def make_row(
    unit: Unit, schools: int, without: int, counts: Mapping[str, int], *, is_open: bool
) -> OverviewRow:
    """One municipality; where a zone is hidden, so are the numbers out of which it could be worked out."""
    exact = [counts.get(zone, 0) for zone in Zone.values]
    known = sum(exact)
    by_zone = tuple(exact) if is_open else tuple(shown_part(one, known) for one in exact)
    if any(isinstance(one, str) for one in by_zone):
        return OverviewRow(unit.title, unit.path, schools, NO_TOTAL, NO_TOTAL, by_zone)
    return OverviewRow(unit.title, unit.path, schools, known, without, by_zone)


def _sum(shown: Iterable[Shown]) -> Shown:
    total = 0
    for one in shown:
        if isinstance(one, str):
            return NO_TOTAL
        total += one
    return total


def schools_without(user: Any, taken: ResultSet, path: str) -> QuerySet[Unit]:
    """Open schools of a municipality of which the set says nothing, for those who may see the territory."""
    here = schools(visible_to(user)).filter(path__startswith=path, closed_on__isnull=True)
    return here.exclude(pk__in=taken.schools.values("school"))
