"""The index of the official method by municipality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import reachable
from objektiv.web.findings.models import ResultSet, SchoolResult
from objektiv.web.findings.queries.results import official_counts
from objektiv.web.findings.shown.official import IndexRow
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit


def make_index(user: Any, taken: ResultSet | None) -> Sequence[IndexRow]:
    """Whole municipalities of the person, and all of them together where there are several.

    For a person of one school a count would be that school's result: such a person sees none.
    """
    within = Q()
    for permission in (Permission.SUMMARY_VIEW, Permission.FINDINGS_VIEW, Permission.FINDINGS_PRELIMINARY):
        within |= reachable(user, permission, "path")
    titles = dict(Unit.objects.filter(within, level=Level.MUNICIPALITY).values_list("pk", "title"))
    counted = official_counts(SchoolResult.objects.filter(result_set=taken, school__parent__in=titles))
    found = {one["school__parent"]: one for one in counted}
    rows = [
        IndexRow(title, found[key]["schools"], found[key]["flagged"])
        for key, title in titles.items()
        if key in found
    ]
    if len(rows) < 2:
        return rows
    return [*rows, IndexRow("Всего", sum(row.schools for row in rows), sum(row.flagged for row in rows))]
