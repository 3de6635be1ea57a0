"""What happens to schools: renaming, closing and joining, opening again, another municipality."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from objektiv.web.access.acting import act, act_on
from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.territory.domain import close_unit, move_school, rename_unit, reopen_unit
from objektiv.web.territory.forms import ChangeForm, CloseForm, MoveForm, RenameForm
from objektiv.web.territory.models import Unit
from objektiv.web.territory.queries import editable, takers
from objektiv.web.territory.views.units import unit_form


@needs(Permission.TERRITORY_EDIT)
def unit_rename(request: OfficeRequest, number: int) -> HttpResponse:
    """A new name from a day."""
    meant = _meant(request, number)
    form = RenameForm(request.POST or None, unit=meant)
    return _change(request, meant, form, ("Переименовать", "Переименовать"), rename_unit)


@needs(Permission.TERRITORY_EDIT)
def unit_close(request: OfficeRequest, number: int) -> HttpResponse:
    """Close a school or join it to another."""
    meant = _meant(request, number)
    others = editable(request.user).filter(level=meant.level, closed_on__isnull=True).exclude(pk=meant.pk)
    form = CloseForm(request.POST or None, unit=meant, others=others.order_by("path"))
    return _change(request, meant, form, ("Закрыть или присоединить", "Закрыть"), close_unit)


@needs(Permission.TERRITORY_EDIT)
def unit_move(request: OfficeRequest, number: int) -> HttpResponse:
    """Hand a school over to another municipality."""
    meant = _meant(request, number)
    form = MoveForm(request.POST or None, unit=meant, parents=takers(request.user, meant))
    return _change(request, meant, form, ("Передать другому муниципалитету", "Передать"), move_school)


@needs(Permission.TERRITORY_EDIT)
@require_POST
def unit_reopen(request: OfficeRequest, number: int) -> HttpResponse:
    """It works again, or was closed by mistake."""
    meant = _meant(request, number)
    ground = request.POST.get("ground", "").strip()[:300]
    act(
        request,
        lambda: reopen_unit(meant, on=timezone.localdate(), by=request.user, ground=ground),
        "Снова действует.",
    )
    return redirect("unit", number)


def _meant(request: OfficeRequest, number: int) -> Unit:
    return get_object_or_404(editable(request.user).select_related("parent"), pk=number)


def _change(
    request: OfficeRequest, meant: Unit, form: ChangeForm, titles: tuple[str, str], verb: Callable[..., Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        done = act_on(form, lambda: verb(meant, by=request.user, **form.known()))
        if done:
            messages.success(request, "Готово: изменение в истории.")
            return redirect("unit", meant.pk)
    return unit_form(request, meant, form, titles)
