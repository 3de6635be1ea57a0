"""What several pages of tasks fetch."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404

from objektiv.web.access.pages import OfficeRequest
from objektiv.web.plans.models import Action
from objektiv.web.plans.queries import actions_visible_to
from objektiv.web.tasks.files import SHELF
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import WORKS, visible_to

BINARY = "application/octet-stream"
BRINGS = WORKS
KEY_DIGITS = 18  # the database keeps a key in 63 bits


def seen_task(request: OfficeRequest, pk: int) -> Task:
    """A task that the person sees."""
    return get_object_or_404(visible_to(request.user), pk=pk)


def seen_action(request: OfficeRequest, pk: int) -> Action:
    """A row of a plan that the person sees."""
    return get_object_or_404(actions_visible_to(request.user), pk=pk)


def kept_file(digest: str, name: str) -> HttpResponseBase:
    """A file to keep, always as a download; 404 when the folder has lost it."""
    path = SHELF.path_of(digest)
    if not digest or not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=BINARY)


def sent_keys(values: list[Any]) -> list[int]:
    """Keys of marked rows; what is no number of a row is left out."""
    return [
        int(one) for one in values if str(one).isascii() and str(one).isdecimal() and len(one) <= KEY_DIGITS
    ]
