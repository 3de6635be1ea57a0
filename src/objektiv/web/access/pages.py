"""The rule of every page. A view without a rule is found by a test, a person without the right by the rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of


class OfficeRequest(HttpRequest):
    """A request behind ``needs`` or ``signed_in``: somebody is there."""

    user: User


View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class PageRule:
    """Who may open a page: ``permissions`` (any of them; then the object decides), all signed in, or everybody.

    ``is_by_token``: for programs with an access token; who is signed in in a browser gets nothing there.
    """

    permissions: frozenset[Permission] = frozenset()
    is_public: bool = False
    is_by_token: bool = False
    reason: str = ""

    def admits(self, user: Any) -> bool:
        """Whether the person may open the page at all; the object is looked for among those visible."""
        return self.is_public or not self.permissions or bool(self.permissions & permissions_of(user))


def needs(*permissions: Permission) -> Callable[[View], View]:
    """Only for people with one of these rights somewhere; the view fetches through ``visible_to``."""
    rule = PageRule(frozenset(permissions))

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not rule.admits(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _marked(login_required(guarded), rule)

    return decorate


def signed_in(reason: str) -> Callable[[View], View]:
    """For everybody who signed in; ``reason`` says why no right is asked."""
    return lambda view: _marked(login_required(view), PageRule(reason=reason))


def public(reason: str) -> Callable[[View], View]:
    """For everybody; ``reason`` says why."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        return _marked(opened, PageRule(is_public=True, reason=reason))

    return decorate


def _marked(view: View, rule: PageRule) -> View:
    view.rule = rule  # type: ignore[attr-defined]  # a view carries its rule
    return view
