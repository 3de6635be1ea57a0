"""Giving and ending roles, замещение, hand-over of duties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from objektiv.web.access.acting import act_on
from objektiv.web.access.conflicts import Held, conflicts_of, held_as
from objektiv.web.access.domain import assign, end_assignment, hand_over, stand_in
from objektiv.web.access.domain.duties import duties_between
from objektiv.web.access.forms import EndForm, HandOverForm, OtherPersonForm, RoleForm, StandInForm, givable
from objektiv.web.access.models import Assignment, User
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import inside, paths_of, people_visible_to, permissions_of, places
from objektiv.web.access.views.people import CRUMB

STANDING_IN = "Замещающий держит эти роли с первого по последний день; у самого человека они остаются."
HANDING_OVER = "С этого дня роли держит другой человек, у прежнего они завершаются накануне."


@needs(Permission.PEOPLE_EDIT)
def role_give(request: OfficeRequest, number: int) -> HttpResponse:
    """Give a person a role; conflicts of interest are shown first."""
    person = get_object_or_404(people_visible_to(request.user), pk=number)
    where = places(request.user)
    form = RoleForm(request.POST or None, by=request.user, places=where)
    warnings: list[str] = []
    if request.method == "POST" and form.is_valid():
        known = form.known()
        adding = [held_as(known["role"], known["unit"], known["valid_from"], known["valid_to"])]
        warnings = _warn(form, person, adding)
        given = None if warnings else act_on(form, lambda: assign(person, by=request.user, **known))
        if given:
            messages.success(request, "Роль назначена.")
            return redirect("person", number)
    levels = set(where.order_by().values_list("level", flat=True).distinct())
    context = {"roles": givable(levels, permissions_of(request.user)), "warnings": warnings}
    return _form(request, person, form, "Назначить роль", "Назначить", **context)


@needs(Permission.PEOPLE_EDIT)
def role_end(request: OfficeRequest, number: int, role: int) -> HttpResponse:
    """End a role that lies in one's own part of the territory."""
    own = inside(paths_of(request.user, Permission.PEOPLE_EDIT), "unit__path")
    given = get_object_or_404(
        Assignment.objects.filter(own, user=number).select_related("unit", "user"), pk=role
    )
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data
        if act_on(form, lambda: end_assignment(given, by=request.user, **known)):
            messages.success(request, f"Роль «{given}» завершена.")
            return redirect("person", number)
    return _form(request, given.user, form, "Завершить роль", "Завершить", explained=f"{given}.")


@needs(Permission.PEOPLE_EDIT)
def duties_stand_in(request: OfficeRequest, number: int) -> HttpResponse:
    """Замещение: another person holds the roles between two days."""
    person = get_object_or_404(people_visible_to(request.user), pk=number)
    form = StandInForm(request.POST or None, people=_others(request, person))

    def verb(known: dict[str, Any]) -> Any:
        return stand_in(
            person, deputy=known["other"], valid_from=known["since"], valid_to=known["until"],
            ground=known["ground"], by=request.user,
        )  # fmt: skip

    return _duties(request, person, form, ("Назначить замещение", "Назначить", STANDING_IN), verb)


@needs(Permission.PEOPLE_EDIT)
def duties_hand_over(request: OfficeRequest, number: int) -> HttpResponse:
    """Hand all roles over to another person from a day on."""
    person = get_object_or_404(people_visible_to(request.user), pk=number)
    form = HandOverForm(request.POST or None, people=_others(request, person))

    def verb(known: dict[str, Any]) -> Any:
        return hand_over(
            person, receiver=known["other"], on=known["since"], ground=known["ground"], by=request.user
        )

    return _duties(request, person, form, ("Передать дела", "Передать", HANDING_OVER), verb)


def _duties(
    request: OfficeRequest,
    person: User,
    form: OtherPersonForm,
    titles: tuple[str, str, str],
    verb: Callable[..., Any],
) -> HttpResponse:
    duties = duties_between(person, request.user, timezone.localdate())
    warnings: list[str] = []
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data
        adding = [held_as(one.role, one.unit, known["since"], known.get("until")) for one in duties]
        warnings = _warn(form, known["other"], adding)
        if not warnings and act_on(form, lambda: verb(known)):
            messages.success(request, f"Готово: {known['other'].full_name}.")
            return redirect("person", known["other"].pk)
    title, button, explained = titles
    more = {"duties": duties, "warnings": warnings, "is_duties": True, "explained": explained}
    return _form(request, person, form, title, button, **more)


def _others(request: OfficeRequest, person: User) -> Any:
    """Whom duties may be given to: not the person, not oneself."""
    return people_visible_to(request.user).filter(is_active=True).exclude(pk__in=(person.pk, request.user.pk))


def _warn(form: Form, person: User, adding: Sequence[Held]) -> list[str]:
    """Conflicts that the roles would bring, until the giver has seen them and sends the form again."""
    found = conflicts_of(person, adding)
    if not found or form.cleaned_data["is_agreed"]:
        return []
    # A bound form carries a QueryDict; its types promise only a mapping.
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["is_agreed"] = "on"  # type: ignore[index]
    return found


def _form(
    request: OfficeRequest, person: User, form: Form, title: str, button: str, **more: Any
) -> HttpResponse:
    back = reverse("person", args=[person.pk])
    crumbs = [CRUMB, (person.short_name, back), (title, None)]
    context = {
        "form": form,
        "title": title,
        "button": button,
        "person": person,
        "back": back,
        "crumbs": crumbs,
    }
    return render(request, "access/form.html", context | more)
