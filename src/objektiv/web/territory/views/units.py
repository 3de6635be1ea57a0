"""The list of schools, a unit's page, adding and correcting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from objektiv.web.access.acting import act_on
from objektiv.web.access.fields import asked_words, suggested_places
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may, permissions_of
from objektiv.web.territory.domain import add_unit, edit_unit
from objektiv.web.territory.enums import Level
from objektiv.web.territory.exporters import schools_book
from objektiv.web.territory.forms import NewUnitForm, UnitForm
from objektiv.web.territory.listing import STATES, SchoolFilter, values_of
from objektiv.web.territory.models import Unit
from objektiv.web.territory.queries import (
    editable,
    is_anything_known,
    municipalities,
    people_at,
    takers,
    visible_to,
    with_latest,
    with_school_counts,
)
from objektiv.web.territory.rules import can_close, may_edit
from objektiv.web.territory.years import groups_text, next_school_year, school_year_of, year_in_address

PAGE = 100
CRUMB = ("Территория", reverse_lazy("territory"))


@needs(Permission.TERRITORY_VIEW)
def territory(request: OfficeRequest) -> HttpResponse:
    """Schools of one's territory, narrowed; the same as a workbook that may be brought back."""
    seen, chosen = visible_to(request.user), SchoolFilter.read(request.GET)
    year, narrowed = school_year_of(timezone.localdate()), chosen.narrow(seen)
    listed = with_latest(narrowed, year)
    parts = list(with_school_counts(municipalities(seen)).order_by("order_key"))
    if request.GET.get("format") == "xlsx":
        named = next((one.title for one in parts if str(one.pk) == chosen.municipality), "")
        return schools_book(listed, chosen.in_words(named))
    has_pupils, has_classes = is_anything_known(narrowed, year)
    context = {
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")), "chosen": chosen, "parts": parts,
        "has_pupils": has_pupils, "has_classes": has_classes,
        "regions": seen.filter(level=Level.REGION), "states": STATES, "kinds": values_of(seen, "kind"),
        "settlements": values_of(seen, "settlement"), "crumbs": [("Территория", None)],
        "may_edit": Permission.TERRITORY_EDIT in permissions_of(request.user),
    }  # fmt: skip
    return render(request, "territory/territory.html", context)


@needs(Permission.TERRITORY_VIEW)
def unit(request: OfficeRequest, number: int) -> HttpResponse:
    """One part of the territory: facts, what stands below, years, classes, events, people."""
    shown = get_object_or_404(visible_to(request.user).select_related("parent"), pk=number)
    year = school_year_of(timezone.localdate())
    context = {
        "unit": shown, "is_mine": may_edit(request.user, shown.path), "can_close": can_close(shown),
        "may_people": may(request.user, Permission.PEOPLE_EDIT, shown.path), "people": people_at(shown),
        "events": shown.events.select_related("successor"), "crumbs": crumbs_of(request, shown),
        "predecessors": shown.predecessors.select_related("unit"), "year": year,
        "may_journal": may(request.user, Permission.JOURNAL_VIEW, shown.path),
        "may_move": shown.is_school and not shown.closed_on and takers(request.user, shown).exists(),
    }  # fmt: skip
    more = _school(shown, year) if shown.is_school else _below(shown)
    return render(request, "territory/unit.html", context | more)


@needs(Permission.TERRITORY_EDIT)
def unit_new(request: OfficeRequest) -> HttpResponse:
    """Add a school or a municipality."""
    parents = (
        editable(request.user)
        .filter(closed_on__isnull=True)
        .exclude(level=Level.SCHOOL)
        .order_by("-level", "order_key")
    )
    asked = request.GET.get("parent", "")
    form = NewUnitForm(
        request.POST or None, parents=parents, initial={"parent": asked if asked.isdecimal() else None}
    )
    if request.method == "POST" and form.is_valid():
        made = act_on(form, lambda: add_unit(by=request.user, **form.known()))
        if made:
            messages.success(request, f"Добавлено: {made}.")
            return redirect("unit", made.pk)
    title = (
        "Добавить школу или муниципалитет"
        if parents.filter(level=Level.REGION).exists()
        else "Добавить школу"
    )
    context = {
        "form": form, "title": title, "button": "Добавить", "back": reverse("territory"),
        "crumbs": [CRUMB, ("Новая запись", None)],
    }  # fmt: skip
    return render(request, "territory/form.html", context)


@needs(Permission.TERRITORY_EDIT)
def unit_edit(request: OfficeRequest, number: int) -> HttpResponse:
    """Correct what is written of a unit."""
    edited = get_object_or_404(editable(request.user).select_related("parent"), pk=number)
    form = UnitForm(request.POST or None, unit=edited)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] or 0
        if act_on(form, lambda: edit_unit(edited, by=request.user, version=seen, **form.known())):
            messages.success(request, "Изменения сохранены.")
            return redirect("unit", number)
    return unit_form(request, edited, form, ("Исправить сведения", "Сохранить"))


@needs(Permission.TERRITORY_EDIT)
def unit_names(request: OfficeRequest) -> HttpResponse:
    """Suggestions of acting parts of the territory for what is being written."""
    lines = suggested_places(editable(request.user).filter(closed_on__isnull=True), asked_words(request))
    return render(request, "access/suggestions.html", {"list_id": "places", "lines": lines})


def unit_form(
    request: OfficeRequest, shown: Unit, form: Form, titles: tuple[str, str], **more: Any
) -> HttpResponse:
    """A page with a form about a unit."""
    title, button = titles
    context = {
        "unit": shown, "form": form, "title": title, "button": button, "back": reverse("unit", args=[shown.pk]),
        "crumbs": [*crumbs_of(request, shown), (title, None)],
    }  # fmt: skip
    return render(request, "territory/form.html", context | more)


def crumbs_of(request: OfficeRequest, shown: Unit) -> list[tuple[str, Any]]:
    """Territory ▸ municipality ▸ school, as far up as the person sees."""
    above = (
        [shown.parent]
        if shown.parent and may(request.user, Permission.TERRITORY_VIEW, shown.parent.path)
        else []
    )
    links = [(one.title, reverse("unit", args=[one.pk])) for one in (*above, shown)]
    return [CRUMB, *links]


def _school(shown: Unit, year: str) -> dict[str, Any]:
    contexts = {one.school_year: one for one in shown.contexts.all()}
    groups: dict[str, list[tuple[int, str]]] = {}
    for school_year, grade, letter in shown.class_groups.values_list("school_year", "grade", "letter"):
        groups.setdefault(school_year, []).append((grade, letter))
    known = sorted({*contexts, *groups}, reverse=True)
    years = [
        (one, year_in_address(one), contexts.get(one), groups_text(sorted(groups.get(one, ()))))
        for one in known
    ]
    missing = [one for one in (next_school_year(year), year) if one not in known]
    return {"years": years, "missing_years": [(one, year_in_address(one)) for one in missing]}


def _below(shown: Unit) -> dict[str, Any]:
    children = with_school_counts(Unit.objects.filter(parent=shown)).order_by("order_key", "code")
    return {"children": children, "is_region": shown.level == Level.REGION}
