"""A plan out of a file: upload, the page side by side, corrections, confirmation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act as act_of_button
from objektiv.web.access.acting import act_on
from objektiv.web.access.fields import asked_words, place_text, suggested_people
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.plans import domain
from objektiv.web.plans.forms.imports import ColumnForm, ConfirmForm, ReadRowForm
from objektiv.web.plans.forms.plan import UploadForm
from objektiv.web.plans.import_page import import_page, sections_of
from objektiv.web.plans.models import PlanImport
from objektiv.web.plans.queries import home_unit, own_imports, people_for, writable_units
from objektiv.web.plans.views.seen import kept_file

CRUMB = ("Планы", "/plans/")


@needs(Permission.PLANS_EDIT)
def plan_upload(request: OfficeRequest) -> HttpResponse:
    """Bring a document: it is read at once, nothing is a plan yet."""
    home = home_unit(request.user)
    form = UploadForm(
        request.POST or None, request.FILES or None, units=writable_units(request.user),
        list_url=reverse("plan_units"), initial={"unit": place_text(home) if home else ""},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = act_on(form, lambda: domain.receive(said["file"], unit=said["unit"], by=request.user))
        if made:
            return redirect("plan_import", made.pk)
    context = {"form": form, "crumbs": [CRUMB, ("Новый план", reverse("plan_new")), ("Из файла", "")]}
    return render(request, "plans/upload.html", context, status=422 if form.errors else 200)


@needs(Permission.PLANS_EDIT)
def plan_import(request: OfficeRequest, pk: int) -> HttpResponse:
    """The document left, the rows right; the head below, with the button that makes the plan."""
    made = _own(request, pk)
    form = ConfirmForm(request.POST or None, thing=made)
    if request.method == "POST" and form.is_valid():
        plan = act_on(form, lambda: domain.confirm_import(made, by=request.user, **form.cleaned_data))
        if plan:
            messages.success(request, "Проект плана создан. Сроки посчитаны: проверьте их и назначьте людей.")
            return redirect("plan", plan.pk)
        made = _own(request, pk)
    return render(request, "plans/import.html", import_page(made, form), status=422 if form.errors else 200)


@needs(Permission.PLANS_EDIT)
def plan_import_source(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The file itself."""
    made = _own(request, pk)
    return kept_file(made.sha256, made.name)


@needs(Permission.PLANS_EDIT)
def plan_import_people(request: OfficeRequest, pk: int) -> HttpResponse:
    """Suggestions of people for what is being written."""
    lines = suggested_people(people_for(_own(request, pk).unit.path), asked_words(request))
    return render(request, "access/suggestions.html", {"list_id": "people", "lines": lines})


@needs(Permission.PLANS_EDIT)
def plan_import_row(request: OfficeRequest, pk: int, key: str) -> HttpResponse:
    """Correct one row."""
    made = _own(request, pk)
    said = next((row for row in made.rows if row["key"] == key), None)
    if said is None:
        raise Http404
    form = ReadRowForm(
        request.POST or None, thing=made, said=said, sections=sections_of(made),
        list_url=reverse("plan_import_people", args=[pk]),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        done = act_on(form, lambda: domain.correct_row(made, key=key, by=request.user, **form.known()))
        if done:
            messages.success(request, "Строка исправлена.")
            return redirect(f"{reverse('plan_import', args=[pk])}#{key}")
    context = {
        "form": form, "made": made, "row": said, "back": f"{reverse('plan_import', args=[pk])}#{key}",
        "crumbs": [CRUMB, (made.name, reverse("plan_import", args=[pk])), ("Исправить строку", "")],
    }  # fmt: skip
    return render(request, "plans/import_row.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.PLANS_EDIT)
def plan_import_act(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """A button of the page: take a supposition, leave a row out, say what a column means."""
    made, known = _own(request, pk), _ACTS.get(act)
    if known is None:
        raise Http404
    verb, done = known
    act_of_button(request, lambda: verb(request, made), done)
    if act == "abandon":
        return redirect("plans")
    key = request.POST.get("key", "")
    return redirect(
        f"{reverse('plan_import', args=[pk])}#{key}" if key else reverse("plan_import", args=[pk])
    )


def _supposed(verb: Callable[..., object]) -> Callable[[OfficeRequest, PlanImport], object]:
    def do(request: OfficeRequest, made: PlanImport) -> object:
        said = request.POST
        return verb(made, key=said.get("key", ""), field=said.get("field", ""), by=request.user)

    return do


def _dropped(is_dropped: bool) -> Callable[[OfficeRequest, PlanImport], object]:
    return lambda request, made: domain.drop_row(
        made, key=request.POST.get("key", ""), is_dropped=is_dropped, by=request.user
    )


def _column(request: OfficeRequest, made: PlanImport) -> object:
    form = ColumnForm(request.POST, thing=made)
    if not form.is_valid():
        raise Http404
    return domain.move_column(made, by=request.user, **form.cleaned_data)


_ACTS: dict[str, tuple[Callable[[OfficeRequest, PlanImport], Any], str]] = {
    "take": (_supposed(domain.take_supposition), "Предположение принято."),
    "leave": (_supposed(domain.leave_supposition), "Поле осталось как в документе."),
    "take-all": (
        lambda request, made: domain.take_all_suppositions(made, by=request.user),
        "Предположения приняты.",
    ),
    "drop": (_dropped(True), "Строка не войдёт в план."),
    "keep": (_dropped(False), "Строка войдёт в план."),
    "column": (_column, "Запомнено: так будут читаться и следующие документы этой организации."),
    "abandon": (
        lambda request, made: domain.abandon_import(made, by=request.user),
        "План из файла не создан.",
    ),
}


def _own(request: OfficeRequest, pk: int) -> PlanImport:
    return get_object_or_404(own_imports(request.user), pk=pk)
