"""What happens at the entrance, as the library of sign-in tells it, goes into the journal."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal import ratelimit
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from objektiv.web.access.domain.entrance import write_entrance
from objektiv.web.access.models import User
from objektiv.web.access.sessions import begin_session

SPARE_MADE = "user.spare_codes_made"


def connect() -> None:
    """Called when the app is ready."""
    for signal, verb in (
        (account.user_logged_out, "user.signed_out"),
        (account.password_changed, "user.password_changed"),
    ):
        signal.connect(_writer(verb), weak=False, dispatch_uid=f"journal {verb} {id(signal)}")
    for signal, verb, spare in (
        (mfa.authenticator_added, "user.codes_added", SPARE_MADE),
        (mfa.authenticator_removed, "user.codes_removed", ""),
        (mfa.authenticator_reset, "user.codes_added", SPARE_MADE),
    ):
        signal.connect(_codes_writer(verb, spare), weak=False, dispatch_uid=f"journal codes {id(signal)}")
    social.social_account_added.connect(
        _bound("user.provider_added"), weak=False, dispatch_uid="journal bound"
    )
    social.social_account_removed.connect(
        _bound("user.provider_removed"), weak=False, dispatch_uid="journal unbound"
    )
    mfa.authentication_failed.connect(_code_failed, dispatch_uid="journal code")
    account.user_logged_in.connect(_signed_in, dispatch_uid="journal user.signed_in")
    user_logged_in.connect(_began, dispatch_uid="session began")


def _writer(verb: str) -> Any:
    def write(sender: Any, user: Any = None, **_: Any) -> None:
        if user is not None:
            write_entrance(verb, user)

    return write


def _codes_writer(verb: str, spare: str) -> Any:
    """``spare``: the verb of spare codes; empty: they go with the others, which is told already."""

    def write(sender: Any, user: User, authenticator: Authenticator, **_: Any) -> None:
        told = spare if authenticator.type == Authenticator.Type.RECOVERY_CODES else verb
        if told:
            write_entrance(told, user)

    return write


def _bound(verb: str) -> Any:
    def write(sender: Any, request: HttpRequest, **_: Any) -> None:
        write_entrance(verb, request.user)

    return write


def _signed_in(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """With what the person proved who it is: a password, a code, a provider, in that order."""
    proofs = get_authentication_records(request, user)
    write_entrance("user.signed_in", user, ways=[one.get("type") or one["method"] for one in proofs])


def _began(sender: Any, request: HttpRequest, **_: Any) -> None:
    begin_session(request)


def _code_failed(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    write_entrance("user.code_failed", user)
    if is_shut(request, f"mfa-auth-user-{user.pk}"):
        write_entrance("user.locked_out", user)


def password_failed(request: HttpRequest, login: str, key: str) -> None:
    """A wrong password or a login that nobody has; the failure that shuts the entrance is told once more."""
    user = User.objects.filter(login__iexact=login).first()
    write_entrance("user.sign_in_failed", user)
    if is_shut(request, key):
        write_entrance("user.locked_out", user)


def is_shut(request: HttpRequest, key: str) -> bool:
    """Whether the next attempt would be refused without a look."""
    return not ratelimit.consume(request, app="allauth.account", action="login_failed", key=key, dry_run=True)
