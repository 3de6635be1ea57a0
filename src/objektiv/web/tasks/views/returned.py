"""Files that came back from schools: brought in one heap, shown, confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.tasks import domain
from objektiv.web.tasks.approved import as_approved
from objektiv.web.tasks.enums import REPORTS, TAKEN_IN, FormState
from objektiv.web.tasks.expected import in_words
from objektiv.web.tasks.forms import HeapForm
from objektiv.web.tasks.listing import CRUMB, tabs
from objektiv.web.tasks.queries import WORKS, awaited, own_heaps, visible_to

LAST = 10
MOST_MISSING = 200


@needs(*WORKS)
def task_forms_new(request: OfficeRequest) -> HttpResponse:
    """Bring files; nothing changes before it is confirmed."""
    form = HeapForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("task_forms", domain.receive_forms(form.cleaned_data["uploads"], by=request.user).pk)
    context = {
        "form": form, "heaps": own_heaps(request.user).prefetch_related("forms")[:LAST],
        "tabs": tabs(request.user, "task_forms_new"), "crumbs": [CRUMB, ("Внести отчёты школ", "")],
    }  # fmt: skip
    return render(request, "tasks/forms_new.html", context, status=422 if form.errors else 200)


@needs(*WORKS)
def task_forms(request: OfficeRequest, pk: int) -> HttpResponse:
    """What one's heap holds, what was not taken and why, who has not answered."""
    heap = get_object_or_404(own_heaps(request.user), pk=pk)
    files = list(heap.forms.select_related("task__letter", "task__school", "task__action__plan", "report"))
    known = [one for one in files if one.task is not None and one.state != FormState.REFUSED]
    as_approved(one.task for one in known if one.task is not None)
    actions = {one.task.action_id for one in known if one.task is not None}
    missing = awaited(visible_to(request.user)).filter(action__in=actions)
    if not heap.applied_at:
        missing = missing.exclude(returned__in=heap.forms.filter(state__in=REPORTS))
    context = {
        "heap": heap,
        "known": [(one, in_words(one.task.letter.questions, one.answers)) for one in known if one.task is not None],
        "refused": [one for one in files if one.state == FormState.REFUSED],
        "count": 0 if heap.applied_at else sum(one.state in TAKEN_IN for one in known),
        "missing": as_approved(missing[:MOST_MISSING]),
        "crumbs": [CRUMB, ("Внести отчёты школ", reverse("task_forms_new")), (str(heap), "")],
    }  # fmt: skip
    return render(request, "tasks/forms.html", context)


@require_POST
@needs(*WORKS)
def task_forms_confirm(request: OfficeRequest, pk: int) -> HttpResponse:
    """Store reports and documents."""
    heap = domain.confirm_heap(get_object_or_404(own_heaps(request.user), pk=pk), by=request.user)
    stored = heap.forms.filter(report__isnull=False, state__in=REPORTS).count()
    papers = heap.forms.filter(state=FormState.PAPER).count()
    messages.success(request, f"Внесено отчётов: {stored}, документов: {papers}.")
    return redirect("task_forms", pk)
