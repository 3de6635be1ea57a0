"""What another calendar reads by the secret address."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from objektiv.web.access.pages import public
from objektiv.web.agenda.domain import find_feed, note_use
from objektiv.web.agenda.exporters import feed_file
from objektiv.web.agenda.phrases import GONE

PLAIN = "text/plain; charset=utf-8"


@public("читает календарь другой программы; секрет — в самом адресе")
@require_safe
def agenda_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The file. Addresses that never were are counted as wrong passwords are: five in fifteen minutes."""
    attempt = ratelimit.consume(request, app="allauth.account", action="feed", limit_get=True)
    if not attempt:
        refused: HttpResponse = ratelimit.respond_429(request)
        return refused
    found = find_feed(secret)
    if found is not None:
        attempt.rollback()  # only guesses count: a whole school may sit behind one address, some by a revoked one
    if found is None or not found.is_open:
        return HttpResponse(f"{GONE}\n", content_type=PLAIN, status=404)
    note_use(found)
    answer = HttpResponse(
        feed_file(found, request.build_absolute_uri("/").rstrip("/")),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = 'inline; filename="objektiv.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
