"""When a session begins, gets a new key and ends by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

IDLE, LONGEST = 2 * 60 * 60, 12 * 60 * 60  # seconds
NOTED = 5 * 60  # seconds: activity is written down no more often


def begin_session(request: HttpRequest) -> None:
    """Remember when somebody signed in; called at every sign-in, whatever its way."""
    request.session["began"] = request.session["seen"] = int(time.time())


def timed(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Sign out whoever did nothing for ``IDLE`` seconds or signed in ``LONGEST`` seconds ago."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = int(time.time())
            began, seen = (request.session.setdefault(name, now) for name in ("began", "seen"))
            if now - began >= LONGEST or now - seen >= IDLE:
                logout(request)
            elif now - seen >= NOTED:
                request.session["seen"] = now
        return get_response(request)

    return middleware


def renews(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page on which people prove once more who they are: afterwards the session has another key."""

    @wraps(view)
    def renewing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302 and request.user.is_authenticated:
            request.session.cycle_key()
        return response

    return renewing
