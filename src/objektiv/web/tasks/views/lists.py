"""The list of tasks, reminding those that the filters leave, the table of a plan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.plans.queries import visible_to as visible_plans
from objektiv.web.plans.snapshot import approved_head
from objektiv.web.tasks import domain
from objektiv.web.tasks.approved import as_approved
from objektiv.web.tasks.exporters import table_book, tasks_book
from objektiv.web.tasks.listing import CRUMB, TaskFilter, plans_of, task_list
from objektiv.web.tasks.queries import WORKS, by_urgency, remindable, visible_to, with_rows
from objektiv.web.tasks.table import table_of
from objektiv.web.territory.models import Unit

MOST_AT_ONCE = 500


@needs(*WORKS)
def tasks(request: OfficeRequest) -> HttpResponse:
    """Tasks that the person sees, the nearest day first."""
    chosen = TaskFilter.read(request.GET)
    if request.GET.get("format") == "xlsx":
        everything = visible_to(request.user)
        rows = with_rows(by_urgency(chosen.narrow(everything)))
        return tasks_book(as_approved(rows), chosen.in_words(plans_of(everything)))
    return render(request, "tasks/list.html", task_list(request.user, chosen, request.GET.get("page")))


@needs(Permission.PLANS_EDIT)
@require_POST
def tasks_remind(request: OfficeRequest) -> HttpResponse:
    """Remind all that the filters leave."""
    chosen = TaskFilter.read(request.POST)
    waiting = remindable(chosen.narrow(visible_to(request.user)), request.user)[:MOST_AT_ONCE]
    written = domain.remind_many(waiting, by=request.user)
    reminded = Unit.objects.filter(tasks__reminders__letter__in=written).distinct().count()
    if reminded:
        messages.success(request, f"Напомнили школам: {reminded}. Письма — на вкладке «Письма».")
        if left := remindable(chosen.narrow(visible_to(request.user)), request.user).count():
            messages.info(request, f"Остались ещё поручения: {left}. Нажмите ещё раз.")
    else:
        messages.info(request, "Напоминать некому: всем отобранным сегодня уже напомнили.")
    return redirect(f"{reverse('tasks')}?{chosen.address}")


@needs(*WORKS)
def tasks_of_plan(request: OfficeRequest, pk: int) -> HttpResponse:
    """Schools and actions of one plan: who has reported, who has not."""
    plan = approved_head(get_object_or_404(visible_plans(request.user), pk=pk))
    rows = visible_to(request.user).filter(action__plan=plan, action__excluded_by__isnull=True)
    table = table_of(as_approved(rows))
    if request.GET.get("format") == "xlsx":
        return table_book(table, str(plan))
    context = {
        "plan": plan, "table": table,
        "crumbs": [CRUMB, (plan.short_title, reverse("plan", args=[pk])), ("Кто отчитался", "")],
    }  # fmt: skip
    return render(request, "tasks/table.html", context)
