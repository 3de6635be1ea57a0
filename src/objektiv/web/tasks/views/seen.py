"""What several pages of tasks fetch."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404

from objektiv.web.access.pages import OfficeRequest
from objektiv.web.plans.models import Action
from objektiv.web.plans.queries import actions_visible_to
from objektiv.web.plans.snapshot import in_force
from objektiv.web.tasks import rules
from objektiv.web.tasks.approved import as_approved
from objektiv.web.tasks.files import SHELF
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import visible_to

BINARY = "application/octet-stream"


def seen_task(request: OfficeRequest, pk: int) -> Task:
    """A task that the person sees, in the words of the plan in force."""
    (task,) = as_approved([get_object_or_404(visible_to(request.user), pk=pk)])
    return task


def seen_action(request: OfficeRequest, pk: int) -> Action:
    """A row of a plan that the person sees, in the words of the plan in force."""
    action = get_object_or_404(actions_visible_to(request.user), pk=pk)
    in_force([action])
    return action


def led_action(request: OfficeRequest, pk: int) -> Action:
    """An action that the person gives to schools."""
    action = seen_action(request, pk)
    if not rules.may_give(request.user, action):
        raise PermissionDenied
    return action


def kept_file(digest: str, name: str) -> HttpResponseBase:
    """A file to keep, always as a download; 404 when the folder has lost it."""
    path = SHELF.path_of(digest)
    if not digest or not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=BINARY)
