"""Who has submitted what, and reminding those who have not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.assessments.domain.completeness import remind
from objektiv.web.assessments.enums import WITH_RESULTS, Kind, ProcedureState
from objektiv.web.assessments.exporters import matrix_book
from objektiv.web.assessments.matrix import (
    Row,
    build_rows,
    owed,
    submitted_counts,
    years_with_anything_due,
)
from objektiv.web.assessments.models import Procedure
from objektiv.web.assessments.queries import by_subject, open_reminders, visible_procedures, visible_schools
from objektiv.web.assessments.rules import may_remind
from objektiv.web.assessments.views.procedures import school_year_now, tell
from objektiv.web.territory.models import Unit

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What the page was asked for: filters, already checked against what the person sees."""

    year: str
    years: list[str]
    kind: str
    municipality: str
    municipalities: list[Unit]
    only_owing: bool
    schools: QuerySet[Unit]
    procedures: list[Procedure]

    @property
    def address(self) -> str:
        """The filters as a query string."""
        said = {
            "year": self.year, "kind": self.kind, "municipality": self.municipality,
            "only": "owing" if self.only_owing else "",
        }  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})


def read(request: HttpRequest) -> Asked:
    """Filters out of the address or the form."""
    said = request.POST if request.method == "POST" else request.GET
    user = request.user
    seen = visible_procedures(user).exclude(assessment="").exclude(state=ProcedureState.CANCELLED)
    years = sorted(set(seen.values_list("school_year", flat=True)), reverse=True)
    now = school_year_now()
    year = said.get("year", "")
    if year not in years:
        # The year that has just begun owes nothing yet: who opens the page wants those who are late.
        due = years_with_anything_due(seen)
        year = due[0] if due else (now if now in years or not years else years[0])
    kind = said.get("kind", "") if said.get("kind", "") in WITH_RESULTS else ""
    schools = visible_schools(user)
    parents = list(Unit.objects.filter(pk__in=schools.order_by().values("parent")))
    chosen = next((one for one in parents if one.code == said.get("municipality", "")), None)
    schools = schools.filter(path__startswith=chosen.path) if chosen else schools
    procedures = seen.filter(school_year=year, **({"kind": kind} if kind else {}))
    return Asked(
        year=year,
        years=years,
        kind=kind,
        municipality=chosen.code if chosen else "",
        municipalities=parents,
        only_owing=said.get("only", "") == "owing",
        schools=schools,
        procedures=list(by_subject(procedures, "kind", "grade")),
    )


def rows_of(asked: Asked, schools: list[Unit]) -> list[Row]:
    """Rows as the filters want them."""
    rows = build_rows(schools, asked.procedures, asked.year)
    return [row for row in rows if row.owes] if asked.only_owing else rows


@needs(Permission.IMPORTS_VIEW)
def completeness(request: OfficeRequest) -> HttpResponse:
    """Schools by procedures: submitted, partly, not submitted."""
    asked = read(request)
    if request.GET.get("format") == "xlsx":
        return matrix_book(rows_of(asked, list(asked.schools)), asked.procedures, asked.year)
    page, rows = _page(request, asked)
    counts = submitted_counts(asked.schools, asked.procedures)
    context = {
        "asked": asked, "page": page, "rows": rows, "kinds": [one for one in Kind.choices if one[0] in WITH_RESULTS],
        "heads": [(one, counts.get(one.assessment, 0)) for one in asked.procedures],
        "may_remind": any(may_remind(request.user, row.school) for row in rows[:1]),
        # Of other pages it is not known: there the button tells when it is pressed.
        "may_owe": page.paginator.num_pages > 1 or any(row.owes for row in rows),
        "reminders": open_reminders(request.user), "crumbs": [("Кто не сдал", None)],
    }  # fmt: skip
    return render(request, "assessments/completeness.html", context)


def _page(request: OfficeRequest, asked: Asked) -> tuple[Page[Any], list[Row]]:
    """Rows of one page. Who owes is known only when all rows are."""
    number = request.GET.get("page")
    if asked.only_owing:
        owing = Paginator(rows_of(asked, list(asked.schools)), PAGE).get_page(number)
        return owing, list(owing)
    schools = Paginator(asked.schools, PAGE).get_page(number)
    return schools, rows_of(asked, list(schools))


@needs(Permission.IMPORTS_VIEW)
@require_POST
def reminding(request: OfficeRequest) -> HttpResponse:
    """Remind one school, or all that the filters show, of what they owe."""
    asked = read(request)
    chosen = request.POST.get("school", "")
    schools = asked.schools.filter(code=chosen) if chosen else asked.schools
    pairs = owed(rows_of(asked, list(schools)), asked.procedures)
    if tell(request, lambda: remind(pairs, by=request.user)):
        count = len({school.pk for school, _ in pairs})
        messages.success(request, f"Напоминание записано, школ: {count}. Они увидят его на своих страницах.")
    return redirect(f"{reverse('completeness')}?{asked.address}")
