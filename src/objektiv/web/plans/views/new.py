"""New plans: empty, from the catalogue, from an earlier plan, from a case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from objektiv.plans.catalogue import load_catalogue
from objektiv.web.access.acting import act_on
from objektiv.web.access.fields import asked_words, place_text, suggested_places
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.cases import queries as cases
from objektiv.web.plans import domain, rules
from objektiv.web.plans.enums import PlanKind
from objektiv.web.plans.forms.plan import CatalogueForm, NewPlanForm, YearsForm
from objektiv.web.plans.models import Plan
from objektiv.web.plans.queries import home_unit, visible_to, writable_units
from objektiv.web.plans.views.seen import seen_plan
from objektiv.web.plans.years import moved_year
from objektiv.web.territory.years import next_school_year, school_year_of

CRUMB = ("Планы", "/plans/")
MOST_COPIED = 12


@needs(Permission.PLANS_EDIT)
def plan_new(request: OfficeRequest) -> HttpResponse:
    """Ways to begin, and an empty plan."""
    form = _new_form(request, {"kind": PlanKind.MEASURES})
    if request.method == "POST" and form.is_valid():
        made = act_on(form, lambda: domain.start_plan(by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, "Проект плана создан: добавьте мероприятия.")
            return redirect("plan", made.pk)
    written = visible_to(request.user).filter(unit__in=writable_units(request.user).values("pk"))
    earlier = written.order_by("-school_year", "-year", "-pk")[:MOST_COPIED]
    context = {"form": form, "earlier": earlier, "crumbs": [CRUMB, ("Новый план", "")]}
    return render(request, "plans/new.html", context, status=422 if form.errors else 200)


@needs(Permission.PLANS_EDIT)
def plan_units(request: OfficeRequest) -> HttpResponse:
    """Suggestions of organisations for what is being written."""
    lines = suggested_places(writable_units(request.user), asked_words(request))
    return render(request, "access/suggestions.html", {"list_id": "places", "lines": lines})


@needs(Permission.PLANS_EDIT)
def plan_from_catalogue(request: OfficeRequest) -> HttpResponse:
    """Typical actions by direction, those that no plan is whole without marked beforehand."""
    form = _new_form(
        request, {"kind": PlanKind.MEASURES, "title": "План мероприятий по повышению объективности"}
    )
    chosen = CatalogueForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and chosen.is_valid():
        numbers = chosen.cleaned_data["numbers"]
        made = act_on(
            form, lambda: domain.start_from_catalogue(by=request.user, numbers=numbers, **form.cleaned_data)
        )
        if made:
            messages.success(
                request, f"Проект плана создан, мероприятий: {len(numbers)}. Проверьте сроки и людей."
            )
            return redirect("plan", made.pk)
    catalogue = load_catalogue()
    marked = _marked(request, [number for number, one in catalogue.actions.items() if one.always])
    groups = [
        (
            title,
            [
                (one, catalogue.deadlines(one)[0])
                for one in catalogue.actions.values()
                if one.direction == code
            ],
        )
        for code, title in catalogue.directions.items()
    ]
    context = {
        "form": form, "chosen": chosen, "groups": groups, "marked": marked,
        "crumbs": [CRUMB, ("Новый план", reverse("plan_new")), ("Из каталога", "")],
    }  # fmt: skip
    return render(
        request, "plans/catalogue.html", context, status=422 if form.errors or chosen.errors else 200
    )


@needs(Permission.PLANS_EDIT)
def plan_copy(request: OfficeRequest, pk: int) -> HttpResponse:
    """A plan by an earlier one: the years in its words are moved."""
    source = seen_plan(request, pk)
    form = _new_form(request, _next_year(source), unit=source.unit)
    if request.method == "POST" and form.is_valid():
        made = act_on(form, lambda: domain.copy_plan(source, by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, "Проект составлен по прежнему плану: проверьте сроки и формулировки.")
            return redirect("plan", made.pk)
    context = {
        "form": form, "title": "План по прежнему плану", "button": "Составить", "back": reverse("plan", args=[pk]),
        "plan": source, "note": f"Мероприятия берутся из плана «{source}»; годы в сроках сдвигаются.",
        "crumbs": [CRUMB, (source.short_title, reverse("plan", args=[pk])), ("По этому плану", "")],
    }  # fmt: skip
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)


@needs(Permission.PLANS_EDIT)
def plan_from_case(request: OfficeRequest, case: int) -> HttpResponse:
    """«Причина → меры»: causes that the person sees, measures that they and the signs ask for."""
    found = get_object_or_404(cases.visible_to(request.user, timezone.localdate()), pk=case)
    if not rules.may_write(request.user, found.school):
        raise PermissionDenied
    catalogue = load_catalogue()
    sent = request.POST if request.method == "POST" else request.GET
    causes = [one for one in sent.getlist("cause") if one in catalogue.causes]
    initial = {
        "kind": PlanKind.COMPLEX, "title": f"Комплекс мер по карточке № {found.pk}: {found.school.title}",
        "school_year": school_year_of(timezone.localdate()),
    }  # fmt: skip
    form = YearsForm(request.POST if "make" in request.POST else None, initial=initial)
    chosen = CatalogueForm(request.POST if "make" in request.POST else None)
    if "make" in request.POST and form.is_valid() and chosen.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "kind"}
        numbers = chosen.cleaned_data["numbers"]
        made = act_on(form, lambda: domain.start_from_case(found, numbers=numbers, by=request.user, **said))
        if made:
            messages.success(request, "Проект плана мер создан и связан с карточкой.")
            return redirect("plan", made.pk)
    suggested = domain.asked_by(found, causes)
    context = {
        "case": found, "causes": catalogue.causes.values(), "marked_causes": causes, "form": form, "chosen": chosen,
        "suggested": [(one, catalogue.deadlines(one.entry)[0]) for one in suggested],
        "marked": _marked(request, [one.entry.number for one in suggested]),
        "crumbs": [CRUMB, (str(found), reverse("case", args=[found.pk])), ("План мер", "")],
    }  # fmt: skip
    return render(
        request, "plans/from_case.html", context, status=422 if form.errors or chosen.errors else 200
    )


def _new_form(request: OfficeRequest, initial: dict[str, Any], unit: Any = None) -> NewPlanForm:
    home = unit or home_unit(request.user)
    known = {"school_year": school_year_of(timezone.localdate()), "unit": place_text(home) if home else ""}
    return NewPlanForm(
        request.POST or None, units=writable_units(request.user), list_url=reverse("plan_units"),
        initial={**known, **initial},
    )  # fmt: skip


def _next_year(source: Plan) -> dict[str, Any]:
    known = {"kind": source.kind, "title": moved_year(source.title, 1)}
    if source.school_year:
        return {**known, "school_year": next_school_year(source.school_year)}
    return {**known, "school_year": "", "year": (source.year or 0) + 1}


def _marked(request: OfficeRequest, usual: list[int]) -> list[int]:
    if request.method != "POST" or "numbers" not in request.POST:
        return usual
    return [int(one) for one in request.POST.getlist("numbers") if one.isdecimal()]
