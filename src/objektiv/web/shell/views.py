"""Pages of the frame: health and background jobs. Rules of pages live above, in ``access``; they are put on there."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from objektiv.web.shell.jobs import cancel_job
from objektiv.web.shell.models import Job


def health(request: HttpRequest) -> HttpResponse:
    """For the watcher of the server: the database answers and the folder of state is there. Says nothing about data."""
    is_well = Path(settings.OBJEKTIV_HOME).is_dir() and does_database_answer()
    text, status = ("ok\n", 200) if is_well else ("недоступно\n", 503)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)


def does_database_answer() -> bool:
    """Whether a question to the database is answered."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def job_page(request: HttpRequest, key: str) -> HttpResponse:
    """Progress of one's own job; the fragment asks for itself again while the job goes on."""
    shown = get_object_or_404(Job, pk=key, owner=request.user)
    template = "shell/job_progress.html" if getattr(request, "htmx", False) else "shell/job.html"
    crumbs = [("Мои роли и вход", reverse("profile")), (shown.title, None)]
    return render(request, template, {"job": shown, "crumbs": crumbs})


@require_POST
def job_cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Ask one's own job to stop."""
    cancel_job(get_object_or_404(Job, pk=key, owner=request.user))
    return redirect("job", key)
