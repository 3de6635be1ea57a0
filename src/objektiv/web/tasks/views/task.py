"""The page of one task: acts, reports, documents, the letter, the form."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act_on
from objektiv.web.access.exporters import download
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.tasks.forms import Versioned
from objektiv.web.tasks.models import EvidenceFile, Letter, ReturnedForm, Task
from objektiv.web.tasks.page import ACTS, Act, task_page
from objektiv.web.tasks.papers import BLANKS, blank_name, letter_name, write_blank, write_letter
from objektiv.web.tasks.queries import WORKS
from objektiv.web.tasks.views.seen import BINARY, kept_file, seen_task


@needs(*WORKS)
def task(request: OfficeRequest, pk: int) -> HttpResponse:
    """One task: what is to be done, what was reported, what may be done now."""
    return render(request, "tasks/task.html", task_page(seen_task(request, pk), request.user))


@require_POST
@needs(*WORKS)
def task_act(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """Do what a form of the page asks; a refusal shows the page again with what the person wrote."""
    shown, known = seen_task(request, pk), ACTS.get(act)
    if known is None:
        raise Http404
    sent = request.POST.copy()
    form = known.form(sent, request.FILES, task=shown, auto_id=f"id_{act}_%s")
    if form.is_valid() and act_on(form, partial(_do, known, shown, request.user, form)) is not None:
        messages.success(request, known.done)
        return redirect("task", pk)
    shown = seen_task(request, pk)
    sent["version"] = str(shown.version)  # the person sees the present state and may send again
    return render(request, "tasks/task.html", task_page(shown, request.user, (act, form)), status=422)


def _do(known: Act, shown: Task, user: Any, form: Versioned) -> object:
    return known.do(shown, user, form.known())


@needs(*WORKS)
def task_letter(request: OfficeRequest, pk: int, letter: int) -> HttpResponse:
    """The letter to this school, or a reminder, as docx."""
    shown = seen_task(request, pk)
    mine = Letter.objects.filter(Q(tasks=shown) | Q(reminders__task=shown)).distinct()
    written = get_object_or_404(mine.select_related("organisation", "action__plan"), pk=letter)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "letter.docx"
        write_letter(written, shown, path)
        return download(letter_name(written), path.read_bytes(), BINARY)


@needs(*WORKS)
def task_blank(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    """The form of the task as docx or xlsx."""
    shown = seen_task(request, pk)
    if kind not in BLANKS:
        raise Http404
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"blank.{kind}"
        write_blank(shown, kind, path)
        return download(blank_name(shown, kind), path.read_bytes(), BINARY)


@needs(*WORKS)
def task_file(request: OfficeRequest, pk: int, file: int) -> HttpResponseBase:
    """One version of a document."""
    kept = get_object_or_404(EvidenceFile, pk=file, evidence__task=seen_task(request, pk))
    return kept_file(kept.sha256, kept.name)


@needs(*WORKS)
def task_form(request: OfficeRequest, pk: int, form: int) -> HttpResponseBase:
    """The form by which a report came, as the school sent it."""
    kept = get_object_or_404(ReturnedForm, pk=form, report__task=seen_task(request, pk))
    return kept_file(kept.sha256, kept.name)
