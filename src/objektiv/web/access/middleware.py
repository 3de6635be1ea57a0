"""A role that needs a second factor opens nothing before the person has one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from objektiv.web.access.rules import lacks_second_factor

# Prefixes that such a person may open meanwhile: setting the factor up, signing out, what pages are made of.
OPEN = ("/login/", "/logout/", "/static/", "/health/")


def second_factor(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Lead to the set-up of one-time codes; a training district (``IS_DEMO``) asks for none."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if (
            request.user.is_authenticated
            and not request.path.startswith(OPEN)
            and lacks_second_factor(request.user)
        ):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware
