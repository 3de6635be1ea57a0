"""Tasks of one action: giving them, who has reported, acts on many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act_on
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.plans.views.seen import sent_keys
from objektiv.web.tasks import domain, rules
from objektiv.web.tasks.action_page import action_page, crumbs_of
from objektiv.web.tasks.approved import as_approved
from objektiv.web.tasks.exporters import tasks_book
from objektiv.web.tasks.forms import ActionReportForm, GiveForm, TermsForm
from objektiv.web.tasks.queries import WORKS, awaited, remindable, visible_to, with_rows
from objektiv.web.tasks.views.seen import led_action, seen_action

MOST_SAID = 5


@needs(Permission.PLANS_EDIT)
def task_give(request: OfficeRequest, pk: int) -> HttpResponse:
    """Give an action to schools: which, until when, what to report."""
    action = led_action(request, pk)
    form = GiveForm(request.POST or None, action=action)
    if request.method == "POST" and form.is_valid():
        letter = act_on(form, lambda: domain.give(action, by=request.user, **form.known()))
        if letter is not None:
            messages.success(
                request, f"Поручено: письмо № {letter.shown_number}, школ {letter.tasks.count()}."
            )
            return redirect("tasks_of_action", pk)
    context = {
        "form": form, "action": action, "plan": action.plan, "can_give": rules.can_give(action),
        "crumbs": crumbs_of(action, "Поручить школам"),
    }  # fmt: skip
    return render(request, "tasks/give.html", context, status=422 if form.errors else 200)


@needs(*WORKS)
def tasks_of_action(request: OfficeRequest, pk: int) -> HttpResponse:
    """Who has reported, who has not."""
    action = seen_action(request, pk)
    if request.GET.get("format") == "xlsx":
        rows = with_rows(visible_to(request.user).filter(action=action)).order_by(
            "school__order_key", "due_on"
        )
        return tasks_book(as_approved(rows), f"мероприятие {action}"[:200])
    return render(request, "tasks/action.html", action_page(action, request.user))


@require_POST
@needs(Permission.PLANS_EDIT)
def tasks_of_action_remind(request: OfficeRequest, pk: int) -> HttpResponse:
    """Remind every school that has not reported, or the one whose button was pressed."""
    action = led_action(request, pk)
    waiting = remindable(visible_to(request.user).filter(action=action), request.user)
    if keys := sent_keys(request.POST.getlist("task")):
        waiting = waiting.filter(pk__in=keys)
    written = domain.remind_many(waiting, by=request.user)
    reminded = sum(one.reminders.count() for one in written)
    if reminded:
        messages.success(request, f"Напомнили школам: {reminded}, письмо № {written[0].shown_number}.")
    else:
        messages.info(request, "Напоминать некому: сегодня уже напомнили, или отчёты получены.")
    return redirect("tasks_of_action", pk)


@require_POST
@needs(*WORKS)
def tasks_of_action_accept(request: OfficeRequest, pk: int) -> HttpResponse:
    """Accept the marked reports."""
    action = seen_action(request, pk)
    marked = visible_to(request.user).filter(action=action, pk__in=sent_keys(request.POST.getlist("row")))
    done, refused = domain.accept_many(marked, by=request.user)
    if done:
        messages.success(request, f"Принято отчётов: {done}.")
    elif not refused:
        messages.error(request, "Отметьте отчёты, которые принимаете.")
    _tell(request, refused)
    return redirect("tasks_of_action", pk)


@require_POST
@needs(Permission.PLANS_EDIT)
def tasks_of_action_terms(request: OfficeRequest, pk: int) -> HttpResponse:
    """Another day for all schools that have not reported."""
    action, form = led_action(request, pk), TermsForm(request.POST)
    if form.is_valid():
        waiting = awaited(visible_to(request.user).filter(action=action))
        rows = waiting.exclude(due_on=form.cleaned_data["until"])
        done, refused = domain.move_terms(rows, by=request.user, **form.cleaned_data)
        if done:
            messages.success(request, f"Срок перенесён у школ: {done}.")
        elif not refused:
            messages.info(
                request, "Переносить не у кого: у школ, которые не отчитались, этот срок уже стоит."
            )
        _tell(request, refused)
        return redirect("tasks_of_action", pk)
    return render(
        request, "tasks/action.html", action_page(action, request.user, {"terms": form}), status=422
    )


@require_POST
@needs(*WORKS)
def tasks_of_action_report(request: OfficeRequest, pk: int) -> HttpResponse:
    """All schools are through: report the action."""
    action, form = seen_action(request, pk), ActionReportForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["report"]
        reported = act_on(form, lambda: domain.report_action(action, report=words, by=request.user))
    if not form.errors and reported is not None:
        messages.success(request, "Отчёт об исполнении мероприятия отправлен на проверку.")
        return redirect("plan_action", action.plan_id, pk)
    return render(
        request, "tasks/action.html", action_page(action, request.user, {"report": form}), status=422
    )


def _tell(request: OfficeRequest, refused: Any) -> None:
    for one, sentence in refused[:MOST_SAID]:
        messages.error(request, f"{one.school.title}: {sentence}")
    if len(refused) > MOST_SAID:
        messages.error(request, f"И ещё отказов: {len(refused) - MOST_SAID}.")
