"""The calendar by month, by year, and what has no day."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.agenda.month import month_page, read_month
from objektiv.web.agenda.narrowing import SEES, CalendarFilter, Choices
from objektiv.web.agenda.navigation import crumbs
from objektiv.web.agenda.ribbon import year_page
from objektiv.web.agenda.undated import undated
from objektiv.web.plans.snapshot import in_force

ROWS = 50


@needs(*SEES)
def agenda(request: OfficeRequest) -> HttpResponse:
    """A month."""
    chosen = CalendarFilter.read(request.GET)
    context = month_page(request.user, chosen, read_month(request.GET.get("month", "")))
    return render(request, "agenda/month.html", context)


@needs(*SEES)
def agenda_year(request: OfficeRequest) -> HttpResponse:
    """A year as a ribbon."""
    chosen = CalendarFilter.read(request.GET)
    return render(request, "agenda/year.html", year_page(request.user, chosen, request.GET.get("year", "")))


@needs(*SEES)
def agenda_undated(request: OfficeRequest) -> HttpResponse:
    """All rows without a day."""
    chosen = CalendarFilter.read(request.GET)
    page = Paginator(undated(request.user, chosen), ROWS).get_page(request.GET.get("page"))
    page.object_list = in_force(page.object_list)
    context = {
        "page": page, "asked": chosen, "choices": Choices(request.user, chosen), "tab": "undated",
        "crumbs": crumbs(request.user, "Без дня"),
    }  # fmt: skip
    return render(request, "agenda/undated.html", context)
