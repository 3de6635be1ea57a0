"""Notes of methodical support: the list says of whom nothing; a note opens for a reason that is written down."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from objektiv.web.access.acting import act_on
from objektiv.web.access.fields import asked_words, suggested_places
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.support import domain, forms
from objektiv.web.support.queries import notes_visible_to, readings_of, schools_for_notes

ROWS = 50
CRUMB = ("Помощь учителям", "/teachers/")


@needs(Permission.TEACHERS_SUPPORT)
def teacher_notes(request: OfficeRequest) -> HttpResponse:
    """Which notes there are: school, day, who wrote it; not about whom."""
    page = Paginator(notes_visible_to(request.user), ROWS).get_page(request.GET.get("page"))
    return render(request, "support/notes.html", {"page": page, "crumbs": [("Помощь учителям", "")]})


@needs(Permission.TEACHERS_SUPPORT)
def teacher_note_new(request: OfficeRequest) -> HttpResponse:
    """Write a note."""
    form = forms.NoteForm(
        request.POST or None,
        schools=schools_for_notes(request.user),
        list_url=reverse("teacher_note_schools"),
    )
    made = None
    if request.method == "POST" and form.is_valid():
        made = act_on(form, lambda: domain.write_note(by=request.user, **form.cleaned_data))
    if made:
        messages.success(request, "Запись сделана. Чтобы открыть её, понадобится назвать причину.")
        return redirect("teacher_notes")
    context = {"form": form, "crumbs": [CRUMB, ("Новая запись", "")]}
    return render(request, "support/note_new.html", context, status=422 if form.errors else 200)


@needs(Permission.TEACHERS_SUPPORT)
def teacher_note_schools(request: OfficeRequest) -> HttpResponse:
    """Suggestions of schools for what is being written."""
    lines = suggested_places(schools_for_notes(request.user), asked_words(request))
    return render(request, "access/suggestions.html", {"list_id": "places", "lines": lines})


@needs(Permission.TEACHERS_SUPPORT)
def teacher_note(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ask why, write it down, show the note in that one answer."""
    note = get_object_or_404(notes_visible_to(request.user), pk=pk)
    form, opened = forms.ReadForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        opened = act_on(
            form, lambda: domain.read_note(note, reason=form.cleaned_data["reason"], by=request.user)
        )
    context = {
        "note": opened, "asked": note, "form": form, "readings": readings_of(note) if opened else (),
        "crumbs": [CRUMB, (f"Запись № {pk}", "")],
    }  # fmt: skip
    return render(request, "support/note.html", context, status=422 if form.errors else 200)
