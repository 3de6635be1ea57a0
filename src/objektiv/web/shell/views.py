"""Pages of the frame: health and background jobs. Rules of pages live above, in ``access``; they are put on there."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from objektiv.web.shell.jobs import cancel_job
from objektiv.web.shell.models import Job


def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """For the watcher of the server: the database answers. Says nothing about data."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok"})


def job_page(request: HttpRequest, key: str) -> HttpResponse:
    """Progress of one's own job; the fragment asks for itself again while the job goes on."""
    shown = get_object_or_404(Job, pk=key, owner=request.user)
    template = "shell/job_progress.html" if getattr(request, "htmx", False) else "shell/job.html"
    return render(request, template, {"job": shown})


@require_POST
def job_cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Ask one's own job to stop."""
    cancel_job(get_object_or_404(Job, pk=key, owner=request.user))
    return redirect("job", key)
