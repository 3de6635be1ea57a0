"""«Эффект мер»: all actions whose effect is read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.effects.exporters import effects_book
from objektiv.web.effects.listing import EffectFilter, effect_list, listed
from objektiv.web.effects.queries import SEES


@needs(*SEES)
def effects(request: OfficeRequest) -> HttpResponse:
    """Actions with a question: whether the wave has come, what was computed, what was decided."""
    chosen = EffectFilter.read(request.GET)
    if request.GET.get("format") == "xlsx":
        return effects_book(listed(request.user, chosen)[0], chosen.in_words())
    return render(request, "effects/list.html", effect_list(request.user, chosen, request.GET.get("page")))
