"""Pages of the risk zone: the register, an entry, proposing, the register corrected in Excel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act as act_of_button
from objektiv.web.access.acting import act_on
from objektiv.web.access.fields import asked_words, suggested_places
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.cases import queries as cases
from objektiv.web.findings.models import SchoolResult
from objektiv.web.findings.queries.results import visible_to as visible_results
from objektiv.web.support import domain, forms
from objektiv.web.support.listing import RiskFilter, risk_list
from objektiv.web.support.models import RiskEntry, SupportItem
from objektiv.web.support.page import ACTS, entry_page
from objektiv.web.support.queries import proposable_schools, visible_to
from objektiv.web.support.rules import can_stand_on_result, may_lead
from objektiv.web.support.zone_book import EDITABLE, apply_changes, as_plain, plan_changes, risk_book

SALT = "support.changes"
CONFIRM_SECONDS = 3600
CRUMB = ("Зона риска", "/risk/")


@needs(Permission.RISK_VIEW)
def risk_zone(request: OfficeRequest) -> HttpResponse:
    """The register, schools by the alphabet; a school sees its own."""
    chosen = RiskFilter.read(request.GET)
    if request.GET.get("format") == "xlsx":
        listed = chosen.narrow(visible_to(request.user), request.user).prefetch_related("support")
        return risk_book(listed, chosen.in_words(), by=request.user)
    return render(request, "support/list.html", risk_list(request.user, chosen, request.GET.get("page")))


@needs(Permission.RISK_VIEW)
def risk_entry(request: OfficeRequest, pk: int) -> HttpResponse:
    """One entry: the reason, who helps and how, when it is over, the history."""
    return render(request, "support/entry.html", entry_page(_visible(request, pk), request.user))


@require_POST
@needs(Permission.RISK_VIEW)
def risk_act(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """Do what a form of the page asks; a refusal shows the page again with what the person wrote."""
    entry, known = _visible(request, pk), ACTS.get(act)
    if known is None:
        raise Http404
    sent = request.POST.copy()
    form = known.form(sent, entry=entry, auto_id=f"id_{act}_%s")
    done: object = None
    if form.is_valid():
        done = act_on(form, lambda: known.do(entry, request.user, form.cleaned_data))
    if done:
        messages.success(request, known.done)
        return redirect("risk_entry", pk)
    entry = _visible(request, pk)
    sent["version"] = str(entry.version)  # the person sees the present state and may send again
    return render(request, "support/entry.html", entry_page(entry, request.user, (act, form)), status=422)


@require_POST
@needs(Permission.RISK_VIEW)
def risk_support_done(request: OfficeRequest, pk: int, item: int) -> HttpResponse:
    """The help was given."""
    found = get_object_or_404(
        SupportItem.objects.select_related("entry__school"), pk=item, entry=_visible(request, pk)
    )
    act_of_button(request, lambda: domain.complete_support(found, by=request.user), "Отмечено: сделано.")
    return redirect("risk_entry", pk)


@needs(Permission.RISK_EDIT)
def risk_new(request: OfficeRequest) -> HttpResponse:
    """Propose a school, for a reason or on the ground of its result."""
    result = _asked_result(request)
    form = forms.ProposeForm(
        request.POST or None,
        schools=proposable_schools(request.user),
        list_url=reverse("risk_schools"),
        result=result,
    )
    if request.method == "POST" and form.is_valid():
        made = act_on(form, lambda: domain.propose(by=request.user, **form.known()))
        if made:
            messages.success(request, "Предложено. Назначьте куратора и запишите критерии выхода.")
            return redirect("risk_entry", made.pk)
    context = {"form": form, "result": result, "crumbs": [CRUMB, ("Предложить школу", "")]}
    return render(request, "support/new.html", context, status=422 if form.errors else 200)


@needs(Permission.RISK_EDIT)
def risk_schools(request: OfficeRequest) -> HttpResponse:
    """Suggestions of schools for what is being written."""
    lines = suggested_places(proposable_schools(request.user), asked_words(request))
    return render(request, "access/suggestions.html", {"list_id": "places", "lines": lines})


@require_POST
@needs(Permission.RISK_EDIT)
def risk_from_case(request: OfficeRequest, case: int) -> HttpResponse:
    """Propose the school of a decided case, by one button of its page."""
    found = get_object_or_404(cases.visible_to(request.user, timezone.localdate()), pk=case)
    if not may_lead(request.user, found.school.path):
        raise PermissionDenied
    made: list[RiskEntry] = []
    said = "Предложено. Назначьте куратора и запишите критерии выхода."
    if act_of_button(request, lambda: made.append(domain.propose_from_case(found, by=request.user)), said):
        return redirect("risk_entry", made[0].pk)
    return redirect("case", case)


@needs(Permission.RISK_EDIT)
def risk_change(request: OfficeRequest) -> HttpResponse:
    """The register corrected in Excel: what it would change, then the changes."""
    form, planned = forms.BookForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and "plan" in request.POST:
        return _apply(request)
    if request.method == "POST" and form.is_valid():
        planned = act_on(form, lambda: plan_changes(form.cleaned_data["file"], by=request.user))
    good = [one for one in planned or () if not one.sentence]
    context = {
        "form": form, "planned": planned, "count": len(good), "how": EDITABLE,
        "signed": signing.dumps([request.user.pk, as_plain(good)], salt=SALT, compress=True),
        "crumbs": [CRUMB, ("Изменить списком", "")],
    }  # fmt: skip
    return render(request, "support/change.html", context, status=422 if form.errors else 200)


def _apply(request: OfficeRequest) -> HttpResponse:
    try:
        owner, changes = signing.loads(request.POST["plan"], salt=SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature:
        owner, changes = None, []
    if owner != request.user.pk:
        messages.error(request, "Предпросмотр устарел: загрузите книгу ещё раз.")
        return redirect("risk_change")
    done, refused = apply_changes(changes, by=request.user)
    messages.success(request, f"Изменено записей: {done}.")
    for one in refused:
        messages.error(request, f"Строка {one.row}, {one.school}: {one.sentence}")
    return redirect("risk_zone")


def _visible(request: OfficeRequest, pk: int) -> RiskEntry:
    return get_object_or_404(visible_to(request.user), pk=pk)


def _asked_result(request: OfficeRequest) -> SchoolResult | None:
    """The result that the proposal stands on; 404 unless the person sees it and its school was heard."""
    asked: Any = request.GET.get("result", "")
    if not asked:
        return None
    found = get_object_or_404(visible_results(request.user), pk=int(asked) if asked.isdecimal() else 0)
    if not may_lead(request.user, found.school.path) or not can_stand_on_result(request.user, found):
        raise Http404
    return found
