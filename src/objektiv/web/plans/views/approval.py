"""Agreement, approval, editions and what differs in them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act_on
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.plans.approval_page import PLAN_ACTS, approval_page
from objektiv.web.plans.difference import difference, head_difference, section_difference
from objektiv.web.plans.models import Edition, Plan
from objektiv.web.plans.snapshot import digest_of, snapshot
from objektiv.web.plans.views.seen import kept_file, seen_plan

NOW = "now"


@needs(Permission.PLANS_VIEW)
def plan_approval(request: OfficeRequest, pk: int) -> HttpResponse:
    """Who agreed, by which documents the plan is approved, what may be done with it."""
    return render(request, "plans/approval.html", approval_page(seen_plan(request, pk), request.user))


@require_POST
@needs(Permission.PLANS_VIEW)
def plan_act(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """Do what a form of the page asks; a refusal shows the page again with what the person wrote."""
    plan, known = seen_plan(request, pk), PLAN_ACTS.get(act)
    if known is None:
        raise Http404
    sent = request.POST.copy()
    form = known.form(sent, request.FILES, thing=plan, auto_id=f"id_{act}_%s")
    if (
        form.is_valid()
        and act_on(form, lambda: _do(known, plan, request.user, form.cleaned_data)) is not None
    ):
        messages.success(request, known.done)
        return redirect("plan_approval", pk)
    plan = seen_plan(request, pk)
    sent["version"] = str(plan.version)  # the person sees the present state and may send again
    if "text" in sent:
        sent["text"] = digest_of(plan)
    return render(request, "plans/approval.html", approval_page(plan, request.user, (act, form)), status=422)


def _do(known: Any, plan: Plan, user: Any, said: dict[str, Any]) -> object:
    return known.do(plan, user, said) if known.is_offered(user, plan) else _refuse(known, plan, user, said)


def _refuse(known: Any, plan: Plan, user: Any, said: dict[str, Any]) -> object:
    """The verb itself says why; an agreement that nobody waits for has no verb to ask."""
    if known.code in ("agree", "return"):
        raise Http404
    return known.do(plan, user, said)


@needs(Permission.PLANS_VIEW)
def plan_difference(request: OfficeRequest, pk: int) -> HttpResponse:
    """What one edition says otherwise than another; «now» is the plan as it is being changed."""
    plan = seen_plan(request, pk)
    editions = list(plan.editions.all())
    if not editions:
        return redirect("plan_approval", pk)
    old = _asked(editions, request.GET.get("from", ""), editions[-2] if len(editions) > 1 else editions[0])
    is_now = request.GET.get("to", NOW if plan.state == "amending" else "") == NOW
    new = None if is_now else _asked(editions, request.GET.get("to", ""), editions[-1])
    content = snapshot(plan) if new is None else new.content
    context = {
        "plan": plan, "editions": editions, "old": old, "new": new, "rows": difference(old.content, content),
        "head": head_difference(old.content, content), "sections": section_difference(old.content, content),
        "is_amending": plan.state == "amending",
        "crumbs": [
            ("Планы", reverse("plans")), (plan.short_title, reverse("plan", args=[pk])),
            ("Утверждение", reverse("plan_approval", args=[pk])), ("Что изменено", ""),
        ],
    }  # fmt: skip
    return render(request, "plans/difference.html", context)


def _asked(editions: list[Edition], number: str, usual: Edition) -> Edition:
    return next((one for one in editions if str(one.number) == number), usual)


@needs(Permission.PLANS_VIEW)
def plan_scan(request: OfficeRequest, pk: int, number: int) -> HttpResponseBase:
    """The scan of the document that approved an edition."""
    edition = get_object_or_404(Edition, plan=seen_plan(request, pk), number=number)
    return kept_file(edition.scan_sha256, edition.scan_name)
