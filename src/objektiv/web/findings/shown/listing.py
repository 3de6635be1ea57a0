"""Which schools a table lists: what the person may see, narrowed by the filters; hidden findings narrow nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from objektiv.web.findings.forms import ResultsFilter
from objektiv.web.findings.models import SchoolResult
from objektiv.web.findings.queries.results import in_municipality, named
from objektiv.web.findings.rules import disclosures
from objektiv.web.findings.shown.matrix import Matrix
from objektiv.web.findings.shown.schools import show


def listed(form: ResultsFilter, user: Any) -> QuerySet[SchoolResult] | Sequence[SchoolResult]:
    """Results of the chosen set in the order of the alphabet."""
    results = form.visible.filter(result_set=form.taken)
    if path := form.chosen("municipality"):
        results = in_municipality(results, path)
    if words := (form.chosen("q") or "").strip():
        results = named(results, words)
    if not form.chosen("only"):
        return results
    candidates = list(form.with_signs(results))
    allowed = disclosures(user, candidates)
    return [one for one in candidates if allowed[one.pk].has_numbers]


def table_of(form: ResultsFilter, results: Sequence[SchoolResult], user: Any) -> Matrix:
    """The table of these results as the person is shown it."""
    return form.table(show(user, results))
