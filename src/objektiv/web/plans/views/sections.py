"""Sections of a plan: their names, their order."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act_on
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.plans import domain, rules
from objektiv.web.plans.forms.fields import PlainForm
from objektiv.web.plans.forms.plan import SectionForm
from objektiv.web.plans.models import Plan, Section
from objektiv.web.plans.plan_page import sections_page
from objektiv.web.plans.views.seen import seen_plan

RENAME, UP, DOWN, REMOVE = "rename", "up", "down", "remove"
DONE = {RENAME: "Раздел переименован.", UP: "Раздел переставлен.", DOWN: "Раздел переставлен."}


@needs(Permission.PLANS_EDIT)
def plan_sections(request: OfficeRequest, pk: int) -> HttpResponse:
    """Headings with the number of their rows: rename, move, take away; one more below."""
    shown = _written(request, pk)
    sent = request.POST.copy()
    form = SectionForm(sent or None, thing=shown)
    if request.method == "POST" and form.is_valid():
        if act_on(form, lambda: domain.add_section(shown, by=request.user, **form.cleaned_data)):
            messages.success(request, "Раздел добавлен.")
            return redirect("plan_sections", pk)
        sent["version"] = str(seen_plan(request, pk).version)  # the person sees the present state
    return render(
        request, "plans/sections.html", sections_page(shown, form), status=422 if form.errors else 200
    )


@require_POST
@needs(Permission.PLANS_EDIT)
def plan_section_act(request: OfficeRequest, pk: int, section: int, act: str) -> HttpResponse:
    """Do what a form of the page asks; who saves over another is told above the page."""
    shown = _written(request, pk)
    found = get_object_or_404(Section, pk=section, plan=shown)
    if act not in (RENAME, UP, DOWN, REMOVE):
        raise Http404
    form = SectionForm(request.POST, thing=shown) if act == RENAME else PlainForm(request.POST, thing=shown)
    if (
        not form.is_valid()
        or act_on(form, lambda: _do(request, shown, found, act, form.cleaned_data)) is None
    ):
        for words in (said for errors in form.errors.values() for said in errors):
            messages.error(request, str(words))
    return redirect("plan_sections", pk)


def _do(request: OfficeRequest, plan: Plan, section: Section, act: str, said: dict[str, object]) -> bool:
    if act == RENAME:
        domain.rename_section(plan, section, by=request.user, **said)  # type: ignore[arg-type]  # fields of the form
    elif act == REMOVE:
        left = domain.remove_section(plan, section, by=request.user, version=plan_version(said))
        told = f" Мероприятий осталось без раздела: {left}." if left else ""
        messages.success(request, f"Раздел удалён.{told}")
    else:
        domain.move_section(plan, section, by=request.user, is_up=act == UP, version=plan_version(said))
    if act in DONE:
        messages.success(request, DONE[act])
    return True


def plan_version(said: dict[str, object]) -> int:
    """The state of the plan that the page showed."""
    return int(str(said["version"]))


def _written(request: OfficeRequest, pk: int) -> Plan:
    shown = seen_plan(request, pk)
    if not rules.may_write(request.user, shown.unit):
        raise PermissionDenied
    return shown
