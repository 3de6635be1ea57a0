"""What the frame of every page needs: the sections a person may open, the stripe of training data, the version."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from objektiv.web.shell.navigation import arranged, sections_for


def frame(request: HttpRequest) -> dict[str, Any]:
    """Variables of the base template."""
    user = getattr(request, "user", None)
    sections = sections_for(user, request.path) if user is not None and user.is_authenticated else ()
    return {
        "sections": sections,
        "navigation": arranged(sections),
        "is_training": settings.IS_DEMO,
        "version": version("objektiv"),
    }
