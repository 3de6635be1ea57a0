"""The page of one action: acts, evidence, words, links."""

from __future__ import annotations

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act as act_of_button
from objektiv.web.access.acting import act_on
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.plans import domain, rules
from objektiv.web.plans.forms import action as forms
from objektiv.web.plans.models import Action, EvidenceFile
from objektiv.web.plans.page import ACTS, action_page, apart_acts, apart_form, link_choices, shown_links
from objektiv.web.plans.views.seen import kept_file, seen_action

Made = tuple[django_forms.Form, Callable[[], object], str]


@needs(Permission.PLANS_VIEW)
def plan_action(request: OfficeRequest, pk: int, row: int) -> HttpResponse:
    """One action: what is to be done, what was done, what proves it, what may be done now."""
    is_whole = "history" in request.GET
    context = action_page(seen_action(request, pk, row), request.user, is_whole=is_whole)
    return render(request, "plans/action.html", context)


@needs(Permission.PLANS_VIEW)
def plan_action_form(request: OfficeRequest, pk: int, row: int, act: str) -> HttpResponse:
    """The form of an act that stands on a page of its own: whom to name, what to tie the action to."""
    action = seen_action(request, pk, row)
    does, leads = rules.may_do(request.user, action), rules.may_lead(request.user, action)
    title = apart_acts(action, does=does, leads=leads).get(act)
    if title is None:
        raise PermissionDenied
    back = reverse("plan_action", args=[pk, row])
    context = {
        "form": apart_form(action, request.user, act), "title": title, "button": "Сохранить", "back": back,
        "plan": action.plan, "note": str(action), "send_to": reverse("plan_action_act", args=[pk, row, act]),
        "crumbs": [
            ("Планы", reverse("plans")), (action.plan.short_title, reverse("plan", args=[pk])), (str(action), back),
            (title, ""),
        ],
    }  # fmt: skip
    return render(request, "plans/form.html", context)


@require_POST
@needs(Permission.PLANS_VIEW)
def plan_action_act(request: OfficeRequest, pk: int, row: int, act: str) -> HttpResponse:
    """Do what a form or a button of the page asks; a refusal shows the page again with what the person wrote."""
    action = seen_action(request, pk, row)
    if act in _BUTTONS:
        verb, done = _BUTTONS[act]
        act_of_button(request, lambda: verb(request, action), done)
        return (
            redirect("plan_action", pk, row)
            if Action.objects.filter(pk=row).exists()
            else redirect("plan", pk)
        )
    sent = request.POST.copy()
    form, do, done = _asked(request, sent, action, act)
    if form.is_valid() and act_on(form, do) is not None:
        messages.success(request, done)
        return redirect("plan_action", pk, row)
    action = seen_action(request, pk, row)
    sent["version"] = str(action.version)  # the person sees the present state and may send again
    page = action_page(action, request.user, (act, form))
    shown = (*page["forms"].values(), *(offer.form for offer in page["offers"]))
    lost = None if any(one is form for one in shown) else form  # it is not offered any more
    return render(request, "plans/action.html", page | {"lost": lost}, status=422)


def _asked(request: OfficeRequest, sent: QueryDict, action: Action, act: str) -> Made:
    """The form of an act, its verb, what is said after it; 404 for an act that there is not."""
    user = request.user
    if known := ACTS.get(act):
        form = known.form(sent, thing=action, auto_id=f"id_{act}_%s")
        return form, lambda: known.do(action, user, form.cleaned_data), known.done
    if make := _SIDE.get(act):
        return make(request, sent, action)
    raise Http404


def _evidence(request: OfficeRequest, sent: QueryDict, action: Action) -> Made:
    form = forms.EvidenceForm(sent, request.FILES, thing=action, auto_id="id_evidence_%s")

    def attach() -> object:
        said = form.cleaned_data
        return domain.attach_evidence(
            action, said["file"], by=request.user, title=said["title"], evidence=said.get("evidence")
        )

    return form, attach, "Документ приложен."


def _assign(request: OfficeRequest, sent: QueryDict, action: Action) -> Made:
    people = reverse("plan_people", args=[action.plan_id])
    form = forms.AssignForm(sent, thing=action, list_url=people, auto_id="id_assign_%s")
    return form, lambda: domain.assign(action, by=request.user, **form.known()), "Люди назначены."


def _details(request: OfficeRequest, sent: QueryDict, action: Action) -> Made:
    form = forms.DetailsForm(sent, thing=action, auto_id="id_details_%s")

    def describe() -> object:
        return domain.describe(
            action, by=request.user, details=form.known(), version=form.cleaned_data["version"]
        )

    return form, describe, "Сохранено."


def _effect(request: OfficeRequest, sent: QueryDict, action: Action) -> Made:
    form = forms.EffectForm(sent, thing=action, auto_id="id_effect_%s")
    return form, lambda: domain.judge_effect(action, by=request.user, **form.cleaned_data), "Эффект записан."


def _comment(request: OfficeRequest, sent: QueryDict, action: Action) -> Made:
    form = forms.CommentForm(sent, thing=action, auto_id="id_comment_%s")
    return form, lambda: domain.comment(action, by=request.user, **form.cleaned_data), "Сообщение добавлено."


def _link(request: OfficeRequest, sent: QueryDict, action: Action) -> Made:
    form = forms.LinkForm(sent, choices=link_choices(action, request.user), auto_id="id_link_%s")
    return form, lambda: domain.link(action, by=request.user, **form.cleaned_data), "Связь добавлена."


def _take_suggestion(request: OfficeRequest, action: Action) -> object:
    return domain.take_suggestion(action, field=request.POST.get("field", ""), by=request.user)


def _leave_suggestion(request: OfficeRequest, action: Action) -> object:
    return domain.leave_suggestion(action, field=request.POST.get("field", ""), by=request.user)


def _see_changes(request: OfficeRequest, action: Action) -> object:
    return domain.see_changes(action, action.date_changes.all(), by=request.user)


_SIDE: dict[str, Callable[[OfficeRequest, QueryDict, Action], Made]] = {
    "evidence": _evidence, "assign": _assign, "details": _details, "effect": _effect, "comment": _comment,
    "link": _link,
}  # fmt: skip
_BUTTONS: dict[str, tuple[Callable[[OfficeRequest, Action], object], str]] = {
    "take-suggestion": (_take_suggestion, "Предположение принято."),
    "leave-suggestion": (_leave_suggestion, "Предположение отклонено: поле осталось как в документе."),
    "seen": (_see_changes, "Отмечено: новый срок вам известен."),
    "remove": (lambda request, action: domain.remove_row(action, by=request.user), "Мероприятие исключено."),
    "stay": (
        lambda request, action: domain.put_back(action, by=request.user),
        "Мероприятие остаётся в плане.",
    ),
}


@needs(Permission.PLANS_EDIT)
def plan_action_edit(request: OfficeRequest, pk: int, row: int) -> HttpResponse:
    """Change what the document says of the row."""
    action = seen_action(request, pk, row)
    if not rules.may_write(request.user, action.plan.unit):
        raise PermissionDenied
    form = forms.RowForm(request.POST or None, thing=action)
    if request.method == "POST" and form.is_valid():
        present = seen_action(request, pk, row)  # the form was filled in with what stood before
        changed = act_on(form, lambda: domain.edit_row(present, by=request.user, **form.cleaned_data))
        if changed is not None:
            messages.success(request, "Сохранено.")
            return redirect("plan_action", pk, row)
    back = reverse("plan_action", args=[pk, row])
    context = {
        "form": form, "title": "Изменить мероприятие", "button": "Сохранить", "back": back, "plan": action.plan,
        "crumbs": [
            ("Планы", reverse("plans")), (action.plan.short_title, reverse("plan", args=[pk])),
            (str(action), back), ("Изменить", ""),
        ],
    }  # fmt: skip
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)


@needs(Permission.PLANS_VIEW)
def plan_evidence(request: OfficeRequest, pk: int, row: int, file: int) -> HttpResponseBase:
    """One version of a document."""
    action = seen_action(request, pk, row)
    if not rules.may_see_work(request.user, action):
        raise Http404
    kept = get_object_or_404(EvidenceFile, pk=file, evidence__action=action)
    return kept_file(kept.sha256, kept.name)


@require_POST
@needs(Permission.PLANS_VIEW)
def plan_unlink(request: OfficeRequest, pk: int, row: int, link: int) -> HttpResponse:
    """Take a tie away."""
    action = seen_action(request, pk, row)
    found = next((one.link for one in shown_links(action, request.user) if one.link.pk == link), None)
    if found is None:
        raise Http404
    act_of_button(request, lambda: domain.unlink(found, by=request.user), "Связь снята.")
    return redirect("plan_action", pk, row)
