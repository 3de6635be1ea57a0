"""Papers of a plan, its X-ray, the register of decisions as a document."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.plans.enums import RowKind
from objektiv.web.plans.listing import RowFilter, running_rows
from objektiv.web.plans.papers import KINDS, PAPERS, paper_file, poster_file, register_paper
from objektiv.web.plans.views.seen import seen_plan
from objektiv.web.plans.xray import xray_page


@needs(Permission.PLANS_VIEW)
def plan_paper(request: OfficeRequest, pk: int, paper: str, kind: str) -> HttpResponse:
    """The plan, the draft of its order or the report on fulfilment, as docx, pdf or xlsx."""
    plan = seen_plan(request, pk)
    if paper not in PAPERS or kind not in KINDS:
        raise Http404
    title, build = PAPERS[paper]
    return paper_file(build(plan), kind, f"{title} {plan.school_year.replace('/', '-') or plan.year}")


@needs(Permission.PLANS_VIEW)
def plan_poster(request: OfficeRequest, pk: int) -> HttpResponse:
    """The year of the plan as a sheet for the wall: A3, or A4 when asked."""
    return poster_file(seen_plan(request, pk), "A4" if request.GET.get("size") == "A4" else "A3")


@needs(Permission.PLANS_VIEW)
def plan_register(request: OfficeRequest) -> HttpResponse:
    """Management decisions of the plans in force that the person sees, as narrowed in the list; docx by itself."""
    kind = request.GET.get("format", "docx")
    if kind not in KINDS:
        raise Http404
    chosen = RowFilter.read({**request.GET.dict(), "row": RowKind.DECISION.value})
    rows = chosen.narrow(running_rows(request.user), request.user).prefetch_related("evidence")
    return paper_file(register_paper(rows), kind, "Реестр управленческих решений")


@needs(Permission.PLANS_VIEW)
def plan_xray(request: OfficeRequest, pk: int) -> HttpResponse:
    """What the checks see in the plan."""
    return render(request, "plans/xray.html", xray_page(seen_plan(request, pk)))
