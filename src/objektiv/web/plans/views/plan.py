"""The page of one plan: its rows, its head, changing many rows at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from objektiv.web.access.acting import act_on
from objektiv.web.access.fields import asked_words, suggested_people
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.plans import domain, rules
from objektiv.web.plans.forms.action import BookForm, BulkForm, RowForm
from objektiv.web.plans.forms.plan import EditPlanForm
from objektiv.web.plans.listing import RowFilter
from objektiv.web.plans.models import Plan
from objektiv.web.plans.plan_page import may_change_many, plan_page, rows_for
from objektiv.web.plans.queries import actions_visible_to, live, people_for
from objektiv.web.plans.row_book import EDITABLE, apply_changes, as_plain, plan_changes, rows_book
from objektiv.web.plans.views.seen import kept_file, seen_plan, sent_keys

SALT = "plans.rows"
CONFIRM_SECONDS = 3600


@needs(Permission.PLANS_VIEW)
def plan(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sections, rows, deadlines, statuses; the same as a workbook."""
    shown, chosen = seen_plan(request, pk), RowFilter.read(request.GET)
    if request.GET.get("format") == "xlsx":
        rows = live(actions_visible_to(request.user).filter(plan=shown))
        is_editor = rules.may_write(request.user, shown.unit)
        said = rows_for(shown, request.user, chosen.narrow(rows, request.user))
        return rows_book(said, chosen.in_words(), is_editor=is_editor)
    return render(request, "plans/plan.html", plan_page(shown, request.user, chosen))


@needs(Permission.PLANS_EDIT)
def plan_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """The title, the kind, the year, the controller."""
    shown = _written(request, pk)
    form = EditPlanForm(request.POST or None, thing=shown, list_url=reverse("plan_people", args=[pk]))
    if request.method == "POST" and form.is_valid():
        changed = act_on(form, lambda: domain.edit_plan(shown, by=request.user, **form.cleaned_data))
        if changed:
            messages.success(request, "Сохранено.")
            return redirect("plan", pk)
    return _form(request, form, seen_plan(request, pk), "Изменить план", "Сохранить")


@needs(Permission.PLANS_EDIT)
def plan_row_new(request: OfficeRequest, pk: int) -> HttpResponse:
    """One more row."""
    shown = _written(request, pk)
    form = RowForm(request.POST or None, thing=shown)
    if request.method == "POST" and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if act_on(form, lambda: domain.add_row(shown, by=request.user, **said)):
            messages.success(request, "Мероприятие добавлено.")
            return redirect("plan", pk)
    return _form(request, form, shown, "Новое мероприятие", "Добавить")


@needs(Permission.PLANS_VIEW)
def plan_rows_change(request: OfficeRequest, pk: int) -> HttpResponse:
    """Change many rows: first how many would change and which not, then the change by the same verbs."""
    shown = seen_plan(request, pk)
    if not may_change_many(request.user, shown):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    rows = list(
        live(actions_visible_to(request.user).filter(plan=shown, pk__in=sent_keys(asked.getlist("row"))))
        .prefetch_related("executors", "links__procedure")
    )  # fmt: skip
    if not rows:
        messages.error(request, "Отметьте мероприятия, которые нужно изменить.")
        return redirect("plan", pk)
    people = reverse("plan_people", args=[pk])
    sent = request.POST if "change" in asked else None
    form = BulkForm(
        sent, plan=shown, people=people_for(shown.unit.path), list_url=people,
        initial={"is_accepted": "accept" in asked}, leads=rules.may_lead_plan(request.user, shown),
        writes=rules.may_write(request.user, shown.unit),
    )  # fmt: skip
    context = {"plan": shown, "rows": rows, "form": form, "crumbs": _crumbs(shown, "Изменить отмеченные")}
    if sent is None or not form.is_valid():
        return render(request, "plans/change.html", context, status=422 if form.errors else 200)
    known: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if value}
    change = domain.BulkChange(**known)
    if change.is_empty:
        form.add_error(None, "Выберите, что изменить: все поля пусты.")
        return render(request, "plans/change.html", context, status=422)
    if asked.get("confirmed") == str(len(rows)):
        return _change_many(request, pk, rows, change)
    count, refused = domain.try_change(rows, change, by=request.user)
    return render(
        request, "plans/change.html", {**context, "count": count, "refused": refused, "is_tried": True}
    )


def _change_many(request: OfficeRequest, pk: int, rows: Any, change: domain.BulkChange) -> HttpResponse:
    done, refused = domain.change_many(rows, change, by=request.user)
    messages.success(request, f"Изменено мероприятий: {done}.")
    for one, sentence in refused:
        messages.error(request, f"{one}: {sentence}")
    return redirect("plan", pk)


@needs(Permission.PLANS_EDIT)
def plan_rows_load(request: OfficeRequest, pk: int) -> HttpResponse:
    """The rows corrected in Excel: what it would change, then the changes."""
    shown = _written(request, pk)
    if request.method == "POST" and "plan" in request.POST:
        return _apply(request, shown)
    form, planned = BookForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        planned = act_on(form, lambda: plan_changes(form.cleaned_data["file"], shown, by=request.user))
    good = [one for one in planned or () if not one.sentence]
    context = {
        "form": form, "planned": planned, "count": len(good), "how": EDITABLE, "plan": shown,
        "signed": signing.dumps([request.user.pk, pk, as_plain(good)], salt=SALT, compress=True),
        "crumbs": _crumbs(shown, "Внести из Excel"),
    }  # fmt: skip
    return render(request, "plans/load.html", context, status=422 if form.errors else 200)


def _apply(request: OfficeRequest, shown: Plan) -> HttpResponse:
    try:
        owner, plan_key, changes = signing.loads(request.POST["plan"], salt=SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature:
        owner, plan_key, changes = None, None, []
    if (owner, plan_key) != (request.user.pk, shown.pk):
        messages.error(request, "Предпросмотр устарел: загрузите книгу ещё раз.")
        return redirect("plan_rows_load", shown.pk)
    done, refused = apply_changes(changes, shown, by=request.user)
    messages.success(request, f"Изменено мероприятий: {done}.")
    for one in refused:
        messages.error(request, f"Строка {one.row}, {one.title}: {one.sentence}")
    return redirect("plan", shown.pk)


@needs(Permission.PLANS_VIEW)
def plan_source(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The file that the plan was read from."""
    shown = seen_plan(request, pk)
    return kept_file(shown.source_sha256, shown.source_name)


@needs(Permission.PLANS_EDIT, Permission.PLANS_APPROVE)
def plan_people(request: OfficeRequest, pk: int) -> HttpResponse:
    """Suggestions of people for what is being written."""
    shown = seen_plan(request, pk)
    if not rules.may_lead_plan(request.user, shown):
        raise PermissionDenied  # to be named in a plan opens no list of its people
    lines = suggested_people(people_for(shown.unit.path), asked_words(request))
    return render(request, "access/suggestions.html", {"list_id": "people", "lines": lines})


def _written(request: OfficeRequest, pk: int) -> Plan:
    """A plan that the person composes."""
    shown = seen_plan(request, pk)
    if not rules.may_write(request.user, shown.unit):
        raise PermissionDenied
    return shown


def _crumbs(shown: Plan, title: str) -> list[tuple[str, str]]:
    return [("Планы", reverse("plans")), (shown.short_title, reverse("plan", args=[shown.pk])), (title, "")]


def _form(request: OfficeRequest, form: Any, shown: Plan, title: str, button: str) -> HttpResponse:
    context = {
        "form": form, "title": title, "button": button, "back": reverse("plan", args=[shown.pk]), "plan": shown,
        "crumbs": _crumbs(shown, title),
    }  # fmt: skip
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)
