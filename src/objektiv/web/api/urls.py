"""Addresses of the interface for programs. Every operation brings its rule; an address without one has none here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, path
from ninja.operation import Operation

from objektiv.web.access.pages import PageRule
from objektiv.web.api import views
from objektiv.web.api.errors import ONLY_HTTPS, Refused, answer, not_allowed
from objektiv.web.api.interface import api, operations_by_name
from objektiv.web.api.rules import ByToken

TRAINING = "X-Objektiv-Training"
View = Callable[..., HttpResponseBase]


def told(view: View) -> View:
    """Say in every answer of a training district that nothing of it is real; say refusals in our shape."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A redirect would hide that a token went in the open.
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return answer(Refused(403, "https", ONLY_HTTPS))
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            response = not_allowed(", ".join(sorted(response.headers["Allow"].split(", "))))
        if settings.IS_DEMO:
            response.headers[TRAINING] = "yes"
        return response

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # cookies open nothing here
    return answered


def rule_of(operation: Operation) -> PageRule | None:
    """The rule of an operation as an address has it; None when nobody gave it one."""
    rules = [one for one in operation.auth_callbacks if isinstance(one, ByToken)]
    if not rules:
        return None
    return PageRule(rules[0].permissions, is_by_token=True, reason=rules[0].reason)


def addresses() -> Iterator[URLPattern]:
    """What the library made, with names, rules and headers of this office."""
    operations = operations_by_name()
    for one in api.urls[0]:
        if isinstance(one, URLPattern) and one.name in operations:
            view = told(one.callback)
            view.rule = rule_of(operations[one.name])  # type: ignore[attr-defined]  # a view carries its rule
            yield path(str(one.pattern), view, name=one.name)


urlpatterns = [
    path("openapi.json", told(views.openapi), name="api_openapi"),
    path("docs", told(views.docs), name="api_docs"),
    *addresses(),
    path("<path:rest>", told(views.nothing), name="api_nothing"),
]
