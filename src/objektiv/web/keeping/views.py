"""The page «Состояние» of the administrator."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from objektiv.web.access.pages import OfficeRequest, needs
from objektiv.web.access.permissions import Permission
from objektiv.web.keeping.state import facts, versions


@needs(Permission.SYSTEM)
def server_state(request: OfficeRequest) -> HttpResponse:
    """What works, what does not, and what to do."""
    shown = facts()
    context = {
        "facts": shown,
        "bad": [one for one in shown if one.needs_attention],
        "versions": versions(),
        "home": settings.OBJEKTIV_HOME,
        "crumbs": [("Состояние", None)],
    }
    return render(request, "keeping/state.html", context)
