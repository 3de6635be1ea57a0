"""People of one's part of the territory: the list, a person's page, adding and correcting."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act, act_on
from objektiv.web.access.conflicts import conflicts_of
from objektiv.web.access.domain import (
    activate_user,
    deactivate_user,
    edit_user,
    end_sessions,
    invite,
    reset_second_factor,
    welcome,
)
from objektiv.web.access.domain.invitations import VALID
from objektiv.web.access.exporters import people_book
from objektiv.web.access.fields import asked_words, suggested_people, suggested_places
from objektiv.web.access.forms import NewPersonForm, PersonForm, givable
from objektiv.web.access.listing import STATES, PeopleFilter, people_listed
from objektiv.web.access.models import User
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import people_visible_to, permissions_of, places
from objektiv.web.access.roles import ROLES
from objektiv.web.access.rules import may_give, may_manage

PAGE = 100
CRUMB = ("Люди", reverse_lazy("people"))


@needs(Permission.PEOPLE_EDIT)
def people(request: OfficeRequest) -> HttpResponse:
    """Who holds which role where; the same as a workbook."""
    chosen = PeopleFilter.read(request.GET)
    found = people_listed(request.user, chosen)
    if request.GET.get("format") == "xlsx":
        return people_book(found, chosen.in_words())
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")), "chosen": chosen, "states": STATES,
        "roles": [(one.code, one.title) for one in ROLES.values()], "today": timezone.localdate(),
        "crumbs": [("Люди", None)],
    }  # fmt: skip
    return render(request, "access/people.html", context)


@needs(Permission.PEOPLE_EDIT)
def person(request: OfficeRequest, number: int) -> HttpResponse:
    """One person: roles, conflicts of interest, the entrance, what was done."""
    shown = get_object_or_404(people_visible_to(request.user), pk=number)
    held = shown.assignments.select_related("unit", "stands_in_for").order_by("-valid_from", "-pk")
    today = timezone.localdate()
    rows = [(one, may_give(request.user, one.role, one.unit.path)) for one in held]
    context = {
        "person": shown, "today": today, "is_mine": may_manage(request.user, shown),
        "current": [row for row in rows if row[0].valid_to is None or row[0].valid_to >= today],
        "past": [row for row in rows if row[0].valid_to is not None and row[0].valid_to < today],
        "conflicts": conflicts_of(shown), "has_codes": is_mfa_enabled(shown),
        "sessions": UserSession.objects.filter(user=shown).count(), "last_link": shown.invitations.first(),
        "crumbs": [CRUMB, (shown.short_name, None)],
    }  # fmt: skip
    return render(request, "access/person.html", context)


@needs(Permission.PEOPLE_EDIT)
def person_new(request: OfficeRequest) -> HttpResponse:
    """Add a person with a first role; the link for the password is shown once."""
    where = places(request.user)
    initial = {"unit": request.GET.get("unit", "")}
    form = NewPersonForm(request.POST or None, by=request.user, places=where, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("role", "unit", "valid_to")}
        made = act_on(form, lambda: welcome(by=request.user, known=form.person(), **given))
        if made:
            return _show_link(request, *made)
    levels = set(where.order_by().values_list("level", flat=True).distinct())
    explained = givable(levels, permissions_of(request.user))
    context = {
        "form": form, "title": "Добавить человека", "button": "Добавить и получить ссылку", "roles": explained,
        "back": reverse("people"), "crumbs": [CRUMB, ("Новый человек", None)],
    }  # fmt: skip
    return render(request, "access/form.html", context)


@needs(Permission.PEOPLE_EDIT)
def person_edit(request: OfficeRequest, number: int) -> HttpResponse:
    """Correct name and mail."""
    edited = get_object_or_404(people_visible_to(request.user), pk=number)
    form = PersonForm(request.POST or None, instance=edited)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] or 0
        if act_on(form, lambda: edit_user(edited, version=seen, by=request.user, **form.known())):
            messages.success(request, "Изменения сохранены.")
            return redirect("person", number)
    context = {
        "form": form, "title": "Данные человека", "button": "Сохранить", "back": reverse("person", args=[number]),
        "crumbs": [CRUMB, (str(edited), reverse("person", args=[number])), ("Данные", None)],
    }  # fmt: skip
    return render(request, "access/form.html", context)


@needs(Permission.PEOPLE_EDIT)
@require_POST
def person_invite(request: OfficeRequest, number: int) -> HttpResponse:
    """A link for a new password, shown once."""
    invited = get_object_or_404(people_visible_to(request.user), pk=number)
    made: list[str] = []
    if act(request, lambda: made.append(invite(invited, by=request.user))):
        return _show_link(request, invited, made[0])
    return redirect("person", number)


@needs(Permission.PEOPLE_EDIT)
@require_POST
def person_act(request: OfficeRequest, number: int, what: str) -> HttpResponse:
    """Close or open the entrance, end all sessions, take away one-time codes."""
    meant = get_object_or_404(people_visible_to(request.user), pk=number)
    reason, by = request.POST.get("reason", "").strip()[:300], request.user
    verb, success = {
        "close": (lambda: deactivate_user(meant, by=by, reason=reason), "Вход закрыт, все входы завершены."),
        "open": (lambda: activate_user(meant, by=by), "Вход открыт. Если пароль забыт, дайте новую ссылку."),
        "sign-out": (
            lambda: end_sessions(meant, by=by, reason=reason),
            "Все входы этого человека завершены.",
        ),
        "codes": (lambda: reset_second_factor(meant, by=by, reason=reason), "Одноразовые коды сброшены."),
    }[what]
    act(request, verb, success)
    return redirect("person", number)


@needs(Permission.PEOPLE_EDIT)
def people_places(request: OfficeRequest) -> HttpResponse:
    """Suggestions of parts of the territory for what is being written."""
    lines = suggested_places(places(request.user), asked_words(request))
    return render(request, "access/suggestions.html", {"list_id": "places", "lines": lines})


@needs(Permission.PEOPLE_EDIT)
def people_names(request: OfficeRequest) -> HttpResponse:
    """Suggestions of people for what is being written."""
    found = people_visible_to(request.user).filter(is_active=True)
    return render(
        request,
        "access/suggestions.html",
        {"list_id": "people", "lines": suggested_people(found, asked_words(request))},
    )


def _show_link(request: OfficeRequest, invited: User, token: str) -> HttpResponse:
    """No redirect: the secret stands in this one answer and nowhere else."""
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    context = {
        "person": invited, "link": link, "until": timezone.now() + VALID,
        "crumbs": [CRUMB, (invited.short_name, reverse("person", args=[invited.pk])), ("Ссылка", None)],
    }  # fmt: skip
    return render(request, "access/link.html", context)
