"""The list of plans; rows of all plans, among them the register of management decisions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.plans.exporters import actions_book, plans_book
from objektiv.web.plans.listing import PlanFilter, RowFilter, action_list, plan_list, running_rows
from objektiv.web.plans.queries import visible_to, with_progress


@needs(Permission.PLANS_VIEW)
def plans(request: OfficeRequest) -> HttpResponse:
    """Plans by organisation and year."""
    chosen = PlanFilter.read(request.GET)
    if request.GET.get("format") == "xlsx":
        listed = with_progress(chosen.narrow(visible_to(request.user)), timezone.localdate())
        return plans_book(listed, chosen.in_words())
    return render(request, "plans/list.html", plan_list(request.user, chosen, request.GET.get("page")))


@needs(Permission.PLANS_VIEW)
def plan_actions(request: OfficeRequest) -> HttpResponse:
    """Rows of the plans in force, the nearest day first."""
    chosen = RowFilter.read(request.GET)
    context = action_list(request.user, chosen, request.GET.get("page"))
    if request.GET.get("format") == "xlsx":
        rows = chosen.narrow(running_rows(request.user), request.user)
        return actions_book(rows, chosen.in_words(), context["title"])
    return render(request, "plans/actions.html", context)
