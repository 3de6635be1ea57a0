"""Sign-in by a provider of identities (OpenID Connect), when one is set up: its addresses and their policy."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from objektiv.web.access.pages import public, signed_in
from objektiv.web.access.views.start import closed
from objektiv.web.shell.middleware import CONTENT_SECURITY_POLICY

OWN_FORMS = "form-action 'self'"


def leads_to_provider(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page with a button to the provider: its form may end there, which no other page's may."""

    @wraps(view)
    def allowing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if settings.OIDC:
            policy = CONTENT_SECURITY_POLICY.replace(OWN_FORMS, f"{OWN_FORMS} {settings.OIDC.origin}")
            response.headers["Content-Security-Policy"] = policy
        return response

    return allowing


def provider_urls() -> list[URLPattern]:
    """Addresses of the way through the provider."""
    entrance, own = public("вход через внешнюю учётную запись"), signed_in("страница о себе самом")
    return [
        path("login/<slug:provider_id>/start/", entrance(oidc.login), name="openid_connect_login"),
        path("login/<slug:provider_id>/back/", entrance(oidc.callback), name="openid_connect_callback"),
        path("login/accounts/", own(leads_to_provider(social.connections)), name="socialaccount_connections"),
        path("login/cancelled/", entrance(social.login_cancelled), name="socialaccount_login_cancelled"),
        path("login/failed/", entrance(social.login_error), name="socialaccount_login_error"),
        path("login/closed/unknown/", closed, name="socialaccount_signup"),
    ]
