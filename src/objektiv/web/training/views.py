"""Taking the training district away with one button."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from objektiv.web.access.models import User
from objektiv.web.access.pages import OfficeRequest, needs, public
from objektiv.web.access.permissions import Permission
from objektiv.web.training.domain import remove_training, why_not_remove


@needs(Permission.SYSTEM)
def remove(request: OfficeRequest) -> HttpResponse:
    """Ask once more, then empty this training office; elsewhere there is no such page."""
    if not settings.IS_DEMO:
        raise Http404
    if request.method == "POST":
        if sentence := why_not_remove():
            messages.error(request, sentence)
            return redirect("training_remove")
        logout(request)
        remove_training()
        return redirect("training_removed")
    crumbs = (("Начало", "/"), ("Убрать учебный район", ""))
    return render(request, "training/remove.html", {"crumbs": crumbs, "home": settings.OBJEKTIV_HOME})


@public("после учебного района: людей уже нет, показывать нечего")
def removed(request: HttpRequest) -> HttpResponse:
    """What to do now; only in a training office without people."""
    if not settings.IS_DEMO or User.objects.exists():
        raise Http404
    return render(request, "training/removed.html")
