"""Terms of the territory: how long schools have to reply, until when works are kept, who signs."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from objektiv.web.access.acting import act_on
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import reachable
from objektiv.web.audit.models import Record
from objektiv.web.cases import domain, rules
from objektiv.web.cases.forms import TermsForm
from objektiv.web.cases.models import Terms
from objektiv.web.cases.queries import all_terms, terms_for
from objektiv.web.cases.views.seen import tabs
from objektiv.web.territory.models import Unit

CRUMB = ("Карточки", "/cases/")


@needs(Permission.CASES_ASK)
def terms(request: OfficeRequest) -> HttpResponse:
    """The terms that count in each part of one's territory."""
    units = Unit.objects.filter(
        reachable(request.user, Permission.CASES_ASK, "path"), level__in=rules.TERM_LEVELS
    )
    ordered = list(units.filter(closed_on__isnull=True).order_by("path"))
    context = {
        "rows": all_terms(ordered), "tabs": tabs(request.user, "terms"), "crumbs": [CRUMB, ("Сроки", "")],
    }  # fmt: skip
    return render(request, "cases/terms.html", context)


@needs(Permission.CASES_ASK)
def unit_terms(request: OfficeRequest, unit: int) -> HttpResponse:
    """Set the terms of one part."""
    meant = get_object_or_404(
        Unit.objects.filter(reachable(request.user, Permission.CASES_ASK, "path")), pk=unit
    )
    if not rules.may_set_terms(request.user, meant):
        raise Http404
    known = Terms.objects.filter(unit=meant).first()
    initial = {"version": known.version if known else 0}
    form = TermsForm(request.POST or None, instance=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if act_on(form, lambda: domain.set_terms(meant, by=request.user, **said)):
            messages.success(request, "Сроки сохранены.")
            return redirect("terms")
    history = Record.objects.filter(object_type="cases.terms", object_id=str(known.pk)) if known else ()
    context = {
        "unit": meant, "form": form, "counting": terms_for(meant.path), "history": history,
        "crumbs": [CRUMB, ("Сроки", reverse("terms")), (meant.title, "")],
    }  # fmt: skip
    return render(request, "cases/unit_terms.html", context, status=422 if form.errors else 200)
