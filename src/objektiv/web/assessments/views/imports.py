"""Imports: handing files in, the preview, confirming, the protocol, undoing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from objektiv.analysis.catalogue import readers
from objektiv.model.errors import ObjektivError
from objektiv.model.reader import Reader
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.assessments.domain import imports as verbs
from objektiv.web.assessments.domain.receiving import Incoming
from objektiv.web.assessments.enums import ImportState
from objektiv.web.assessments.exporters import imports_book, protocol_book, template_book
from objektiv.web.assessments.forms import MAX_FILE_BYTES, MAX_FILES, ReasonForm, UploadForm
from objektiv.web.assessments.models import Import
from objektiv.web.assessments.phrases import in_words
from objektiv.web.assessments.queries import (
    open_reminders,
    units_to,
    visible_imports,
    with_counts,
)
from objektiv.web.assessments.rules import can_undo
from objektiv.web.assessments.views.above import above_for
from objektiv.web.assessments.views.preview import (
    CRUMB,
    NEW_SCHOOLS_AT_ONCE,
    brought_rows,
    import_answer,
    municipalities,
    procedure_choices,
    school_form,
)
from objektiv.web.assessments.views.procedures import blame, tell
from objektiv.web.territory.models import Unit

PAGE = 50


@needs(Permission.IMPORTS_VIEW)
def imports(request: OfficeRequest) -> HttpResponse:
    """Imports of one's part of the territory, newest first."""
    shown = with_counts(visible_imports(request.user))
    state = request.GET.get("state", "")
    shown = shown.filter(state=state) if state in ImportState.values else shown
    if request.GET.get("format") == "xlsx":
        return imports_book(shown)
    context = {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "states": ImportState.choices,
        "state": state,
        "may_load": units_to(request.user, Permission.IMPORTS_LOAD).exists(),
        "reminders": open_reminders(request.user),
        **above_for(request.user, Permission.IMPORTS_VIEW),
        "crumbs": [("Загрузки", None)],
    }
    return render(request, "assessments/imports.html", context)


@needs(Permission.IMPORTS_LOAD)
def import_new(request: OfficeRequest) -> HttpResponse:
    """Hand files in."""
    units = units_to(request.user, Permission.IMPORTS_LOAD)
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        files = [
            Incoming(file.name or "файл", file.chunks(), folders)
            for file, folders in zip(said["uploads"], said["folders"], strict=True)
        ]
        try:
            return _to_job(verbs.receive(unit=said["unit"], files=files, by=request.user))
        except ObjektivError as error:
            form.add_error(None, in_words(error))
    context = {
        "form": form, "limits": {"files": MAX_FILES, "mebibytes": MAX_FILE_BYTES >> 20},
        "crumbs": [CRUMB, ("Новая загрузка", None)],
    }  # fmt: skip
    return render(request, "assessments/import_new.html", context)


def _templates() -> dict[str, Reader]:
    """Our own layouts, sorted by title."""
    own = [reader for reader in readers().values() if reader.template is not None]
    return {reader.code: reader for reader in sorted(own, key=lambda one: one.title)}


@needs(Permission.IMPORTS_VIEW)
def templates(request: OfficeRequest) -> HttpResponse:
    """Empty tables for what has no export of its own."""
    context = {"templates": _templates().values(), "crumbs": [CRUMB, ("Шаблоны", None)]}
    return render(request, "assessments/templates.html", context)


@needs(Permission.IMPORTS_VIEW)
def template_file(request: OfficeRequest, code: str) -> HttpResponse:
    """One empty table."""
    own = _templates()
    if code not in own:
        raise Http404
    return template_book(own[code])


@needs(Permission.IMPORTS_VIEW)
def import_page(request: OfficeRequest, number: int) -> HttpResponse:
    """An import: its preview before, its protocol after."""
    return import_answer(request, get_object_or_404(visible_imports(request.user), pk=number))


@needs(Permission.IMPORTS_LOAD)
@require_POST
def import_procedures(request: OfficeRequest, number: int) -> HttpResponse:
    """Name the procedure of files and read them again."""
    load = get_object_or_404(visible_imports(request.user), pk=number)
    allowed = {"", *(code for code, _ in procedure_choices(request, list(load.files.all())))}
    said = {file.pk: request.POST.get(f"chosen-{file.pk}") for file in load.files.all()}
    chosen = {pk: code for pk, code in said.items() if code is not None and code in allowed}
    if tell(request, lambda: verbs.name_procedures(load, chosen=chosen, by=request.user)):
        return _to_job(load)
    return redirect("import", number)


@needs(Permission.IMPORTS_LOAD)
@require_POST
def import_read(request: OfficeRequest, number: int) -> HttpResponse:
    """Read files again after an interruption."""
    load = get_object_or_404(visible_imports(request.user), pk=number)
    if tell(request, lambda: verbs.read_again(load, by=request.user)):
        return _to_job(load)
    return redirect("import", number)


@needs(Permission.IMPORTS_LOAD)
@require_POST
def import_schools(request: OfficeRequest, number: int) -> HttpResponse:
    """Add unknown schools to the territory."""
    load = get_object_or_404(visible_imports(request.user), pk=number)
    parents = municipalities(request, load)
    known = dict(Unit.objects.in_bulk([pk for pk, _, _ in parents]))
    forms = [school_form(prefix, parents, data=request.POST) for prefix in request.POST.getlist("prefix")]
    chosen = {}
    for form in forms[:NEW_SCHOOLS_AT_ONCE]:
        if not form.is_valid():
            messages.error(request, "Проверьте название и муниципалитет каждой добавляемой школы.")
            return redirect("import", number)
        said = form.cleaned_data
        if said["is_wanted"]:
            chosen[said["code"]] = (said["title"], known[int(said["parent"])])
    if chosen and tell(request, lambda: verbs.add_schools(load, schools=chosen, by=request.user)):
        messages.success(request, f"Школ добавлено в территорию: {len(chosen)}.")
    return redirect("import", number)


@needs(Permission.IMPORTS_LOAD)
@require_POST
def import_confirm(request: OfficeRequest, number: int) -> HttpResponse:
    """Load what the preview shows."""
    load = get_object_or_404(visible_imports(request.user), pk=number)
    wanted = set(request.POST.getlist("file"))
    excluded = [pk for pk in load.files.values_list("pk", flat=True) if str(pk) not in wanted]
    form = ReasonForm(request.POST)
    reason = request.POST.get("reason", "")[:300]
    try:
        verbs.confirm(load, by=request.user, excluded=excluded, reason=reason)
    except ValidationError as error:
        form.is_valid()
        form.errors.clear()
        blame(form, error)
        return import_answer(request, get_object_or_404(visible_imports(request.user), pk=number), form)
    return _to_job(load)


@needs(Permission.IMPORTS_LOAD)
@require_POST
def import_abandon(request: OfficeRequest, number: int) -> HttpResponse:
    """Give an import up."""
    load = get_object_or_404(visible_imports(request.user), pk=number)
    if tell(request, lambda: verbs.abandon(load, by=request.user)):
        messages.success(request, "Загрузка не состоялась, её файлы удалены.")
    return redirect("imports")


@needs(Permission.IMPORTS_LOAD)
def import_undo(request: OfficeRequest, number: int) -> HttpResponse:
    """Say what undoing does, then do it."""
    load = get_object_or_404(visible_imports(request.user), pk=number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.ask_undo(load, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            blame(form, error)
        else:
            return _to_job(load)
    obstacle = verbs.why_not_undo(load) if can_undo(load) else "Отменить можно только загруженное."
    context = {
        "load": load, "form": form, "obstacle": obstacle, "submissions": brought_rows(load),
        "crumbs": [CRUMB, (f"№ {load.pk}", f"../../{load.pk}/"), ("Отмена", None)],
    }  # fmt: skip
    return render(request, "assessments/import_undo.html", context)


@needs(Permission.IMPORTS_VIEW)
def import_protocol(request: OfficeRequest, number: int) -> HttpResponse:
    """The protocol as a workbook."""
    load = get_object_or_404(visible_imports(request.user), pk=number)
    return protocol_book(load, list(load.files.all()))


def _to_job(load: Import) -> HttpResponse:
    """The page of the job that the verb started."""
    job = Import.objects.values_list("job", flat=True).get(pk=load.pk)
    return redirect("job", job) if job else redirect("import", load.pk)
