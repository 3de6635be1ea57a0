"""The effect of one action: the question, the readings, the decision."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from objektiv.documents.drawing import render_svg
from objektiv.web.access.acting import act_on
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.effects import domain, rules
from objektiv.web.effects.forms import QuestionForm, VerdictForm
from objektiv.web.effects.page import effect_page, open_reading
from objektiv.web.effects.phrases import TITLE
from objektiv.web.effects.queries import SEES, actions_of, question_of, readings_of, visible_to
from objektiv.web.effects.waves import Waves
from objektiv.web.plans.models import Action

LEADS = (Permission.PLANS_EDIT, Permission.PLANS_APPROVE)


@needs(*SEES)
def effect(request: OfficeRequest, row: int) -> HttpResponse:
    """What came out, the picture, the numbers, how it was computed."""
    action = _seen(request, row)
    return render(
        request, "effects/effect.html", effect_page(action, request.user, request.GET.get("reading", ""))
    )


@needs(Permission.PLANS_EDIT)
def effect_question(request: OfficeRequest, row: int) -> HttpResponse:
    """Say how the effect will be read, or change it."""
    action = _seen(request, row)
    if not rules.may_ask(request.user, action):
        raise PermissionDenied
    waves = Waves.around(action.plan.unit.path)
    form = QuestionForm(request.POST or None, action=action, last=question_of(action), waves=waves)
    if request.method == "POST" and form.is_valid():
        made = act_on(form, lambda: domain.ask(action, by=request.user, **form.known()))
        if made is not None:
            messages.success(request, "Записано, как будет прочитан эффект.")
            return redirect("effect", row)
    context = {
        "form": form, "action": action, "plan": action.plan, "can_ask": rules.can_ask(action),
        "crumbs": [
            ("Планы", reverse("plans")), (TITLE, reverse("effects")),
            (f"Мероприятие {action.number}".strip(), reverse("effect", args=[row])), ("Как читать эффект", ""),
        ],
    }  # fmt: skip
    return render(request, "effects/question.html", context, status=422 if form.errors else 200)


@require_POST
@needs(*LEADS)
def effect_count(request: OfficeRequest, row: int) -> HttpResponse:
    """Compute the effect in the background."""
    action = _seen(request, row)
    if not rules.may_lead(request.user, action):
        raise PermissionDenied
    question = get_object_or_404(visible_to(request.user), action=action)
    try:
        job = domain.start_reading(question, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("effect", row)
    return redirect("job", job.pk)


@require_POST
@needs(*LEADS)
def effect_decide(request: OfficeRequest, row: int, pk: int) -> HttpResponse:
    """Take what is proposed or decide otherwise; a refusal shows the page again with what the person wrote."""
    action = _seen(request, row)
    reading = get_object_or_404(readings_of(request.user), pk=pk, question__action=action)
    sent = request.POST.copy()
    form = VerdictForm(sent, thing=action)
    if form.is_valid():
        made = act_on(form, lambda: domain.decide(reading, by=request.user, **form.cleaned_data))
        if made is not None:
            messages.success(request, f"Решение записано: {made.get_effect_display()}.")
            return redirect("effect", row)
    elif not rules.may_lead(request.user, action):
        raise PermissionDenied
    action = _seen(request, row)
    sent["version"] = str(action.version)  # the person sees the present state and may send again
    return render(request, "effects/effect.html", effect_page(action, request.user, refused=form), status=422)


@needs(*SEES)
def effect_picture(request: OfficeRequest, row: int, pk: int) -> HttpResponse:
    """The picture as far as the person is shown it; never cached for others: it depends on who looks."""
    reading = get_object_or_404(readings_of(request.user), pk=pk, question__action=row)
    figure = open_reading(request.user, reading).figure
    if figure is None:
        raise Http404
    return HttpResponse(
        render_svg(figure), content_type="image/svg+xml", headers={"Cache-Control": "private, no-store"}
    )


def _seen(request: OfficeRequest, row: int) -> Action:
    """An action whose effect the person sees."""
    return get_object_or_404(actions_of(request.user).prefetch_related("executors"), pk=row)
