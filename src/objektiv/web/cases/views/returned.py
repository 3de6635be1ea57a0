"""Forms that came back: brought in one heap, shown, confirmed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.cases import domain
from objektiv.web.cases.domain.returned import WAITING
from objektiv.web.cases.enums import FormState
from objektiv.web.cases.forms import HeapForm
from objektiv.web.cases.queries import own_heaps
from objektiv.web.cases.views.seen import tabs

LAST = 10
BRINGS = (Permission.CASES_ASK, Permission.CASES_REPLY)


@needs(*BRINGS)
def forms_new(request: OfficeRequest) -> HttpResponse:
    """Bring files; nothing changes before it is confirmed."""
    form = HeapForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        heap = domain.receive_forms(form.cleaned_data["uploads"], by=request.user)
        return redirect("forms", heap.pk)
    context = {
        "form": form, "heaps": own_heaps(request.user).prefetch_related("forms")[:LAST],
        "tabs": tabs(request.user, "forms_new"), "crumbs": [("Карточки", reverse("cases")), ("Внести бланки", "")],
    }  # fmt: skip
    return render(request, "cases/forms_new.html", context, status=422 if form.errors else 200)


@needs(*BRINGS)
def forms(request: OfficeRequest, number: int) -> HttpResponse:
    """What one's heap holds: matched forms with their words, the others with the reason."""
    heap = get_object_or_404(own_heaps(request.user), pk=number)
    all_forms = list(heap.forms.select_related("letter__case__school", "reply"))
    for one in all_forms:
        one.said = _said(one.letter.questions if one.letter else [], one.answers)  # type: ignore[attr-defined]  # for the page alone
    waiting = [one for one in all_forms if one.state in WAITING]
    context = {
        "heap": heap, "matched": [one for one in all_forms if one.state != FormState.REFUSED],
        "refused": [one for one in all_forms if one.state == FormState.REFUSED],
        "count": 0 if heap.applied_at else len(waiting), "stored": sum(one.reply is not None for one in all_forms),
        "crumbs": [("Карточки", reverse("cases")), ("Внести бланки", reverse("forms_new")), (str(heap), "")],
    }  # fmt: skip
    return render(request, "cases/forms.html", context)


def _said(questions: list[list[Any]], answers: dict[str, str]) -> list[tuple[str, str]]:
    """(question, answer) of those answered."""
    return [(text, answers[str(keys[0])]) for keys, text in questions if str(keys[0]) in answers]


@needs(*BRINGS)
@require_POST
def forms_confirm(request: OfficeRequest, number: int) -> HttpResponse:
    """Store the replies."""
    heap = get_object_or_404(own_heaps(request.user), pk=number)
    if act(request, lambda: domain.confirm_heap(heap, by=request.user)):
        stored = heap.forms.filter(reply__isnull=False).count()
        messages.success(request, f"Ответов внесено: {stored}.")
    return redirect("forms", number)
