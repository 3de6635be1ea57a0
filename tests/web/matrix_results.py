"""Results of an analysis for our school and for the one elsewhere, with signs and pictures, for the access matrix."""

from __future__ import annotations

from pathlib import Path

from cast import Cast
from district import YEAR, add_schools, analyse_district, make_run

from objektiv.web.findings.domain import take_in
from objektiv.web.findings.models import ResultSet, SchoolResult
from objektiv.web.territory.models import Unit


def results_of(cast: Cast, folder: Path) -> tuple[SchoolResult, SchoolResult]:
    """The results of ``cast.school`` and of ``cast.other_school``; the analysis is made at the first call."""
    targets = cast.school, cast.other_school
    taken = ResultSet.objects.filter(run__unit=cast.region, run__school_year=YEAR).first()
    if taken is None:
        result, analysed = analyse_district(folder)
        add_schools(cast, result)
        taken = take_in(make_run(cast, analysed, is_active=True), by=None)
        for target in targets:
            _hand_over(taken, target)
    ours, theirs = (
        taken.schools.select_related("school", "result_set__run").get(school=one) for one in targets
    )
    return ours, theirs


def _hand_over(taken: ResultSet, target: Unit) -> None:
    """The school of the cast gets the results, and the number in them, of one with signs in its municipality."""
    known = taken.schools.filter(has_signs=True, school__parent=target.parent).select_related("school")
    given = known.order_by("school__code")[0]
    before = given.school
    SchoolResult.objects.filter(pk=given.pk).update(school=target)
    before.delete()
    target.code = before.code
    Unit.objects.filter(pk=target.pk).update(code=before.code)
