"""The overview of a territory in numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.findings.enums import Zone
from objektiv.web.findings.exporters import overview_book
from objektiv.web.findings.forms import set_title
from objektiv.web.findings.models import ResultSet
from objektiv.web.findings.phrases import confirmed_sentence
from objektiv.web.findings.queries.results import summarised_for
from objektiv.web.findings.shown.overview import Overview, make_overview, schools_without
from objektiv.web.findings.small_numbers import SMALL_NOTE


@needs(Permission.SUMMARY_VIEW)
def overview(request: OfficeRequest) -> HttpResponse:
    """How many schools stand in which zone, by municipality; who has no results."""
    sets = list(summarised_for(request.user))
    taken = _chosen(request, sets)
    made = make_overview(request.user, taken)
    path = _opened(request, made)
    context = {
        "overview": made,
        "small_note": SMALL_NOTE,
        "zones": Zone,
        "taken": taken,
        "sets": [(one.pk, set_title(one)) for one in sets],
        "confirmed": confirmed_sentence(taken.expected_confirmed) if taken else "",
        "opened": next((row for row in made.rows if row.path == path), None),
        "without": schools_without(request.user, taken, path) if taken and path else (),
        "crumbs": [("Обзор", "")],
    }
    return render(request, "findings/overview.html", context)


@needs(Permission.SUMMARY_VIEW)
def overview_export(request: OfficeRequest) -> HttpResponse:
    """The same numbers as a workbook."""
    taken = _chosen(request, list(summarised_for(request.user)))
    return overview_book(make_overview(request.user, taken), taken)


def _chosen(request: HttpRequest, sets: list[ResultSet]) -> ResultSet | None:
    asked = request.GET.get("set")
    return next((one for one in sets if str(one.pk) == asked), next(iter(sets), None))


def _opened(request: HttpRequest, made: Overview) -> str:
    """The municipality whose schools without results are listed: the asked one, the only one."""
    paths = [row.path for row in made.rows if not row.is_narrowed]
    asked = request.GET.get("municipality", "")
    return asked if asked in paths else paths[0] if len(paths) == 1 else ""
