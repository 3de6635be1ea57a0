"""What the training adds to the rest of the office: words for the journal, panels of the first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import is_region_wide, permissions_of
from objektiv.web.audit.verbs import add_verbs
from objektiv.web.shell.navigation import address_of
from objektiv.web.shell.panels import Panel, add_panel
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit
from objektiv.web.training.phrases import MAKE_COMMAND, MOST_STEPS, OF_REGION, STEPS


def add() -> None:
    """Called when the application starts."""
    add_verbs({"training.dated": "Учебный пример: запрос записан задним числом"})
    add_panel(Panel(10, "training/tour.html", tour, is_above=True))
    add_panel(Panel(20, "training/remove_panel.html", removal))
    add_panel(Panel(30, "training/invitation.html", invitation))


def tour(user: Any) -> Mapping[str, Any] | None:
    """What a person of the training district may look at in ten minutes."""
    if not settings.IS_DEMO:
        return None
    held = permissions_of(user)
    offered = [
        step
        for step in STEPS
        if address_of(user, step[2]) and (step[2] not in OF_REGION or is_region_wide(user, step[0]))
    ]
    # Two steps to one page are one: the first says what this role does there.
    pages = {page: text for needed, text, page in reversed(offered) if needed in held}
    ordered = [page for needed, text, page in offered if needed in held and pages[page] == text]
    steps = [(pages[page], reverse(page)) for page in ordered[:MOST_STEPS]]
    return {"steps": steps, "others": reverse("demo_login")} if steps else None


def removal(user: Any) -> Mapping[str, Any] | None:
    """The administrator of a training office may take the training away."""
    return {} if settings.IS_DEMO and Permission.SYSTEM in permissions_of(user) else None


def invitation(user: Any) -> Mapping[str, Any] | None:
    """In an empty real office: how to try it on a training district."""
    is_keeper = Permission.SYSTEM in permissions_of(user)
    if settings.IS_DEMO or not is_keeper or Unit.objects.filter(level=Level.SCHOOL).exists():
        return None
    return {"command": MAKE_COMMAND}
