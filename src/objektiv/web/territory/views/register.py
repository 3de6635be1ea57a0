"""A workbook of schools: template, upload, preview by rows, confirmation."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act, act_on
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.shell.models import Job
from objektiv.web.territory.domain import confirm_register, receive_register
from objektiv.web.territory.domain.register import WRITTEN, fingerprint
from objektiv.web.territory.exporters import HOW_TO, template_book
from objektiv.web.territory.forms import RegisterForm
from objektiv.web.territory.queries import own_register_files
from objektiv.web.territory.register import plan_register
from objektiv.web.territory.views.units import CRUMB

SHOWN = 300
LAST = 10


@needs(Permission.TERRITORY_EDIT)
def register_template(request: OfficeRequest) -> HttpResponse:
    """An empty table with a sheet that explains it."""
    return template_book()


@needs(Permission.TERRITORY_EDIT)
def register_new(request: OfficeRequest) -> HttpResponse:
    """Bring a workbook; nothing changes before it is confirmed."""
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        received = act_on(form, lambda: receive_register(form.cleaned_data["file"], by=request.user))
        if received:
            return redirect("register_file", received.pk)
    context = {
        "form": form, "how_to": HOW_TO, "files": own_register_files(request.user)[:LAST],
        "crumbs": [CRUMB, ("Школы из файла", None)],
    }  # fmt: skip
    return render(request, "territory/register_new.html", context)


@needs(Permission.TERRITORY_EDIT)
def register_file(request: OfficeRequest, number: int) -> HttpResponse:
    """What one's workbook would add and change, row by row; after that, what it did."""
    file = get_object_or_404(own_register_files(request.user), pk=number)
    plan = plan_register(file.rows, request.user)
    counts = Counter(one.outcome for one in plan)
    told = [one for one in plan if one.outcome != "same"]
    context = {
        "file": file, "plan": told[:SHOWN], "hidden": max(0, len(told) - SHOWN), "seen": fingerprint(plan),
        "added": counts["added"], "changed": counts["changed"], "same": counts["same"], "wrong": counts["error"],
        "can_confirm": not file.applied_at and any(counts[one] for one in WRITTEN),
        "crumbs": [CRUMB, ("Школы из файла", reverse("register_new")), (file.name, None)],
    }  # fmt: skip
    return render(request, "territory/register_file.html", context)


@needs(Permission.TERRITORY_EDIT)
@require_POST
def register_confirm(request: OfficeRequest, number: int) -> HttpResponse:
    """Bring the workbook in, in the background."""
    file = get_object_or_404(own_register_files(request.user), pk=number)
    started: list[Job] = []
    seen = request.POST.get("seen", "")
    if act(request, lambda: started.append(confirm_register(file, by=request.user, seen=seen))):
        return redirect("job", started[0].pk)
    return redirect("register_file", number)
