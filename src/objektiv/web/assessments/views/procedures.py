"""The calendar of procedures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from objektiv.model.errors import ObjektivError
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.assessments.domain.procedures import (
    add_procedure,
    edit_procedure,
    move_procedure,
    next_school_year,
    open_school_year,
)
from objektiv.web.assessments.enums import PROCEDURE_TRANSITIONS, Kind, ProcedureState
from objektiv.web.assessments.exporters import procedures_book
from objektiv.web.assessments.forms import ProcedureForm
from objektiv.web.assessments.models import Procedure
from objektiv.web.assessments.phrases import in_words
from objektiv.web.assessments.queries import (
    by_subject,
    editable_procedures,
    open_reminders,
    units_to,
    visible_procedures,
)
from objektiv.web.assessments.rules import may_edit_procedures
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit

NEW_YEAR_STARTS = 8  # August: plans are made for the year that begins
CRUMB = ("Процедуры", reverse_lazy("procedures"))
NEEDING_REASON = {ProcedureState.CANCELLED}


@needs(Permission.PROCEDURES_VIEW)
def procedures(request: OfficeRequest) -> HttpResponse:
    """The calendar of one school year, with filters; the same as a workbook."""
    seen = visible_procedures(request.user)
    years = sorted(set(seen.values_list("school_year", flat=True)), reverse=True)
    now = school_year_now()
    asked = request.GET.get("year", "")
    year = asked if asked in years else (now if now in years or not years else years[0])
    shown = seen.filter(school_year=year)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    shown = shown.filter(kind=kind) if kind in Kind.values else shown
    shown = shown.filter(state=state) if state in ProcedureState.values else shown
    shown = by_subject(shown, "starts_on", "kind", "grade")
    if request.GET.get("format") == "xlsx":
        return procedures_book(shown, year)
    own = units_to(request.user, Permission.PROCEDURES_EDIT)
    context = {
        "procedures": shown, "years": years, "year": year, "kinds": Kind.choices, "kind": kind,
        "states": ProcedureState.choices, "state": state, "own": own, "next_year": next_school_year(year),
        "reminders": open_reminders(request.user), "crumbs": [("Процедуры", None)],
    }  # fmt: skip
    return render(request, "assessments/procedures.html", context)


def school_year_now() -> str:
    """The school year of today."""
    today = timezone.localdate()
    start = today.year if today.month >= NEW_YEAR_STARTS else today.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


@needs(Permission.PROCEDURES_VIEW)
def procedure(request: OfficeRequest, number: int) -> HttpResponse:
    """One procedure: what is known, its next states."""
    shown = get_object_or_404(visible_procedures(request.user), pk=number)
    is_mine = may_edit_procedures(request.user, shown.unit)
    nexts = [ProcedureState(state) for state in ProcedureState if state in PROCEDURE_TRANSITIONS[shown.state]]
    steps = [(state, shown.has_ended or state in NEEDING_REASON) for state in nexts]
    context = {
        "procedure": shown, "is_mine": is_mine, "steps": steps,
        "crumbs": [CRUMB, (str(shown), None)],
    }  # fmt: skip
    return render(request, "assessments/procedure.html", context)


@needs(Permission.PROCEDURES_EDIT)
def procedure_new(request: OfficeRequest) -> HttpResponse:
    """Add a line to the calendar."""
    units = _units(request)
    initial = {"school_year": request.GET.get("year") or school_year_now()}
    form = ProcedureForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_procedure(by=request.user, **form.known())
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, "Процедура добавлена в календарь.")
            return redirect("procedure", made.pk)
    return _form(request, form, "Новая процедура", [CRUMB])


@needs(Permission.PROCEDURES_EDIT)
def procedure_edit(request: OfficeRequest, number: int) -> HttpResponse:
    """Correct a line of the calendar."""
    edited = get_object_or_404(editable_procedures(request.user), pk=number)
    form = ProcedureForm(request.POST or None, units=Unit.objects.none(), procedure=edited)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] or 0
        try:
            edit_procedure(edited, version=seen, by=request.user, **form.known())
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, "Изменения сохранены.")
            return redirect("procedure", number)
    here = (str(edited), reverse("procedure", args=[number]))
    return _form(request, form, "Изменить процедуру", [CRUMB, here])


@needs(Permission.PROCEDURES_EDIT)
@require_POST
def procedure_move(request: OfficeRequest, number: int) -> HttpResponse:
    """Take a procedure to its next state."""
    moved = get_object_or_404(editable_procedures(request.user), pk=number)
    state, seen = request.POST.get("state", ""), request.POST.get("version", "")
    if state not in ProcedureState.values or not seen.isdecimal():
        raise Http404
    reason = request.POST.get("reason", "")[:300]
    tell(
        request, lambda: move_procedure(moved, state=state, version=int(seen), by=request.user, reason=reason)
    )
    return redirect("procedure", number)


@needs(Permission.PROCEDURES_EDIT)
@require_POST
def school_year_open(request: OfficeRequest) -> HttpResponse:
    """Plan the next school year after the shown one."""
    unit = get_object_or_404(
        units_to(request.user, Permission.PROCEDURES_EDIT), pk=request.POST.get("unit") or 0
    )
    source = request.POST.get("year", "")
    if not Procedure.objects.filter(unit=unit, school_year=source).exists():
        raise Http404
    added = open_school_year(unit=unit, source=source, by=request.user)
    year = next_school_year(source)
    said = f"Добавлено процедур: {len(added)}. Проверьте даты: они сдвинуты на год с сохранением дня недели."
    messages.success(request, said if added else f"В {year} учебном году всё это уже запланировано.")
    return redirect(f"{reverse('procedures')}?year={year}")


def _units(request: OfficeRequest) -> Any:
    return units_to(request.user, Permission.PROCEDURES_EDIT, Level.MUNICIPALITY)


def _form(request: OfficeRequest, form: Form, title: str, above: list[tuple[str, Any]]) -> HttpResponse:
    context = {"form": form, "title": title, "back": above[-1][1], "crumbs": [*above, (title, None)]}
    return render(request, "assessments/procedure_form.html", context)


def blame(form: Form, error: ValidationError) -> None:
    """Put the words of a verb to the fields of a form; what belongs to no field stands above it."""
    said = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for name, words in said.items():
        for one in words:
            form.add_error(name if name in form.fields else None, one)


def tell(request: OfficeRequest, act: Any) -> bool:
    """Call a verb; what it refuses is said above the next page."""
    try:
        act()
    except ValidationError as error:
        for words in error.messages:
            messages.error(request, words)
        return False
    except ObjektivError as error:
        messages.error(request, in_words(error))
        return False
    return True
