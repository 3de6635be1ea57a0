"""What the library of sign-in asks us: nobody signs up by himself."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from objektiv.web.access.models import User
from objektiv.web.access.signals import password_failed


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People are invited."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Логин или пароль не подходят. Проверьте раскладку и заглавные буквы.",
        "too_many_login_attempts": "Слишком много неудачных попыток. Повторите через 15 минут.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write it into the journal."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        password_failed(request, credentials.get("username", ""), key)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures are counted per login. The library adds the name of the server, which the visitor chooses."""
        return str(credentials.get("username", "")).strip().lower()


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """A provider of identities may let in people who are known here, no others."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False


def forget_failures(request: HttpRequest, user: User) -> None:
    """A new password was set by a link: the entrance is open again."""
    ratelimit.clear(request, app="allauth.account", action="login_failed", key=user.login.lower())
