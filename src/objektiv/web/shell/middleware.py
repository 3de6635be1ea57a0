"""What every answer carries."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from secrets import token_hex

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, QueryDict, UnreadablePostError

from objektiv.web.shell.errors import PROGRAMS, form_only, zero_byte
from objektiv.web.shell.logs import request_number, route_of

log = logging.getLogger(__name__)

# Everything comes from this server and no script or style stands in a page.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
ZERO = "\0"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def numbered(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give every request a number that stands in the log, in the answer and on the page of an error."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        number = token_hex(6)
        token = request_number.set(number)
        started = time.perf_counter()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = number
            if not request.path.startswith("/static/"):
                _tell(request, response, started)
        finally:
            request_number.reset(token)
        return response

    return middleware


def _tell(request: HttpRequest, response: HttpResponseBase, started: float) -> None:
    # Whoever was looked up; the log itself asks the database nothing.
    user = getattr(request, "_cached_user", None)
    facts = {
        "method": request.method,
        "path": route_of(request),
        "status": response.status_code,
        "ms": round(1000 * (time.perf_counter() - started)),
        "user": user.pk if user is not None else None,
    }
    log.info("request", extra=facts)


def content_security(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Set the policies of content, and keep pages of people out of the caches on the way."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def known_methods(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse TRACE and methods nobody knows: a view that does not look at the method would answer as to GET."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    return middleware


def no_blank_refusals(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Say something where Django says nothing: the address of a form opened as a page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.method != "GET":
            return response
        if request.path_info.startswith(PROGRAMS):
            return response
        page = form_only(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware


def no_zero_bytes(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse a zero byte in path, query, cookies, form or JSON: PostgreSQL keeps no text with one."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return zero_byte(request) if _has_zero_byte(request) else get_response(request)

    return middleware


def _has_zero_byte(request: HttpRequest) -> bool:
    texts = [request.path_info, *request.COOKIES.values(), *_texts(request.GET)]
    return any(ZERO in one for one in texts) or _has_zero_byte_inside(request)


def _has_zero_byte_inside(request: HttpRequest) -> bool:
    """In what was sent; what cannot be read is left to the view, which says so in its own way."""
    try:
        if request.content_type == "application/json":
            return b"\\u0000" in request.body
        if request.path_info.startswith(PROGRAMS):
            return False  # forms of programs are read once, by their operation
        return any(ZERO in one for one in _texts(request.POST))
    except (RequestDataTooBig, UnreadablePostError):
        return False


def _texts(sent: QueryDict) -> Iterator[str]:
    for name, values in sent.lists():
        yield name
        yield from map(str, values)
