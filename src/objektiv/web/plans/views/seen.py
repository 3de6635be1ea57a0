"""What several pages of plans fetch."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404

from objektiv.web.access.pages import OfficeRequest
from objektiv.web.plans.files import path_of
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.queries import actions_visible_to, visible_to

LONGEST_KEY = 19  # digits that a key of the database holds
BINARY = "application/octet-stream"


def seen_plan(request: OfficeRequest, pk: int) -> Plan:
    """A plan that the person sees."""
    return get_object_or_404(visible_to(request.user), pk=pk)


def seen_action(request: OfficeRequest, pk: int, row: int) -> Action:
    """A row of a plan that the person sees."""
    rows = (
        actions_visible_to(request.user)
        .select_related("plan__controller")
        .prefetch_related(
            "executors",
            "evidence__files__by",
            "links__procedure",
            "links__case__school",
            "links__risk_entry__school",
        )
    )
    return get_object_or_404(rows, pk=row, plan=pk)


def kept_file(digest: str, name: str) -> HttpResponseBase:
    """A file to keep; 404 when the folder has lost it."""
    path = path_of(digest)
    if not digest or not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=BINARY)


def sent_keys(values: list[Any]) -> list[int]:
    """Keys of marked rows; what is no number of a row is left out."""
    return [int(one) for one in values if str(one).isdecimal() and len(str(one)) < LONGEST_KEY]
